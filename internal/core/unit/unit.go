// Package unit converts between what the platform stores (meters, meters a second, kilograms, kilojoules, degrees Celsius)
// and what people read and type.
//
//	unit.Mile.Of(5000)  // 3.106… miles
//	unit.Mile.SI(3.1)   // 4988.97… meters
//	unit.Pace(3, unit.Mile) // 536.4 seconds a mile
package unit

import "math"

// Unit is one that people use for a quantity; its methods are exact to the last digits of a float64 and pass NaN on.
type Unit struct {
	// Symbol is the international one: "km", "mi", "°F".
	Symbol string
	// size is how many stored units one of these has, zero where this one's scale begins, in these units.
	size, zero float64
}

// The units. Miles, feet and pounds are those of the international yard and pound agreement (1959), kilocalories
// thermochemical ones (ISO 31-4).
var (
	Meter            = Unit{Symbol: "m", size: 1}
	Kilometer        = Unit{Symbol: "km", size: 1000}
	Foot             = Unit{Symbol: "ft", size: 0.3048}
	Mile             = Unit{Symbol: "mi", size: 1609.344}
	KilometerPerHour = Unit{Symbol: "km/h", size: 1 / 3.6}
	MilePerHour      = Unit{Symbol: "mph", size: 1609.344 / 3600}
	Kilogram         = Unit{Symbol: "kg", size: 1}
	Pound            = Unit{Symbol: "lb", size: 0.45359237}
	Kilojoule        = Unit{Symbol: "kJ", size: 1}
	Kilocalorie      = Unit{Symbol: "kcal", size: 4.184}
	Celsius          = Unit{Symbol: "°C", size: 1}
	Fahrenheit       = Unit{Symbol: "°F", size: 5.0 / 9, zero: 32}
)

// Of is a stored value in this unit.
func (u Unit) Of(stored float64) float64 { return stored/u.size + u.zero }

// SI is a value in this unit as it is stored.
func (u Unit) SI(v float64) float64 { return (v - u.zero) * u.size }

// Pace is the seconds that a unit of distance takes at a speed in meters a second; +Inf when standing still.
func Pace(metersPerSecond float64, per Unit) float64 {
	if metersPerSecond <= 0 {
		return math.Inf(1)
	}
	return per.size / metersPerSecond
}

// Speed is the meters a second at which a unit of distance takes so many seconds; 0 when that is forever or no time.
func Speed(secondsPer float64, per Unit) float64 {
	if secondsPer <= 0 {
		return 0
	}
	return per.size / secondsPer
}
