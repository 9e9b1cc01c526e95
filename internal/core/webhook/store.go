package webhook

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// Occasions tells whose an occasion is; monitor.Service is one. One that isn't the viewer's is fault.NotFound.
type Occasions interface {
	Occasion(ctx context.Context, v access.Viewer, id int64, f monitor.OccasionFilter) (*monitor.Occasion, error)
}

// Sender makes a call and gives the status of the answer. An error says why there was none.
type Sender interface {
	Send(ctx context.Context, c Call) (status int, err error)
}

// Store keeps subscriptions and deliveries. Absence is fault.NotFound "webhook.not_found" or "delivery.not_found".
//
// Whatever announces a monitor.Event writes its deliveries (Of), and a job.DeliverWebhooks with the subscription as its
// subject, in the same transaction.
type Store interface {
	// Webhooks lists those of an occasion by ID.
	Webhooks(ctx context.Context, occasion int64, p monitor.Paging) (monitor.Page[Subscription], error)
	Webhook(ctx context.Context, occasion, id int64) (*Subscription, error)
	// CreateWebhook stores s and fills in its ID; an occasion with most of them already is fault.Invalid "webhook.too_many".
	CreateWebhook(ctx context.Context, s *Subscription, most int) error
	// UpdateWebhook reads under a lock, lets change alter, and writes back; pending deliveries go where it says from then on.
	UpdateWebhook(ctx context.Context, occasion, id int64, change func(*Subscription) error) (*Subscription, error)
	// DeleteWebhook removes one with its pending deliveries.
	DeleteWebhook(ctx context.Context, occasion, id int64) error

	// LeaseDelivery gives the first pending delivery of a subscription whose time has come, which is the caller's until a time;
	// nil when there is none, or while somebody has one of the same subscription.
	LeaseDelivery(ctx context.Context, subscription int64, now, until time.Time) (*Delivery, error)
	// NoteDelivery writes back State, Attempts, NextTry, EndedAt, Status and Error, and ends the lease.
	NoteDelivery(ctx context.Context, d *Delivery) error
	// AwaitDelivery writes a job for the time of the next pending delivery of a subscription, if there is one; while somebody has
	// one, for when they lose it.
	AwaitDelivery(ctx context.Context, subscription int64, now time.Time) error

	// Deliveries lists them, the newest first.
	Deliveries(ctx context.Context, f Filter) (monitor.Page[Delivery], error)
	// SendAgain makes one that has ended pending at a time, with all its attempts before it, and writes the job; one that is
	// pending is tried then at the latest.
	SendAgain(ctx context.Context, id int64, at time.Time) error
	// SweepDeliveries removes those that ended before a time.
	SweepDeliveries(ctx context.Context, before time.Time) error
}
