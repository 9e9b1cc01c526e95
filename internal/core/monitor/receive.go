package monitor

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"
)

// Received is what became of the samples of a request.
type Received struct{ Accepted, Duplicates int }

// Arrival is what a device sent at once.
type Arrival struct {
	Device int64
	// Samples in order of time, at least one.
	Samples *Samples
	Extras  []Extra
	// LatestTime is that of the newest frame, and Latest the frame as it came.
	LatestTime int64
	Latest     json.RawMessage
	// At is when it came.
	At time.Time
}

// Receive stores what a device sent; it is on the disk when this returns. Calls that come at once are stored together.
// Sent again, late or out of order, it makes no difference. Time frames that it falls in are measured anew.
func (s *Service) Receive(ctx context.Context, device int64, frames []RawFrame) (Received, error) {
	if len(frames) == 0 {
		return Received{}, nil
	}
	r, err := s.raw.store(ctx, arrival(device, frames, s.opt.Now()))
	if err == nil && s.opt.Received != nil {
		for i := range frames {
			s.opt.Received(device, &frames[i])
		}
	}
	return r, err
}

func arrival(device int64, frames []RawFrame, at time.Time) *Arrival {
	a := &Arrival{Device: device, Samples: frames[0].Samples, At: at}
	for i := range frames {
		f := &frames[i]
		if i > 0 {
			if n := a.Samples.Len(); n > 0 && f.Samples.Len() > 0 && f.Samples.Time[0] > a.Samples.Time[n-1] {
				if i == 1 {
					first := a.Samples
					a.Samples = &Samples{}
					a.Samples.join(first)
				}
				a.Samples.join(f.Samples)
			} else {
				a.Samples = Merge(a.Samples, f.Samples).Samples
			}
		}
		if f.Extra != nil {
			a.Extras = append(a.Extras, Extra{f.Time, f.Extra})
		}
		if f.Time >= a.LatestTime || a.Latest == nil {
			a.LatestTime, a.Latest = f.Time, f.JSON
		}
	}
	slices.SortStableFunc(a.Extras, func(a, b Extra) int { return cmp.Compare(a.Time, b.Time) })
	return a
}

// Joined makes the blocks that take the place of those stored, which an arrival overlaps or which have become many: sorted,
// none too large, none with a gap longer than RangeGap. What is stored stays, see Merge.
func Joined(stored []StoredBlock, sent *Block) ([]StoredBlock, Merged, error) {
	there := &Block{Samples: &Samples{}}
	for i := range stored {
		b, err := DecodeBlock(stored[i].Bytes)
		if err != nil {
			return nil, Merged{}, err
		}
		there.Samples.join(b.Samples)
		there.Extras = append(there.Extras, b.Extras...)
	}
	m := Merged{Samples: there.Samples}
	if sent != nil {
		m = Merge(there.Samples, sent.Samples)
		there.Extras = mergedExtras(there.Extras, sent.Extras)
	}
	blocks, err := cut(m.Samples, there.Extras)
	return blocks, m, err
}

// mergedExtras leaves out what is there already.
func mergedExtras(stored, sent []Extra) []Extra {
	all := slices.Clone(stored)
	for _, e := range sent {
		if !slices.ContainsFunc(stored, func(o Extra) bool { return o.Time == e.Time && string(o.JSON) == string(e.JSON) }) {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b Extra) int { return cmp.Compare(a.Time, b.Time) })
	return all
}

// cut makes blocks of samples: a new one after each gap, and when one is half full. Extras go with the samples before which
// the next block has not begun.
func cut(s *Samples, extras []Extra) ([]StoredBlock, error) {
	var all []StoredBlock
	for from := 0; from < s.Len(); {
		to := from + 1
		for to < s.Len() && to-from < MaxBlockSamples/2 && s.Time[to]-s.Time[to-1] <= RangeGap {
			to++
		}
		b := Block{Samples: s.Slice(from, to)}
		n := len(extras)
		if to < s.Len() {
			n, _ = slices.BinarySearchFunc(extras, s.Time[to], func(e Extra, t int64) int { return cmp.Compare(e.Time, t) })
		}
		b.Extras, extras = extras[:n], extras[n:]
		bytes, err := b.Encode()
		if err != nil {
			return nil, err
		}
		all = append(all, StoredBlock{Start: s.Time[from], End: s.Time[to-1], Samples: to - from, Bytes: bytes})
		from = to
	}
	return all, nil
}

// maxTogether bounds what is stored in one transaction.
const maxTogether = 256

// committer stores what comes at once together: whoever finds nobody storing does it for all who wait meanwhile.
type committer struct {
	to     Store
	mu     sync.Mutex
	queue  []*waiting
	active bool
}

type waiting struct {
	arrival *Arrival
	result  Received
	err     error
	done    chan struct{}
}

func newCommitter(to Store) *committer { return &committer{to: to} }

// store waits until an arrival is stored, or the context ends; then it may be stored all the same.
func (c *committer) store(ctx context.Context, a *Arrival) (Received, error) {
	w := &waiting{arrival: a, done: make(chan struct{})}
	c.mu.Lock()
	c.queue = append(c.queue, w)
	lead := !c.active
	c.active = true
	c.mu.Unlock()
	if lead {
		go c.run(context.WithoutCancel(ctx))
	}
	select {
	case <-w.done:
		return w.result, w.err
	case <-ctx.Done():
		return Received{}, ctx.Err()
	}
}

// run stores until nobody waits.
func (c *committer) run(ctx context.Context) {
	for {
		c.mu.Lock()
		n := min(len(c.queue), maxTogether)
		together := c.queue[:n:n]
		c.queue = c.queue[n:]
		if n == 0 {
			c.active, c.queue = false, nil
		}
		c.mu.Unlock()
		if n == 0 {
			return
		}
		c.commit(ctx, together)
		for _, w := range together {
			close(w.done)
		}
	}
}

// commit stores several, and each on its own when one of them can't be.
func (c *committer) commit(ctx context.Context, together []*waiting) {
	arrivals := make([]*Arrival, len(together))
	for i, w := range together {
		arrivals[i] = w.arrival
	}
	results, err := c.to.StoreRaw(ctx, arrivals)
	if err == nil {
		for i, w := range together {
			w.result = results[i]
		}
		return
	}
	for _, w := range together {
		if len(together) == 1 {
			w.err = err
			return
		}
		c.commit(ctx, []*waiting{w})
	}
}
