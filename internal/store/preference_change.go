package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

const setPreference = "INSERT INTO sport_preference (person_id, sport_id, color, active, stopped_speed_kmh) VALUES (?, ?, ?, ?, ?)" +
	" ON CONFLICT (person_id, sport_id) DO UPDATE SET color = excluded.color, active = excluded.active, stopped_speed_kmh = excluded.stopped_speed_kmh"

// UpdateSportPreference reads the one that a person has set, or takes usual, lets change alter it, and stores it. equipment
// nil leaves the sport's default equipment; otherwise it is replaced.
func (s *Store) UpdateSportPreference(ctx context.Context, usual activity.SportPreference, change func(*activity.SportPreference), equipment *[]int64) (activity.SportPreference, error) {
	var p activity.SportPreference
	err := s.change(ctx, func(c *session) error {
		p = usual
		if err := c.lockPerson(ctx, p.Person); err != nil {
			return err
		}
		if _, err := c.one(ctx, "SELECT color, active, stopped_speed_kmh FROM sport_preference WHERE person_id = ? AND sport_id = ?",
			[]any{p.Person, int64(p.Sport)}, (*word)(&p.Color), (*truth)(&p.Active), (*real)(&p.StoppedSpeed)); err != nil {
			return err
		}
		change(&p)
		p.Person, p.Sport = usual.Person, usual.Sport
		if _, err := c.exec(ctx, setPreference, p.Person, int64(p.Sport), p.Color, p.Active, p.StoppedSpeed); err != nil {
			return err
		}
		if equipment == nil {
			return nil
		}
		return c.replaceDefaults(ctx, p.Person, p.Sport, *equipment)
	})
	return p, err
}

// replaceDefaults makes equipment of the owner the only default of a sport.
func (c *session) replaceDefaults(ctx context.Context, owner int64, sp sport.ID, ids []int64) error {
	if err := c.dropDefaults(ctx, owner, sp); err != nil {
		return err
	}
	for _, id := range ids {
		found, err := c.one(ctx, "SELECT id FROM equipment WHERE id = ? AND owner_id = ?", []any{id, owner}, new(whole))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("equipment")
		}
		if err := c.makeDefault(ctx, &activity.Equipment{ID: id, Owner: owner, DefaultFor: []sport.ID{sp}}); err != nil {
			return err
		}
	}
	return nil
}

func (c *session) dropDefaults(ctx context.Context, owner int64, sp sport.ID) error {
	_, err := c.exec(ctx, "DELETE FROM equipment_sport_default WHERE owner_id = ? AND sport_id = ?", owner, int64(sp))
	return err
}

// DeleteSportPreference forgets what a person has set, the sport's default equipment too; none is no error.
func (s *Store) DeleteSportPreference(ctx context.Context, person int64, sp sport.ID) error {
	return s.change(ctx, func(c *session) error {
		if _, err := c.exec(ctx, "DELETE FROM sport_preference WHERE person_id = ? AND sport_id = ?", person, int64(sp)); err != nil {
			return err
		}
		return c.dropDefaults(ctx, person, sp)
	})
}
