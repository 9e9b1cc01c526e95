package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// parts says what is read of activities beside their summaries, segments, records and equipment.
type parts struct{ laps, neighbours bool }

// Activity reads one with its segments, laps, records, equipment and neighbours.
func (s *Store) Activity(ctx context.Context, uuid string) (*activity.Activity, error) {
	return s.activityWhere(ctx, "uuid = ?", uuid)
}

func (s *Store) activityWhere(ctx context.Context, condition, arg string) (a *activity.Activity, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		var id int64
		found, err := c.one(ctx, "SELECT id FROM activity WHERE "+condition, []any{arg}, (*whole)(&id))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("activity")
		}
		a, err = c.activity(ctx, id)
		return err
	})
	return a, err
}

// activity reads a whole one that is known to be there.
func (c *session) activity(ctx context.Context, id int64) (*activity.Activity, error) {
	all, err := c.activities(ctx, []int64{id}, parts{laps: true, neighbours: true})
	if err != nil {
		return nil, err
	}
	return &all[0], nil
}

// activities reads those with these ids, in this order. All must be there.
func (c *session) activities(ctx context.Context, ids []int64, p parts) ([]activity.Activity, error) {
	all := make([]activity.Activity, len(ids))
	for from := 0; from < len(ids); from += most {
		to := min(from+most, len(ids))
		if err := c.load(ctx, ids[from:to], all[from:to], p); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// load fills all, at most as many as one statement takes, with a statement for each table.
func (c *session) load(ctx context.Context, ids []int64, all []activity.Activity, p parts) error {
	list, args := among(ids)
	at := make(map[int64]*activity.Activity, len(ids))
	for i, id := range ids {
		at[id] = &all[i]
	}
	for _, read := range []func(context.Context, string, []any, map[int64]*activity.Activity) error{
		c.loadSummaries, c.loadOwners, c.loadRecords, c.loadEquipment,
	} {
		if err := read(ctx, list, args, at); err != nil {
			return err
		}
	}
	if p.laps {
		if err := c.loadLaps(ctx, list, args, at); err != nil {
			return err
		}
	}
	if p.neighbours {
		return c.loadNeighbours(ctx, list, args, at)
	}
	return nil
}

func (c *session) loadRows(ctx context.Context, list string, args []any, at map[int64]*activity.Activity) error {
	var row activityRow
	return c.query(ctx, "SELECT "+activityColumns+" FROM activity WHERE id IN "+list, args, row.dest(), func() error {
		*at[row.a.ID] = row.activity()
		return nil
	})
}

// loadOwners fills in the usernames.
func (c *session) loadOwners(ctx context.Context, _ string, _ []any, at map[int64]*activity.Activity) error {
	names := make(map[int64]string, 1)
	var owners []int64
	for _, a := range at {
		if _, seen := names[a.Owner]; !seen {
			names[a.Owner] = ""
			owners = append(owners, a.Owner)
		}
	}
	var id int64
	var name string
	list, args := among(owners)
	err := c.query(ctx, "SELECT id, username FROM person WHERE id IN "+list, args, []any{(*whole)(&id), (*word)(&name)}, func() error {
		names[id] = name
		return nil
	})
	for _, a := range at {
		a.OwnerName = names[a.Owner]
	}
	return err
}

func (c *session) loadSegments(ctx context.Context, list string, args []any, at map[int64]*activity.Activity) error {
	var id, position int64
	var g activity.Segment
	return c.query(ctx, "SELECT activity_id, position, "+numberColumns+" FROM activity_segment WHERE activity_id IN "+list+" ORDER BY activity_id, position",
		args, append([]any{(*whole)(&id), (*whole)(&position)}, numberDest(&g.Numbers)...), func() error {
			g.Index = int(position)
			at[id].Segments = append(at[id].Segments, g)
			return nil
		})
}

func (c *session) loadRecords(ctx context.Context, list string, args []any, at map[int64]*activity.Activity) error {
	var id int64
	var r activity.Record
	return c.query(ctx, "SELECT id, activity_id, type, value FROM record WHERE activity_id IN "+list+" ORDER BY type",
		args, []any{(*whole)(&r.ID), (*whole)(&id), (*word)(&r.Type), (*real)(&r.Value)}, func() error {
			a := at[id]
			r.Sport, r.Owner, r.OwnerName, r.Start, r.Activity = a.Sport, a.Owner, a.OwnerName, a.Start, a.UUID
			a.Records = append(a.Records, r)
			return nil
		})
}
