package unit_test

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/core/unit"
)

func TestFixedDecimals(t *testing.T) {
	for h, want := range map[unit.Hundredths][2]string{
		8050: {"80.50", "80.5"}, 8000: {"80.00", "80"}, 5: {"0.05", "0.05"}, 0: {"0.00", "0"}, -5: {"-0.05", "-0.05"}, -12345: {"-123.45", "-123.45"}, 10000: {"100.00", "100"},
	} {
		if h.String() != want[0] || h.Short() != want[1] {
			t.Errorf("%d is %s and %s, want %v", int64(h), h, h.Short(), want)
		}
	}
	if got := unit.Thousandths(25).String(); got != "0.025" {
		t.Errorf("got %s", got)
	}
}

// What is written is read back as the same number.
func TestFixedDecimalsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := unit.Hundredths(rapid.Int64Range(-1e12, 1e12).Draw(t, "hundredths"))
		for _, text := range []string{h.String(), h.Short()} {
			if f, err := strconv.ParseFloat(text, 64); err != nil || f != h.Float() {
				t.Fatalf("%d is written %s, which is %v (%v)", int64(h), text, f, err)
			}
		}
	})
}
