package strength

import (
	"math"
	"testing"
	"time"

	"palestra/internal/core/unit"
)

func TestEffortsSumUpDays(t *testing.T) {
	monday := time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)
	set := func(day int, repetitions, load, loadUnit int64) Log {
		return Log{
			Day: monday.AddDate(0, 0, day), Repetitions: repetitions, RepetitionUnit: Repetitions, LoadUnit: loadUnit, Load: unit.Hundredths(load * 100),
		}
	}
	seconds := set(2, 60, 10, Kilograms)
	seconds.RepetitionUnit = 3
	got := Efforts([]Log{
		set(0, 5, 100, Kilograms), set(0, 3, 105, Kilograms),
		set(1, 10, 100, Pounds), set(1, 40, 1, Kilograms), set(2, 12, 0, 3), seconds,
	})
	want := []Effort{
		{Day: monday, OneRepMax: 112.5, Volume: 815, Sets: 2},
		{Day: monday.AddDate(0, 0, 1), OneRepMax: 60.48, Volume: 453.59237 + 40, Sets: 2},
		{Day: monday.AddDate(0, 0, 2), Sets: 2},
	}
	if len(got) != len(want) {
		t.Fatalf("%d days: %v", len(got), got)
	}
	for i, w := range want {
		g := got[i]
		if !g.Day.Equal(w.Day) || g.Sets != w.Sets || math.Abs(g.OneRepMax-w.OneRepMax) > 0.005 || math.Abs(g.Volume-w.Volume) > 1e-6 {
			t.Errorf("day %d: %+v, want %+v", i, g, w)
		}
	}
	if Efforts(nil) != nil {
		t.Error("nothing is an effort")
	}
}
