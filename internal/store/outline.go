package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// Outline reads an activity's own row alone: OwnerName, Segments, Laps, Records, Equipment and the neighbours stay empty.
func (s *Store) Outline(ctx context.Context, uuid string) (*activity.Activity, error) {
	return s.outline(ctx, "uuid = ?", uuid)
}

// OutlineByMap is Outline of the activity whose map picture has this name.
func (s *Store) OutlineByMap(ctx context.Context, mapID string) (*activity.Activity, error) {
	return s.outline(ctx, "map_id = ?", mapID)
}

func (s *Store) outline(ctx context.Context, condition, arg string) (*activity.Activity, error) {
	var row activityRow
	err := s.view(ctx, func(c *session) error {
		found, err := c.one(ctx, "SELECT "+activityColumns+" FROM activity WHERE "+condition, []any{arg}, row.dest()...)
		if err == nil && !found {
			return fault.Missing("activity")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	a := row.activity()
	return &a, nil
}
