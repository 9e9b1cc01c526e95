package store

import (
	"context"

	"palestra/internal/core/monitor"
)

// announcers are told of what happens to occasions and time frames, in the transaction in which it happens: what they write
// is there together with it or not at all.
var announcers = []func(ctx context.Context, c *session, e monitor.Event) error{
	func(ctx context.Context, c *session, e monitor.Event) error { return c.announceWebhooks(ctx, e) },
}

func (c *session) announce(ctx context.Context, e monitor.Event) error {
	for _, tell := range announcers {
		if err := tell(ctx, c, e); err != nil {
			return err
		}
	}
	return nil
}
