package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// cost is what requests of one kind took.
type cost struct {
	// median and worst (the 99th in a hundred) are of one client that asks alone, rate of several at once in requests a second.
	median, worst time.Duration
	rate          float64
	// cpu is the server's processor time for one request.
	cpu time.Duration
}

// request is the i-th of its kind.
type request func(ctx context.Context, i int) error

// limit bounds each part of a measurement.
const limit = 60 * time.Second

// measure does a tenth of the requests unseen to warm up, a fourth of them alone, and all of them by several clients.
func (s *server) measure(ctx context.Context, count int, do request) (cost, error) {
	var c cost
	if _, err := repeat(ctx, 1, max(count/10, 1), do); err != nil {
		return c, err
	}
	before, err := s.cpu()
	if err != nil {
		return c, err
	}
	alone, err := repeat(ctx, 1, max(count/4, 1), do)
	if err != nil {
		return c, err
	}
	together, err := repeat(ctx, clients, count, do)
	if err != nil {
		return c, err
	}
	after, err := s.cpu()
	if err != nil {
		return c, err
	}
	c.median, c.worst = percentile(alone.took, 50), percentile(alone.took, 99)
	c.rate = float64(len(together.took)) / together.elapsed.Seconds()
	c.cpu = (after - before) / time.Duration(len(alone.took)+len(together.took))
	return c, nil
}

// repetition is how long requests took, each and all together.
type repetition struct {
	took    []time.Duration
	elapsed time.Duration
}

// repeat does count requests by so many at once, fewer when the limit is reached. The first error ends it.
func repeat(ctx context.Context, atOnce, count int, do request) (repetition, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	took := make([][]time.Duration, atOnce)
	begin := time.Now()
	var workers sync.WaitGroup
	for w := range atOnce {
		workers.Go(func() {
			for ctx.Err() == nil && time.Since(begin) < limit {
				i := int(next.Add(1)) - 1
				if i >= count {
					return
				}
				asked := time.Now()
				if err := do(ctx, i); err != nil {
					cancel(fmt.Errorf("request %d: %w", i, err))
					return
				}
				took[w] = append(took[w], time.Since(asked))
			}
		})
	}
	workers.Wait()
	r := repetition{took: slices.Concat(took...), elapsed: time.Since(begin)}
	if err := context.Cause(ctx); err != nil {
		return r, err
	}
	return r, nil
}

// percentile is the smallest that p in a hundred don't exceed (nearest rank); 0 of none. It sorts.
func percentile(took []time.Duration, p int) time.Duration {
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[max((len(took)*p+99)/100, 1)-1]
}
