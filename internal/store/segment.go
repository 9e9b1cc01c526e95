package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/track"
)

const lapColumns = "start_us, elapsed_s, timer_s, distance_m, max_speed_mps, ascent_m, descent_m, calories_kcal, " +
	"ave_hr_bpm, max_hr_bpm, ave_cadence_rpm, max_cadence_rpm, ave_power_w, max_power_w, ended_by"

// createParts stores what hangs on an activity of this id: segments, laps and points.
func (c *session) createParts(ctx context.Context, id int64, d *activity.Draft) error {
	for i := range d.Segments {
		g := &d.Segments[i]
		args := append([]any{id, int64(g.Index)}, numberArgs(&g.Numbers)...)
		if _, err := c.exec(ctx, "INSERT INTO activity_segment (activity_id, position, "+numberColumns+") VALUES "+places(len(args)), args...); err != nil {
			return err
		}
	}
	for i := range d.Laps {
		args := append([]any{id, int64(i)}, lapArgs(&d.Laps[i])...)
		if _, err := c.exec(ctx, "INSERT INTO activity_lap (activity_id, position, "+lapColumns+") VALUES "+places(len(args)), args...); err != nil {
			return err
		}
	}
	if d.Track == nil {
		return nil
	}
	_, err := c.exec(ctx, "INSERT INTO activity_track (activity_id, points) VALUES (?, ?)", id, d.Track)
	return err
}

// deleteParts makes room for new ones.
func (c *session) deleteParts(ctx context.Context, id int64) error {
	for _, table := range []string{"activity_segment", "activity_lap", "activity_track"} {
		if _, err := c.exec(ctx, "DELETE FROM "+table+" WHERE activity_id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

func lapArgs(l *track.Lap) []any {
	return []any{
		l.Start, l.Elapsed, l.Timer, l.Distance, l.MaxSpeed, l.Ascent, l.Descent, counted(l.Calories),
		counted(int(l.AvgHeartRate)), counted(int(l.MaxHeartRate)), counted(int(l.AvgCadence)), counted(int(l.MaxCadence)),
		counted(int(l.AvgPower)), counted(int(l.MaxPower)), l.Trigger,
	}
}

func (c *session) loadLaps(ctx context.Context, list string, args []any, at map[int64]*activity.Activity) error {
	var id int64
	var l track.Lap
	var n [6]int
	dest := []any{
		(*whole)(&id), (*whole)(&l.Start), (*real)(&l.Elapsed), (*real)(&l.Timer), (*real)(&l.Distance), (*real)(&l.MaxSpeed), (*real)(&l.Ascent),
		(*real)(&l.Descent), (*count)(&l.Calories),
		(*count)(&n[0]), (*count)(&n[1]), (*count)(&n[2]), (*count)(&n[3]), (*count)(&n[4]), (*count)(&n[5]), (*word)(&l.Trigger),
	}
	return c.query(ctx, "SELECT activity_id, "+lapColumns+" FROM activity_lap WHERE activity_id IN "+list+" ORDER BY activity_id, position",
		args, dest, func() error {
			l.AvgHeartRate, l.MaxHeartRate, l.AvgCadence = int16(n[0]), int16(n[1]), int16(n[2])
			l.MaxCadence, l.AvgPower, l.MaxPower = int16(n[3]), int16(n[4]), int16(n[5])
			at[id].Laps = append(at[id].Laps, l)
			return nil
		})
}

// Track is the encoded columns, nil when there are none.
func (s *Store) Track(ctx context.Context, id int64) (points []byte, err error) {
	err = s.view(ctx, func(c *session) error {
		points = nil
		_, err := c.one(ctx, "SELECT points FROM activity_track WHERE activity_id = ?", []any{id}, &points)
		return err
	})
	return points, err
}
