package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"palestra/internal/core/track"
	"palestra/internal/scenario"
)

// trial is one run: a server that grows, and the rows of what it took.
type trial struct {
	options
	folder   string
	progress io.Writer

	server *server
	client *client
	table  table
	// uploads counts those sent, so that each is a file of its own.
	uploads atomic.Int64
	// squad is there once it is needed; serials counts its devices.
	squad   *squad
	serials int
	// atFew is what a list cost when there were few activities.
	atFew cost
}

func (t *trial) say(format string, args ...any) {
	fmt.Fprintf(t.progress, time.Now().Format("15:04:05 ")+format+"\n", args...)
}

// run measures everything, in the order in which the database grows.
func (t *trial) run(ctx context.Context) (err error) {
	if t.binary == "" {
		t.say("building palestra")
		if t.binary, err = build(ctx, t.folder); err != nil {
			return err
		}
	}
	defer func() {
		if t.server != nil {
			err = errors.Join(err, t.server.stop())
		}
	}()
	if err := t.empty(ctx); err != nil {
		return err
	}
	for _, p := range parts {
		if t.only != "" && p.name != t.only {
			continue
		}
		if err := p.measure(t, ctx); err != nil {
			return err
		}
	}
	return nil
}

// part is some of what is measured.
type part struct {
	name    string
	measure func(*trial, context.Context) error
}

// parts are in the order in which the database grows; those of one name belong together.
var parts = []part{
	{"activities", (*trial).load}, {"activities", (*trial).full}, {"activities", (*trial).reads}, {"strength", (*trial).gym},
	{"logins", (*trial).logins}, {"activities", (*trial).writes}, {"monitoring", (*trial).measuring}, {"webhooks", (*trial).webhooks},
	{"live", (*trial).streams},
}

func partNames() string {
	var names []string
	for _, p := range parts {
		if !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
	}
	return strings.Join(names, ", ")
}

// data is the folder of the server's data.
func (t *trial) data() string { return filepath.Join(t.folder, "data") }

// starts is how often a start is measured: the median counts, and the mean of the processor time, which is read in steps.
const starts = 5

// atRest is how long after its start a server's memory is read.
const atRest = 3 * time.Second

// empty measures starts without any data, and leaves the last server running with somebody signed up.
func (t *trial) empty(ctx context.Context) error {
	t.say("starting without data")
	var ready []time.Duration
	var cpu time.Duration
	for i := range starts {
		data := t.data()
		if i < starts-1 {
			if t.databaseURL != "" {
				continue // there is one database, and it is empty once
			}
			data += strconv.Itoa(i)
		}
		if err := t.start(ctx, data); err != nil {
			return err
		}
		ready, cpu = append(ready, t.server.ready), cpu+t.server.readyCPU
		if i < starts-1 {
			if err := t.server.stop(); err != nil {
				return err
			}
		}
	}
	t.table.start("start to first answer, empty", "≤ 150 ms", percentile(ready, 50), cpu/time.Duration(len(ready)))
	var err error
	if t.client, err = newClient(ctx, t.server.base); err != nil {
		return fmt.Errorf("signing up (the database must be empty): %w", err)
	}
	return nil
}

// start replaces the server.
func (t *trial) start(ctx context.Context, data string) (err error) {
	t.server, err = serve(ctx, t.binary, data, t.databaseURL)
	if t.client != nil && err == nil {
		t.client = t.client.at(t.server.base)
	}
	return err
}

// load fills the database, with a look at the list when there is little in it.
func (t *trial) load(ctx context.Context) error {
	const kinds = 16 // rides are alike; what matters is that no two files are
	rides := make([]*track.Track, kinds)
	for i := range rides {
		rides[i] = scenario.Ride(uint64(i+1), t.size.small)
	}
	add := func(ctx context.Context, _ int) error {
		n := int(t.uploads.Add(1)) - 1
		return t.client.upload(ctx, newForm(rides[n%kinds], t.size.began(n)).named(n))
	}
	t.say("loading %d activities", t.size.few)
	if _, err := repeat(ctx, clients, t.size.few, add); err != nil {
		return err
	}
	var err error
	if t.atFew, err = t.server.measure(ctx, t.size.requests, t.list(20, 1)); err != nil {
		return err
	}
	for loaded := t.size.few; loaded < t.size.activities; {
		some := min(1000, t.size.activities-loaded)
		loaded += some
		t.say("loading, to %d activities", loaded)
		if _, err := repeat(ctx, clients, some, add); err != nil {
			return err
		}
	}
	return nil
}

// full measures starts over the loaded database, and leaves the last server running.
func (t *trial) full(ctx context.Context) error {
	t.say("starting with %d activities", t.size.activities)
	var ready []time.Duration
	var cpu time.Duration
	for range starts {
		if err := t.server.stop(); err != nil {
			return err
		}
		if err := t.start(ctx, t.data()); err != nil {
			return err
		}
		ready, cpu = append(ready, t.server.ready), cpu+t.server.readyCPU
	}
	t.table.start(fmt.Sprintf("start to first answer, %d activities", t.size.activities), "≤ 250 ms", percentile(ready, 50), cpu/time.Duration(len(ready)))
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(atRest):
	}
	now, _, err := t.server.memory()
	if err != nil {
		return err
	}
	t.table.memory("memory after that start", "≤ 40 MiB", now, 700<<20, "FitTrackee 0.7 GB")
	own, err := t.server.own()
	if err != nil {
		return err
	}
	t.table.memory("… without the program's own file", "", own, 0, "")
	return nil
}

func listPath(perPage, page int) string {
	return fmt.Sprintf("/api/workouts?per_page=%d&page=%d", perPage, page)
}

func (t *trial) list(perPage, page int) request {
	path := listPath(perPage, page)
	return func(ctx context.Context, _ int) error { return t.client.get(ctx, path) }
}
