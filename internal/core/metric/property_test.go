package metric_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

// walks draws a track of one to three segments in which time goes on and positions, elevations and sensors come and go.
func walks() *rapid.Generator[*track.Track] {
	return rapid.Custom(func(t *rapid.T) *track.Track {
		tr := &track.Track{Totals: track.NewTotals()}
		when, lat, lon := int64(1.6e15), rapid.Float64Range(-80, 80).Draw(t, "lat"), rapid.Float64Range(-170, 170).Draw(t, "lon")
		for range rapid.IntRange(1, 3).Draw(t, "segments") {
			var s track.Segment
			for range rapid.IntRange(1, 40).Draw(t, "points") {
				when += rapid.Int64Range(1, 60e6).Draw(t, "µs")
				lat += rapid.Float64Range(-0.001, 0.001).Draw(t, "north")
				lon += rapid.Float64Range(-0.001, 0.001).Draw(t, "east")
				p := track.NewPoint()
				p.Time, p.Lat, p.Lon = when, lat, lon
				if rapid.IntRange(0, 9).Draw(t, "elevation?") > 0 {
					p.Ele = float64(rapid.IntRange(-10_000, 400_000).Draw(t, "elevation in cm")) / 100
				}
				if rapid.IntRange(0, 19).Draw(t, "lost?") == 0 {
					p.Lat, p.Lon = math.NaN(), math.NaN()
				}
				p.HeartRate = rapid.Int16Range(-1, 220).Draw(t, "heart rate")
				s.Points = append(s.Points, p)
			}
			tr.Segments = append(tr.Segments, s)
		}
		return tr
	})
}

func thresholds() *rapid.Generator[metric.Options] {
	return rapid.Custom(func(t *rapid.T) metric.Options {
		return metric.Options{StoppedSpeed: rapid.Float64Range(0.01, 20).Draw(t, "km/h"), RawMaxSpeed: rapid.Bool().Draw(t, "raw")}
	})
}

func TestNumbersAreNeverNegativeAndMovingFitsIntoDuration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := metric.Summarize(walks().Draw(t, "track"), thresholds().Draw(t, "options"))
		for _, n := range append(slices.Clone(r.Segments), r.Numbers) {
			for _, v := range []float64{n.Distance, n.AveSpeed, n.MaxSpeed, n.Ascent, n.Descent, float64(n.Duration), float64(n.Moving), float64(n.Pauses)} {
				if v < 0 {
					t.Fatalf("below zero: %+v", n)
				}
			}
			if n.Moving > n.Duration || n.Moving+n.Pauses > n.Duration || n.MinAlt > n.MaxAlt || n.AveHeartRate > n.MaxHeartRate {
				t.Fatalf("inconsistent: %+v", n)
			}
		}
	})
}

func TestPartsSumToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := walks().Draw(t, "track")
		r := metric.Summarize(tr, thresholds().Draw(t, "options"))
		if r.Bounds == nil {
			return
		}
		var distance, ascent, descent, maxSpeed float64
		var moving int64
		for _, s := range r.Segments {
			distance, moving, maxSpeed = distance+s.Distance, moving+s.Moving, max(maxSpeed, s.MaxSpeed)
			if s.Ascent == s.Ascent {
				ascent, descent = ascent+s.Ascent, descent+s.Descent
			}
		}
		n := float64(len(r.Segments))
		if math.Abs(distance-r.Distance) > n || r.Moving-moving > int64(n) || moving > r.Moving || maxSpeed != r.MaxSpeed {
			t.Fatalf("segments have %v m in %d s at most %v km/h, the whole %+v", distance, moving, maxSpeed, r.Numbers)
		}
		if r.Ascent == r.Ascent && (math.Abs(ascent-r.Ascent) > n*0.001 || math.Abs(descent-r.Descent) > n*0.001) {
			t.Fatalf("segments climb %v and %v, the whole %v and %v", ascent, descent, r.Ascent, r.Descent)
		}
	})
}

