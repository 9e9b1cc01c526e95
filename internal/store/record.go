package store

import (
	"context"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
)

// Records are a person's, by sport, then in the order of RecordTypes, which is that of the alphabet.
func (s *Store) Records(ctx context.Context, owner int64) ([]activity.Record, error) {
	var all []activity.Record
	err := s.view(ctx, func(c *session) error {
		var r activity.Record
		var id int64
		all = nil
		return c.query(ctx, "SELECT r.id, r.type, r.sport_id, r.owner_id, p.username, r.value, a.start_us, a.uuid FROM record r"+
			" JOIN activity a ON a.id = r.activity_id JOIN person p ON p.id = r.owner_id WHERE r.owner_id = ? ORDER BY r.sport_id, r.type",
			[]any{owner}, []any{(*whole)(&r.ID), (*word)(&r.Type), (*whole)(&id), (*whole)(&r.Owner), (*word)(&r.OwnerName), (*real)(&r.Value),
				(*instant)(&r.Start), (*word)(&r.Activity)}, func() error {
				r.Sport = sport.ID(id)
				all = append(all, r)
				return nil
			})
	})
	return all, err
}

// holder is who holds a record now.
type holder struct {
	record, activity int64
	kind             activity.RecordType
	value            float64
	start            time.Time
}

// beatenBy tells whether an activity with this value takes the record: by the larger value, then by the earlier start,
// then by having been stored first.
func (h *holder) beatenBy(a *activity.Activity, value float64) bool {
	switch {
	case value != h.value:
		return value > h.value
	case !a.Start.Equal(h.start):
		return a.Start.Before(h.start)
	}
	return a.ID < h.activity
}

// holders are those of all records of one sport, by type.
func (c *session) holders(ctx context.Context, owner int64, s sport.ID) (map[activity.RecordType]holder, error) {
	held := make(map[activity.RecordType]holder, len(activity.RecordTypes))
	var h holder
	// A join here would make SQLite plan the statement anew at each call.
	err := c.query(ctx, "SELECT id, activity_id, type, value, (SELECT start_us FROM activity WHERE activity.id = record.activity_id)"+
		" FROM record WHERE owner_id = ? AND sport_id = ?", []any{owner, int64(s)},
		[]any{(*whole)(&h.record), (*whole)(&h.activity), (*word)(&h.kind), (*real)(&h.value), (*instant)(&h.start)}, func() error {
			held[h.kind] = h
			return nil
		})
	return held, err
}

// claimRecords gives a, whose row is stored, the records of its sport that it beats, and reports whether there are any.
// Nobody else has to be looked at. A record that nobody holds gets the id in ids, or a new one. Who loses one gets a new
// version; that of a is the caller's.
func (c *session) claimRecords(ctx context.Context, a *activity.Activity, ids map[activity.RecordType]int64) (took bool, err error) {
	held, err := c.holders(ctx, a.Owner, a.Sport)
	if err != nil {
		return false, err
	}
	for _, kind := range activity.RecordTypes {
		value := activity.RecordValue(&a.Numbers, kind)
		h, taken := held[kind]
		switch {
		case !(value > 0): // NaN too
			continue
		case !taken:
			err = c.createRecord(ctx, a, kind, value, ids[kind])
		case h.activity == a.ID && h.value != value:
			err = c.moveRecord(ctx, h.record, a.ID, value)
		case h.activity != a.ID && h.beatenBy(a, value):
			if err = c.moveRecord(ctx, h.record, a.ID, value); err == nil {
				err = c.renew(ctx, h.activity)
			}
		default:
			continue
		}
		if err != nil {
			return false, err
		}
		took = true
	}
	return took, nil
}

// renew gives an activity another version, because its records have changed.
func (c *session) renew(ctx context.Context, id int64) error {
	_, err := c.exec(ctx, "UPDATE activity SET version = version + 1 WHERE id = ?", id)
	return err
}

func (c *session) createRecord(ctx context.Context, a *activity.Activity, kind activity.RecordType, value float64, id int64) error {
	columns, args := "owner_id, sport_id, type, activity_id, value", []any{a.Owner, int64(a.Sport), string(kind), a.ID, value}
	if id != 0 {
		columns, args = columns+", id", append(args, id)
	}
	_, err := c.exec(ctx, "INSERT INTO record ("+columns+") VALUES "+places(len(args)), args...)
	return err
}

// moveRecord keeps the record's id.
func (c *session) moveRecord(ctx context.Context, record, to int64, value float64) error {
	_, err := c.exec(ctx, "UPDATE record SET activity_id = ?, value = ? WHERE id = ?", to, value, record)
	return err
}

// recordColumns are where the values of RecordValue are stored.
var recordColumns = map[activity.RecordType]string{
	activity.BestAverageSpeed: "ave_speed_kmh",
	activity.FarthestDistance: "distance_m",
	activity.HighestAscent:    "ascent_m",
	activity.LongestMoving:    "moving_s",
	activity.HighestSpeed:     "max_speed_kmh",
}

// reviewRecords looks for new holders of the records that an activity held and may have lost by a change, whose row is
// stored, and gives them a new version. after is nil for one about to be removed, which no longer counts.
func (c *session) reviewRecords(ctx context.Context, before, after *activity.Activity) error {
	held, err := c.holders(ctx, before.Owner, before.Sport)
	if err != nil {
		return err
	}
	for _, kind := range activity.RecordTypes {
		h, ok := held[kind]
		if !ok || h.activity != before.ID || after != nil && keeps(before, after, kind) {
			continue
		}
		but := int64(0)
		if after == nil {
			but = before.ID
		}
		if err := c.reviewRecord(ctx, before.Owner, before.Sport, kind, h.record, but); err != nil {
			return err
		}
	}
	return nil
}

// keeps reports whether the holder of a record still has it, by no worse a value and no later a start than before.
func keeps(before, after *activity.Activity, kind activity.RecordType) bool {
	return after.Sport == before.Sport && !after.Start.After(before.Start) &&
		activity.RecordValue(&after.Numbers, kind) >= activity.RecordValue(&before.Numbers, kind)
}

func (c *session) reviewRecord(ctx context.Context, owner int64, s sport.ID, kind activity.RecordType, record, but int64) error {
	column := recordColumns[kind]
	var best int64
	var value float64
	found, err := c.one(ctx, "SELECT id, "+column+" FROM activity WHERE owner_id = ? AND sport_id = ? AND id <> ? AND "+column+" > 0"+
		" ORDER BY "+column+" DESC, start_us, id LIMIT 1", []any{owner, int64(s), but}, (*whole)(&best), (*real)(&value))
	if err != nil {
		return err
	}
	if found {
		if err := c.moveRecord(ctx, record, best, value); err != nil {
			return err
		}
		return c.renew(ctx, best)
	}
	_, err = c.exec(ctx, "DELETE FROM record WHERE id = ?", record)
	return err
}
