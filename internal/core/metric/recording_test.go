package metric_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
)

// recorded are the recordings of real devices that the parsers are tested with, by name; a multisport file gives several.
func recorded(t *testing.T) map[string]*track.Track {
	t.Helper()
	names, err := filepath.Glob("../trackfile/testdata/recordings/*.*")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*track.Track{}
	for _, name := range names {
		format, gz, ok := trackfile.FormatOf(name)
		if !ok {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tracks, err := trackfile.Read(bytes.NewReader(data), format, gz, trackfile.DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, tr := range tracks {
			out[fmt.Sprintf("%s #%d", filepath.Base(name), i)] = tr
		}
	}
	if len(out) < 10 {
		t.Fatalf("only %d recordings", len(out))
	}
	return out
}

// The devices' own idea of the distance is near ours; they differ among themselves by as much.
func TestRealRecordingsAreAsLongAsTheirDevicesSay(t *testing.T) {
	for name, tr := range recorded(t) {
		r := metric.Summarize(tr, metric.Options{})
		if err := metric.Check(&r.Numbers); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		// Without positions both are the device's; a few points and one phone's wild maximum say nothing.
		if stated := tr.Totals.Distance; stated > 1000 && math.Abs(r.Distance-stated) > 0.18*stated {
			t.Errorf("%s: %v m, the device says %v", name, r.Distance, stated)
		}
		if stated := tr.Totals.Elapsed; stated > 0 && math.Abs(float64(r.Duration)-stated) > 0.03*stated+1 {
			t.Errorf("%s: %d s, the device says %v", name, r.Duration, stated)
		}
		if stated := int(tr.Totals.AvgHeartRate); stated > 0 && (r.AveHeartRate > stated+6 || r.AveHeartRate < stated-6) {
			t.Errorf("%s: heart rate %d, the device says %d", name, r.AveHeartRate, stated)
		}
	}
}

func TestRealRecordingsTakeTwelveBytesAPointAtMost(t *testing.T) {
	for name, tr := range recorded(t) {
		if tr.Points() < 100 { // there the beginning weighs more than the points
			continue
		}
		c := metric.Columns(tr)
		all := len(encoded(t, c))
		for i := range c.Segments {
			s := &c.Segments[i]
			s.Speed, s.Power, s.Temperature, s.Distance = nil, nil, nil, nil
		}
		n := float64(tr.Points())
		if bytes := float64(len(encoded(t, c))) / n; bytes > 12 {
			t.Errorf("%s takes %.1f bytes a point", name, bytes)
		}
		if bytes := float64(all) / n; bytes > 15 {
			t.Errorf("%s takes %.1f bytes a point with speed, power and temperature", name, bytes)
		}
	}
}

func encoded(t *testing.T, c *track.Columns) []byte {
	t.Helper()
	blob, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return blob
}

// A recording sent on as GPX is the same recording: only what GPX can't say, the device's pauses, is lost.
func TestARecordingAsGPXHasTheSameNumbers(t *testing.T) {
	for name, tr := range recorded(t) {
		if !tr.HasPositions() {
			continue
		}
		for i := range tr.Segments {
			tr.Segments[i].Pauses = nil
		}
		var gpx bytes.Buffer
		if err := trackfile.WriteGPX(&gpx, tr, "test"); err != nil {
			t.Fatal(err)
		}
		again, err := trackfile.Read(&gpx, trackfile.GPX, false, trackfile.DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		positioned(tr)
		want, got := metric.Summarize(tr, metric.Options{}), metric.Summarize(again[0], metric.Options{})
		if show(got.Numbers) != show(want.Numbers) || got.AveHeartRate != want.AveHeartRate || got.MaxCadence != want.MaxCadence || got.AvePower != want.AvePower {
			t.Errorf("%s:\n got %s, %d %d %d\nwant %s, %d %d %d", name, show(got.Numbers), got.AveHeartRate, got.MaxCadence, got.AvePower,
				show(want.Numbers), want.AveHeartRate, want.MaxCadence, want.AvePower)
		}
	}
}

// positioned leaves out what a GPX can't hold: points without a position.
func positioned(tr *track.Track) {
	for i := range tr.Segments {
		kept := tr.Segments[i].Points[:0]
		for _, p := range tr.Segments[i].Points {
			if p.HasPosition() {
				kept = append(kept, p)
			}
		}
		tr.Segments[i].Points = kept
	}
}

func TestChartsOfRealRecordingsEndWhereTheNumbersDo(t *testing.T) {
	for name, tr := range recorded(t) {
		r := metric.Summarize(tr, metric.Options{})
		chart := metric.Chart(stored(t, tr).Segments)
		if len(chart) != tr.Points() {
			t.Errorf("%s: %d points in the chart of %d", name, len(chart), tr.Points())
		}
		if !tr.HasPositions() {
			continue
		}
		last := chart[len(chart)-1]
		if math.Abs(float64(last.Distance)*10-r.Distance) > 10+r.Distance/1000 || math.Abs(float64(last.Duration)/1000-float64(r.Duration)) > 1 {
			t.Errorf("%s: the chart ends at %d0 m, %d ms, the numbers say %v m, %d s", name, last.Distance, last.Duration, r.Distance, r.Duration)
		}
		last = metric.ChartPoint{}
		for i, c := range chart {
			if c.Distance < last.Distance {
				t.Fatalf("%s: the chart goes back at point %d", name, i)
			}
			last = c
		}
	}
}
