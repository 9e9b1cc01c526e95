package metric_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"palestra/internal/core/fault"
	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

func TestStartAndBounds(t *testing.T) {
	r := metric.Summarize(whole(), metric.Options{})
	if got := time.UnixMicro(r.Start).UTC().Format(time.RFC1123); got != "Tue, 13 Mar 2018 12:44:45 UTC" {
		t.Errorf("it starts at %s", got)
	}
	if want := (metric.Bounds{MinLat: 44.67822, MinLon: 6.07355, MaxLat: 44.68095, MaxLon: 6.07442}); r.Bounds == nil || *r.Bounds != want {
		t.Errorf("bounds are %v, want %v", r.Bounds, want)
	}
	atNull := metric.Summarize(recording([]track.Point{at(0, 0, math.NaN(), 0), at(0.0001, 0, math.NaN(), 1e7)}), metric.Options{})
	if atNull.Bounds == nil || atNull.Distance != 11 {
		t.Errorf("at 0° N 0° E bounds are %v, the distance %v", atNull.Bounds, atNull.Distance)
	}
}

func TestStartIsUnknownWithoutTimes(t *testing.T) {
	ps := line(1, 0.001)
	ps[0].Time, ps[1].Time = track.NoTime, track.NoTime
	if r := metric.Summarize(recording(ps), metric.Options{}); r.Start != track.NoTime {
		t.Errorf("it starts at %d", r.Start)
	}
}

func TestSensors(t *testing.T) {
	r := metric.Summarize(sensed(), metric.Options{})
	got := [...]int{r.AveHeartRate, r.MaxHeartRate, r.AveCadence, r.MaxCadence, r.AvePower, r.MaxPower, r.Calories}
	if want := [...]int{85, 92, 52, 57, 248, 326, track.None}; got != want {
		t.Errorf("heart rate, cadence, power, calories are %v, want %v", got, want)
	}
	if s := r.Segments[0]; s.AveHeartRate != 85 || s.MaxPower != 326 {
		t.Errorf("its segment has %+v", s)
	}
}

func TestACadenceOfZeroIsNone(t *testing.T) {
	tr := whole()
	for i := range tr.Segments[0].Points {
		tr.Segments[0].Points[i].Cadence = 0
		tr.Segments[0].Points[i].Power = 0
	}
	r := metric.Summarize(tr, metric.Options{})
	if r.AveCadence != track.None || r.MaxCadence != track.None || r.AvePower != 0 || r.AveHeartRate != track.None {
		t.Errorf("cadence %d, %d, power %d, heart rate %d", r.AveCadence, r.MaxCadence, r.AvePower, r.AveHeartRate)
	}
}

func TestWhatNoPointSaysIsTakenFromTheFile(t *testing.T) {
	tr := whole()
	tr.Totals.Calories, tr.Totals.AvgHeartRate, tr.Totals.MaxHeartRate, tr.Totals.Distance = 86, 120, 150, 99999
	r := metric.Summarize(tr, metric.Options{})
	if r.Calories != 86 || r.AveHeartRate != 120 || r.MaxHeartRate != 150 || r.Distance != 320 {
		t.Errorf("calories %d, heart rate %d to %d, distance %v", r.Calories, r.AveHeartRate, r.MaxHeartRate, r.Distance)
	}
}

// A pause of the timer is standing still, whatever the distance; so are not the steps beside it.
func TestPausesOfTheTimerStandStill(t *testing.T) {
	tr := recording(line(10, times(6, 0.0002)...))
	tr.Segments[0].Pauses = []track.Pause{{From: 20e6, To: 30e6}, {From: 44e6, To: 50e6}, {From: 51e6, To: 52e6}}
	r := metric.Summarize(tr, metric.Options{})
	if r.Duration != 60 || r.Moving != 40 || r.Pauses != 20 || r.Distance != 134 {
		t.Errorf("duration %d, moving %d, pauses %d, distance %v", r.Duration, r.Moving, r.Pauses, r.Distance)
	}
}

