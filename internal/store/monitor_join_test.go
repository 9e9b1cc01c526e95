package store_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/store/storetest"
)

// Devices that began together have their small blocks put together a few at a time: whoever sends with them doesn't wait for all.
func TestSmallBlocksAreJoinedAFewAtATime(t *testing.T) {
	ctx, start := context.Background(), time.UnixMilli(1_700_000_000_000).UTC()
	s := storetest.SQLite(t)
	coach := &person.Person{UUID: "c", Username: "carl", Role: person.Coach, Active: true, CreatedAt: start}
	if err := s.CreatePerson(ctx, coach, "-", auth.Errand{}); err != nil {
		t.Fatal(err)
	}
	m := monitoring(s)
	const devices = 32
	var ids []int64
	for i := range devices {
		d, _, err := m.AddTracker(ctx, fmt.Sprint("D", i), "", coach.ID)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, d.ID)
	}
	// joined counts the devices with fewer blocks than were sent.
	joined := func(sent int) (n int) {
		for _, id := range ids {
			blocks, samples := 0, 0
			err := s.RawBlocks(ctx, id, 0, math.MaxInt64, func(b *monitor.StoredBlock) error {
				blocks++
				samples += b.Samples
				return nil
			})
			if err != nil || samples != sent {
				t.Fatalf("%d of %d samples, %v", samples, sent, err)
			}
			if blocks < sent {
				n++
			}
		}
		return n
	}
	before := 0
	for second := range 100 {
		at := start.Add(time.Duration(second) * time.Second)
		var together []*monitor.Arrival
		for _, id := range ids {
			together = append(together, &monitor.Arrival{Device: id, At: at, Samples: &monitor.Samples{Time: []int64{at.UnixMilli()}, Speed: []int32{1}}})
		}
		if _, err := s.StoreRaw(ctx, together); err != nil {
			t.Fatal(err)
		}
		if second < 62 {
			continue
		}
		now := joined(second + 1)
		if now > before+2 {
			t.Fatalf("the blocks of %d devices were put together at once", now-before)
		}
		before = now
	}
	if before != devices {
		t.Errorf("those of %d devices of %d were put together in the end", before, devices)
	}
}
