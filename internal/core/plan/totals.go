package plan

import (
	"math"

	"palestra/internal/core/sport"
)

// Totals are what a list of steps adds up to. They are whole numbers, so that a repeat counts exactly as often as it is
// done and the parts sum to the whole.
type Totals struct {
	// Time in milliseconds, Distance in millimeters. Open steps add neither.
	Time, Distance int64
	// Load in thousandths: an hour at the threshold is 100 000.
	Load int64
}

// Sum adds up a list of steps without unrolling it.
func Sum(steps []Step, s sport.ID) Totals {
	var t Totals
	for i := range steps {
		var part Totals
		if steps[i].IsRepeat() {
			part = Sum(steps[i].Steps, s)
		} else {
			part = leafTotals(&steps[i], s)
		}
		n := steps[i].Times()
		t.Time += n * part.Time
		t.Distance += n * part.Distance
		t.Load += n * part.Load
	}
	return t
}

// leafTotals is one leaf: what it fixes, and the rest at its target speed or else the sport's usual one.
func leafTotals(s *Step, id sport.ID) Totals {
	speed, targeted := targetSpeed(s)
	if !targeted {
		speed = usualSpeed(id)
	}
	seconds, meters := s.Seconds(), s.Meters()
	switch s.Ends {
	case DurationDistance:
		seconds = meters / speed
	case DurationTime:
		if meters = seconds * speed; !targeted && !covers(id) {
			meters = 0
		}
	}
	f := effort(s)
	return Totals{
		Time: int64(math.Round(seconds * 1000)), Distance: int64(math.Round(meters * 1000)),
		Load: int64(math.Round(seconds / 3600 * f * f * 100_000)),
	}
}

// targetSpeed is the middle of a target of speed or pace, in meters a second.
func targetSpeed(s *Step) (float64, bool) {
	low, high, ok := s.Range()
	if !ok || low+high <= 0 {
		return 0, false
	}
	middle := (low + high) / 2
	switch s.Target {
	case TargetSpeed, TargetSpeedLap:
		return middle, true
	case TargetPace:
		return 1000 / middle, true
	}
	return 0, false
}

// usualSpeeds are plain training speeds in meters a second, for steps that name a distance and no speed.
var usualSpeeds = map[sport.Family]float64{
	sport.FamilyRunning: 2.8, sport.FamilyCycling: 7, sport.FamilySwimming: 0.75, sport.FamilyWalking: 1.4,
	sport.FamilyRowing: 3.3, sport.FamilyPaddling: 2, sport.FamilyNordic: 3.5, sport.FamilySkating: 5,
	sport.FamilyWheelchair: 3, sport.FamilyMulti: 4,
}

func usualSpeed(id sport.ID) float64 {
	s, _ := sport.ByID(id)
	if v, ok := usualSpeeds[s.Family]; ok {
		return v
	}
	return 2.8
}

func covers(id sport.ID) bool {
	s, _ := sport.ByID(id)
	return s.Distance
}

// thresholdHeartRate is where the threshold lies in percent of the maximal heart rate, for targets told in percent of it.
const thresholdHeartRate = 90

// effort is a leaf's intensity relative to the threshold: from a target in percent, or else what its kind usually asks.
// The load of an hour is 100 times its square, as training stress is reckoned (Allen and Coggan, Training and Racing
// with a Power Meter, 2006).
func effort(s *Step) float64 {
	if low, high, ok := s.Range(); ok && s.ValueType == Percent {
		share := (low + high) / 2 / 100
		if s.Target == TargetHeartRate || s.Target == TargetHeartRateLap {
			share *= 100.0 / thresholdHeartRate
		}
		return math.Min(share, 3)
	}
	switch s.Intensity {
	case Interval:
		return 1
	case Active:
		return 0.8
	case Warmup:
		return 0.65
	case Cooldown:
		return 0.6
	case Recovery:
		return 0.55
	}
	return 0
}
