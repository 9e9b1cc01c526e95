package monitor_test

import (
	"testing"

	"palestra/internal/core/monitor"
)

func TestHeartLoad(t *testing.T) {
	mean := func(v float64) *float64 { return &v }
	r := monitor.Result{AthleteMaxHR: 200, HRPlot: &monitor.HRPlot{Span: 60, HR: []*float64{mean(80), mean(100), nil, mean(139), mean(140), mean(180), mean(210)}}}
	// Below half nothing; 50 % once, 69.5 % twice, 70 % three times, 90 % and above five times.
	if points, ok := r.HeartLoad(); !ok || points != 0+1+2+3+5+5 {
		t.Errorf("%v points, %v", points, ok)
	}
	r.AthleteMaxHR = 0
	if _, ok := r.HeartLoad(); ok {
		t.Error("a load without a highest heart rate")
	}
}

func TestZonesOfHeartRates(t *testing.T) {
	f := monitor.Frame{Params: monitor.Defaults(), AthleteMaxHR: 200}
	for beats, want := range map[float64]int{60: 1, 99: 1, 100: 2, 180: 6, 230: 6} {
		if got := f.Zone(beats); got != want {
			t.Errorf("%v bpm is in zone %d, not %d", beats, got, want)
		}
	}
	f.AthleteMaxHR = 0
	if f.Zone(150) != 0 {
		t.Error("a zone without a highest heart rate")
	}
}
