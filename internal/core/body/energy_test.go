package body

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func cm(n int64) *int64 { return &n }

func TestMassIndex(t *testing.T) {
	for _, tt := range []struct {
		milligrams int64
		height     *int64
		want       float64
	}{{83_000_000, cm(180), 25.62}, {0, cm(180), 0}, {83_000_000, nil, 0}} {
		if got := math.Round(MassIndex(tt.milligrams, tt.height)*100) / 100; got != tt.want {
			t.Errorf("%d mg: %v, want %v", tt.milligrams, got, tt.want)
		}
	}
}

func TestBasalRate(t *testing.T) {
	for _, tt := range []struct {
		sex             Sex
		milligrams, age int64
		height          *int64
		want            float64
	}{
		{Male, 83_000_000, 20, cm(180), 1860}, {Female, 83_000_000, 20, cm(180), 1694}, {Male, 80_000_000, 30, cm(180), 1780},
		{Male, 0, 30, cm(180), 0}, {Male, 80_000_000, 0, cm(180), 0}, {Male, 80_000_000, 30, nil, 0},
	} {
		p := Profile{Sex: tt.sex, Height: tt.height}
		if got := p.BasalRate(tt.milligrams, tt.age); got != tt.want {
			t.Errorf("%s of %d mg and %d years: %v, want %v", tt.sex, tt.milligrams, tt.age, got, tt.want)
		}
	}
}

func TestActivityFactor(t *testing.T) {
	p := Profile{SleepHours: 7, WorkHours: 8, WorkIntensity: Low, SportHours: 6, SportIntensity: High, LeisureHours: 8, LeisureIntensity: Low}
	if got := p.ActivityFactor(); got != 1.57 {
		t.Errorf("light work: %v", got)
	}
	p.WorkIntensity = High
	if got := p.ActivityFactor(); got != 1.80 {
		t.Errorf("hard work: %v", got)
	}
	p.WorkIntensity, p.SportIntensity = Medium, Medium
	if got := p.ActivityFactor(); got != 1.52 {
		t.Errorf("medium: %v", got)
	}
}

// Whoever works or trains harder, or longer in place of nothing, needs no less.
func TestMoreOfAnythingTakesMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hard := func(name string) Intensity { return Intensity(rapid.Int64Range(1, 2).Draw(t, name)) }
		p := Profile{
			SleepHours: rapid.Int64Range(4, 9).Draw(t, "sleep"), WorkHours: rapid.Int64Range(1, 14).Draw(t, "work"), WorkIntensity: hard("working"),
			SportHours: rapid.Int64Range(1, 29).Draw(t, "sport"), SportIntensity: hard("sporting"),
			LeisureHours: rapid.Int64Range(1, 14).Draw(t, "leisure"), LeisureIntensity: hard("resting"),
		}
		before, more := p.ActivityFactor(), p
		rapid.SampledFrom([]func(){
			func() { more.SleepHours++ }, func() { more.WorkHours++ }, func() { more.SportHours++ }, func() { more.LeisureHours++ },
			func() { more.WorkIntensity++ }, func() { more.SportIntensity++ }, func() { more.LeisureIntensity++ },
		}).Draw(t, "change")()
		if after := more.ActivityFactor(); after < before {
			t.Fatalf("%+v has %v, %+v has %v", p, before, more, after)
		}
	})
}

func TestAgeOn(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	born := day(2000, time.February, 29)
	for want, on := range map[int64]time.Time{23: day(2024, time.February, 28), 24: day(2024, time.February, 29), 25: day(2025, time.March, 1)} {
		if got := AgeOn(on, born); got != want {
			t.Errorf("on %s: %d, want %d", on.Format(time.DateOnly), got, want)
		}
	}
}
