package store

import (
	"context"
	"slices"
	"time"

	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

// FindSessions finds workouts and notes of a coach by what is told of them; one that is not there comes back as the zero Found.
func (s *Store) FindSessions(ctx context.Context, owner int64, refs []plan.SessionRef) ([]plan.Found, error) {
	all := make([]plan.Found, len(refs))
	err := s.snapshot(ctx, func(c *session) (err error) {
		for i, ref := range refs {
			if all[i], err = c.sessionOf(ctx, owner, ref); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

func (c *session) sessionOf(ctx context.Context, owner int64, ref plan.SessionRef) (f plan.Found, err error) {
	if ref.Key == "" && !ref.Built {
		found, err := c.one(ctx, "SELECT id, estimate_s FROM note WHERE id = ? AND owner_id = ?", []any{ref.ID, owner}, (*whole)(&f.Note), (*whole)(&f.Seconds))
		if err != nil || found {
			return f, err
		}
	}
	var r workoutRow
	condition, arg := "id = ?", any(ref.ID)
	if ref.Key != "" {
		condition, arg = "code = ?", ref.Key
	}
	found, err := c.one(ctx, "SELECT "+workoutColumns+" FROM workout WHERE "+condition+" AND owner_id = ?", []any{arg, owner}, r.dest()...)
	if err != nil || !found {
		return plan.Found{}, err
	}
	w, err := r.workout()
	return plan.Found{Session: plan.Session{Workout: w.ID, Key: w.Key}, Built: &w}, err
}

// Athletes are the people from whom the coach holds a grant that covers the moment, by ID.
func (s *Store) Athletes(ctx context.Context, coach int64, at time.Time) ([]person.Person, error) {
	return s.persons(ctx, "id IN (SELECT athlete_id FROM access_grant WHERE coach_id = ?"+
		" AND revoked_us IS NULL AND from_us <= ? AND until_us > ?)", coach, at.UnixMicro(), at.UnixMicro())
}

// PeopleByID reads those with these IDs, by ID; unknown ones are left out.
func (s *Store) PeopleByID(ctx context.Context, ids []int64) ([]person.Person, error) {
	var all []person.Person
	for block := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(ids))), most) {
		list, args := among(block)
		some, err := s.persons(ctx, "id IN "+list, args...)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func (s *Store) persons(ctx context.Context, condition string, args ...any) ([]person.Person, error) {
	var all []person.Person
	err := s.view(ctx, func(c *session) error {
		all = nil
		var p person.Person
		return c.query(ctx, "SELECT "+personColumns+" FROM person WHERE "+condition+" ORDER BY id", args, personDest(&p), func() error {
			all = append(all, p)
			return nil
		})
	})
	return all, err
}
