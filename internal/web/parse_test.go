package web

import (
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/web/format"
)

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]float64{
		"12.5": 12.5, "12,5": 12.5, "0": 0, "1 234,5": 1234.5, "1.234,5": 1234.5, "1,234.5": 1234.5, "1\u202f234,5": 1234.5, " 7 ": 7, ".5": 0.5,
	} {
		if got, ok := parseDecimal(text); !ok || got != want {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "-1", "1e5", "0x10", "NaN", "Inf", "far", "1..2x", "+3", ".", "1_000"} {
		if got, ok := parseDecimal(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]int64{
		"1:05:00": 3900, "50:00": 3000, "0:09": 9, "90": 5400, "100:00:00": 360_000, "75:00": 4500, " 5:30 ": 330,
	} {
		if got, ok := parseDuration(text); !ok || got != want {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", ":", "1:75", "1:60:00", "1:5", "-1:00", "+1:00", "1:2:3:4", "an hour", "99999999999", "1:-5"} {
		if got, ok := parseDuration(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

// What a page writes into a form, the form reads back.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := format.New(rapid.SampledFrom([]string{"en", "fr", "de"}).Draw(t, "lang"), format.Metric, nil)
		thousandths := rapid.IntRange(0, 999_900_000).Draw(t, "thousandths")
		v := float64(thousandths) / 1000
		if got, ok := parseDecimal(p.Number(v, 3)); !ok || got != v {
			t.Fatalf("%s reads as %v %v, was %v", p.Number(v, 3), got, ok, v)
		}
	})
}
