package store

import (
	"context"
	"time"

	"palestra/internal/core/monitor"
)

// outlined are an owner's occasions with a condition on the end of their time frames.
const outlined = " FROM occasion o LEFT JOIN time_frame t ON t.occasion_id = o.id WHERE o.owner_id = ? GROUP BY o.id HAVING COALESCE(MAX(t.end_us), 0) "

// Outlines lists an owner's occasions by their time, which are over at now or not. It reads all of the owner's: a coach makes
// a few a week.
func (s *Store) Outlines(ctx context.Context, owner int64, now time.Time, f monitor.OutlineFilter) (page monitor.Page[monitor.Outline], err error) {
	of, order := outlined+"> ?", " ORDER BY MIN(t.start_us), o.id"
	if f.Over {
		of, order = outlined+"<= ?", " ORDER BY COALESCE(MIN(t.start_us), o.created_us) DESC, o.id DESC"
	}
	var o monitor.Outline
	var athletes int64
	dest := []any{(*whole)(&o.ID), (*word)(&o.Name), (*whole)(&o.Schema), (*instant)(&o.From), (*instant)(&o.Until), (*whole)(&athletes)}
	err = s.snapshot(ctx, func(c *session) error {
		page.Rows = nil
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM (SELECT o.id"+of+") AS counted", []any{owner, now.UnixMicro()}, (*whole)(&page.Total)); err != nil {
			return err
		}
		offset, limit := f.Bounds()
		return c.query(ctx, "SELECT o.id, o.name, o.schema_id, MIN(t.start_us), MAX(t.end_us), COUNT(DISTINCT t.athlete_id)"+of+order+" LIMIT ? OFFSET ?",
			[]any{owner, now.UnixMicro(), int64(limit), int64(offset)}, dest, func() error {
				o.Athletes = int(athletes)
				page.Rows = append(page.Rows, o)
				return nil
			})
	})
	return page, err
}

// Rearrange changes an occasion and its time frames in one transaction.
func (s *Store) Rearrange(ctx context.Context, r *monitor.Rearrangement) error {
	return s.change(ctx, func(c *session) error {
		if err := c.rearrangeOccasion(ctx, r); err != nil {
			return err
		}
		for i := range r.Gone {
			if err := c.deleteTimeFrame(ctx, &r.Gone[i], r.At); err != nil {
				return err
			}
		}
		for i := range r.Different {
			if err := c.replaceTimeFrame(ctx, &r.Different[i][0], &r.Different[i][1], r.At); err != nil {
				return err
			}
		}
		for i := range r.New {
			r.New[i].Occasion = r.Occasion.ID
			if err := c.createTimeFrame(ctx, &r.New[i], r.At); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *session) rearrangeOccasion(ctx context.Context, r *monitor.Rearrangement) error {
	o := &r.Occasion
	if o.ID == 0 {
		return c.createOccasion(ctx, o)
	}
	w := occasionsWhere(o.Owner, new(monitor.OccasionFilter))
	w.and("id = ?", o.ID)
	if _, err := c.occasion(ctx, w, c.dialect.lock); err != nil || !r.Changed {
		return err
	}
	return c.updateOccasion(ctx, o, r.At)
}
