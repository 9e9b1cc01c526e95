package metric

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNthIsWhatSortingGives(t *testing.T) {
	for i := range 2000 {
		values := make([]float64, 1+rand.IntN(200))
		kinds := 1 + rand.IntN(300) // few kinds make many equal ones
		for j := range values {
			values[j] = float64(rand.IntN(kinds)) / 3
		}
		if i%10 == 0 {
			values[0] = math.Inf(1)
		}
		sorted := slices.Sorted(slices.Values(values))
		n := rand.IntN(len(values))
		if got := nth(values, n); got != sorted[n] {
			t.Fatalf("the value at %d of %d is %v, want %v", n, len(values), got, sorted[n])
		}
		if slices.Sort(values); !slices.Equal(values, sorted) {
			t.Fatal("the values are not those that were given")
		}
	}
}
