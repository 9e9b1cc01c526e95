package format_test

import (
	"math"
	"testing"
	"time"

	"palestra/internal/web/format"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		lang     string
		v        float64
		decimals int
		want     string
	}{
		{"en", 1234567.891, 2, "1,234,567.89"}, {"fr", 1234567.891, 2, "1\u202f234\u202f567,89"}, {"de", 1234567.891, 2, "1.234.567,89"},
		{"en", 999, 0, "999"}, {"en", 1000, 0, "1,000"}, {"de", 0.5, 1, "0,5"}, {"xx", 1.5, 1, "1.5"},
		{"en", -3.25, 2, "−3.25"}, {"en", -0.001, 2, "0.00"}, {"en", math.NaN(), 2, "–"}, {"en", math.Inf(1), 0, "–"},
	} {
		if got := format.New(c.lang, format.Metric, nil).Number(c.v, c.decimals); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.lang, c.v, got, c.want)
		}
	}
}

func TestDurations(t *testing.T) {
	p := format.New("en", format.Metric, nil)
	for d, want := range map[time.Duration]string{
		0: "0:00", 59 * time.Second: "0:59", 61 * time.Second: "1:01", time.Hour: "1:00:00", 100*time.Hour + 2*time.Minute + 3*time.Second: "100:02:03",
		59*time.Minute + 59*time.Second + 600*time.Millisecond: "1:00:00", -1: "–",
	} {
		if got := p.Duration(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestQuantities(t *testing.T) {
	metric, imperial := format.New("en", format.Metric, nil), format.New("en", format.Imperial, nil)
	steps := format.New("de", format.Metric, nil)
	for _, c := range []struct {
		got  format.Quantity
		want string
	}{
		{metric.Distance(42195), "42.20 km"}, {imperial.Distance(42195), "26.22 mi"}, {metric.Distance(123456), "123.5 km"},
		{metric.Elevation(1000.4), "1,000 m"}, {imperial.Elevation(1000), "3,281 ft"},
		{metric.Speed(10), "36.0 km/h"}, {imperial.Speed(10), "22.4 mph"},
		{metric.Pace(1000.0 / 300), "5:00 min/km"}, {imperial.Pace(1609.344 / 480), "8:00 min/mi"},
		{metric.Pace(1000.0 / 299.6), "5:00 min/km"}, {metric.Pace(0), "–"}, {metric.Pace(0.1), "–"}, {metric.Pace(math.NaN()), "–"}, {metric.Pace(-1), "–"},
		{metric.SwimPace(1), "1:40 min/100\u202fm"}, {imperial.SwimPace(1), "1:31 min/100\u202fyd"},
		{metric.HeartRate(148.4), "148 bpm"}, {metric.Power(250), "250 W"}, {metric.Energy(838), "838 kcal"},
		{metric.Cadence(90, false), "90 rpm"}, {steps.Cadence(172, true), "172 Schritte/min"},
		{metric.Distance(math.NaN()), "–"},
		{metric.Bytes(512), "512 B"}, {metric.Bytes(50 << 20), "50 MB"}, {metric.Bytes(1_500_000), "1.4 MB"}, {metric.Bytes(2048), "2 kB"},
	} {
		if got := space(c.got.String()); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// space makes the space before a unit an ordinary one.
func space(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == '\u00a0' {
			out[i] = ' '
		}
	}
	return string(out)
}

func TestDates(t *testing.T) {
	vienna, err := time.LoadLocation("Europe/Vienna")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 2, 28, 23, 30, 0, 0, time.UTC) // the first of March in Vienna
	for lang, want := range map[string][2]string{
		"en": {"Sun 1 Mar 2026", "Sunday, 1 March 2026"},
		"fr": {"dim. 1er mars 2026", "dimanche 1er mars 2026"},
		"de": {"So., 1. März 2026", "Sonntag, 1. März 2026"},
	} {
		p := format.New(lang, format.Metric, vienna)
		if got := [2]string{p.Date(at), p.DateLong(at)}; got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	p := format.New("en", format.Metric, vienna)
	if p.Clock(at) != "00:30" || p.Input(at) != "2026-03-01T00:30" || p.Machine(at) != "2026-03-01T00:30:00+01:00" {
		t.Errorf("%s %s %s", p.Clock(at), p.Input(at), p.Machine(at))
	}
	for month := time.January; month <= time.December; month++ {
		for _, lang := range []string{"en", "fr", "de"} {
			if got := format.New(lang, format.Metric, nil).DateLong(time.Date(2026, month, 2, 0, 0, 0, 0, time.UTC)); len(got) < 12 {
				t.Errorf("%s %v: %q", lang, month, got)
			}
		}
	}
}
