package metric

import "palestra/internal/core/fault"

// What can be stored and shown; the reference answers such numbers with an error of its own.
const (
	maxDistance = 999_900.0
	maxClimb    = 99_999.999
	maxAltitude = 9_999.99
	maxSpeed    = 9_999.99
)

// Check refuses numbers that no training has: more than 999.9 km, 99 999.999 m of ascent or descent, 9 999.99 km/h, or
// less than nothing. Code "activity.out_of_range", with the fields. Unknown numbers (NaN) pass.
func Check(n *Numbers) error {
	var fields []fault.Field
	check := func(name string, v, limit float64) {
		if v < 0 || v > limit {
			fields = append(fields, fault.Field{Name: name, Message: "out of range"})
		}
	}
	check("distance", n.Distance, maxDistance)
	check("ave_speed", n.AveSpeed, maxSpeed)
	check("max_speed", n.MaxSpeed, maxSpeed)
	check("ascent", n.Ascent, maxClimb)
	check("descent", n.Descent, maxClimb)
	check("duration", float64(n.Duration), maxDuration)
	check("moving", float64(n.Moving), maxDuration)
	if len(fields) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "activity.out_of_range", "one or more values, entered or calculated, exceed the limits", fields...)
}

// maxDuration in seconds: the longest between two moments of the years that recordings may have, 1970 to 2099.
const maxDuration = 130 * 366 * 24 * 3600
