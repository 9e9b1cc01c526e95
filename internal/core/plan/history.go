package plan

import (
	"context"
	"slices"
	"sync"
	"time"
)

// What athletes have done and what was planned for them doesn't depend on other athletes, so that a squad is read and matched in
// two halves side by side. With fewer than sideBySide athletes there is no use in it.
const sideBySide = 8

// load reads and matches what there is of athletes around some days.
func (s *Service) load(ctx context.Context, o *outcomes, athletes []int64, from, to time.Time) error {
	size := min(max((len(athletes)+1)/2, sideBySide), maxAthletes)
	for two := range slices.Chunk(slices.Collect(slices.Chunk(athletes, size)), 2) {
		halves := make([]half, len(two))
		var both sync.WaitGroup
		for i, block := range two {
			both.Go(func() {
				halves[i] = s.half(ctx, block, from.AddDate(0, 0, -matchMargin), to.AddDate(0, 0, matchMargin))
			})
		}
		both.Wait()
		for i := range halves {
			if err := halves[i].err; err != nil {
				return err
			}
			o.add(&halves[i])
		}
	}
	return nil
}

// half is what there is of some athletes, with the pairs by athlete and training.
type half struct {
	History
	pairs map[int64]map[int64][]string
	err   error
}

func (s *Service) half(ctx context.Context, athletes []int64, from, to time.Time) half {
	h, err := s.store.History(ctx, athletes, from, to)
	out := half{History: h, pairs: make(map[int64]map[int64][]string, len(athletes)), err: err}
	slots := byAthlete(h.Slots, func(s *Slot) int64 { return s.Athlete })
	records := byAthlete(h.Records, func(r *Record) int64 { return r.Owner })
	by := byAthlete(h.Pairings, func(p *Pairing) int64 { return p.Athlete })
	for athlete, zone := range h.Zones {
		out.pairs[athlete] = Match(slots[athlete], records[athlete], by[athlete], zone)
	}
	return out
}

// byAthlete parts what was read by whose it is. What comes together stays where it is, and nearly all does.
func byAthlete[T any](all []T, of func(*T) int64) map[int64][]T {
	parts := map[int64][]T{}
	for from := 0; from < len(all); {
		athlete, to := of(&all[from]), from+1
		for to < len(all) && of(&all[to]) == athlete {
			to++
		}
		if parts[athlete] == nil {
			parts[athlete] = all[from:to:to]
		} else {
			parts[athlete] = append(parts[athlete], all[from:to]...)
		}
		from = to
	}
	return parts
}

// add takes over what was read and matched.
func (o *outcomes) add(h *half) {
	if len(o.records) == 0 {
		o.records = make(map[recordKey]*Record, 2*len(h.Records))
	}
	for i := range h.Slots {
		if h.Slots[i].Coach == o.viewer.ID() {
			o.own[h.Slots[i].Training] = true
		}
	}
	for i := range h.Records {
		r := &h.Records[i]
		o.records[recordKey{r.Owner, r.UUID}] = r
	}
	for _, p := range h.Pairings {
		o.hand[p] = true
	}
	for athlete, zone := range h.Zones {
		o.zones[athlete], o.pairs[athlete] = zone, h.pairs[athlete]
	}
}
