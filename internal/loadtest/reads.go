package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"palestra/internal/scenario"
)

// reads measures what is asked for most.
func (t *trial) reads(ctx context.Context) error {
	long := newForm(scenario.Ride(1, 3600), t.size.began(t.size.activities))
	if err := t.client.upload(ctx, long.named(int(t.uploads.Add(1)))); err != nil {
		return err
	}
	var newest workouts
	if err := t.client.ask(ctx, "/api/workouts?per_page=1", &newest); err != nil {
		return err
	}
	if len(newest.Data.Workouts) != 1 || newest.Pagination.Total != t.size.activities+1 {
		return fmt.Errorf("%d activities of %d in the list", newest.Pagination.Total, t.size.activities+1)
	}
	one := "/api/workouts/" + newest.Data.Workouts[0].ID
	picture := "/api/workouts/map/" + newest.Data.Workouts[0].Map
	for _, m := range []struct {
		work, target string
		count        int
		path         string
		peer         peer
	}{
		{"list of 5", "≥ 6 000/s", t.size.requests, listPath(5, 1), fitTrackee("33 to 39 ms", 33*time.Millisecond)},
		{"list of 100", "≥ 1 200/s", t.size.heavy, listPath(100, 1), fitTrackee("570 to 650 ms", 570*time.Millisecond)},
		{"list of 20, last page", "as the first", t.size.heavy, listPath(20, (t.size.activities+1)/20), peer{}},
		{"one activity", "", t.size.requests, one, fitTrackee("14 ms", 14*time.Millisecond)},
		{"chart data of 3 600 points", "≥ 1 200/s", t.size.heavy, one + "/chart_data", fitTrackee("32 ms", 32*time.Millisecond)},
		{fmt.Sprintf("statistics by week, %s activities", thousands(float64(t.size.activities))), "≤ 10 ms", t.size.heavy / 2,
			"/api/stats/load/by_time?time=weekm", peer{}},
		{"map picture, drawn before", "", t.size.requests, picture, peer{}},
	} {
		if err := t.often(ctx, m.work, m.target, m.count, newLean(t.client, m.path), m.peer); err != nil {
			return err
		}
	}
	if err := t.growth(ctx); err != nil {
		return err
	}
	return t.drawings(ctx)
}

// growth compares the first page now with the same page when there was little.
func (t *trial) growth(ctx context.Context) error {
	t.say("list of 20")
	c, err := t.server.measure(ctx, t.size.requests, t.list(20, 1))
	if err != nil {
		return err
	}
	t.table.cost(fmt.Sprintf("list of 20, of %d activities", t.size.few), "", t.atFew, peer{})
	t.table.cost(fmt.Sprintf("list of 20, of %d activities", t.size.activities+1), "the same", c, peer{})
	return nil
}

// drawings measures map pictures that nobody has asked for before.
func (t *trial) drawings(ctx context.Context) error {
	count := min(t.size.activities/2, 600)
	var maps []string
	for page := 1; len(maps) < count*7/5; page++ {
		var some workouts
		if err := t.client.ask(ctx, fmt.Sprintf("/api/workouts?per_page=100&page=%d&order=asc", page), &some); err != nil {
			return err
		}
		for _, w := range some.Data.Workouts {
			maps = append(maps, w.Map)
		}
	}
	t.say("map picture, first time")
	var next atomic.Int64
	c, err := t.server.measure(ctx, count, func(ctx context.Context, _ int) error {
		return t.client.get(ctx, "/api/workouts/map/"+maps[next.Add(1)-1])
	})
	t.table.cost("map picture, first time", "", c, peer{})
	return err
}
