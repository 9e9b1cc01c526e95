package store

import (
	"context"

	"palestra/internal/core/monitor"
)

// NoteLook stores an entry of an access log.
func (s *Store) NoteLook(ctx context.Context, l *monitor.Look) error {
	return s.change(ctx, func(c *session) error {
		_, err := c.one(ctx, "INSERT INTO access_log (athlete_id, viewer_id, viewer_name, kind, time_frame_id, from_us, until_us, at_us)"+
			" SELECT CAST(? AS BIGINT), id, username, CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT)"+
			" FROM person WHERE id = ? RETURNING id",
			[]any{l.Athlete, string(l.Kind), referred(l.TimeFrame), moment(l.From), moment(l.Until), l.At.UnixMicro(), l.Viewer}, (*whole)(&l.ID))
		return err
	})
}

// Looks lists an athlete's, newest first.
func (s *Store) Looks(ctx context.Context, athlete int64, f monitor.LookFilter) (page monitor.Page[monitor.Look], err error) {
	w := new(where)
	w.and("athlete_id = ?", athlete)
	if f.Viewer != 0 {
		w.and("viewer_id = ?", f.Viewer)
	}
	var l monitor.Look
	dest := []any{
		(*whole)(&l.ID), (*whole)(&l.Athlete), (*whole)(&l.Viewer), (*word)(&l.ViewerName), (*word)(&l.Kind), (*whole)(&l.TimeFrame),
		(*instant)(&l.From), (*instant)(&l.Until), (*instant)(&l.At),
	}
	err = s.snapshot(ctx, func(c *session) error {
		page.Rows = nil
		return c.paged(ctx, "access_log", "id, athlete_id, viewer_id, viewer_name, kind, time_frame_id, from_us, until_us, at_us", " ORDER BY id DESC", w, f.Paging,
			&page.Total, dest, func() error {
				page.Rows = append(page.Rows, l)
				return nil
			})
	})
	return page, err
}
