package store

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/sport"
)

// Names of settings that withdraw a thing; its number follows.
const (
	withdrawnSport = "withdrawn.sport."
	withdrawnType  = "withdrawn.equipment_type."
)

// Withdrawn are the sports and the types of equipment that an administrator has taken out of offer, by ID.
func (s *Store) Withdrawn(ctx context.Context) (sports []sport.ID, types []int, err error) {
	err = s.view(ctx, func(c *session) error {
		sports, types = nil, nil
		var name string
		return c.query(ctx, "SELECT name FROM server_setting WHERE name LIKE 'withdrawn.%'", nil, []any{(*word)(&name)}, func() error {
			if id, ok := numberAfter(name, withdrawnSport); ok {
				sports = append(sports, sport.ID(id))
			}
			if id, ok := numberAfter(name, withdrawnType); ok {
				types = append(types, id)
			}
			return nil
		})
	})
	slices.Sort(sports)
	slices.Sort(types)
	return sports, types, err
}

func numberAfter(name, prefix string) (int, bool) {
	text, ok := strings.CutPrefix(name, prefix)
	id, err := strconv.Atoi(text)
	return id, ok && err == nil
}

// SetSportOffered takes a sport out of offer, or puts it back.
func (s *Store) SetSportOffered(ctx context.Context, id sport.ID, offered bool, at time.Time) error {
	return s.setOffered(ctx, withdrawnSport+strconv.Itoa(int(id)), offered, at)
}

// SetEquipmentTypeOffered takes a type of equipment out of offer, or puts it back.
func (s *Store) SetEquipmentTypeOffered(ctx context.Context, id int, offered bool, at time.Time) error {
	return s.setOffered(ctx, withdrawnType+strconv.Itoa(id), offered, at)
}

func (s *Store) setOffered(ctx context.Context, name string, offered bool, at time.Time) error {
	if offered {
		return s.run(ctx, "DELETE FROM server_setting WHERE name = ?", name)
	}
	return s.run(ctx, "INSERT INTO server_setting (name, value, changed_us) VALUES (?, '', ?) ON CONFLICT (name) DO NOTHING", name, at.UnixMicro())
}

// Used are the sports that anybody has activities of, and the types that anybody has equipment of, by ID.
func (s *Store) Used(ctx context.Context) (sports []sport.ID, types []int, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		sports, types = nil, nil
		ids, err := c.ids(ctx, "SELECT DISTINCT sport_id FROM sport_total WHERE activities > 0 ORDER BY sport_id")
		if err != nil {
			return err
		}
		for _, id := range ids {
			sports = append(sports, sport.ID(id))
		}
		if ids, err = c.ids(ctx, "SELECT DISTINCT type_id FROM equipment ORDER BY type_id"); err != nil {
			return err
		}
		for _, id := range ids {
			types = append(types, int(id))
		}
		return nil
	})
	return sports, types, err
}

// Settings reads all that were set, by name; what is withdrawn is not among them.
func (s *Store) Settings(ctx context.Context) (map[string]string, error) {
	all := make(map[string]string)
	err := s.view(ctx, func(c *session) error {
		clear(all)
		var name, value string
		return c.query(ctx, "SELECT name, value FROM server_setting WHERE name NOT LIKE 'withdrawn.%'", nil, []any{(*word)(&name), (*word)(&value)}, func() error {
			all[name] = value
			return nil
		})
	})
	return all, err
}

// SetSettings stores these, all or none.
func (s *Store) SetSettings(ctx context.Context, values map[string]string, at time.Time) error {
	return s.change(ctx, func(c *session) error {
		// In one order, so that two at once don't wait for each other.
		for _, name := range slices.Sorted(maps.Keys(values)) {
			if _, err := c.exec(ctx, "INSERT INTO server_setting (name, value, changed_us) VALUES (?, ?, ?)"+
				" ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_us = excluded.changed_us", name, values[name], at.UnixMicro()); err != nil {
				return err
			}
		}
		return nil
	})
}
