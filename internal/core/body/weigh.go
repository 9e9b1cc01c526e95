package body

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
)

// Weigh notes how much the viewer weighs on a day, in place of what was noted for it: it is how a weight that is part of a
// profile gets into the one series. Errors as of Weights.Create, but for a day that is taken.
func (s *Service) Weigh(ctx context.Context, v access.Viewer, w Weight) (*Weight, error) {
	if !v.SignedIn() {
		return nil, listing.ErrSignedOut()
	}
	w.Owner = v.ID()
	if err := CheckWeight(&w); err != nil {
		return nil, err
	}
	if err := s.store.ReplaceWeight(ctx, &w); err != nil {
		return nil, err
	}
	return &w, nil
}

// LatestWeight is the viewer's newest entry, nil when there is none.
func (s *Service) LatestWeight(ctx context.Context, v access.Viewer) (*Weight, error) {
	return s.firstWeight(ctx, v, listing.Query{Order: []listing.Key{{Field: "day", Descending: true}}})
}

// WeightNear is the viewer's entry nearest to a day, of two that are equally near the earlier; nil when there is none.
func (s *Service) WeightNear(ctx context.Context, v access.Viewer, day time.Time) (*Weight, error) {
	day = date(day)
	before, err := s.firstWeight(ctx, v, listing.Query{
		Conditions: []listing.Condition{{Field: "day", Op: listing.Until, Values: []any{day}}}, Order: []listing.Key{{Field: "day", Descending: true}},
	})
	if err != nil {
		return nil, err
	}
	after, err := s.firstWeight(ctx, v, listing.Query{Conditions: []listing.Condition{{Field: "day", Op: listing.After, Values: []any{day}}}})
	if err != nil || before == nil {
		return after, err
	}
	if after != nil && after.Day.Sub(day) < day.Sub(before.Day) {
		return after, nil
	}
	return before, nil
}

func (s *Service) firstWeight(ctx context.Context, v access.Viewer, q listing.Query) (*Weight, error) {
	q.Limit = 1
	page, err := s.Weights.List(ctx, v, q)
	if err != nil || len(page.Rows) == 0 {
		return nil, err
	}
	return &page.Rows[0], nil
}
