package nutrition

import (
	"math"
	"testing"

	"palestra/internal/core/unit"
)

// places rounds to two, as people read it.
func places(f float64) float64 { return math.Round(f*100) / 100 }

func TestShares(t *testing.T) {
	// One gram of foods a hundred grams of which have what a whole plan has a hundredfold.
	var v Values
	for _, part := range []struct {
		i      Ingredient
		amount unit.Hundredths
	}{
		{Ingredient{Energy: 536176}, 1_00}, {Ingredient{Protein: 34_926_130}, 1_00}, {Ingredient{Carbohydrates: 39_938_375}, 1_00}, {Ingredient{Fat: 12_132_190}, 1_00},
	} {
		v.Add(&part.i, part.amount, nil)
	}
	s := v.Shares()
	if got, want := [3]float64{places(s.Protein), places(s.Carbohydrates), places(s.Fat)}, [3]float64{26.06, 29.79, 20.36}; got != want {
		t.Errorf("percent %v, want %v", got, want)
	}
	const weight = 80_600_000
	if got, want := [3]float64{places(v.Protein.PerKilogram(weight)), places(v.Carbohydrates.PerKilogram(weight)), places(v.Fat.PerKilogram(weight))},
		[3]float64{4.33, 4.96, 1.51}; got != want {
		t.Errorf("per kilogram %v, want %v", got, want)
	}
	if got := v.Protein.PerKilogram(0); got != 0 {
		t.Errorf("without a weight %v", got)
	}
	if got := (&Values{}).Shares(); got != (Shares{}) {
		t.Errorf("of nothing %v", got)
	}
}
