package unit_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/core/unit"
)

func TestKnownConversions(t *testing.T) {
	for _, c := range []struct {
		unit           unit.Unit
		symbol         string
		stored, inUnit float64
	}{
		{unit.Meter, "m", 12.5, 12.5}, {unit.Kilometer, "km", 42195, 42.195}, {unit.Mile, "mi", 42195, 26.218757},
		{unit.Foot, "ft", 8848.86, 29031.69}, {unit.KilometerPerHour, "km/h", 10, 36}, {unit.MilePerHour, "mph", 10, 22.369363},
		{unit.Kilogram, "kg", 80, 80}, {unit.Pound, "lb", 80, 176.369810}, {unit.Kilojoule, "kJ", 100, 100},
		{unit.Kilocalorie, "kcal", 8368, 2000}, {unit.Celsius, "°C", -40, -40}, {unit.Fahrenheit, "°F", -40, -40},
		{unit.Fahrenheit, "°F", 0, 32}, {unit.Fahrenheit, "°F", 100, 212},
	} {
		if got := c.unit.Of(c.stored); math.Abs(got-c.inUnit) > 1e-6*math.Abs(c.inUnit) || c.unit.Symbol != c.symbol {
			t.Errorf("%v is %v %s, want %v %s", c.stored, got, c.unit.Symbol, c.inUnit, c.symbol)
		}
	}
}

func TestThereAndBackAgain(t *testing.T) {
	units := []unit.Unit{
		unit.Meter, unit.Kilometer, unit.Foot, unit.Mile, unit.KilometerPerHour, unit.MilePerHour, unit.Kilogram, unit.Pound,
		unit.Kilojoule, unit.Kilocalorie, unit.Celsius, unit.Fahrenheit,
	}
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SampledFrom(units).Draw(t, "unit")
		v := rapid.Float64Range(-1e7, 1e7).Draw(t, "value")
		if back := u.SI(u.Of(v)); math.Abs(back-v) > 1e-12*math.Abs(v)+1e-12 {
			t.Fatalf("%v becomes %v by way of %s", v, back, u.Symbol)
		}
		if larger := u.Of(v + 1); larger <= u.Of(v) {
			t.Fatalf("in %s, %v is no more than %v", u.Symbol, v+1, v)
		}
	})
}

func TestPaces(t *testing.T) {
	if got := unit.Pace(4, unit.Kilometer); got != 250 {
		t.Errorf("4 m/s is %v s/km", got)
	}
	if got := unit.Pace(4, unit.Mile); got != 402.336 {
		t.Errorf("4 m/s is %v s/mi", got)
	}
	for _, standing := range []float64{0, -1} {
		if got := unit.Pace(standing, unit.Kilometer); !math.IsInf(got, 1) {
			t.Errorf("%v m/s is %v s/km", standing, got)
		}
		if got := unit.Speed(standing, unit.Kilometer); got != 0 {
			t.Errorf("%v s/km is %v m/s", standing, got)
		}
	}
	if got := unit.Speed(math.Inf(1), unit.Mile); got != 0 {
		t.Errorf("forever is %v m/s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(0.01, 100).Draw(t, "m/s")
		per := rapid.SampledFrom([]unit.Unit{unit.Kilometer, unit.Mile}).Draw(t, "per")
		if back := unit.Speed(unit.Pace(v, per), per); math.Abs(back-v) > 1e-12*v {
			t.Fatalf("%v m/s becomes %v", v, back)
		}
	})
}

func TestUnknownStaysUnknown(t *testing.T) {
	nan := math.NaN()
	for _, v := range []float64{unit.Mile.Of(nan), unit.Fahrenheit.SI(nan), unit.Pace(nan, unit.Kilometer), unit.Speed(nan, unit.Mile)} {
		if !math.IsNaN(v) {
			t.Errorf("got %v", v)
		}
	}
}
