package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

const equipmentColumns = "e.id, e.uuid, e.owner_id, e.label, e.description, e.type_id, e.active, e.created_us, e.distance_mm, e.duration_s, e.moving_s, e.activities"

// equipmentRow is a place to scan the rows of equipmentColumns into.
type equipmentRow struct {
	e           activity.Equipment
	kind, times int64
}

func (r *equipmentRow) dest() []any {
	e := &r.e
	return []any{
		(*whole)(&e.ID), (*word)(&e.UUID), (*whole)(&e.Owner), (*word)(&e.Label), maybe{&e.Description}, (*whole)(&r.kind), (*truth)(&e.Active),
		(*instant)(&e.CreatedAt), (*metric)(&e.Distance), (*whole)(&e.Duration), (*whole)(&e.Moving), (*whole)(&r.times),
	}
}

func (r *equipmentRow) equipment() activity.Equipment {
	e := r.e
	e.Type, e.Activities = int(r.kind), int(r.times)
	return e
}

// Equipment lists a person's, by id.
func (s *Store) Equipment(ctx context.Context, owner int64) (all []activity.Equipment, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		all, err = c.equipment(ctx, "e.owner_id = ?", owner)
		return err
	})
	return all, err
}

// EquipmentByUUID reads one of a person's.
func (s *Store) EquipmentByUUID(ctx context.Context, owner int64, uuid string) (*activity.Equipment, error) {
	var all []activity.Equipment
	err := s.snapshot(ctx, func(c *session) (err error) {
		all, err = c.equipment(ctx, "e.owner_id = ? AND e.uuid = ?", owner, uuid)
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fault.Missing("equipment")
	}
	return &all[0], nil
}

// equipment reads those that meet a condition, by id, with the sports they are the default for.
func (c *session) equipment(ctx context.Context, condition string, args ...any) ([]activity.Equipment, error) {
	var all []activity.Equipment
	var row equipmentRow
	err := c.query(ctx, "SELECT "+equipmentColumns+" FROM equipment e WHERE "+condition+" ORDER BY e.id", args, row.dest(), func() error {
		all = append(all, row.equipment())
		return nil
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	at := make(map[int64]*activity.Equipment, len(all))
	for i := range all {
		at[all[i].ID] = &all[i]
	}
	var id, sp int64
	return all, c.query(ctx, "SELECT equipment_id, sport_id FROM equipment_sport_default WHERE equipment_id IN (SELECT e.id FROM equipment e WHERE "+
		condition+") ORDER BY sport_id", args, []any{(*whole)(&id), (*whole)(&sp)}, func() error {
		at[id].DefaultFor = append(at[id].DefaultFor, sport.ID(sp))
		return nil
	})
}

// loadEquipment reads what is attached to activities, with the sports it is the default for.
func (c *session) loadEquipment(ctx context.Context, list string, args []any, at map[int64]*activity.Activity) error {
	var id int64
	var row equipmentRow
	attached := false
	err := c.query(ctx, "SELECT ae.activity_id, "+equipmentColumns+" FROM activity_equipment ae JOIN equipment e ON e.id = ae.equipment_id"+
		" WHERE ae.activity_id IN "+list+" ORDER BY e.id", args, append([]any{(*whole)(&id)}, row.dest()...), func() error {
		at[id].Equipment = append(at[id].Equipment, row.equipment())
		attached = true
		return nil
	})
	if err != nil || !attached {
		return err
	}
	var equipment, sp int64
	return c.query(ctx, "SELECT ae.activity_id, d.equipment_id, d.sport_id FROM activity_equipment ae"+
		" JOIN equipment_sport_default d ON d.equipment_id = ae.equipment_id WHERE ae.activity_id IN "+list+" ORDER BY d.sport_id",
		args, []any{(*whole)(&id), (*whole)(&equipment), (*whole)(&sp)}, func() error {
			for i := range at[id].Equipment {
				if e := &at[id].Equipment[i]; e.ID == equipment {
					e.DefaultFor = append(e.DefaultFor, sport.ID(sp))
				}
			}
			return nil
		})
}

// CreateEquipment stores e and fills in its ID. It takes its default sports from the equipment that had them. A label the
// owner uses already is fault.Conflict "equipment.label_taken".
func (s *Store) CreateEquipment(ctx context.Context, e *activity.Equipment) error {
	return s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, e.Owner); err != nil {
			return err
		}
		if err := c.labelFree(ctx, e); err != nil {
			return err
		}
		_, err := c.one(ctx, "INSERT INTO equipment (uuid, owner_id, label, description, type_id, active, created_us, distance_mm, duration_s, moving_s, activities)"+
			" VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0) RETURNING id",
			[]any{e.UUID, e.Owner, e.Label, text(e.Description), int64(e.Type), e.Active, e.CreatedAt.UnixMicro()}, (*whole)(&e.ID))
		if err != nil {
			return err
		}
		return c.makeDefault(ctx, e)
	})
}

// DefaultEquipment are the ids of the person's active equipment that new activities of the sport get.
func (s *Store) DefaultEquipment(ctx context.Context, owner int64, sp sport.ID) (ids []int64, err error) {
	err = s.view(ctx, func(c *session) error {
		ids, err = c.ids(ctx, "SELECT d.equipment_id FROM equipment_sport_default d JOIN equipment e ON e.id = d.equipment_id"+
			" WHERE d.owner_id = ? AND d.sport_id = ? AND e.active = 1", owner, int64(sp))
		return err
	})
	return ids, err
}

// attach adds equipment of the owner to an activity, and its numbers to that equipment's totals.
func (c *session) attach(ctx context.Context, a *activity.Activity, ids []int64) error {
	for _, id := range ids {
		found, err := c.one(ctx, "SELECT id FROM equipment WHERE id = ? AND owner_id = ?", []any{id, a.Owner}, new(whole))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("equipment")
		}
		n, err := c.exec(ctx, "INSERT INTO activity_equipment (activity_id, equipment_id) VALUES (?, ?) ON CONFLICT DO NOTHING", a.ID, id)
		if err != nil {
			return err
		}
		if n == 0 {
			continue // named twice
		}
		if err := c.addWear(ctx, id, sumsOf(&a.Numbers)); err != nil {
			return err
		}
	}
	return nil
}

// detach takes everything off an activity, with the numbers that were counted for it.
func (c *session) detach(ctx context.Context, id int64, counted sums) error {
	ids, err := c.attached(ctx, id)
	if err != nil {
		return err
	}
	for _, e := range ids {
		if err := c.addWear(ctx, e, counted.negated()); err != nil {
			return err
		}
	}
	_, err = c.exec(ctx, "DELETE FROM activity_equipment WHERE activity_id = ?", id)
	return err
}

// attached are the ids of the equipment on an activity.
func (c *session) attached(ctx context.Context, id int64) ([]int64, error) {
	return c.ids(ctx, "SELECT equipment_id FROM activity_equipment WHERE activity_id = ? ORDER BY equipment_id", id)
}

// addWear changes the totals of one piece of equipment.
func (c *session) addWear(ctx context.Context, id int64, d sums) error {
	if d == (sums{}) {
		return nil
	}
	_, err := c.exec(ctx, "UPDATE equipment SET activities = activities + ?, distance_mm = distance_mm + ?, duration_s = duration_s + ?, moving_s = moving_s + ? WHERE id = ?",
		d.activities, d.distance, d.duration, d.moving, id)
	return err
}
