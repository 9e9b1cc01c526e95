package monitor

import (
	"context"
	"time"

	"palestra/internal/core/access"
)

// Outline is an occasion as a list shows it: without its document, with when it is and for whom.
type Outline struct {
	ID     int64
	Name   string
	Schema int64
	// From is the earliest start of its time frames and Until the latest end; both are zero when it has none.
	From, Until time.Time
	// Athletes is how many there are time frames of.
	Athletes int
}

// OutlineFilter is which of the viewer's occasions: those that are over when Over, latest first, with those that have no
// time frames at the day they were made; otherwise those that go on or lie ahead, earliest first.
type OutlineFilter struct {
	Over bool
	Paging
}

// Outlines lists the viewer's occasions by their time. Errors: those of manager.
func (s *Service) Outlines(ctx context.Context, v access.Viewer, f OutlineFilter) (Page[Outline], error) {
	me, err := manager(v)
	if err != nil {
		return Page[Outline]{}, err
	}
	return s.store.Outlines(ctx, me, s.opt.Now(), f)
}
