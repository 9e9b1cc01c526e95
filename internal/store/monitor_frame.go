package store

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

const timeFrameColumns = "id, owner_id, athlete_id, occasion_id, device_id, schema_id, start_us, end_us, params, revision"

// timeFrameRow is a place to scan the rows of timeFrameColumns into.
type timeFrameRow struct {
	t      monitor.TimeFrame
	params string
}

func (r *timeFrameRow) dest() []any {
	t := &r.t
	return []any{
		(*whole)(&t.ID), (*whole)(&t.Owner), (*whole)(&t.Athlete), (*whole)(&t.Occasion), (*whole)(&t.Device), (*whole)(&t.Schema),
		(*instant)(&t.From), (*instant)(&t.Until), (*word)(&r.params), (*whole)(&t.Revision),
	}
}

func (r *timeFrameRow) timeFrame() monitor.TimeFrame {
	t := r.t
	t.Params = json.RawMessage(r.params)
	return t
}

// referred is NULL for 0.
func referred(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

func timeFrameArgs(t *monitor.TimeFrame) []any {
	return []any{t.Owner, t.Athlete, referred(t.Occasion), referred(t.Device), t.Schema, t.From.UnixMicro(), t.Until.UnixMicro(), string(t.Params)}
}

var timeFrameOrders = map[string]field{
	"id": num("id"), "start_time": at("start_us"), "end_time": at("end_us"), "device": maybeNum("device_id"), "athlete": num("athlete_id"),
	"activity": maybeNum("occasion_id"),
}

func timeFramesWhere(owner int64, f *monitor.TimeFrameFilter) *where {
	w := new(where)
	w.and("owner_id = ?", owner)
	for _, id := range []struct {
		column string
		id     int64
	}{{"device_id", f.Device}, {"athlete_id", f.Athlete}, {"owner_id", f.Owner}, {"occasion_id", f.Occasion}} {
		if id.id != 0 {
			w.and(id.column+" = ?", id.id)
		}
	}
	for _, bound := range []struct {
		condition string
		at        time.Time
	}{{"start_us >= ?", f.FromAfter}, {"start_us <= ?", f.FromBefore}, {"end_us >= ?", f.UntilAfter}, {"end_us <= ?", f.UntilBefore}} {
		if !bound.at.IsZero() {
			w.and(bound.condition, bound.at.UnixMicro())
		}
	}
	return w
}

// TimeFrames lists an owner's.
func (s *Store) TimeFrames(ctx context.Context, owner int64, f monitor.TimeFrameFilter) (page monitor.Page[monitor.TimeFrame], err error) {
	w := timeFramesWhere(owner, &f)
	order, err := ordered(timeFrameOrders, f.Order, "id")
	if err != nil {
		return page, err
	}
	var row timeFrameRow
	err = s.snapshot(ctx, func(c *session) error {
		page.Rows = nil
		return c.paged(ctx, "time_frame", timeFrameColumns, order, w, f.Paging, &page.Total, row.dest(), func() error {
			page.Rows = append(page.Rows, row.timeFrame())
			return nil
		})
	})
	return page, err
}

// TimeFrame reads one of an owner's that is in the filter.
func (s *Store) TimeFrame(ctx context.Context, owner, id int64, f monitor.TimeFrameFilter) (t *monitor.TimeFrame, err error) {
	w := timeFramesWhere(owner, &f)
	w.and("id = ?", id)
	err = s.view(ctx, func(c *session) error {
		t, err = c.timeFrame(ctx, w, "")
		return err
	})
	return t, err
}

// TimeFrameByID reads anybody's.
func (s *Store) TimeFrameByID(ctx context.Context, id int64) (t *monitor.TimeFrame, err error) {
	err = s.view(ctx, func(c *session) error {
		t, err = c.timeFrame(ctx, byID(id), "")
		return err
	})
	return t, err
}

func byID(id int64) *where {
	w := new(where)
	w.and("id = ?", id)
	return w
}

func (c *session) timeFrame(ctx context.Context, w *where, lock string) (*monitor.TimeFrame, error) {
	var row timeFrameRow
	found, err := c.one(ctx, "SELECT "+timeFrameColumns+" FROM time_frame"+w.sql()+lock, append([]any(nil), w.args...), row.dest()...)
	if err == nil && !found {
		err = fault.Missing("time_frame")
	}
	if err != nil {
		return nil, err
	}
	t := row.timeFrame()
	return &t, nil
}

// OccasionTimeFrames are all of an occasion by ID, with the owner of the occasion.
func (s *Store) OccasionTimeFrames(ctx context.Context, occasion int64) (owner int64, all []monitor.TimeFrame, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		found, err := c.one(ctx, "SELECT owner_id FROM occasion WHERE id = ?", []any{occasion}, (*whole)(&owner))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("occasion")
		}
		all = nil
		var row timeFrameRow
		return c.query(ctx, "SELECT "+timeFrameColumns+" FROM time_frame WHERE occasion_id = ? ORDER BY id", []any{occasion}, row.dest(), func() error {
			all = append(all, row.timeFrame())
			return nil
		})
	})
	return owner, all, err
}

