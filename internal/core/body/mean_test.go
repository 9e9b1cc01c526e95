package body

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestMeans(t *testing.T) {
	start := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	on := func(day int, kilograms int64) Weight {
		return Weight{Day: start.AddDate(0, 0, day), Milligrams: kilograms * 1e6}
	}
	got := Means([]Weight{on(0, 80), on(1, 82), on(6, 78), on(7, 80), on(30, 79)}, 7)
	if want := []int64{80e6, 81e6, 80e6, 80e6, 79e6}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Means(nil, 7); len(got) != 0 {
		t.Errorf("nothing has the means %v", got)
	}
}

// A mean lies between the least and the most of the weights so far.
func TestMeansStayWithinTheSeries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		var all []Weight
		for range rapid.IntRange(0, 50).Draw(t, "entries") {
			day = day.AddDate(0, 0, rapid.IntRange(1, 9).Draw(t, "gap"))
			all = append(all, Weight{Day: day, Milligrams: rapid.Int64Range(30e6, 600e6).Draw(t, "weight")})
		}
		means := Means(all, rapid.IntRange(1, 30).Draw(t, "days"))
		for i, m := range means {
			least, most := all[0].Milligrams, all[0].Milligrams
			for _, w := range all[:i+1] {
				least, most = min(least, w.Milligrams), max(most, w.Milligrams)
			}
			if m < least || m > most {
				t.Fatalf("at %d the mean is %d", i, m)
			}
		}
	})
}