func TestMixedSpeeds(t *testing.T) {
	ps := line(60, times(5, 0.000005)...)
	for i := range 4 {
		last := ps[len(ps)-1]
		ps = append(ps, at(last.Lat+0.0002, 5, math.NaN(), int64(300+10*(i+1))*1e6))
	}
	if got, want := show(metric.Summarize(recording(ps), metric.Options{}).Numbers), "0:05:40 0:00:40 0:05:00 | 0.092 | 8.27 8.02 | – – | – –"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestTheThresholdOfTheOwnerCountsEverywhere(t *testing.T) {
	ps := line(10, 0.00002, 0.0002, 0.0002) // 0.8, 8 and 8 km/h
	for threshold, moving := range map[float64]int64{0.7: 30, 0: 20, -1: 20, 1: 20, 9: 0} {
		r := metric.Summarize(recording(ps), metric.Options{StoppedSpeed: threshold})
		if r.Moving != moving || r.Segments[0].Moving != moving {
			t.Errorf("at %v km/h it moves for %d s, its segment for %d s, want %d", threshold, r.Moving, r.Segments[0].Moving, moving)
		}
	}
}

func TestRecordingsWithoutPositionsAreTakenAtTheirWord(t *testing.T) {
	pool := &track.Track{Totals: track.NewTotals()}
	pool.Totals.Start, pool.Totals.Elapsed, pool.Totals.Timer, pool.Totals.Distance = 1e15, 1800.9, 1500.5, 1000
	pool.Totals.MaxSpeed, pool.Totals.Calories, pool.Totals.AvgHeartRate, pool.Totals.MaxHeartRate = 1.25, 300, 130, 160
	r := metric.Summarize(pool, metric.Options{})
	if got, want := show(r.Numbers), "0:30:00 0:25:00 0:05:00 | 1 | 2.4 4.5 | – – | – –"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if r.Start != 1e15 || r.Bounds != nil || r.Segments != nil || r.Calories != 300 || r.AveHeartRate != 130 || r.MaxHeartRate != 160 {
		t.Errorf("got %+v", r)
	}
}

func TestRecordingsWithoutPositionsFallBackOnTheirPoints(t *testing.T) {
	trainer := recording(climbing(line(10, 0, 0), 100, 110, 105))
	for i := range trainer.Segments[0].Points {
		p := &trainer.Segments[0].Points[i]
		p.Lat, p.Lon = math.NaN(), math.NaN()
		p.Distance, p.Speed, p.HeartRate = float64(i)*50, float32(i+4), int16(100+i)
	}
	r := metric.Summarize(trainer, metric.Options{})
	// Smoothed elevations: 100, 105.5, 105.
	if got, want := show(r.Numbers), "0:00:20 0:00:20 – | 0.1 | 18 21.6 | 100 110 | 5.5 0.5"; got != want || r.AveHeartRate != 101 {
		t.Errorf("\n got %s, heart rate %d\nwant %s", got, r.AveHeartRate, want)
	}
	gym := &track.Track{Totals: track.NewTotals()}
	gym.Totals.Elapsed = 600
	if got, want := show(metric.Summarize(gym, metric.Options{}).Numbers), "0:10:00 0:10:00 – | 0 | – – | – – | – –"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if got, want := show(metric.Summarize(&track.Track{Totals: track.NewTotals()}, metric.Options{}).Numbers), "– – – | 0 | – – | – – | – –"; got != want {
		t.Errorf("an empty one:\n got %s\nwant %s", got, want)
	}
}

func TestOneStrangeTotalSpoilsNothing(t *testing.T) {
	for _, v := range []float64{math.Inf(1), math.Inf(-1), math.NaN(), -5, 1e300} {
		tr := &track.Track{Totals: track.NewTotals()}
		tr.Totals.Elapsed, tr.Totals.Timer, tr.Totals.Distance, tr.Totals.MaxSpeed, tr.Totals.Ascent = v, v, v, v, v
		r := metric.Summarize(tr, metric.Options{})
		if r.Duration < 0 || r.Moving < 0 || r.Pauses < 0 || math.IsInf(r.Distance, 0) {
			t.Errorf("%v gives %+v", v, r.Numbers)
		}
		if absurd := v == 1e300 || v == -5; absurd != (metric.Check(&r.Numbers) != nil) {
			t.Errorf("%v: Check says %v", v, metric.Check(&r.Numbers))
		}
	}
}

func TestMeasuringLeavesTheTrackAlone(t *testing.T) {
	tr, same := sensed(), sensed()
	metric.Summarize(tr, metric.Options{})
	metric.Columns(tr)
	metric.Laps(tr)
	if diff := cmp.Diff(same, tr, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("the track has changed: %s", diff)
	}
}

func TestNumbersBeyondTheLimitsAreRefused(t *testing.T) {
	fine := metric.Numbers{Distance: 999_900, AveSpeed: 9999.99, MaxSpeed: math.NaN(), Ascent: 99999.999, Descent: math.NaN(), MinAlt: -400}
	if err := metric.Check(&fine); err != nil {
		t.Errorf("numbers at the limits: %v", err)
	}
	for name, change := range map[string]func(*metric.Numbers){
		"distance":  func(n *metric.Numbers) { n.Distance = 999_901 },
		"ave_speed": func(n *metric.Numbers) { n.AveSpeed = 10000 },
		"max_speed": func(n *metric.Numbers) { n.MaxSpeed = math.Inf(1) },
		"ascent":    func(n *metric.Numbers) { n.Ascent = 100000 },
		"descent":   func(n *metric.Numbers) { n.Descent = -1 },
		"duration":  func(n *metric.Numbers) { n.Duration = -1 },
		"moving":    func(n *metric.Numbers) { n.Moving = 1 << 40 },
	} {
		n := fine
		change(&n)
		err := metric.Check(&n)
		if !fault.Is(err, fault.Invalid) || fault.CodeOf(err) != "activity.out_of_range" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f := err.(*fault.Error); len(f.Fields) != 1 || f.Fields[0].Name != name || f.Message != "one or more values, entered or calculated, exceed the limits" {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
