package store

import (
	"context"
	"encoding/json"
	"time"

	"palestra/internal/core/monitor"
	"palestra/internal/core/track"
)

// BeginComputing reads a time frame under a Revision that no other measuring of it has: later ones have higher.
func (s *Store) BeginComputing(ctx context.Context, id int64) (t *monitor.TimeFrame, err error) {
	err = s.brief(ctx, func(c *session) error {
		if _, err := c.exec(ctx, "UPDATE time_frame SET revision = revision + 1 WHERE id = ?", id); err != nil {
			return err
		}
		t, err = c.timeFrame(ctx, byID(id), "")
		return err
	})
	if err != nil {
		return nil, err
	}
	return t, nil
}

// SaveComputed stores a result, unless one of a later revision is there or the time frame is gone. It is announced, once for
// each job.
func (s *Store) SaveComputed(ctx context.Context, r *monitor.Computed) error {
	document, err := json.Marshal(&r.Result)
	if err != nil {
		return err
	}
	return s.brief(ctx, func(c *session) error {
		told, err := c.one(ctx, "SELECT 1 FROM time_frame_result WHERE time_frame_id = ? AND job_id = ? AND job_id <> 0"+c.dialect.lock, []any{r.TimeFrame, r.Job}, new(whole))
		if err != nil {
			return err
		}
		n, err := c.exec(ctx, "INSERT INTO time_frame_result (time_frame_id, revision, formula_version, computed_us, job_id, document)"+
			" SELECT id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT) FROM time_frame WHERE id = ?"+
			" ON CONFLICT (time_frame_id) DO UPDATE SET revision = excluded.revision, formula_version = excluded.formula_version,"+
			" computed_us = excluded.computed_us, job_id = excluded.job_id, document = excluded.document WHERE time_frame_result.revision < excluded.revision",
			r.Revision, int64(r.Result.Explain.FormulaVersion), r.At.UnixMicro(), r.Job, string(document), r.TimeFrame)
		if err != nil || n == 0 || told {
			return err
		}
		t, err := c.timeFrame(ctx, byID(r.TimeFrame), "")
		if err != nil {
			return err
		}
		return c.announce(ctx, monitor.Event{Name: monitor.TimeFrameComputed, Occasion: t.Occasion, TimeFrame: t.ID, At: r.At})
	})
}

// Computed are the results of those of these time frames that have one, by time frame.
func (s *Store) Computed(ctx context.Context, timeFrames []int64) (all []monitor.Computed, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		all = nil
		for ids := timeFrames; len(ids) > 0; {
			n := min(len(ids), most)
			list, args := among(ids[:n])
			ids = ids[n:]
			var r monitor.Computed
			var document string
			err := c.query(ctx, "SELECT time_frame_id, revision, computed_us, document FROM time_frame_result WHERE time_frame_id IN "+list+" ORDER BY time_frame_id",
				args, []any{(*whole)(&r.TimeFrame), (*whole)(&r.Revision), (*instant)(&r.At), (*word)(&document)}, func() error {
					r.Result = monitor.Result{}
					if err := json.Unmarshal([]byte(document), &r.Result); err != nil {
						return err
					}
					all = append(all, r)
					return nil
				})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// Recordings are an athlete's activities that overlap an interval, by start.
func (s *Store) Recordings(ctx context.Context, athlete int64, from, until time.Time) (all []monitor.Recording, err error) {
	type stored struct {
		id     int64
		points []byte
	}
	var found []stored
	err = s.view(ctx, func(c *session) error {
		found = nil
		var one stored
		return c.query(ctx, "SELECT a.id, t.points FROM activity a JOIN activity_track t ON t.activity_id = a.id WHERE a.owner_id = ?"+
			" AND a.start_us < ? AND a.start_us >= ? AND a.start_us + (a.duration_s + a.pauses_s + 2) * 1000000 > ? ORDER BY a.start_us, a.id",
			[]any{athlete, until.UnixMicro(), from.Add(-longestActivity).UnixMicro(), from.UnixMicro()}, []any{(*whole)(&one.id), &one.points}, func() error {
				found = append(found, one)
				one.points = nil
				return nil
			})
	})
	for _, one := range found {
		if err != nil {
			break
		}
		var columns *track.Columns
		if columns, err = track.Decode(one.points); err == nil {
			all = append(all, monitor.Recording{Activity: one.id, Columns: columns})
		}
	}
	return all, err
}

// longestActivity is how long before a time frame an activity may begin to be found.
const longestActivity = 30 * 24 * time.Hour
