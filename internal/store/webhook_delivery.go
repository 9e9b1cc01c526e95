package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"palestra/internal/core/fault"
	"palestra/internal/core/job"
	"palestra/internal/core/monitor"
	"palestra/internal/core/webhook"
)

const deliveryColumns = "id, uuid, webhook_id, occasion_id, url, secret, event, body, created_us, state, attempts, next_us, ended_us, status, error"

// announceWebhooks writes what an event is told to whom, and the jobs that do it.
func (c *session) announceWebhooks(ctx context.Context, e monitor.Event) error {
	if e.Occasion == 0 {
		return nil
	}
	subscribed, err := c.webhooks(ctx, "occasion_id = ? ORDER BY id", e.Occasion)
	if err != nil || len(subscribed) == 0 {
		return err
	}
	var owner int64
	if _, err := c.one(ctx, "SELECT owner_id FROM occasion WHERE id = ?", []any{e.Occasion}, (*whole)(&owner)); err != nil {
		return err
	}
	for i := range subscribed {
		if !subscribed[i].Wants(e.Name) {
			continue
		}
		d := webhook.Of(e, &subscribed[i], uuid.NewString())
		_, err := c.exec(ctx, "INSERT INTO webhook_delivery (uuid, webhook_id, owner_id, occasion_id, url, secret, event, body, created_us, state, attempts, next_us, status, error)"+
			" VALUES "+places(14), d.UUID, d.Subscription, owner, d.Occasion, d.URL, d.Secret, string(d.Event), d.Body, d.CreatedAt.UnixMicro(),
			string(d.State), int64(0), d.NextTry.UnixMicro(), int64(0), "")
		if err != nil {
			return err
		}
		if err := c.awaitDelivery(ctx, d.Subscription, d.NextTry, e.At); err != nil {
			return err
		}
	}
	return nil
}

func (c *session) awaitDelivery(ctx context.Context, subscription int64, at, now time.Time) error {
	return c.enqueue(ctx, job.New{Kind: job.DeliverWebhooks, Subject: subscription, At: at, Merge: true}, now)
}

func (c *session) deliveries(ctx context.Context, rest string, args ...any) ([]webhook.Delivery, error) {
	var all []webhook.Delivery
	var d webhook.Delivery
	var attempts, status int64
	dest := []any{
		(*whole)(&d.ID), (*word)(&d.UUID), (*whole)(&d.Subscription), (*whole)(&d.Occasion), (*word)(&d.URL), (*word)(&d.Secret), (*word)(&d.Event),
		(*word)(&d.Body), (*instant)(&d.CreatedAt), (*word)(&d.State), (*whole)(&attempts), (*instant)(&d.NextTry), (*instant)(&d.EndedAt),
		(*whole)(&status), (*word)(&d.Error),
	}
	err := c.query(ctx, "SELECT "+deliveryColumns+" FROM webhook_delivery"+rest, args, dest, func() error {
		d.Attempts, d.Status = int(attempts), int(status)
		all = append(all, d)
		return nil
	})
	return all, err
}

// LeaseDelivery gives the first pending delivery of a subscription whose time has come, unless somebody has one already.
func (s *Store) LeaseDelivery(ctx context.Context, subscription int64, now, until time.Time) (leased *webhook.Delivery, err error) {
	err = s.brief(ctx, func(c *session) error {
		leased = nil
		// Whoever wants one locks the oldest first, so that two never send to one subscription at once.
		pending, err := c.one(ctx, "SELECT id FROM webhook_delivery WHERE webhook_id = ? AND state = 'pending' ORDER BY id LIMIT 1"+c.dialect.lock,
			[]any{subscription}, new(whole))
		if err != nil || !pending {
			return err
		}
		busy, err := c.one(ctx, "SELECT 1 FROM webhook_delivery WHERE webhook_id = ? AND state = 'pending' AND leased_us > ? LIMIT 1",
			[]any{subscription, now.UnixMicro()}, new(whole))
		if err != nil || busy {
			return err
		}
		due, err := c.deliveries(ctx, " WHERE webhook_id = ? AND state = 'pending' AND next_us <= ? ORDER BY id LIMIT 1", subscription, now.UnixMicro())
		if err != nil || len(due) == 0 {
			return err
		}
		leased = &due[0]
		_, err = c.exec(ctx, "UPDATE webhook_delivery SET leased_us = ? WHERE id = ?", until.UnixMicro(), leased.ID)
		return err
	})
	return leased, err
}

// NoteDelivery writes back how an attempt went, and ends the lease.
func (s *Store) NoteDelivery(ctx context.Context, d *webhook.Delivery) error {
	return s.run(ctx, "UPDATE webhook_delivery SET state = ?, attempts = ?, next_us = ?, leased_us = NULL, ended_us = ?, status = ?, error = ? WHERE id = ?",
		string(d.State), int64(d.Attempts), moment(d.NextTry), moment(d.EndedAt), int64(d.Status), d.Error, d.ID)
}

// AwaitDelivery writes a job for the time of the next pending delivery of a subscription, if there is one; while somebody has
// one, for when they lose it.
func (s *Store) AwaitDelivery(ctx context.Context, subscription int64, now time.Time) error {
	return s.change(ctx, func(c *session) error {
		var next, busy time.Time
		_, err := c.one(ctx, "SELECT MIN(next_us), MAX(leased_us) FROM webhook_delivery WHERE webhook_id = ? AND state = 'pending'", []any{subscription},
			(*instant)(&next), (*instant)(&busy))
		if err != nil || next.IsZero() {
			return err
		}
		if busy.After(now) {
			next = busy
		}
		return c.awaitDelivery(ctx, subscription, next, now)
	})
}

// Deliveries lists the history, the newest first.
func (s *Store) Deliveries(ctx context.Context, f webhook.Filter) (page monitor.Page[webhook.Delivery], err error) {
	var w where
	if f.State != "" {
		w.and("state = ?", string(f.State))
	}
	if f.Subscription != 0 {
		w.and("webhook_id = ?", f.Subscription)
	}
	offset, limit := f.Bounds()
	err = s.snapshot(ctx, func(c *session) error {
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM webhook_delivery"+w.sql(), append([]any(nil), w.args...), (*whole)(&page.Total)); err != nil {
			return err
		}
		page.Rows, err = c.deliveries(ctx, w.sql()+" ORDER BY id DESC LIMIT ? OFFSET ?", append(append([]any(nil), w.args...), int64(limit), int64(offset))...)
		return err
	})
	return page, err
}

// SendAgain makes one pending at a time, with all its attempts before it.
func (s *Store) SendAgain(ctx context.Context, id int64, at time.Time) error {
	return s.change(ctx, func(c *session) error {
		var subscription int64
		found, err := c.one(ctx, "UPDATE webhook_delivery SET state = 'pending', attempts = 0, next_us = ?, ended_us = NULL WHERE id = ? RETURNING webhook_id",
			[]any{at.UnixMicro(), id}, (*whole)(&subscription))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("delivery")
		}
		return c.awaitDelivery(ctx, subscription, at, at)
	})
}

// SweepDeliveries removes those that ended before a time.
func (s *Store) SweepDeliveries(ctx context.Context, before time.Time) error {
	return s.sweep(ctx, "DELETE FROM webhook_delivery WHERE ended_us < ?", before.UnixMicro())
}