// Standing still at a point, the device may write it as often as it likes.
func TestRepeatingAStandingPointChangesNothingButTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, o := walks().Draw(t, "track"), thresholds().Draw(t, "options")
		if !tr.HasPositions() {
			return
		}
		before := metric.Summarize(tr, o)
		last := &tr.Segments[len(tr.Segments)-1]
		stay := last.Points[len(last.Points)-1]
		stay.Ele, stay.HeartRate = math.NaN(), track.None
		for range rapid.IntRange(1, 5).Draw(t, "times") {
			stay.Time += 10e6
			last.Points = append(last.Points, stay)
		}
		after := metric.Summarize(tr, o)
		if after.Duration <= before.Duration || after.Pauses <= before.Pauses {
			t.Fatalf("time stood still: %+v, %+v", before.Numbers, after.Numbers)
		}
		after.Duration, after.Pauses = before.Duration, before.Pauses
		same(t, before.Numbers, after.Numbers)
	})
}

func TestAnotherHourChangesOnlyTheStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, o := walks().Draw(t, "track"), thresholds().Draw(t, "options")
		by := rapid.Int64Range(-1e15, 1e15).Draw(t, "µs")
		before, chart := metric.Summarize(tr, o), metric.Chart(metric.Columns(tr).Segments)
		for i := range tr.Segments {
			for j := range tr.Segments[i].Points {
				tr.Segments[i].Points[j].Time += by
			}
		}
		after := metric.Summarize(tr, o)
		if after.Start != before.Start+by {
			t.Fatalf("from %d to %d, not by %d", before.Start, after.Start, by)
		}
		same(t, before.Numbers, after.Numbers)
		for i, c := range metric.Chart(metric.Columns(tr).Segments) {
			if c.Distance != chart[i].Distance || max(c.Duration-chart[i].Duration, chart[i].Duration-c.Duration) > 1 {
				t.Fatalf("point %d of the chart moves from %v to %v", i, chart[i], c)
			}
		}
	})
}

// The world in a mirror (south for north, west for east) is as large.
func TestAMirroredTrackHasTheSameNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, o := walks().Draw(t, "track"), thresholds().Draw(t, "options")
		before := metric.Summarize(tr, o)
		for i := range tr.Segments {
			for j := range tr.Segments[i].Points {
				p := &tr.Segments[i].Points[j]
				p.Lat, p.Lon = -p.Lat, -p.Lon
			}
		}
		same(t, before.Numbers, metric.Summarize(tr, o).Numbers)
	})
}

func TestUpsideDownAscentIsDescent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, o := walks().Draw(t, "track"), thresholds().Draw(t, "options")
		before := metric.Summarize(tr, o)
		for i := range tr.Segments {
			for j := range tr.Segments[i].Points {
				tr.Segments[i].Points[j].Ele *= -1
			}
		}
		after := metric.Summarize(tr, o)
		after.Ascent, after.Descent = after.Descent, after.Ascent
		after.MinAlt, after.MaxAlt = 0-after.MaxAlt, 0-after.MinAlt
		same(t, before.Numbers, after.Numbers)
	})
}

func TestSplitsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, o := walks().Draw(t, "track"), thresholds().Draw(t, "options")
		every := rapid.Float64Range(1, 5000).Draw(t, "every")
		r := metric.Summarize(tr, o)
		splits := metric.Splits(metric.Columns(tr), every, o)
		if len(splits) == 0 {
			return
		}
		var distance, elapsed, moving float64
		for i, s := range splits {
			distance, elapsed, moving = distance+s.Distance, elapsed+s.Elapsed, moving+s.Moving
			if i < len(splits)-1 && s.Distance != every {
				t.Fatalf("split %d has %v m of %v", i, s.Distance, every)
			}
		}
		if r.Bounds != nil && math.Abs(distance-r.Distance) > 1+0.001*distance {
			t.Fatalf("splits have %v m, the whole %v", distance, r.Distance)
		}
		if elapsed > float64(r.Duration)+1.01 || moving > elapsed+1e-6 {
			t.Fatalf("splits take %v s and move for %v, the whole takes %d", elapsed, moving, r.Duration)
		}
	})
}

func same(t *rapid.T, want, got metric.Numbers) {
	t.Helper()
	a, b := show(want), show(got)
	if a != b || want.AveHeartRate != got.AveHeartRate || want.MaxHeartRate != got.MaxHeartRate {
		t.Fatalf("\n got %s %d %d\nwant %s %d %d", b, got.AveHeartRate, got.MaxHeartRate, a, want.AveHeartRate, want.MaxHeartRate)
	}
}
