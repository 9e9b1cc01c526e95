package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
)

// sums are what one activity adds to the totals, or takes away when negated.
type sums struct{ activities, distance, duration, moving, ascent, descent int64 }

func sumsOf(n *activity.Numbers) sums {
	return sums{1, millimeters(n.Distance), n.Duration, n.Moving, millimeters(n.Ascent), millimeters(n.Descent)}
}

func (s sums) negated() sums {
	return sums{-s.activities, -s.distance, -s.duration, -s.moving, -s.ascent, -s.descent}
}

func (s sums) plus(t sums) sums {
	return sums{s.activities + t.activities, s.distance + t.distance, s.duration + t.duration, s.moving + t.moving, s.ascent + t.ascent, s.descent + t.descent}
}

// addTotals changes a person's sums of a sport. Whatever becomes of an activity comes by here: it counts a change even when
// the sums stay.
func (c *session) addTotals(ctx context.Context, owner int64, sp sport.ID, d sums) error {
	n, err := c.exec(ctx, "UPDATE sport_total SET activities = activities + ?, distance_mm = distance_mm + ?, duration_s = duration_s + ?,"+
		" moving_s = moving_s + ?, ascent_mm = ascent_mm + ?, descent_mm = descent_mm + ?, version = version + 1 WHERE owner_id = ? AND sport_id = ?",
		d.activities, d.distance, d.duration, d.moving, d.ascent, d.descent, owner, int64(sp))
	if err != nil || n > 0 {
		return err
	}
	_, err = c.exec(ctx, "INSERT INTO sport_total (activities, distance_mm, duration_s, moving_s, ascent_mm, descent_mm, owner_id, sport_id, version) VALUES "+places(9),
		d.activities, d.distance, d.duration, d.moving, d.ascent, d.descent, owner, int64(sp), int64(1))
	return err
}

// moveTotals takes an activity out of the sums as it was, and puts it in as it is.
func (c *session) moveTotals(ctx context.Context, before, after *activity.Activity) error {
	was, is := sumsOf(&before.Numbers), sumsOf(&after.Numbers)
	if before.Sport == after.Sport {
		return c.addTotals(ctx, after.Owner, after.Sport, is.plus(was.negated()))
	}
	if err := c.addTotals(ctx, before.Owner, before.Sport, was.negated()); err != nil {
		return err
	}
	return c.addTotals(ctx, after.Owner, after.Sport, is)
}

// Totals are a person's sums by sport, sports without activities left out, by sport id.
func (s *Store) Totals(ctx context.Context, owner int64) ([]activity.SportTotal, error) {
	var all []activity.SportTotal
	err := s.view(ctx, func(c *session) error {
		var t activity.SportTotal
		var id int64
		all = nil
		return c.query(ctx, "SELECT sport_id, activities, distance_mm, duration_s, moving_s, ascent_mm, descent_mm FROM sport_total"+
			" WHERE owner_id = ? AND activities > 0 ORDER BY sport_id", []any{owner},
			[]any{(*whole)(&id), (*whole)(&t.Activities), (*metric)(&t.Distance), (*whole)(&t.Duration), (*whole)(&t.Moving), (*metric)(&t.Ascent), (*metric)(&t.Descent)},
			func() error {
				t.Sport = sport.ID(id)
				all = append(all, t)
				return nil
			})
	})
	return all, err
}
