package webhook

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// Filter is one page of the history.
type Filter struct {
	// State is "" for any, Subscription 0 for any.
	State        State
	Subscription int64
	monitor.Paging
}

// keep is how long deliveries that have ended stay in the history.
const keep = 30 * 24 * time.Hour

// Deliveries lists the history, the newest first; for administrators. Errors: fault.Forbidden "auth.admin_only".
func (s *Service) Deliveries(ctx context.Context, v access.Viewer, f Filter) (monitor.Page[Delivery], error) {
	if err := v.Administers(); err != nil {
		return monitor.Page[Delivery]{}, err
	}
	return s.store.Deliveries(ctx, f)
}

// Again sends one now, with the same id and body, whatever became of it; for administrators. Errors: fault.Forbidden
// "auth.admin_only", fault.NotFound "delivery.not_found".
func (s *Service) Again(ctx context.Context, v access.Viewer, id int64) error {
	if err := v.Administers(); err != nil {
		return err
	}
	return s.store.SendAgain(ctx, id, s.now())
}

// Sweep forgets deliveries that ended 30 days ago.
func (s *Service) Sweep(ctx context.Context) error {
	return s.store.SweepDeliveries(ctx, s.now().Add(-keep))
}