// CreateTimeFrame stores t, fills in its ID, and has it measured.
func (s *Store) CreateTimeFrame(ctx context.Context, t *monitor.TimeFrame, at time.Time) error {
	return s.change(ctx, func(c *session) error { return c.createTimeFrame(ctx, t, at) })
}

func (c *session) createTimeFrame(ctx context.Context, t *monitor.TimeFrame, at time.Time) error {
	_, err := c.one(ctx, "INSERT INTO time_frame (owner_id, athlete_id, occasion_id, device_id, schema_id, start_us, end_us, params, revision)"+
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id", timeFrameArgs(t), (*whole)(&t.ID))
	if err != nil {
		return err
	}
	t.Revision = 0
	if err := c.measure(ctx, t.ID, at, at); err != nil {
		return err
	}
	return c.announce(ctx, monitor.Event{Name: monitor.TimeFrameCreated, Occasion: t.Occasion, TimeFrame: t.ID, At: at})
}

// ReplaceTimeFrame stores after in place of before, and has it measured; fault.Conflict "time_frame.changed" when it is no
// longer as before was.
func (s *Store) ReplaceTimeFrame(ctx context.Context, before, after *monitor.TimeFrame, at time.Time) error {
	return s.change(ctx, func(c *session) error { return c.replaceTimeFrame(ctx, before, after, at) })
}

func (c *session) replaceTimeFrame(ctx context.Context, before, after *monitor.TimeFrame, at time.Time) error {
	now, err := c.timeFrame(ctx, byID(before.ID), c.dialect.lock)
	if err != nil {
		return err
	}
	if !sameTimeFrame(now, before) {
		return fault.New(fault.Conflict, "time_frame.changed", "the time frame was changed meanwhile")
	}
	_, err = c.exec(ctx, "UPDATE time_frame SET owner_id = ?, athlete_id = ?, occasion_id = ?, device_id = ?, schema_id = ?, start_us = ?, end_us = ?,"+
		" params = ? WHERE id = ?", append(timeFrameArgs(after), before.ID)...)
	if err != nil {
		return err
	}
	if err := c.measure(ctx, before.ID, at, at); err != nil {
		return err
	}
	return c.announce(ctx, monitor.Event{Name: monitor.TimeFrameUpdated, Occasion: after.Occasion, TimeFrame: before.ID, At: at})
}

func sameTimeFrame(a, b *monitor.TimeFrame) bool {
	return a.Owner == b.Owner && a.Athlete == b.Athlete && a.Occasion == b.Occasion && a.Device == b.Device && a.Schema == b.Schema &&
		a.From.Equal(b.From) && a.Until.Equal(b.Until) && bytes.Equal(a.Params, b.Params)
}

// DeleteTimeFrame removes one of an owner's.
func (s *Store) DeleteTimeFrame(ctx context.Context, owner, id int64, at time.Time) error {
	return s.change(ctx, func(c *session) error {
		w := timeFramesWhere(owner, new(monitor.TimeFrameFilter))
		w.and("id = ?", id)
		t, err := c.timeFrame(ctx, w, c.dialect.lock)
		if err != nil {
			return err
		}
		return c.deleteTimeFrame(ctx, t, at)
	})
}

func (c *session) deleteTimeFrame(ctx context.Context, t *monitor.TimeFrame, at time.Time) error {
	if err := c.announce(ctx, monitor.Event{Name: monitor.TimeFrameDeleted, Occasion: t.Occasion, TimeFrame: t.ID, At: at}); err != nil {
		return err
	}
	_, err := c.exec(ctx, "DELETE FROM time_frame WHERE id = ?", t.ID)
	return err
}
