package store

import (
	"context"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

// Feed is the zero Feed when there is none.
func (s *Store) Feed(ctx context.Context, owner int64) (f plan.Feed, err error) {
	err = s.view(ctx, func(c *session) error {
		f.Made, err = c.one(ctx, "SELECT created_us FROM calendar_feed WHERE person_id = ?", []any{owner}, (*instant)(&f.CreatedAt))
		return err
	})
	return f, err
}

// SetFeed puts another hash in place of the one before.
func (s *Store) SetFeed(ctx context.Context, owner int64, hash string, at time.Time) error {
	return s.run(ctx, "INSERT INTO calendar_feed (person_id, hash, created_us) VALUES (?, ?, ?)"+
		" ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, created_us = excluded.created_us", owner, hash, at.UnixMicro())
}

// DeleteFeed forgets a feed; safe to call twice.
func (s *Store) DeleteFeed(ctx context.Context, owner int64) error {
	return s.run(ctx, "DELETE FROM calendar_feed WHERE person_id = ?", owner)
}

// FeedOwner is whose feed it is.
func (s *Store) FeedOwner(ctx context.Context, hash string) (*person.Person, error) {
	all, err := s.persons(ctx, "id IN (SELECT person_id FROM calendar_feed WHERE hash = ?)", hash)
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return nil, fault.Missing("feed")
	}
	return &all[0], nil
}
