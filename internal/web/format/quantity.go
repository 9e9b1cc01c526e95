package format

import (
	"math"
	"time"
)

// International yard and pound agreement (1959): a mile is 1609.344 m, a foot 0.3048 m.
const (
	metersPerMile = 1609.344
	metersPerFoot = 0.3048
	metersPerYard = 0.9144
)

// DistanceUnit is "km" or "mi", ElevationUnit "m" or "ft", SpeedUnit "km/h" or "mph", PaceUnit "min/km" or "min/mi".
func (p Printer) DistanceUnit() string { return p.pick("km", "mi") }

// ElevationUnit is "m" or "ft".
func (p Printer) ElevationUnit() string { return p.pick("m", "ft") }

// SpeedUnit is "km/h" or "mph".
func (p Printer) SpeedUnit() string { return p.pick("km/h", "mph") }

// PaceUnit is "min/km" or "min/mi".
func (p Printer) PaceUnit() string { return p.words.minutesPer + p.DistanceUnit() }

// HeartRateUnit is beats a minute in words.
func (p Printer) HeartRateUnit() string { return p.words.bpm }

// CadenceUnit is steps or revolutions a minute.
func (p Printer) CadenceUnit(steps bool) string {
	if steps {
		return p.words.steps
	}
	return p.words.revolutions
}

func (p Printer) pick(metric, imperial string) string {
	if p.Units == Imperial {
		return imperial
	}
	return metric
}

// MetersPerDistanceUnit is how many meters one unit of Distance has.
func (p Printer) MetersPerDistanceUnit() float64 {
	if p.Units == Imperial {
		return metersPerMile
	}
	return 1000
}

// MetersPerElevationUnit is how many meters one unit of Elevation has.
func (p Printer) MetersPerElevationUnit() float64 {
	if p.Units == Imperial {
		return metersPerFoot
	}
	return 1
}

// Distance writes meters as kilometers or miles with two decimals, one from a hundred on.
func (p Printer) Distance(meters float64) Quantity {
	v := meters / p.MetersPerDistanceUnit()
	return p.quantity(v, decimalsFor(v, 100, 2, 1), p.DistanceUnit())
}

// Elevation writes meters as whole meters or feet.
func (p Printer) Elevation(meters float64) Quantity {
	return p.quantity(meters/p.MetersPerElevationUnit(), 0, p.ElevationUnit())
}

// Speed writes meters a second as km/h or mph with one decimal.
func (p Printer) Speed(metersPerSecond float64) Quantity {
	return p.quantity(metersPerSecond*3600/p.MetersPerDistanceUnit(), 1, p.SpeedUnit())
}

// Pace writes meters a second as minutes and seconds a kilometer or mile; standing still (slower than an hour a unit) has none.
func (p Printer) Pace(metersPerSecond float64) Quantity {
	return p.pace(p.MetersPerDistanceUnit()/metersPerSecond, p.PaceUnit())
}

// SwimPace writes meters a second as minutes and seconds for 100 m, or 100 yards.
func (p Printer) SwimPace(metersPerSecond float64) Quantity {
	length, unit := 100.0, "min/100\u202fm"
	if p.Units == Imperial {
		length, unit = 100*metersPerYard, "min/100\u202fyd"
	}
	return p.pace(length/metersPerSecond, unit)
}

// pace of so many seconds a length; an hour or more is standing still, which has none.
func (p Printer) pace(seconds float64, unit string) Quantity {
	if !(seconds > 0) || seconds >= 3600 {
		return unknown
	}
	return Quantity{p.Duration(time.Duration(math.Round(seconds)) * time.Second), unit}
}

// HeartRate writes beats a minute.
func (p Printer) HeartRate(bpm float64) Quantity { return p.quantity(bpm, 0, p.words.bpm) }

// Cadence writes steps or revolutions a minute; steps come as counted, two a stride.
func (p Printer) Cadence(perMinute float64, steps bool) Quantity {
	return p.quantity(perMinute, 0, p.CadenceUnit(steps))
}

// Power writes watts.
func (p Printer) Power(watts float64) Quantity { return p.quantity(watts, 0, "W") }

// Energy writes kilocalories.
func (p Printer) Energy(kcal float64) Quantity { return p.quantity(kcal, 0, p.words.kcal) }

func (p Printer) quantity(v float64, decimals int, unit string) Quantity {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return unknown
	}
	return Quantity{p.Number(v, decimals), unit}
}

func decimalsFor(v, limit float64, below, above int) int {
	if math.Abs(v) >= limit {
		return above
	}
	return below
}
