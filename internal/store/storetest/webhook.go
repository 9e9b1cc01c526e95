package storetest

import (
	"context"
	"encoding/json"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/job"
	"palestra/internal/core/monitor"
	"palestra/internal/core/webhook"
)

// subscribed is a squad with an occasion and a subscription to everything of it.
type subscribed struct {
	*squad
	occasion *monitor.Occasion
	sub      webhook.Subscription
}

func (w *world) subscribed() *subscribed {
	w.Helper()
	s := &subscribed{squad: w.squad()}
	var err error
	s.occasion, err = s.CreateOccasion(w.ctx, s.coach, monitor.Occasion{Name: "match", Schema: 2, Document: json.RawMessage(`{"sport":"running"}`)})
	w.must(err)
	s.sub = s.subscribe(webhook.Draft{URL: "https://club.example/hook", Secret: "s3cret", Activity: true, TimeFrames: true})
	return s
}

func (s *subscribed) subscribe(d webhook.Draft) webhook.Subscription {
	s.Helper()
	sub := webhook.Subscription{Occasion: s.occasion.ID, Draft: d, CreatedAt: s.clock}
	s.must(s.CreateWebhook(s.ctx, &sub, 3))
	return sub
}

// touch changes the occasion.
func (s *subscribed) touch() {
	s.Helper()
	_, err := s.UpdateOccasion(s.ctx, s.coach, s.occasion.ID, monitor.OccasionFilter{}, func(o *monitor.Occasion) error {
		o.Name += "!"
		return nil
	})
	s.must(err)
}

// told is the events of all deliveries, in order.
func (s *subscribed) told(f webhook.Filter) (events []monitor.EventName) {
	s.Helper()
	page, err := s.Deliveries(s.ctx, f)
	s.must(err)
	for i := len(page.Rows) - 1; i >= 0; i-- {
		events = append(events, page.Rows[i].Event)
	}
	s.same(page.Total, int64(len(events)), "how many there are")
	return events
}

// lease takes the next delivery at a time.
func (s *subscribed) lease(at time.Time) *webhook.Delivery {
	s.Helper()
	d, err := s.LeaseDelivery(s.ctx, s.sub.ID, at, at.Add(30*time.Second))
	s.must(err)
	return d
}

// due are the jobs that deliver, by subscription.
func (s *subscribed) due(at time.Time) (subscriptions []int64) {
	s.Helper()
	jobs, err := s.LeaseJobs(s.ctx, job.DeliverWebhooks, at, at.Add(time.Minute), 10)
	s.must(err)
	for i := range jobs {
		subscriptions = append(subscriptions, jobs[i].Subject)
		s.must(s.FinishJob(s.ctx, &jobs[i], at))
	}
	return subscriptions
}

func webhooks(w *world) {
	s := w.subscribed()
	read, err := w.Webhook(w.ctx, s.occasion.ID, s.sub.ID)
	w.must(err)
	w.same(*read, s.sub, "read back")
	second := s.subscribe(webhook.Draft{URL: "http://other.example", Secret: "x", TimeFrames: true})
	third := s.subscribe(webhook.Draft{URL: "http://third.example", Secret: "y"})
	extra := webhook.Subscription{Occasion: s.occasion.ID, CreatedAt: s.clock}
	w.refused(w.CreateWebhook(w.ctx, &extra, 3), fault.Invalid, "webhook.too_many")
	page, err := w.Webhooks(w.ctx, s.occasion.ID, monitor.Paging{Offset: 1, Limit: 1})
	w.must(err)
	w.same(page, monitor.Page[webhook.Subscription]{Rows: []webhook.Subscription{second}, Total: 3}, "the second of three")

	_, err = w.Webhook(w.ctx, s.occasion.ID+1, s.sub.ID)
	w.refused(err, fault.NotFound, "webhook.not_found")
	w.refused(w.DeleteWebhook(w.ctx, s.occasion.ID+1, third.ID), fault.NotFound, "webhook.not_found")
	w.must(w.DeleteWebhook(w.ctx, s.occasion.ID, third.ID))
	_, err = w.UpdateWebhook(w.ctx, s.occasion.ID, third.ID, func(*webhook.Subscription) error { return nil })
	w.refused(err, fault.NotFound, "webhook.not_found")
	s.touch()
	changed, err := w.UpdateWebhook(w.ctx, s.occasion.ID, s.sub.ID, func(sub *webhook.Subscription) error {
		sub.Draft = webhook.Draft{URL: "https://new.example", Secret: "new", TimeFrames: true}
		return nil
	})
	w.must(err)
	read, err = w.Webhook(w.ctx, s.occasion.ID, s.sub.ID)
	w.must(err)
	w.same(read, changed, "changed")
	d := s.lease(s.clock)
	if d == nil || d.URL != "https://new.example" || d.Secret != "new" {
		w.Fatalf("what waited goes to %+v", d)
	}
	_, err = w.UpdateWebhook(w.ctx, s.occasion.ID, s.sub.ID, func(sub *webhook.Subscription) error {
		sub.URL = "https://never.example"
		return fault.Missing("webhook")
	})
	w.refused(err, fault.NotFound, "webhook.not_found")
	w.must(w.DeleteWebhook(w.ctx, s.occasion.ID, s.sub.ID))
	w.same(len(s.told(webhook.Filter{})), 0, "what waited for a subscription that is gone")
}

