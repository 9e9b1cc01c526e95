package store

import (
	"context"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/job"
	"palestra/internal/core/monitor"
)

// How long to wait for more before a time frame is measured anew: when data came late, and while it still goes on.
const (
	lateDelay    = 5 * time.Second
	ongoingDelay = time.Minute
)

// measure has a time frame measured from a moment on, once however often it is asked for until then.
func (c *session) measure(ctx context.Context, timeFrame int64, from, now time.Time) error {
	return c.enqueue(ctx, job.New{Kind: job.ComputeTimeFrame, Subject: timeFrame, At: from, Merge: true}, now)
}

// remeasureDevice has the time frames of a device measured in which something new has come, from one millisecond to another.
func (c *session) remeasureDevice(ctx context.Context, a *monitor.Arrival, first, last int64) error {
	return c.remeasure(ctx, a.At, "device_id = ?", a.Device, time.UnixMilli(first), time.UnixMilli(last))
}

// remeasureRecorded has the time frames of an athlete measured that an activity overlaps, which was added, changed or deleted.
func (c *session) remeasureRecorded(ctx context.Context, a *activity.Activity) error {
	end := a.Start.Add(time.Duration(a.Duration+a.Pauses+2) * time.Second) // each is cut to whole seconds
	return c.remeasure(ctx, time.Now(), "athlete_id = ?", a.Owner, a.Start, end)
}

// remeasure has the time frames measured that meet a condition and overlap an interval.
func (c *session) remeasure(ctx context.Context, now time.Time, condition string, arg any, first, last time.Time) error {
	type due struct {
		id int64
		at time.Time
	}
	var all []due
	var id int64
	var end time.Time
	err := c.query(ctx, "SELECT id, end_us FROM time_frame WHERE "+condition+" AND start_us <= ? AND start_us >= ? AND end_us > ?",
		[]any{arg, last.UnixMicro(), first.Add(-monitor.MaxTimeFrame).UnixMicro(), first.UnixMicro()}, []any{(*whole)(&id), (*instant)(&end)}, func() error {
			d := due{id, now.Add(lateDelay)}
			if end.After(now) {
				d.at = now.Add(ongoingDelay)
			}
			all = append(all, d)
			return nil
		})
	for _, d := range all {
		if err == nil {
			err = c.measure(ctx, d.id, d.at, now)
		}
	}
	return err
}
