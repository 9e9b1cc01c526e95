package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
	"palestra/internal/core/webhook"
)

const webhookColumns = "id, occasion_id, url, secret, activity_events, timeframe_events, created_us"

// webhooks reads subscriptions that meet a condition.
func (c *session) webhooks(ctx context.Context, rest string, args ...any) ([]webhook.Subscription, error) {
	var all []webhook.Subscription
	var s webhook.Subscription
	dest := []any{
		(*whole)(&s.ID), (*whole)(&s.Occasion), (*word)(&s.URL), (*word)(&s.Secret), (*truth)(&s.Activity), (*truth)(&s.TimeFrames), (*instant)(&s.CreatedAt),
	}
	err := c.query(ctx, "SELECT "+webhookColumns+" FROM webhook WHERE "+rest, args, dest, func() error {
		all = append(all, s)
		return nil
	})
	return all, err
}

func (c *session) webhook(ctx context.Context, occasion, id int64, lock string) (*webhook.Subscription, error) {
	all, err := c.webhooks(ctx, "id = ? AND occasion_id = ?"+lock, id, occasion)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fault.Missing("webhook")
	}
	return &all[0], nil
}

// Webhooks lists the subscriptions of an occasion by ID.
func (s *Store) Webhooks(ctx context.Context, occasion int64, p monitor.Paging) (page monitor.Page[webhook.Subscription], err error) {
	offset, limit := p.Bounds()
	err = s.snapshot(ctx, func(c *session) error {
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM webhook WHERE occasion_id = ?", []any{occasion}, (*whole)(&page.Total)); err != nil {
			return err
		}
		page.Rows, err = c.webhooks(ctx, "occasion_id = ? ORDER BY id LIMIT ? OFFSET ?", occasion, int64(limit), int64(offset))
		return err
	})
	return page, err
}

// Webhook reads a subscription of an occasion.
func (s *Store) Webhook(ctx context.Context, occasion, id int64) (found *webhook.Subscription, err error) {
	err = s.view(ctx, func(c *session) error {
		found, err = c.webhook(ctx, occasion, id, "")
		return err
	})
	return found, err
}

// CreateWebhook stores w and fills in its ID.
func (s *Store) CreateWebhook(ctx context.Context, w *webhook.Subscription, most int) error {
	return s.change(ctx, func(c *session) error {
		there, err := c.one(ctx, "SELECT id FROM occasion WHERE id = ?"+c.dialect.lock, []any{w.Occasion}, new(whole))
		if err != nil {
			return err
		}
		if !there {
			return fault.Missing("occasion")
		}
		var n int64
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM webhook WHERE occasion_id = ?", []any{w.Occasion}, (*whole)(&n)); err != nil {
			return err
		}
		if n >= int64(most) {
			e := fault.New(fault.Invalid, "webhook.too_many", "an occasion may have so many webhooks")
			e.Args = []any{most}
			return e
		}
		_, err = c.one(ctx, "INSERT INTO webhook (occasion_id, url, secret, activity_events, timeframe_events, created_us) VALUES "+places(6)+" RETURNING id",
			[]any{w.Occasion, w.URL, w.Secret, w.Activity, w.TimeFrames, w.CreatedAt.UnixMicro()}, (*whole)(&w.ID))
		return err
	})
}

// UpdateWebhook lets change alter a subscription; what is still to be told goes where it says from then on.
func (s *Store) UpdateWebhook(ctx context.Context, occasion, id int64, change func(*webhook.Subscription) error) (w *webhook.Subscription, err error) {
	err = s.change(ctx, func(c *session) error {
		if w, err = c.webhook(ctx, occasion, id, c.dialect.lock); err != nil {
			return err
		}
		if err := change(w); err != nil {
			return err
		}
		_, err := c.exec(ctx, "UPDATE webhook SET url = ?, secret = ?, activity_events = ?, timeframe_events = ? WHERE id = ?",
			w.URL, w.Secret, w.Activity, w.TimeFrames, id)
		if err != nil {
			return err
		}
		_, err = c.exec(ctx, "UPDATE webhook_delivery SET url = ?, secret = ? WHERE webhook_id = ? AND state = 'pending'", w.URL, w.Secret, id)
		return err
	})
	return w, err
}

// DeleteWebhook removes a subscription with what was still to be told.
func (s *Store) DeleteWebhook(ctx context.Context, occasion, id int64) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "DELETE FROM webhook WHERE id = ? AND occasion_id = ?", id, occasion)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.Missing("webhook")
		}
		_, err = c.exec(ctx, "DELETE FROM webhook_delivery WHERE webhook_id = ? AND state = 'pending'", id)
		return err
	})
}
