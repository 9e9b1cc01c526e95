package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// writes measures uploads, what they leave in the database, and what the server holds after all.
func (t *trial) writes(ctx context.Context) error {
	if err := t.server.stop(); err != nil {
		return err
	}
	before, err := t.databaseSize(ctx)
	if err != nil {
		return err
	}
	if err := t.start(ctx, t.data()); err != nil {
		return err
	}
	points := 0
	for _, m := range []struct {
		points, count int
		target        string
		peer          peer
	}{
		{3600, t.size.middling, "p50 ≤ 12 ms, ≥ 200/s", fitTrackee("520 to 690 ms", 520*time.Millisecond)},
		{18000, t.size.large, "≤ 40 ms", fitTrackee("2.1 to 2.3 s", 2100*time.Millisecond)},
	} {
		work := fmt.Sprintf("upload of %d points", m.points)
		t.say("%s", work)
		rides := forms(min(m.count, 16), m.points, t.size, t.size.activities+100)
		var sent atomic.Int64
		c, err := t.server.measure(ctx, m.count, func(ctx context.Context, i int) error {
			sent.Add(1)
			return t.client.upload(ctx, rides[i%len(rides)].named(int(t.uploads.Add(1))))
		})
		if err != nil {
			return fmt.Errorf("%s: %w", work, err)
		}
		points += int(sent.Load()) * m.points
		t.table.cost(work, m.target, c, m.peer)
	}
	now, most, err := t.server.memory()
	if err != nil {
		return err
	}
	t.table.memory("memory after uploads", "≤ 200 MiB", now, 1400<<20, "FitTrackee 1.4 GB growing to 2")
	t.table.memory("memory, most during uploads", "≤ 200 MiB", most, 1400<<20, "FitTrackee 1.4 GB growing to 2")
	if err := t.server.stop(); err != nil {
		return err
	}
	after, err := t.databaseSize(ctx)
	if err != nil {
		return err
	}
	t.table.bytesPerPoint(float64(after-before) / float64(points))
	return nil
}
