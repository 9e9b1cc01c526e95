package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// parts says what is read of activities beside their summaries and equipment.
type parts struct {
	// records are those of activities that are being stored; summaries have them already.
	records, neighbours bool
}

// Activity reads one with its segments, laps, records, equipment and neighbours.
func (s *Store) Activity(ctx context.Context, uuid string) (*activity.Activity, error) {
	return s.activityWhere(ctx, "a.uuid = ?", uuid)
}

func (s *Store) activityWhere(ctx context.Context, condition, arg string) (a *activity.Activity, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		a, err = c.activityWhere(ctx, condition, arg)
		return err
	})
	return a, err
}

// activity reads a whole one that is known to be there.
func (c *session) activity(ctx context.Context, id int64) (*activity.Activity, error) {
	return c.activityWhere(ctx, "a.id = ?", id)
}

func (c *session) activityWhere(ctx context.Context, condition string, arg any) (*activity.Activity, error) {
	var h heading
	var previous, next string
	found, err := c.one(ctx, "SELECT "+headingColumns+", "+neighbourColumns+" FROM activity a WHERE "+condition, []any{arg},
		append(h.dest(), (*word)(&previous), (*word)(&next))...)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.Missing("activity")
	}
	all := make([]activity.Activity, 1)
	err = c.load(ctx, []heading{h}, all, parts{})
	all[0].Previous, all[0].Next = previous, next
	return &all[0], err
}

// activities reads those with these ids, in this order. All must be there.
func (c *session) activities(ctx context.Context, ids []int64, p parts) ([]activity.Activity, error) {
	all := make([]activity.Activity, len(ids))
	for from := 0; from < len(ids); from += most {
		to := min(from+most, len(ids))
		heads, err := c.headings(ctx, ids[from:to])
		if err != nil {
			return nil, err
		}
		if err := c.load(ctx, heads, all[from:to], p); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// load fills all, at most as many as one statement takes. Those that are remembered take a statement for what hangs on
// them beside.
func (c *session) load(ctx context.Context, heads []heading, all []activity.Activity, p parts) error {
	missing := c.summaries.fill(heads, all)
	if err := c.loadSummaries(ctx, heads, all, missing); err != nil {
		return err
	}
	return c.loadParts(ctx, heads, all, p)
}

// loadParts is load for activities whose summaries are there.
func (c *session) loadParts(ctx context.Context, heads []heading, all []activity.Activity, p parts) error {
	for i := range heads {
		all[i].OwnerName = heads[i].owner
		for n := range all[i].Records {
			all[i].Records[n].OwnerName = heads[i].owner
		}
	}
	for _, part := range [...]struct {
		of   func(*heading) bool
		read func(context.Context, string, []any, map[int64]*activity.Activity) error
	}{
		{func(*heading) bool { return p.records }, c.loadRecords},
		{func(h *heading) bool { return h.equipped }, c.loadEquipment},
		{func(*heading) bool { return p.neighbours }, c.loadNeighbours},
	} {
		ids, at := having(heads, all, part.of)
		if len(ids) == 0 {
			continue
		}
		list, args := among(ids)
		if err := part.read(ctx, list, args, at); err != nil {
			return err
		}
	}
	return nil
}

// loadSummaries reads rows, segments, laps and records of those that are not remembered, and remembers them.
func (c *session) loadSummaries(ctx context.Context, heads []heading, all []activity.Activity, missing []int) error {
	if len(missing) == 0 {
		return nil
	}
	ids, at := make([]int64, len(missing)), make(map[int64]*activity.Activity, len(missing))
	for n, i := range missing {
		ids[n] = heads[i].id
		at[heads[i].id] = &all[i]
	}
	list, args := among(ids)
	if err := c.loadRows(ctx, list, args, at); err != nil {
		return err
	}
	for _, read := range [...]func(context.Context, string, []any, map[int64]*activity.Activity) error{c.loadSegments, c.loadLaps, c.loadRecords} {
		if err := read(ctx, list, args, at); err != nil {
			return err
		}
	}
	c.summaries.keep(heads, all, missing)
	return nil
}

func (c *session) loadRows(ctx context.Context, list string, args []any, at map[int64]*activity.Activity) error {
	var row activityRow
	return c.query(ctx, "SELECT "+activityColumns+" FROM activity WHERE id IN "+list, args, row.dest(), func() error {
		*at[row.a.ID] = row.activity()
		return nil
	})
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
