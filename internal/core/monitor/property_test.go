package monitor_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"palestra/internal/core/monitor"
)

// drawn is what devices can send in order of time: any pace, gaps, values that come and go, now and then an impossible one.
func drawn() *rapid.Generator[*monitor.Samples] {
	return rapid.Custom(func(t *rapid.T) *monitor.Samples {
		s := &monitor.Samples{}
		n := rapid.IntRange(0, 120).Draw(t, "samples")
		now := kickoff + rapid.Int64Range(-5000, 5000).Draw(t, "start")
		every := rapid.SampledFrom([]int64{20, 100, 1000, 4000}).Draw(t, "every")
		kind := rapid.SampledFrom([]string{"both", "position", "speed", "mixed"}).Draw(t, "kind")
		lat, lon, speed := int32(450_000_000), int32(50_000_000), int32(20_000)
		for range n {
			now += every
			if rapid.IntRange(0, 19).Draw(t, "irregular") == 0 {
				now += rapid.Int64Range(1, 30_000).Draw(t, "gap")
			}
			lat += rapid.Int32Range(-200, 200).Draw(t, "north")
			lon += rapid.Int32Range(-200, 200).Draw(t, "east")
			speed = min(max(speed+rapid.Int32Range(-12_000, 12_000).Draw(t, "faster"), 0), 90_000)
			a, b, v, h := lat, lon, speed, int32(monitor.Absent)
			bare := kind == "mixed" && rapid.Bool().Draw(t, "bare")
			if kind == "position" || bare {
				v = monitor.Absent
			}
			if kind == "speed" || kind == "mixed" && rapid.Bool().Draw(t, "blind") {
				a, b = monitor.Absent, monitor.Absent
			}
			if rapid.IntRange(0, 3).Draw(t, "beat") == 0 {
				h = rapid.Int32Range(10, 260).Draw(t, "heart")
			}
			if rapid.IntRange(0, 29).Draw(t, "impossible") == 0 {
				v = rapid.SampledFrom([]int32{-1, 600_000}).Draw(t, "speed")
			}
			s.Time, s.Lat, s.Lon = append(s.Time, now), append(s.Lat, a), append(s.Lon, b)
			s.Speed, s.HeartRate = append(s.Speed, v), append(s.HeartRate, h)
		}
		return s
	})
}

func anyFrame(t *rapid.T) monitor.Frame {
	f := hour()
	f.Params.IntensitySpan = rapid.IntRange(1, 600).Draw(t, "span")
	f.AthleteMaxHR = float64(rapid.SampledFrom([]int{0, 150, 190}).Draw(t, "highest"))
	return f
}

func take(t *rapid.T, f monitor.Frame, s *monitor.Samples) monitor.Result {
	r, err := monitor.Measure(f, fromDevice(s))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBatchesOfAnySizeGiveTheSameResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, s := anyFrame(t), drawn().Draw(t, "samples")
		whole, parts := monitor.NewEngine(f), monitor.NewEngine(f)
		whole.AddSamples(s)
		for at := 0; at < s.Len(); {
			to := min(at+rapid.IntRange(1, 40).Draw(t, "batch"), s.Len())
			parts.AddSamples(s.Slice(at, to))
			at = to
			if rapid.Bool().Draw(t, "look") {
				until := monitor.NewEngine(f)
				until.AddSamples(s.Slice(0, at))
				if diff := cmp.Diff(until.Result(), parts.Result()); diff != "" {
					t.Fatalf("after %d samples: %s", at, diff)
				}
				parts.Snapshot()
			}
		}
		if diff := cmp.Diff(whole.Result(), parts.Result()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestSharesSumToTheWholeAndNothingIsNegative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := take(t, anyFrame(t), drawn().Draw(t, "samples"))
		var time, distance, timeRatio, distanceRatio, sliced, zones float64
		for i := range r.TimePerSpeedRange {
			a, b := r.TimePerSpeedRange[i], r.DistancePerSpeedRange[i]
			if a.Duration < 0 || b.Distance < 0 || a.Ratio < 0 || b.Ratio < 0 {
				t.Fatalf("range %d is below zero", i)
			}
			time, distance, timeRatio, distanceRatio = time+a.Duration, distance+b.Distance, timeRatio+a.Ratio, distanceRatio+b.Ratio
		}
		for _, d := range r.Intensity.Distance {
			sliced += d
		}
		for _, z := range r.TimePerHRZone {
			zones += z.Percentage
		}
		same(t, "distances of the ranges", distance, r.TotalDistance)
		same(t, "distances of the slices", sliced, r.TotalDistance)
		same(t, "times of the ranges", time, r.Explain.CoveredTime)
		oneOrNone(t, "time", timeRatio, r.Explain.CoveredTime > 0)
		oneOrNone(t, "distance", distanceRatio, r.TotalDistance > 0)
		oneOrNone(t, "zones", zones/100, r.Explain.HeartTime > 0 && r.AthleteMaxHR > 0)
		for _, list := range [][]monitor.Efforts{r.Accelerations, r.Decelerations, r.Sprint, r.HID} {
			for _, efforts := range list {
				for i, v := range efforts.Values {
					if v.Duration < 0 || v.Distance < 0 || v.Distance > r.TotalDistance+1e-6 || math.Abs(v.MaxValue) < efforts.Threshold {
						t.Fatalf("above %v: %+v", efforts.Threshold, v)
					}
					if i > 0 && v.StartTime <= efforts.Values[i-1].StartTime {
						t.Fatalf("efforts out of order: %+v", efforts.Values)
					}
				}
			}
		}
		if r.TotalDistance < 0 || r.MaxSpeed < 0 || r.AverageSpeed < 0 || r.HRMin > r.HRMax || r.HRAvg > r.HRMax+1e-9 || r.HRAvg < r.HRMin-1e-9 {
			t.Fatalf("inconsistent: %+v", r)
		}
		c := r.Explain.Counts
		if left := c.Outside + c.Duplicate + c.Late + c.ImpossiblePosition + c.ImpossibleSpeed + c.Empty; c.Used+left > c.Received || c.Used+left+c.ImpossibleHeartRate < c.Received {
			t.Fatalf("samples were lost: %+v", c)
		}
	})
}

