package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"palestra/internal/scenario"
)

const (
	// sendFrames is how many seconds a device sends in one request.
	sendFrames = 1800
	// rounds is how often a squad is measured anew; the median counts.
	rounds = 5
	// pollEvery is how often it is looked whether a squad is measured.
	pollEvery = 20 * time.Millisecond
	// settled is how long after its last sample a match that is over has been measured by itself.
	settled = 10 * time.Second
	// rawRows is a page of raw data.
	rawRows = 25_000
)

// measuring measures how long a recorded match of a squad takes to be computed, and reading raw data.
func (t *trial) measuring(ctx context.Context) error {
	if err := errors.Join(t.server.stop(), t.start(ctx, t.data())); err != nil {
		return err
	}
	t.say("recording a match of %d players, %d minutes", t.size.players, t.size.minutes)
	m, err := t.newMatch(ctx, t.size.players, time.Now().Truncate(time.Second).Add(-2*matchTime))
	if err != nil {
		return fmt.Errorf("measuring: %w", err)
	}
	for i := range m.devices {
		if err := m.record(ctx, i, 60*t.size.minutes); err != nil {
			return fmt.Errorf("measuring: %w", err)
		}
	}
	select {
	case <-time.After(settled):
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := t.compute(ctx, m); err != nil {
		return fmt.Errorf("measuring: %w", err)
	}
	return t.rawPages(ctx, m)
}

// record has a device send what it recorded.
func (m *match) record(ctx context.Context, number, seconds int) error {
	player, d := scenario.NewPlayer(1, number, hertz), m.devices[number]
	as := m.coach.at(m.coach.base)
	as.token = "Device " + d.Key
	for from := 0; from < seconds; from += sendFrames {
		body := []byte{'['}
		for second := from; second < min(from+sendFrames, seconds); second++ {
			if second > from {
				body = append(body, ',')
			}
			body = append(body, player.Second(m.begin)...)
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, fmt.Sprintf("%s/api/v1/devices/%d/preprocessed/", as.base, d.ID), bytes.NewReader(append(body, ']')))
		if err != nil {
			return err
		}
		r.Header.Set("Content-Type", "application/json")
		if err := as.do(r, http.StatusAccepted, nil); err != nil {
			return err
		}
	}
	return nil
}

// await waits until all time frames were measured after a moment.
func (m *match) await(ctx context.Context, since time.Time) error {
	for _, id := range m.frames {
		for {
			var computed struct {
				Last int64 `json:"last_computation"`
			}
			if err := m.coach.ask(ctx, fmt.Sprintf("/api/v1/timeframes/%d/computed/", id), &computed); err != nil {
				return err
			}
			if computed.Last >= since.UnixMilli() {
				break
			}
			select {
			case <-time.After(pollEvery):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// compute measures all time frames of the match again and again, which writing to their activity asks for.
func (t *trial) compute(ctx context.Context, m *match) error {
	t.say("measuring %d time frames, %d times", len(m.devices), rounds)
	var took []time.Duration
	before, err := t.server.cpu()
	if err != nil {
		return err
	}
	for i := range rounds {
		begin := time.Now()
		err := m.coach.send(ctx, http.MethodPut, fmt.Sprintf("/api/v1/activities/%d/", m.activity), http.StatusOK, m.described(fmt.Sprint("Match ", i)), nil)
		if err == nil {
			err = m.await(ctx, begin)
		}
		if err != nil {
			return err
		}
		took = append(took, time.Since(begin))
	}
	after, err := t.server.cpu()
	if err != nil {
		return err
	}
	each := (after - before) / time.Duration(rounds*len(m.devices))
	t.table.add(fmt.Sprintf("time frame of %d minutes at %d Hz", t.size.minutes, hertz), "≤ 25 ms", "CPU "+short(each)+", with stored result and asking for it", "", "")
	t.table.add(fmt.Sprintf("squad of %d measured, from the request on", len(m.devices)), "≤ 0.5 s",
		fmt.Sprintf("p50 %s, shortest %s", short(percentile(took, 50)), short(slices.Min(took))), "", "")
	return nil
}

// rawPages reads the first page of what a device recorded.
func (t *trial) rawPages(ctx context.Context, m *match) error {
	t.say("reading raw data")
	during := url.Values{"start": {m.begin.UTC().Format(time.RFC3339)}, "stop": {m.begin.Add(matchTime).UTC().Format(time.RFC3339)}}.Encode()
	path := fmt.Sprintf("/api/v1/devices/%d/preprocessed/?%s", m.devices[0].ID, during)
	var page struct {
		Count   int               `json:"count"`
		Results []json.RawMessage `json:"results"`
	}
	if err := m.coach.ask(ctx, path, &page); err != nil {
		return err
	}
	if want := 60 * t.size.minutes * hertz; page.Count != want || len(page.Results) != min(want, rawRows) {
		return fmt.Errorf("measuring: a page has %d of %d samples, of %d that were sent", len(page.Results), page.Count, want)
	}
	c, err := t.server.measure(ctx, t.size.pages, func(ctx context.Context, _ int) error { return m.coach.get(ctx, path) })
	if err != nil {
		return err
	}
	t.table.cost(fmt.Sprintf("raw data, page of %d samples", len(page.Results)), "≤ 60 ms", c, peer{})
	return nil
}
