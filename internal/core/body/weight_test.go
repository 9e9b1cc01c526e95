package body

import (
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/core/unit"
)

func TestWeightsInUnits(t *testing.T) {
	for _, tt := range []struct {
		figure unit.Hundredths
		from   string
		want   unit.Hundredths
		in     string
	}{
		{80_00, Kilogram, 176_37, Pound}, {10_00, Kilogram, 22_05, Pound}, {10_00, Pound, 4_54, Kilogram}, {80_50, Kilogram, 80_50, Kilogram},
	} {
		w := Weight{Figure: tt.figure, Unit: tt.from, Milligrams: Milligrams(tt.figure, tt.from)}
		if got := w.In(tt.in); got != tt.want {
			t.Errorf("%s %s is %s %s, want %s", tt.figure, tt.from, got, tt.in, tt.want)
		}
	}
}

// What is entered in either unit comes back to the hundredth by way of milligrams.
func TestWeightsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SampledFrom([]string{Kilogram, Pound}).Draw(t, "unit")
		figure := unit.Hundredths(rapid.Int64Range(1, 1000_00).Draw(t, "figure"))
		w := Weight{Milligrams: Milligrams(figure, u)}
		if got := w.In(u); got != figure {
			t.Fatalf("%s %s became %s", figure, u, got)
		}
	})
}
