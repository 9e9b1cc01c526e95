package metric_test

import (
	"fmt"
	"strings"
	"testing"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

// stored is what is left of a track after storing it.
func stored(t testing.TB, r *track.Track) *track.Columns {
	t.Helper()
	blob, err := metric.Columns(r).Encode()
	if err != nil {
		t.Fatal(err)
	}
	c, err := track.Decode(blob)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// drawn writes a chart as (km, seconds, km/h) of each point.
func drawn(segments []track.ColumnSegment) string {
	var b strings.Builder
	var speeds []int32
	for i := range segments {
		speeds = append(speeds, segments[i].Speed...)
	}
	for i, c := range metric.Chart(segments) {
		fmt.Fprintf(&b, "(%v, %v, %v) ", float64(c.Distance)/100, float64(c.Duration)/1000, float64(speeds[i])/100)
	}
	return strings.TrimSpace(b.String())
}

func TestChartsOfKnownTracks(t *testing.T) {
	s3 := stored(t, recording(s3...)).Segments
	for name, c := range map[string]struct {
		segments []track.ColumnSegment
		want     string
	}{
		"one segment": {stored(t, whole()).Segments, "(0, 0, 3.21) (0, 5, 3.96) (0.02, 15, 4.36) (0.02, 20, 3.61) (0.03, 25, 3.82) (0.05, 45, 4.64) (0.09, 70, 4.45) (0.09, 75, 4.65) (0.11, 90, 5.09) (0.13, 105, 4.65) (0.14, 110, 4.6) (0.15, 115, 4.54) (0.15, 120, 4.47) (0.18, 140, 4.66) (0.19, 145, 4.59) (0.2, 155, 4.77) (0.21, 165, 5.04) (0.23, 175, 4.37) (0.23, 180, 4.37) (0.25, 190, 4.92) (0.27, 210, 4.48) (0.28, 215, 4.42) (0.3, 230, 4.33) (0.3, 235, 4.19) (0.32, 250, 4.33)"},
		"three segments, the ways between them included": {s3, "(0, 0, 3.21) (0, 5, 6.32) (0.02, 10, 9.43) (0.14, 70, 4.84) (0.14, 75, 4.54) (0.15, 80, 4.23) (0.27, 140, 13.83) (0.29, 145, 8.94) (0.3, 150, 4.05)"},
		"the second of three segments starts at zero":    {s3[1:2], "(0, 0, 4.84) (0.01, 5, 4.54) (0.01, 10, 4.23)"},
		"one point":          {stored(t, recording(p1[:1])).Segments, "(0, 0, 0)"},
		"falling times":      {stored(t, recording([]track.Point{p1[1], p1[0]})).Segments, "(0, 0, 3.21) (0, 5, 3.21)"},
		"standing":           {stored(t, recording(line(10, 0, 0.0001))).Segments, "(0, 0, 0) (0, 10, 4.01) (0.01, 20, 4.01)"},
		"the same time":      {stored(t, recording(line(0, 0.0001))).Segments, "(0, 0, 0) (0.01, 0, 0)"},
		"zero is a height":   {stored(t, recording(climbing(line(10, 0.0001), 0, 10))).Segments, "(0, 0, 5.39) (0.01, 10, 5.39)"},
		"no segments at all": {nil, ""},
	} {
		if got := drawn(c.segments); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestChartSkipsPointsWithoutPositionOrTime(t *testing.T) {
	ps := line(10, 0.0001, 0.0001, 0.0001)
	lost := track.NewPoint()
	lost.Time, lost.Speed = ps[1].Time, 2
	ps[1] = lost
	ps[3].Time = track.NoTime
	// From the first point to the third in 20 seconds; in between what the device measured.
	if got, want := drawn(stored(t, recording(ps)).Segments), "(0, 0, 4.01) (0, 10, 7.2) (0.02, 20, 4.01) (0.03, 0, 0)"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestChartWithoutPositionsIsWhatTheDeviceMeasured(t *testing.T) {
	var ps []track.Point
	for i := range 3 {
		p := track.NewPoint()
		p.Time, p.Distance, p.Speed = int64(i)*1e6, float64(i)*8, 8
		ps = append(ps, p)
	}
	if got, want := drawn(stored(t, recording(ps)).Segments), "(0, 0, 28.8) (0.01, 1, 28.8) (0.02, 2, 28.8)"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	for i := range ps {
		ps[i].Speed = track.NewPoint().Speed
	}
	if c := stored(t, recording(ps)); c.Segments[0].Speed != nil {
		t.Error("there is a speed that nobody measured")
	}
}
