package store

import (
	"context"

	"palestra/internal/core/activity"
)

// Duplicate finds an activity of the owner made from the same bytes and recording, or, failing that, one of the same sport
// and start whose duration differs by at most 2 % of the longer one; "" when there is none. The one stored first wins.
func (s *Store) Duplicate(ctx context.Context, q activity.DuplicateQuery) (uuid string, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		found, err := c.one(ctx, "SELECT uuid FROM activity WHERE file_hash = ? AND file_index = ? AND owner_id = ? ORDER BY id LIMIT 1",
			[]any{filled(q.Hash), int64(q.Index), q.Owner}, (*word)(&uuid))
		if err != nil || found {
			return err
		}
		_, err = c.one(ctx, "SELECT uuid FROM activity WHERE owner_id = ? AND sport_id = ? AND start_us = ? AND"+
			" ABS(duration_s - ?) * 50 <= CASE WHEN duration_s > ? THEN duration_s ELSE ? END ORDER BY id LIMIT 1",
			[]any{q.Owner, int64(q.Sport), q.Start.UnixMicro(), q.Duration, q.Duration, q.Duration}, (*word)(&uuid))
		return err
	})
	return uuid, err
}

// HashInUse reports whether these bytes are of use: the original of an activity, trashed ones included, a picture of a
// person, an exercise or a food, or an archive to be fetched.
func (s *Store) HashInUse(ctx context.Context, hash string) (used bool, err error) {
	err = s.view(ctx, func(c *session) error {
		used, err = c.one(ctx, "SELECT 1 FROM activity WHERE file_hash = ? UNION ALL SELECT 1 FROM activity_trash WHERE file_hash = ?"+
			" UNION ALL SELECT 1 FROM person WHERE picture_hash = ? UNION ALL SELECT 1 FROM data_export WHERE file_hash = ?"+
			" UNION ALL SELECT 1 FROM progress_picture WHERE file_hash = ? UNION ALL SELECT 1 FROM exercise_image WHERE file_hash = ?"+
			" UNION ALL SELECT 1 FROM ingredient_image WHERE file_hash = ? LIMIT 1",
			[]any{hash, hash, hash, hash, hash, hash, hash}, new(whole))
		return err
	})
	return used, err
}

// SumActivities adds up all those in the filter, whatever its page. Those of a person's own sports are kept.
func (s *Store) SumActivities(ctx context.Context, f activity.Filter) (activity.Sums, error) {
	var sum activity.Sums
	w, err := condition(&f)
	if err != nil {
		return sum, err
	}
	columns := "COUNT(*), " + sumOf("ROUND(distance_m * 1000)") + ", " + sumOf("duration_s") + ", " + sumOf("moving_s") + ", " +
		sumOf("ROUND(ascent_m * 1000)") + ", " + sumOf("ROUND(descent_m * 1000)") + " FROM activity"
	if f.Scope.IsOwn() && plain(&f) {
		columns = sumOf("activities") + ", " + sumOf("distance_mm") + ", " + sumOf("duration_s") + ", " + sumOf("moving_s") + ", " +
			sumOf("ascent_mm") + ", " + sumOf("descent_mm") + " FROM sport_total"
	}
	err = s.view(ctx, func(c *session) error {
		_, err := c.one(slow{ctx}, "SELECT "+columns+w.sql(), w.args,
			(*whole)(&sum.Count), (*metric)(&sum.Distance), (*whole)(&sum.Duration), (*whole)(&sum.Moving), (*metric)(&sum.Ascent), (*metric)(&sum.Descent))
		return err
	})
	return sum, err
}

// sumOf adds whole numbers; PostgreSQL's own sum of them is of another type.
func sumOf(expression string) string {
	return "CAST(COALESCE(SUM(CAST(" + expression + " AS BIGINT)), 0) AS BIGINT)"
}

// FileActivities calls fn for every activity made from a file (of one owner, or of all when owner is 0), by id, and stops at
// its first error. They are complete but for neighbours. It reads a hundred at a time and holds no transaction
// while fn runs, so fn may change activities.
func (s *Store) FileActivities(ctx context.Context, owner int64, fn func(activity.Activity) error) error {
	for last := int64(0); ; {
		var w where
		w.and("file_hash IS NOT NULL")
		w.and("id > ?", last)
		if owner != 0 {
			// By the index on owners each batch would sort all of theirs anew.
			w.and("owner_id + 0 = ?", owner)
		}
		var batch []activity.Activity
		err := s.snapshot(ctx, func(c *session) error {
			ids, err := c.ids(ctx, "SELECT id FROM activity"+w.sql()+" ORDER BY id LIMIT ?", append(w.args, int64(most))...)
			if err != nil {
				return err
			}
			batch, err = c.activities(ctx, ids, parts{})
			return err
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		for i := range batch {
			if err := fn(batch[i]); err != nil {
				return err
			}
		}
		last = batch[len(batch)-1].ID
	}
}
