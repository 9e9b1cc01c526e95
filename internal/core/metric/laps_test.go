package metric_test

import (
	"math"
	"testing"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestLapsAreCompletedFromThePoints(t *testing.T) {
	tr := recording(climbing(line(10, times(6, 0.0002)...), 0, 0, 0, 0, 10, 20, 20))
	for i := range tr.Segments[0].Points {
		tr.Segments[0].Points[i].HeartRate = int16(100 + 10*i)
	}
	first, second, third := track.NewLap(), track.NewLap(), track.NewLap()
	first.Start, second.Start, third.Start = 0, 30e6, 1000e6
	second.Distance, second.MaxHeartRate, second.Trigger = 70, 199, "manual"
	tr.Laps = []track.Lap{second, first, third} // not in order
	laps := metric.Laps(tr)
	if len(laps) != 3 || laps[0].Start != 0 || laps[1].Start != 30e6 {
		t.Fatalf("got %+v", laps)
	}
	a, b, c := laps[0], laps[1], laps[2]
	equal(t, "first elapsed", a.Elapsed, 30)
	near(t, "first distance", a.Distance, 66.79, 0.01)
	equal(t, "first ascent", a.Ascent, 0)
	if a.AvgHeartRate != 110 || a.MaxHeartRate != 120 || a.AvgPower != track.None {
		t.Errorf("first heart rate %d, %d, power %d", a.AvgHeartRate, a.MaxHeartRate, a.AvgPower)
	}
	equal(t, "second distance, as stated", b.Distance, 70)
	if b.AvgHeartRate != 145 || b.MaxHeartRate != 199 || b.Trigger != "manual" {
		t.Errorf("second heart rate %d, %d", b.AvgHeartRate, b.MaxHeartRate)
	}
	near(t, "second ascent", b.Ascent, 20, 0.001)
	if !math.IsNaN(c.Distance) || c.AvgHeartRate != track.None || !math.IsNaN(c.Elapsed) {
		t.Errorf("a lap without points has become %+v", c)
	}
}

func TestNoLapsAreInvented(t *testing.T) {
	if laps := metric.Laps(whole()); laps != nil {
		t.Errorf("got %v", laps)
	}
}

func TestLapsOfATrackWithoutPositionsHaveNoDistance(t *testing.T) {
	tr := recording(line(10, 0.0001))
	for i := range tr.Segments[0].Points {
		tr.Segments[0].Points[i].Lat = math.NaN()
	}
	l := track.NewLap()
	l.Start = 0
	tr.Laps = []track.Lap{l}
	if got := metric.Laps(tr)[0]; !math.IsNaN(got.Distance) || got.Elapsed != 10 {
		t.Errorf("got %+v", got)
	}
}

func TestSplitsEveryKilometer(t *testing.T) {
	ps := line(10, times(120, 0.00025)...) // 27.83 m every 10 s, 3 339.6 m
	for i := range ps {
		ps[i].Ele, ps[i].HeartRate = float64(100+i), int16(100+i)
	}
	splits := metric.Splits(stored(t, recording(ps)), 1000, metric.Options{})
	if len(splits) != 4 {
		t.Fatalf("%d splits: %+v", len(splits), splits)
	}
	var distance, elapsed, ascent float64
	for i, s := range splits {
		if i < 3 {
			equal(t, "distance of a whole split", s.Distance, 1000)
			near(t, "its time", s.Elapsed, 359, 1)
		}
		equal(t, "moving", s.Moving, s.Elapsed)
		distance, elapsed, ascent = distance+s.Distance, elapsed+s.Elapsed, ascent+s.Ascent
	}
	near(t, "all distances", distance, metric.Summarize(recording(ps), metric.Options{}).Distance, 1)
	near(t, "all times", elapsed, 1200, 1e-6)
	near(t, "all ascents", ascent, 120, 1e-6)
	if splits[0].MaxHeartRate >= splits[1].MaxHeartRate || splits[3].MaxHeartRate != 220 {
		t.Errorf("heart rates are %+v", splits)
	}
}

func TestAStepOfManyKilometersIsManySplits(t *testing.T) {
	splits := metric.Splits(stored(t, recording(line(3600, 0.1))), 1000, metric.Options{})
	if len(splits) != 12 {
		t.Fatalf("%d splits", len(splits))
	}
	near(t, "time of a kilometer", splits[5].Elapsed, 3600/11.1319, 0.01)
	near(t, "the rest", splits[11].Distance, 131.9, 0.1)
}

func TestSplitsLeaveOutTheWayBetweenSegmentsButNotItsTime(t *testing.T) {
	splits := metric.Splits(stored(t, recording(s3...)), 1000, metric.Options{})
	if len(splits) != 1 {
		t.Fatalf("got %+v", splits)
	}
	near(t, "distance", splits[0].Distance, 55, 0.5)
	equal(t, "elapsed", splits[0].Elapsed, 150)
	equal(t, "moving", splits[0].Moving, 30)
}

func TestSplitsOfNothing(t *testing.T) {
	for name, splits := range map[string][]metric.Split{
		"standing":  metric.Splits(stored(t, recording(line(10, 0, 0))), 1000, metric.Options{}),
		"no length": metric.Splits(stored(t, whole()), 0, metric.Options{}),
		"no points": metric.Splits(&track.Columns{}, 1000, metric.Options{}),
	} {
		if splits != nil {
			t.Errorf("%s: %v", name, splits)
		}
	}
	if n := len(metric.Splits(stored(t, recording(line(10, times(10, 10)...))), 1, metric.Options{})); n != 10_000 {
		t.Errorf("eleven thousand kilometers by the meter are %d splits", n)
	}
}
