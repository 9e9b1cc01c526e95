package monitor

import (
	"context"
	"encoding/json"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// StoredBlock is a block as it is stored. The blocks of a device don't overlap, and none holds a gap longer than RangeGap.
type StoredBlock struct {
	// Start and End are the times of its first and last sample in milliseconds.
	Start, End int64
	Samples    int
	Bytes      []byte
}

// RangeGap separates ranges of raw data, in milliseconds.
const RangeGap = 5 * 60_000

// The longest intervals that raw data and its ranges are read of, and the most rows of a page.
const (
	MaxRawInterval   = 48 * time.Hour
	MaxRangeInterval = 14 * 24 * time.Hour
	MaxRawRows       = 25_000
)

// RawPage is a part of what a device sent.
type RawPage struct {
	Samples *Samples
	// Extras are what frames said besides, of those from the first to the last of Samples.
	Extras []Extra
	// Total is how many samples the whole interval has.
	Total int
}

// Raw reads what a device sent in an interval, in order of time, as far as the viewer held it then: limit samples (below 1
// or above MaxRawRows is MaxRawRows) from offset on. Errors: fault.NotFound "device.not_found" for a device that the viewer
// never held; fault.Invalid "raw.interval" for a reversed interval, or one longer than MaxRawInterval.
func (s *Service) Raw(ctx context.Context, v access.Viewer, device int64, want Interval, offset, limit int) (RawPage, error) {
	owned, err := s.ownedWithin(ctx, v, device, want, MaxRawInterval)
	if err != nil {
		return RawPage{}, err
	}
	if limit < 1 || limit > MaxRawRows {
		limit = MaxRawRows
	}
	p := rawPage{skip: max(offset, 0), left: limit, page: RawPage{Samples: &Samples{}}}
	for _, i := range owned {
		from, until := i.From.UnixMilli(), i.Until.UnixMilli()
		err := s.store.RawBlocks(ctx, device, from, until, func(b *StoredBlock) error { return p.take(b, from, until) })
		if err != nil {
			return RawPage{}, err
		}
	}
	return p.done(), nil
}

// rawPage collects a page from blocks; those outside of it are only counted.
type rawPage struct {
	page       RawPage
	skip, left int
	extras     []Extra
}

func (p *rawPage) take(b *StoredBlock, from, until int64) error {
	whole := b.Start >= from && b.End < until
	if whole && (p.left == 0 || p.skip >= b.Samples) {
		p.page.Total += b.Samples
		p.skip -= min(p.skip, b.Samples)
		return nil
	}
	block, err := DecodeBlock(b.Bytes)
	if err != nil {
		return err
	}
	s := block.Samples.Between(from, until)
	p.page.Total += s.Len()
	skipped := min(p.skip, s.Len())
	p.skip -= skipped
	taken := min(s.Len()-skipped, p.left)
	p.left -= taken
	if taken > 0 {
		p.page.Samples.join(s.Slice(skipped, skipped+taken))
		p.extras = append(p.extras, block.Extras...)
	}
	return nil
}

// done is the page, with the extras of its time.
func (p *rawPage) done() RawPage {
	times := p.page.Samples.Time
	for _, e := range p.extras {
		if len(times) > 0 && e.Time >= times[0] && e.Time <= times[len(times)-1] {
			p.page.Extras = append(p.page.Extras, e)
		}
	}
	return p.page
}

// join adds samples that come after all that are there.
func (s *Samples) join(more *Samples) {
	before := s.Len()
	s.Time = append(s.Time, more.Time...)
	others := more.columns()
	for i, c := range s.columns() {
		if *c == nil && *others[i] == nil {
			continue
		}
		if *c == nil {
			*c = absent(make([]int32, 0, cap(s.Time)), before)
		}
		if *others[i] == nil {
			*c = absent(*c, more.Len())
			continue
		}
		*c = append(*c, *others[i]...)
	}
}

// absent adds so many values that aren't there.
func absent(column []int32, n int) []int32 {
	for range n {
		column = append(column, Absent)
	}
	return column
}

// RawRanges are the stretches of an interval in which a device sent something while the viewer held it: they are more than
// RangeGap apart, and Until is the moment of the last sample. Errors as Raw, with MaxRangeInterval.
func (s *Service) RawRanges(ctx context.Context, v access.Viewer, device int64, want Interval) ([]Interval, error) {
	owned, err := s.ownedWithin(ctx, v, device, want, MaxRangeInterval)
	if err != nil {
		return nil, err
	}
	var all []Interval
	for _, i := range owned {
		from, until := i.From.UnixMilli(), i.Until.UnixMilli()
		err := s.store.RawBlocks(ctx, device, from, until, func(b *StoredBlock) error {
			start, end, err := b.within(from, until)
			if err != nil || start > end {
				return err
			}
			if n := len(all) - 1; n >= 0 && start-all[n].Until.UnixMilli() <= RangeGap {
				all[n].Until = time.UnixMilli(end).UTC()
				return nil
			}
			all = append(all, Interval{time.UnixMilli(start).UTC(), time.UnixMilli(end).UTC()})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// within is from which to which sample a block lies in an interval, reversed when it has none in it.
func (b *StoredBlock) within(from, until int64) (start, end int64, err error) {
	if b.Start >= from && b.End < until {
		return b.Start, b.End, nil
	}
	block, err := DecodeBlock(b.Bytes)
	if err != nil {
		return 0, 0, err
	}
	s := block.Samples.Between(from, until)
	if s.Len() == 0 {
		return 1, 0, nil
	}
	return s.Time[0], s.Time[s.Len()-1], nil
}

// LatestRaw is the newest frame that a device sent, as it came, if the viewer held it at that time. Errors: fault.NotFound
// "device.not_found", and "raw.not_found" when there is none.
func (s *Service) LatestRaw(ctx context.Context, v access.Viewer, device int64) (json.RawMessage, error) {
	if _, err := s.Tracker(ctx, v, device); err != nil {
		return nil, err
	}
	at, frame, err := s.store.LatestRaw(ctx, device)
	if err != nil {
		return nil, err
	}
	moment := time.UnixMilli(at)
	holds, err := s.store.Ownerships(ctx, device, v.ID())
	if err != nil {
		return nil, err
	}
	if frame == nil || !Owns(holds, device, v.ID(), Interval{moment, moment.Add(time.Millisecond)}) {
		return nil, fault.Missing("raw")
	}
	return frame, nil
}

// ownedWithin is when, in an interval, the viewer held a device.
func (s *Service) ownedWithin(ctx context.Context, v access.Viewer, device int64, want Interval, longest time.Duration) ([]Interval, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	if length := want.Until.Sub(want.From); want.From.IsZero() || length <= 0 || length > longest {
		return nil, fault.InvalidField("stop", "raw.interval", "must be after the start, by at most "+longest.String())
	}
	holds, err := s.store.Ownerships(ctx, device, me)
	if err != nil {
		return nil, err
	}
	if len(holds) == 0 {
		return nil, fault.Missing("device")
	}
	return Owned(holds, device, me, want), nil
}