// Whatever happens is told to whom wants to know, with the job in the same transaction.
func webhookEvents(w *world) {
	w.person("root") // or the coach would be the only administrator
	s := w.subscribed()
	frames := s.subscribe(webhook.Draft{URL: "http://frames.example", Secret: "x", TimeFrames: true})
	f := s.frame(0, 10)
	f.Occasion = s.occasion.ID
	t := s.create(f)
	w.same(s.due(s.clock), []int64{s.sub.ID, frames.ID}, "jobs")
	s.work(s.clock)
	_, err := s.UpdateTimeFrame(w.ctx, s.coach, t.ID, monitor.TimeFrameFilter{}, func(t *monitor.TimeFrame) error {
		t.Until = t.Until.Add(time.Second)
		return nil
	})
	w.must(err)
	s.touch()
	s.create(s.frame(100, 10)) // of no occasion: nobody is told
	ofFrames := []monitor.EventName{monitor.TimeFrameCreated, monitor.TimeFrameComputed, monitor.TimeFrameUpdated}
	w.same(s.told(webhook.Filter{Subscription: frames.ID}), ofFrames, "of time frames")
	w.same(s.told(webhook.Filter{Subscription: s.sub.ID}), append(ofFrames, monitor.OccasionUpdated), "of all")
	w.must(s.DeleteOccasion(w.ctx, s.coach, s.occasion.ID, monitor.OccasionFilter{}))
	w.same(s.told(webhook.Filter{Subscription: s.sub.ID}), append(ofFrames, monitor.OccasionUpdated, monitor.TimeFrameDeleted, monitor.OccasionDeleted), "the end, too")
	_, err = w.Webhook(w.ctx, s.occasion.ID, s.sub.ID)
	w.refused(err, fault.NotFound, "webhook.not_found")

	page, err := w.Deliveries(w.ctx, webhook.Filter{Subscription: frames.ID, Paging: monitor.Paging{Limit: 1}})
	w.must(err)
	d := page.Rows[0]
	w.same(d, webhook.Delivery{
		ID: d.ID, UUID: d.UUID, Subscription: frames.ID, Occasion: s.occasion.ID, URL: "http://frames.example", Secret: "x", Event: monitor.TimeFrameDeleted,
		Body: d.Body, CreatedAt: s.clock, State: webhook.Pending, NextTry: s.clock,
	}, "a delivery")
	_, err = w.DeletePerson(w.ctx, s.coach.ID())
	w.must(err)
	w.same(len(s.told(webhook.Filter{})), 0, "what a deleted account was to tell")
}

// One delivery of a subscription is under way at a time, the oldest that is due; whoever crashes loses it after a while.
func webhookDeliveries(w *world) {
	s := w.subscribed()
	for range 3 {
		s.touch()
	}
	w.same(s.due(s.clock), []int64{s.sub.ID}, "one job for all")
	first := s.lease(s.clock)
	w.same(s.lease(s.clock.Add(29*time.Second)) == nil, true, "while one is under way")
	w.must(w.AwaitDelivery(w.ctx, s.sub.ID, s.clock))
	w.same(len(s.due(s.clock.Add(29*time.Second))), 0, "jobs for one that is under way")
	w.same(s.due(s.clock.Add(31*time.Second)), []int64{s.sub.ID}, "jobs once its lease is over")
	again := s.lease(s.clock.Add(31 * time.Second))
	w.same(*again, *first, "after a crash")

	first.Attempts, first.Status, first.Error, first.NextTry = 1, 500, "answered 500", s.clock.Add(time.Hour)
	w.must(w.NoteDelivery(w.ctx, first))
	second := s.lease(s.clock)
	w.same(second.ID > first.ID, true, "one that failed holds nobody up")
	second.State, second.Attempts, second.Status, second.NextTry, second.EndedAt = webhook.Delivered, 1, 204, time.Time{}, s.clock
	w.must(w.NoteDelivery(w.ctx, second))
	third := s.lease(s.clock)
	third.State, third.Attempts, third.NextTry, third.EndedAt, third.Error = webhook.Failed, 8, time.Time{}, s.clock, "no answer"
	w.must(w.NoteDelivery(w.ctx, third))
	w.same(s.lease(s.clock) == nil, true, "when none is due")
	for state, want := range map[webhook.State]*webhook.Delivery{webhook.Pending: first, webhook.Delivered: second, webhook.Failed: third} {
		page, err := w.Deliveries(w.ctx, webhook.Filter{State: state})
		w.must(err)
		w.same(page.Rows, []webhook.Delivery{*want}, string(state))
	}

	w.must(w.AwaitDelivery(w.ctx, s.sub.ID, s.clock))
	w.same(len(s.due(s.clock.Add(59*time.Minute))), 0, "too early")
	w.same(s.due(s.clock.Add(time.Hour)), []int64{s.sub.ID}, "in time")
	w.must(w.SendAgain(w.ctx, third.ID, s.clock))
	w.same(s.due(s.clock), []int64{s.sub.ID}, "by hand")
	sent := s.lease(s.clock)
	if sent.ID != third.ID || sent.UUID != third.UUID || sent.Body != third.Body || sent.Attempts != 0 {
		w.Fatalf("by hand %+v", sent)
	}
	w.refused(w.SendAgain(w.ctx, third.ID+100, s.clock), fault.NotFound, "delivery.not_found")
	w.must(w.SweepDeliveries(w.ctx, s.clock.Add(time.Second)))
	w.same(len(s.told(webhook.Filter{})), 2, "swept")
}

// Many who want to deliver at once never have two of one subscription.
func webhookTurns(w *world) {
	s := w.subscribed()
	const many = 20
	for range many {
		s.touch()
	}
	got := make(chan *webhook.Delivery, many)
	failed := make(chan error, many)
	for range many {
		go func() {
			d, err := s.LeaseDelivery(context.WithoutCancel(w.ctx), s.sub.ID, s.clock, s.clock.Add(time.Minute))
			got <- d
			failed <- err
		}()
	}
	leased := 0
	for range many {
		w.must(<-failed)
		if <-got != nil {
			leased++
		}
	}
	w.same(leased, 1, "leased at once")
}
