package metric_test

import (
	"testing"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

// A trainer that caught one satellite fix is still a trainer: its device's distance counts.
func TestASingleFixIsNoWay(t *testing.T) {
	ride := &track.Track{Totals: track.NewTotals(), Segments: []track.Segment{{}}}
	ride.Totals.Start, ride.Totals.Elapsed, ride.Totals.Timer, ride.Totals.Distance = 0, 600, 600, 5000
	for i := range 600 {
		p := track.NewPoint()
		p.Time, p.HeartRate = int64(i)*1_000_000, 140
		if i == 17 {
			p.Lat, p.Lon = 45.9, 6.1
		}
		ride.Segments[0].Points = append(ride.Segments[0].Points, p)
	}
	r := metric.Summarize(ride, metric.Options{})
	if r.Distance != 5000 || r.Bounds != nil || r.Moving != 600 || r.AveHeartRate != 140 {
		t.Errorf("distance %g, bounds %v, moving %d, heart rate %d", r.Distance, r.Bounds, r.Moving, r.AveHeartRate)
	}
}
