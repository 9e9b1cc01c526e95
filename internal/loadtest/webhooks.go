package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"
)

// hooks is how many subscriptions an activity has.
const hooks = 10

// receiver is somebody's server that is told of what happens, and notes how long after.
type receiver struct{ delays chan time.Duration }

func (v *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	now := time.Now()
	var event struct {
		Timestamp int64 `json:"timestamp"`
	}
	if err := json.NewDecoder(r.Body).Decode(&event); err != nil || r.Header.Get("X-Webhook-Signature") == "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
	v.delays <- now.Sub(time.UnixMilli(event.Timestamp))
}

// webhooks measures how fast changes of an activity are told to all who subscribed to it.
func (t *trial) webhooks(ctx context.Context) error {
	if err := errors.Join(t.server.stop(), t.start(ctx, t.data())); err != nil {
		return err
	}
	changes := max(t.size.deliveries/hooks, 1)
	t.say("delivering %d webhooks", changes*hooks)
	s, err := t.hire(ctx)
	if err != nil {
		return fmt.Errorf("webhooks: %w", err)
	}
	v := &receiver{delays: make(chan time.Duration, changes*hooks)}
	server := httptest.NewServer(v)
	defer server.Close()
	activity, err := s.occasion(ctx)
	for range hooks {
		if err == nil {
			err = s.coach.send(ctx, http.MethodPost, fmt.Sprintf("/api/v1/activities/%d/webhooks/", activity), http.StatusOK, map[string]any{
				"webhook_url": server.URL, "secret_token": "a secret of some length", "activity_events": true, "timeframes_events": true,
			}, nil)
		}
	}
	if err != nil {
		return fmt.Errorf("webhooks: %w", err)
	}
	before, err := t.server.cpu()
	if err != nil {
		return err
	}
	begin := time.Now()
	if _, err := repeat(ctx, clients, changes, func(ctx context.Context, i int) error {
		return s.coach.send(ctx, http.MethodPut, fmt.Sprintf("/api/v1/activities/%d/", activity), http.StatusOK, s.described(fmt.Sprint("Match ", i)), nil)
	}); err != nil {
		return fmt.Errorf("webhooks: %w", err)
	}
	var delays []time.Duration
	for len(delays) < changes*hooks {
		select {
		case d := <-v.delays:
			delays = append(delays, d)
		case <-ctx.Done():
			return fmt.Errorf("webhooks: %d of %d came: %w", len(delays), changes*hooks, ctx.Err())
		}
	}
	took := time.Since(begin)
	after, err := t.server.cpu()
	if err != nil {
		return err
	}
	t.table.add(fmt.Sprintf("webhooks, %d to %d receivers", len(delays), hooks), "≥ 1 000 a minute", fmt.Sprintf("%s a minute, p50 %s, p99 %s, CPU %s",
		thousands(float64(len(delays))/took.Minutes()), short(percentile(delays, 50)), short(percentile(delays, 99)), short((after-before)/time.Duration(len(delays)))), "", "")
	return nil
}
