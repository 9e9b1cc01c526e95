package store

import (
	"context"
	"time"

	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

// FindSessions finds workouts and notes of a coach by what is told of them, each with its duration in seconds; one that is not
// found comes back as the zero Session.
func (s *Store) FindSessions(ctx context.Context, owner int64, refs []plan.SessionRef) ([]plan.Session, []int64, error) {
	sessions, seconds := make([]plan.Session, len(refs)), make([]int64, len(refs))
	err := s.snapshot(ctx, func(c *session) error {
		for i, ref := range refs {
			var err error
			if sessions[i], seconds[i], err = c.sessionOf(ctx, owner, ref); err != nil {
				return err
			}
		}
		return nil
	})
	return sessions, seconds, err
}

func (c *session) sessionOf(ctx context.Context, owner int64, ref plan.SessionRef) (n plan.Session, seconds int64, err error) {
	if ref.Key == "" && !ref.Built {
		found, err := c.one(ctx, "SELECT id, estimate_s FROM note WHERE id = ? AND owner_id = ?", []any{ref.ID, owner}, (*whole)(&n.Note), (*whole)(&seconds))
		if err != nil || found {
			return n, seconds, err
		}
	}
	condition, arg := "id = ?", any(ref.ID)
	if ref.Key != "" {
		condition, arg = "code = ?", ref.Key
	}
	_, err = c.one(ctx, "SELECT id, code, COALESCE(estimate_s, computed_s) FROM workout WHERE "+condition+" AND owner_id = ?", []any{arg, owner},
		(*whole)(&n.Workout), (*word)(&n.Key), (*whole)(&seconds))
	return n, seconds, err
}

// Athletes are the people from whom the coach holds a grant that covers the moment, by ID.
func (s *Store) Athletes(ctx context.Context, coach int64, at time.Time) ([]person.Person, error) {
	var all []person.Person
	err := s.view(ctx, func(c *session) error {
		all = nil
		var p person.Person
		return c.query(ctx, "SELECT "+personColumns+" FROM person WHERE id IN (SELECT athlete_id FROM access_grant WHERE coach_id = ?"+
			" AND revoked_us IS NULL AND from_us <= ? AND until_us > ?) ORDER BY id", []any{coach, at.UnixMicro(), at.UnixMicro()}, personDest(&p), func() error {
			all = append(all, p)
			return nil
		})
	})
	return all, err
}
