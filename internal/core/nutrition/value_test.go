package nutrition

import (
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/core/unit"
)

func some(n unit.Thousandths) *unit.Thousandths { return &n }

var (
	meat  = Ingredient{Energy: 176, Protein: 25_630, Carbohydrates: 125, Sugar: some(0), Fat: 8_190, Saturated: some(3_244), Fiber: some(0), Sodium: some(549)}
	other = Ingredient{Energy: 300, Protein: 25_630, Carbohydrates: 125, Sugar: some(1_000), Fat: 9_000, Saturated: some(3_000), Fiber: some(5_000), Sodium: some(100)}
)

const unknown = -1

// floats are the values in the order of labels, unknown for nil.
func floats(v *Values) (all [8]float64) {
	for i, e := range [...]*Exact{&v.Energy, &v.Protein, &v.Carbohydrates, v.Sugar, &v.Fat, v.Saturated, v.Fiber, v.Sodium} {
		all[i] = unknown
		if e != nil {
			all[i] = e.Float()
		}
	}
	return all
}

func TestValues(t *testing.T) {
	half := &Portion{Amount: 50, Gram: 223}
	var thrice, meal, empty Values
	for range 3 {
		thrice.Add(&meat, 200_00, nil)
	}
	meal.Add(&meat, 100_00, nil)
	meal.Add(&meat, 1_50, half)
	meal.Add(&other, 10_00, &Portion{Amount: 1_00, Gram: 109})
	hundred, one, portion, whole := Of(&meat, 100_00, nil), Of(&meat, 1_00, nil), Of(&meat, 1_00, half), Of(&meat, 2_00, &Portion{Amount: 1_00, Gram: 223})
	many := Of(&meat, 100_00, half)
	for _, tt := range []struct {
		name string
		v    *Values
		want [8]float64
	}{
		{"100 g", &hundred, [8]float64{176, 25.63, 0.125, unknown, 8.19, 3.244, unknown, 0.549}},
		{"1 g", &one, [8]float64{1.76, 0.2563, 0.00125, unknown, 0.0819, 0.03244, unknown, 0.00549}},
		{"a portion", &portion, [8]float64{196.24, 28.57745, 0.139375, unknown, 9.13185, 3.61706, unknown, 0.612135}},
		{"two units", &whole, [8]float64{784.96, 114.3098, 0.5575, unknown, 36.5274, 14.46824, unknown, 2.44854}},
		{"three times 200 g", &thrice, [8]float64{1056, 153.78, 0.75, unknown, 49.14, 19.464, unknown, 3.294}},
		{"a meal", &meal, [8]float64{3740.36, 347.863175, 1.6965625, 10.9, 119.987775, 41.36959, 54.5, 2.5572025}},
		{"nothing", &empty, [8]float64{0, 0, 0, unknown, 0, unknown, unknown, unknown}},
		{"a hundred portions", &many, [8]float64{19624, 2857.745, 13.9375, unknown, 913.185, 361.706, unknown, 61.2135}},
	} {
		if got := floats(tt.v); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// However amounts are put together, the sum is the same to the last digit.
func TestSumsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all, first, second Values
		for range rapid.IntRange(0, 20).Draw(t, "items") {
			i := rapid.SampledFrom([]*Ingredient{&meat, &other}).Draw(t, "ingredient")
			amount := unit.Hundredths(rapid.Int64Range(1_00, 1000_00).Draw(t, "amount"))
			all.Add(i, amount, nil)
			rapid.SampledFrom([]*Values{&first, &second}).Draw(t, "part").Add(i, amount, nil)
		}
		first.Sum(&second)
		if floats(&all) != floats(&first) {
			t.Fatalf("%v in one, %v in parts", floats(&all), floats(&first))
		}
	})
}
