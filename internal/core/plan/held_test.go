package plan

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/core/track"
)

// trainer is a recording without places: a point a second with the heart rate of each, and 3 m/s.
func trainer(heart ...int32) *track.Columns {
	var s track.ColumnSegment
	for i, bpm := range heart {
		s.Time = append(s.Time, int64(i)*1000)
		s.HeartRate = append(s.HeartRate, bpm)
		s.Distance = append(s.Distance, int32(i)*300)
	}
	return &track.Columns{Segments: []track.ColumnSegment{s}}
}

func times(n int, bpm int32) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = bpm
	}
	return all
}

func heartStep(ends DurationType, length, low, high string) Step {
	return Step{Intensity: Active, Target: TargetHeartRate, Low: Number{Text: low}, High: Number{Text: high}, Ends: ends, Length: Number{Text: length}}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestStepsFollowEachOther(t *testing.T) {
	recorded := trainer(append(append(times(60, 120), times(30, 160)...), times(31, 180)...)...)
	got := ScoreSteps([]Step{
		heartStep(DurationTime, "60", "110", "130"), heartStep(DurationDistance, "180", "150", "170"), heartStep(DurationTime, "60", "1", "2"),
	}, recorded, nil, 0)
	first, second, third := got[0], got[1], got[2]
	if !first.Held() || first.Seconds != 60 || first.Within != 1 || first.Average != 120 {
		t.Errorf("first: %+v", first)
	}
	if second.Held() || second.Meters != 180 || !near(second.Within, 0.5) || !near(second.Above, 0.5) {
		t.Errorf("second: %+v", second)
	}
	if third.Reached {
		t.Errorf("nothing is left for the third: %+v", third)
	}
}

func TestLapsAreSteps(t *testing.T) {
	recorded := trainer(append(times(20, 100), times(21, 150)...)...)
	laps := []track.Lap{{Start: 0}, {Start: 20_000_000}}
	got := ScoreSteps([]Step{heartStep(DurationOpen, "", "90", "110"), heartStep(DurationOpen, "", "140", "160")}, recorded, laps, 0)
	if !got[0].Held() || !got[1].Held() || got[0].Seconds != 20 || got[1].Seconds != 20 {
		t.Errorf("%+v", got)
	}
	alone := ScoreSteps([]Step{heartStep(DurationOpen, "", "90", "110"), heartStep(DurationOpen, "", "140", "160")}, recorded, nil, 0)
	if alone[0].Reached || alone[1].Reached {
		t.Errorf("nobody says where the first ends: %+v", alone)
	}
}

func TestPausesDoNotCount(t *testing.T) {
	recorded := trainer(times(101, 120)...)
	recorded.Segments[0].Pauses = []track.Pause{{From: 10_000_000, To: 60_000_000}}
	got := ScoreSteps([]Step{heartStep(DurationTime, "50", "110", "130")}, recorded, nil, 0)
	if got[0].Seconds != 50 {
		t.Errorf("lasted %v seconds", got[0].Seconds)
	}
}

func TestRelativeTargets(t *testing.T) {
	step := heartStep(DurationTime, "10", "60", "70")
	step.ValueType = Percent
	if got := ScoreSteps([]Step{step}, trainer(times(11, 130)...), nil, 200)[0]; !got.Held() || got.Low != 120 || got.High != 140 {
		t.Errorf("%+v", got)
	}
	if got := ScoreSteps([]Step{step}, trainer(times(11, 130)...), nil, 0)[0]; got.Measured || !got.Reached {
		t.Errorf("relative to nothing: %+v", got)
	}
	step.Target = TargetPower
	if got := ScoreSteps([]Step{step}, trainer(times(11, 130)...), nil, 200)[0]; got.Measured {
		t.Errorf("the threshold isn't known: %+v", got)
	}
}

// TestShares holds anything against anything: the shares of a measured step are one in all, and no more is done than was recorded.
func TestShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := unroll(anySteps(t, MaxNesting-1))
		beats := rapid.SliceOfN(rapid.Int32Range(60, 200), 1, 200).Draw(t, "beats")
		sum := 0.0
		for i, s := range ScoreSteps(steps, trainer(beats...), nil, int64(rapid.IntRange(0, 200).Draw(t, "max"))) {
			sum += s.Seconds
			switch {
			case s.Measured && (s.Below < 0 || s.Within < 0 || s.Above < 0 || !near(s.Below+s.Within+s.Above, 1)):
				t.Fatalf("step %d: %+v", i, s)
			case !s.Reached && (s.Measured || s.Seconds != 0):
				t.Fatalf("step %d: %+v", i, s)
			}
		}
		if sum > float64(len(beats)-1)+1e-9 {
			t.Fatalf("%v seconds of %d", sum, len(beats)-1)
		}
	})
}