func same(t *rapid.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}

func oneOrNone(t *rapid.T, what string, got float64, one bool) {
	t.Helper()
	want := 0.0
	if one {
		want = 1
	}
	same(t, "shares of "+what, got, want)
}

// A higher threshold has no more accelerations; of runs at speed, which it may cut in two, it has no more time and way.
func TestAHigherThresholdNeverAdds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, s := hour(), drawn().Draw(t, "samples")
		low := rapid.Float64Range(0.1, 6).Draw(t, "low")
		high := low + rapid.Float64Range(0.01, 4).Draw(t, "higher")
		at := func(v float64) monitor.Result {
			f.Params.Accelerations, f.Params.Decelerations, f.Params.Sprint, f.Params.HID = []float64{v}, []float64{v}, []float64{v}, []float64{v}
			return take(t, f, s)
		}
		a, b := at(low), at(high)
		if len(b.Accelerations[0].Values) > len(a.Accelerations[0].Values) || len(b.Decelerations[0].Values) > len(a.Decelerations[0].Values) {
			t.Fatalf("at %v there are %+v, at %v %+v", low, a.Accelerations, high, b.Accelerations)
		}
		time := func(r monitor.Result) (seconds, meters float64) {
			for _, v := range r.Sprint[0].Values {
				seconds, meters = seconds+v.Duration, meters+v.Distance
			}
			return seconds, meters
		}
		as, am := time(a)
		bs, bm := time(b)
		if bs > as+1e-9 || bm > am+1e-9 {
			t.Fatalf("at %v %v s and %v m, at %v %v s and %v m", low, as, am, high, bs, bm)
		}
	})
}

func TestAnotherDayChangesOnlyTheTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, s := anyFrame(t), drawn().Draw(t, "samples")
		before := take(t, f, s)
		by := rapid.Int64Range(-1e11, 1e11).Draw(t, "ms")
		moved := *s
		moved.Time = nil
		for _, v := range s.Time {
			moved.Time = append(moved.Time, v+by)
		}
		f.From, f.Until = f.From+by, f.Until+by
		after := take(t, f, &moved)
		if before.Explain.Counts.Used > 0 && after.FirstTimestamp-by != before.FirstTimestamp {
			t.Fatal("the first time did not move along")
		}
		if diff := cmp.Diff(before, after, cmpopts.IgnoreFields(monitor.Result{}, "FirstTimestamp", "LastTimestamp"),
			cmpopts.IgnoreFields(monitor.Effort{}, "StartTime"), cmpopts.IgnoreFields(monitor.Intensity{}, "StartTime", "EndTime"),
			cmpopts.IgnoreFields(monitor.HRPlot{}, "StartTime"), cmpopts.IgnoreFields(monitor.Explain{}, "From", "Until")); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The step at the cut is in neither half, and nothing else is missing.
func TestTwoHalvesAndTheStepBetweenAreTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, s := hour(), drawn().Draw(t, "samples")
		for i := range s.Speed {
			if s.Speed[i] == monitor.Absent {
				s.Speed[i] = 20_000 // speeds that are derived would have other windows at the cut
			}
		}
		cut := f.From + rapid.Int64Range(1, 200_000).Draw(t, "cut")
		left, between, right := f, f, f
		left.Until, right.From = cut, cut
		a, b := take(t, left, s), take(t, right, s)
		want := a.TotalDistance + b.TotalDistance
		if a.Explain.Counts.Used > 0 && b.Explain.Counts.Used > 0 {
			between.From, between.Until = a.LastTimestamp, b.FirstTimestamp+1
			want += take(t, between, s).TotalDistance
		}
		same(t, "both halves", want, take(t, f, s).TotalDistance)
	})
}
