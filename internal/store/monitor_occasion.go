package store

import (
	"context"
	"encoding/json"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

const occasionColumns = "id, owner_id, name, schema_id, document, created_us"

// occasionRow is a place to scan the rows of occasionColumns into.
type occasionRow struct {
	o        monitor.Occasion
	document string
}

func (r *occasionRow) dest() []any {
	o := &r.o
	return []any{(*whole)(&o.ID), (*whole)(&o.Owner), (*word)(&o.Name), (*whole)(&o.Schema), (*word)(&r.document), (*instant)(&o.CreatedAt)}
}

func (r *occasionRow) occasion() monitor.Occasion {
	o := r.o
	o.Document = json.RawMessage(r.document)
	return o
}

var occasionOrders = map[string]field{"id": num("id"), "name": words("name_fold")}

// like is the pattern of a text that has this part, as folded columns are compared with.
func like(part string) string { return "%" + likeEscaper.Replace(fold(part)) + "%" }

func occasionsWhere(owner int64, f *monitor.OccasionFilter) *where {
	w := new(where)
	w.and("owner_id = ?", owner)
	if f.Owner != 0 {
		w.and("owner_id = ?", f.Owner)
	}
	for _, part := range append([]string{f.Name}, f.Search...) {
		if part != "" {
			w.and(`name_fold LIKE ? ESCAPE '\'`, like(part))
		}
	}
	return w
}

// Occasions lists an owner's.
func (s *Store) Occasions(ctx context.Context, owner int64, f monitor.OccasionFilter) (page monitor.Page[monitor.Occasion], err error) {
	w := occasionsWhere(owner, &f)
	order, err := ordered(occasionOrders, f.Order, "id")
	if err != nil {
		return page, err
	}
	var row occasionRow
	err = s.snapshot(ctx, func(c *session) error {
		page.Rows = nil
		return c.paged(ctx, "occasion", occasionColumns, order, w, f.Paging, &page.Total, row.dest(), func() error {
			page.Rows = append(page.Rows, row.occasion())
			return nil
		})
	})
	return page, err
}

// paged counts the rows of a table that meet a condition, and reads a page of them.
func (c *session) paged(ctx context.Context, table, columns, order string, w *where, p monitor.Paging, total *int64, dest []any, row func() error) error {
	if _, err := c.one(ctx, "SELECT COUNT(*) FROM "+table+w.sql(), append([]any(nil), w.args...), (*whole)(total)); err != nil {
		return err
	}
	offset, limit := p.Bounds()
	return c.query(ctx, "SELECT "+columns+" FROM "+table+w.sql()+order+" LIMIT ? OFFSET ?",
		append(append([]any(nil), w.args...), int64(limit), int64(offset)), dest, row)
}

// Occasion reads one of an owner's that is in the filter.
func (s *Store) Occasion(ctx context.Context, owner, id int64, f monitor.OccasionFilter) (o *monitor.Occasion, err error) {
	w := occasionsWhere(owner, &f)
	w.and("id = ?", id)
	err = s.view(ctx, func(c *session) error {
		o, err = c.occasion(ctx, w, "")
		return err
	})
	return o, err
}

func (c *session) occasion(ctx context.Context, w *where, lock string) (*monitor.Occasion, error) {
	var row occasionRow
	found, err := c.one(ctx, "SELECT "+occasionColumns+" FROM occasion"+w.sql()+lock, append([]any(nil), w.args...), row.dest()...)
	if err == nil && !found {
		err = fault.Missing("occasion")
	}
	if err != nil {
		return nil, err
	}
	o := row.occasion()
	return &o, nil
}

// CreateOccasion stores o and fills in its ID.
func (s *Store) CreateOccasion(ctx context.Context, o *monitor.Occasion) error {
	return s.change(ctx, func(c *session) error { return c.createOccasion(ctx, o) })
}

func (c *session) createOccasion(ctx context.Context, o *monitor.Occasion) error {
	_, err := c.one(ctx, "INSERT INTO occasion (owner_id, name, name_fold, schema_id, document, created_us) VALUES "+places(6)+" RETURNING id",
		[]any{o.Owner, o.Name, fold(o.Name), o.Schema, string(o.Document), o.CreatedAt.UnixMicro()}, (*whole)(&o.ID))
	return err
}

// UpdateOccasion reads under a lock, lets change alter, writes back, and has all time frames of it measured.
func (s *Store) UpdateOccasion(ctx context.Context, owner, id int64, at time.Time, change func(*monitor.Occasion) error) (o *monitor.Occasion, err error) {
	err = s.change(ctx, func(c *session) error {
		w := occasionsWhere(owner, new(monitor.OccasionFilter))
		w.and("id = ?", id)
		if o, err = c.occasion(ctx, w, c.dialect.lock); err != nil {
			return err
		}
		if err := change(o); err != nil {
			return err
		}
		return c.updateOccasion(ctx, o, at)
	})
	if err != nil {
		return nil, err
	}
	return o, nil
}

// updateOccasion writes one back, and has all time frames of it measured.
func (c *session) updateOccasion(ctx context.Context, o *monitor.Occasion, at time.Time) error {
	_, err := c.exec(ctx, "UPDATE occasion SET name = ?, name_fold = ?, schema_id = ?, document = ? WHERE id = ?",
		o.Name, fold(o.Name), o.Schema, string(o.Document), o.ID)
	if err != nil {
		return err
	}
	frames, err := c.ids(ctx, "SELECT id FROM time_frame WHERE occasion_id = ? ORDER BY id", o.ID)
	if err != nil {
		return err
	}
	for _, f := range frames {
		if err := c.measure(ctx, f, at, at); err != nil {
			return err
		}
	}
	return c.announce(ctx, monitor.Event{Name: monitor.OccasionUpdated, Occasion: o.ID, At: at})
}

// DeleteOccasion removes one with its time frames.
func (s *Store) DeleteOccasion(ctx context.Context, owner, id int64, at time.Time) error {
	return s.change(ctx, func(c *session) error {
		w := occasionsWhere(owner, new(monitor.OccasionFilter))
		w.and("id = ?", id)
		if _, err := c.occasion(ctx, w, c.dialect.lock); err != nil {
			return err
		}
		frames, err := c.ids(ctx, "SELECT id FROM time_frame WHERE occasion_id = ? ORDER BY id", id)
		if err != nil {
			return err
		}
		for _, f := range frames {
			if err := c.announce(ctx, monitor.Event{Name: monitor.TimeFrameDeleted, Occasion: id, TimeFrame: f, At: at}); err != nil {
				return err
			}
		}
		if err := c.announce(ctx, monitor.Event{Name: monitor.OccasionDeleted, Occasion: id, At: at}); err != nil {
			return err
		}
		_, err = c.exec(ctx, "DELETE FROM occasion WHERE id = ?", id)
		return err
	})
}
