package activity

import (
	"time"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

// measure turns a recording into what is stored of it: numbers, segments, laps and columns. stopped is the threshold in
// km/h at or below which a step counts as standing still.
func measure(t *track.Track, stopped float64, rawMax bool) (*Draft, error) {
	r := metric.Summarize(t, metric.Options{StoppedSpeed: stopped, RawMaxSpeed: rawMax})
	if err := metric.Check(&r.Numbers); err != nil {
		return nil, err
	}
	d := &Draft{}
	a := &d.Activity
	a.Start = time.UnixMicro(r.Start).UTC()
	if err := checkStart(a.Start); err != nil {
		return nil, err
	}
	a.Numbers, a.Bounds, a.Calories = r.Numbers, r.Bounds, r.Calories
	a.Formula, a.StoppedSpeed = metric.Version, stopped
	a.Segments = make([]Segment, len(r.Segments))
	for i := range r.Segments {
		a.Segments[i] = Segment{Index: i, Numbers: r.Segments[i]}
	}
	a.Laps = metric.Laps(t)
	if t.Points() == 0 {
		return d, nil
	}
	var err error
	d.Track, err = metric.Columns(t).Encode()
	return d, err
}
