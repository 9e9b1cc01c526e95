package store

import (
	"context"
	"slices"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// labelFree refuses a label that other equipment of the owner has.
func (c *session) labelFree(ctx context.Context, e *activity.Equipment) error {
	found, err := c.one(ctx, "SELECT id FROM equipment WHERE owner_id = ? AND label = ? AND id <> ?", []any{e.Owner, e.Label, e.ID}, new(whole))
	if err == nil && found {
		return fault.New(fault.Conflict, "equipment.label_taken", "there is equipment with this label already")
	}
	return err
}

// makeDefault gives equipment the sports it is the default for, which are taken from what had them.
func (c *session) makeDefault(ctx context.Context, e *activity.Equipment) error {
	for _, sp := range e.DefaultFor {
		_, err := c.exec(ctx, "INSERT INTO equipment_sport_default (owner_id, sport_id, equipment_id) VALUES (?, ?, ?)"+
			" ON CONFLICT (owner_id, sport_id) DO UPDATE SET equipment_id = excluded.equipment_id", e.Owner, int64(sp), e.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

// ownEquipment locks a person and reads one of their equipment.
func (c *session) ownEquipment(ctx context.Context, owner int64, uuid string) (*activity.Equipment, error) {
	if err := c.lockPerson(ctx, owner); err != nil {
		return nil, err
	}
	all, err := c.equipment(ctx, "e.owner_id = ? AND e.uuid = ?", owner, uuid)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fault.Missing("equipment")
	}
	return &all[0], nil
}

// UpdateEquipment reads one of a person's under a lock, lets change alter it, and writes it back; it takes its default sports
// from what had them. With another Type it is taken off all activities. Totals, ID and UUID stay what they are.
func (s *Store) UpdateEquipment(ctx context.Context, owner int64, uuid string, change func(*activity.Equipment) error) (*activity.Equipment, error) {
	var e *activity.Equipment
	err := s.change(ctx, func(c *session) (err error) {
		if e, err = c.ownEquipment(ctx, owner, uuid); err != nil {
			return err
		}
		old := *e
		e.DefaultFor = slices.Clone(old.DefaultFor)
		if err := change(e); err != nil {
			return err
		}
		e.ID, e.UUID, e.Owner, e.CreatedAt = old.ID, old.UUID, old.Owner, old.CreatedAt
		if err := c.labelFree(ctx, e); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "UPDATE equipment SET label = ?, description = ?, type_id = ?, active = ? WHERE id = ?",
			e.Label, text(e.Description), int64(e.Type), e.Active, e.ID); err != nil {
			return err
		}
		if e.Type != old.Type {
			if _, err := c.exec(ctx, "DELETE FROM activity_equipment WHERE equipment_id = ?", e.ID); err != nil {
				return err
			}
		}
		if err := c.redefault(ctx, e); err != nil {
			return err
		}
		return c.recount(ctx, e)
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// redefault is makeDefault, and takes away what equipment is no longer the default for.
func (c *session) redefault(ctx context.Context, e *activity.Equipment) error {
	if _, err := c.exec(ctx, "DELETE FROM equipment_sport_default WHERE equipment_id = ?", e.ID); err != nil {
		return err
	}
	return c.makeDefault(ctx, e)
}

// recount adds totals up from the activities that equipment is on, and reads it again.
func (c *session) recount(ctx context.Context, e *activity.Equipment) error {
	// The sums are those of sumsOf, one by one: whole millimeters are added, not meters.
	var n sums
	var meters float64
	var duration, moving int64
	err := c.query(ctx, "SELECT a.distance_m, a.duration_s, a.moving_s FROM activity_equipment ae JOIN activity a ON a.id = ae.activity_id"+
		" WHERE ae.equipment_id = ?", []any{e.ID}, []any{(*real)(&meters), (*whole)(&duration), (*whole)(&moving)}, func() error {
		n = n.plus(sums{activities: 1, distance: millimeters(meters), duration: duration, moving: moving})
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := c.exec(ctx, "UPDATE equipment SET activities = ?, distance_mm = ?, duration_s = ?, moving_s = ? WHERE id = ?",
		n.activities, n.distance, n.duration, n.moving, e.ID); err != nil {
		return err
	}
	all, err := c.equipment(ctx, "e.id = ?", e.ID)
	if err != nil {
		return err
	}
	*e = all[0]
	return nil
}

// RefreshEquipment adds its totals up anew.
func (s *Store) RefreshEquipment(ctx context.Context, owner int64, uuid string) (*activity.Equipment, error) {
	var e *activity.Equipment
	err := s.change(ctx, func(c *session) (err error) {
		if e, err = c.ownEquipment(ctx, owner, uuid); err != nil {
			return err
		}
		return c.recount(ctx, e)
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// DeleteEquipment removes one, and takes it off all activities. Unless forced, one that is on any is refused:
// fault.Conflict "equipment.in_use", their number in Args.
func (s *Store) DeleteEquipment(ctx context.Context, owner int64, uuid string, force bool) error {
	return s.change(ctx, func(c *session) error {
		e, err := c.ownEquipment(ctx, owner, uuid)
		if err != nil {
			return err
		}
		if e.Activities > 0 && !force {
			refusal := fault.New(fault.Conflict, "equipment.in_use", "activities were done with this equipment")
			refusal.Args = []any{int64(e.Activities)}
			return refusal
		}
		_, err = c.exec(ctx, "DELETE FROM equipment WHERE id = ?", e.ID)
		return err
	})
}
