package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

// Preferences are how a person likes to see and measure things.
func (s *Store) Preferences(ctx context.Context, personID int64) (person.Preferences, error) {
	p, err := s.Person(ctx, personID)
	if err != nil {
		return person.Preferences{}, err
	}
	return p.Preferences, nil
}

// SportPreferences are those a person has set, by sport id.
func (s *Store) SportPreferences(ctx context.Context, person int64) ([]activity.SportPreference, error) {
	var all []activity.SportPreference
	err := s.view(ctx, func(c *session) error {
		p := activity.SportPreference{Person: person}
		var id int64
		all = nil
		return c.query(ctx, "SELECT sport_id, color, active, stopped_speed_kmh FROM sport_preference WHERE person_id = ? ORDER BY sport_id", []any{person},
			[]any{(*whole)(&id), (*word)(&p.Color), (*truth)(&p.Active), (*real)(&p.StoppedSpeed)}, func() error {
				p.Sport = sport.ID(id)
				all = append(all, p)
				return nil
			})
	})
	return all, err
}

// SetSportPreference stores how a person wants a sport treated, instead of what was stored before.
func (s *Store) SetSportPreference(ctx context.Context, p activity.SportPreference) error {
	return s.run(ctx, setPreference, p.Person, int64(p.Sport), p.Color, p.Active, p.StoppedSpeed)
}
