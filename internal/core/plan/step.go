package plan

import "encoding/json"

// The bounds of a workout.
const (
	// MaxNesting is how many repeats may stand inside each other.
	MaxNesting = 5
	// MaxLeaves is how many steps a list may have once its repeats are unrolled.
	MaxLeaves = 1000
	// MaxVariants is how many variants a workout may have.
	MaxVariants = 20
)

// Intensity is what a step is for.
type Intensity string

// The intensities.
const (
	Warmup   Intensity = "WARMUP"
	Interval Intensity = "INTERVAL"
	Active   Intensity = "ACTIVE"
	Recovery Intensity = "RECOVERY"
	Rest     Intensity = "REST"
	Cooldown Intensity = "COOLDOWN"
)

// TargetType is what a step asks to hold.
type TargetType string

// The targets. Those ending in _LAP mean the average of the step instead of each moment.
const (
	TargetOpen         TargetType = "OPEN"
	TargetSpeed        TargetType = "SPEED" // meters a second
	TargetSpeedLap     TargetType = "SPEED_LAP"
	TargetPace         TargetType = "PACE"       // seconds a kilometer
	TargetHeartRate    TargetType = "HEART_RATE" // beats a minute, or percent of the maximum
	TargetHeartRateLap TargetType = "HEART_RATE_LAP"
	TargetPower        TargetType = "POWER" // watts, or percent of the threshold
	TargetPowerLap     TargetType = "POWER_LAP"
	TargetCadence      TargetType = "CADENCE" // a minute
)

// DurationType is what ends a step.
type DurationType string

// The endings.
const (
	DurationTime     DurationType = "TIME"
	DurationDistance DurationType = "DISTANCE"
	DurationOpen     DurationType = "OPEN"
)

// Percent is the value type of targets relative to the athlete's own.
const Percent = "PERCENT"

// Step is either a leaf, or a repeat of steps. docs/workouts.md describes its written form.
type Step struct {
	Intensity Intensity
	Target    TargetType
	// Value is a single target; Low and High are a range.
	Value, Low, High Number
	// ValueType is "" or Percent.
	ValueType string
	Ends      DurationType
	// Length in seconds or, for a distance, in Unit.
	Length Number
	// Unit is M, KM, MI or "" (meters).
	Unit string

	// Repeat is how often Steps are done; not set for a leaf. RepeatType is as it was written.
	Repeat     Number
	RepeatType string
	Steps      []Step

	// Extra are members that are kept without being understood.
	Extra map[string]any
}

// IsRepeat tells a repeat from a leaf.
func (s *Step) IsRepeat() bool { return s.Repeat.Set() }

// Times is how often a repeat is done, 1 for a leaf.
func (s *Step) Times() int64 {
	if !s.IsRepeat() {
		return 1
	}
	return int64(s.Repeat.Value())
}

// Seconds is the length of a leaf that ends by time, 0 for others.
func (s *Step) Seconds() float64 {
	if s.Ends != DurationTime {
		return 0
	}
	return s.Length.Value()
}

// Meters is the length of a leaf that ends by distance, 0 for others.
func (s *Step) Meters() float64 {
	if s.Ends != DurationDistance {
		return 0
	}
	switch s.Unit {
	case "KM":
		return s.Length.Value() * 1000
	case "MI":
		return s.Length.Value() * 1609.344
	}
	return s.Length.Value()
}

// Range is the target's bounds in its own unit; a single value is both. False without a target.
func (s *Step) Range() (low, high float64, ok bool) {
	switch {
	case s.Target == TargetOpen || s.Target == "":
		return 0, 0, false
	case s.Low.Set():
		return s.Low.Value(), s.High.Value(), true
	case s.Value.Set():
		return s.Value.Value(), s.Value.Value(), true
	}
	return 0, 0, false
}

// Members are the members of the written form, without nested steps, in its order.
func (s *Step) Members() []Member {
	var all []Member
	add := func(name string, v any, set bool) {
		if set {
			all = append(all, Member{name, v})
		}
	}
	if s.IsRepeat() {
		add("repeatType", s.RepeatType, s.RepeatType != "")
		add("repeatValue", s.Repeat, true)
		return all
	}
	add("intensity", string(s.Intensity), true)
	add("targetType", string(s.Target), true)
	add("targetValue", s.Value, s.Value.Set())
	add("targetValueLow", s.Low, s.Low.Set())
	add("targetValueHigh", s.High, s.High.Set())
	add("targetValueType", s.ValueType, s.ValueType != "")
	add("durationType", string(s.Ends), true)
	add("durationValue", s.Length, s.Length.Set())
	add("durationValueType", s.Unit, s.Unit != "")
	return all
}

// Member is a name and its value: a text or a Number.
type Member struct {
	Name  string
	Value any
}

// MarshalJSON writes the form that ReadSteps reads.
func (s Step) MarshalJSON() ([]byte, error) {
	all := map[string]any{}
	for name, v := range s.Extra {
		all[name] = v
	}
	for _, m := range s.Members() {
		all[m.Name] = m.Value
	}
	if s.IsRepeat() {
		all["steps"] = s.Steps
	}
	return json.Marshal(all)
}
