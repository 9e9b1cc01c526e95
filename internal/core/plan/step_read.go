package plan

import (
	"fmt"
	"math"
	"slices"

	"palestra/internal/core/fault"
)

// Sentences that clients of the API know.
const (
	required    = "This field is required."
	notNumber   = "A valid number is required."
	notString   = "Not a valid string."
	notPositive = "Ensure this value is greater than 0."
	mayBeBlank  = "This field may not be blank."
)

var (
	intensities = []Intensity{Warmup, Interval, Active, Recovery, Rest, Cooldown}
	targets     = []TargetType{
		TargetOpen, TargetSpeed, TargetSpeedLap, TargetPace, TargetHeartRate, TargetHeartRateLap, TargetPower, TargetPowerLap, TargetCadence,
	}
	endings = []DurationType{DurationTime, DurationDistance, DurationOpen}
	units   = []string{"M", "KM", "MI"}
)

// stepReader reads a list of steps and remembers the first thing that is wrong, with where it stands.
type stepReader struct {
	problem string
}

// ReadSteps reads the written form of a list of steps, decoded from JSON with numbers as json.Number; field is the name
// it is refused under. Errors: fault.Invalid "workout.steps".
func ReadSteps(field string, v any) ([]Step, error) {
	r := stepReader{}
	steps := r.list(v, "steps", 0)
	if r.problem == "" && leaves(steps) > MaxLeaves {
		r.problem = fmt.Sprintf("Ensure there are no more than %d steps once repeats are unrolled.", MaxLeaves)
	}
	if r.problem != "" {
		return nil, fault.InvalidField(field, "workout.steps", r.problem)
	}
	return steps, nil
}

func (r *stepReader) refuse(where, why string) {
	if r.problem == "" {
		r.problem = where + ": " + why
	}
}

func (r *stepReader) list(v any, where string, depth int) []Step {
	items, ok := v.([]any)
	switch {
	case !ok:
		r.refuse(where, "Expected a list of items.")
	case len(items) == 0:
		r.refuse(where, "This list may not be empty.")
	case len(items) > MaxLeaves:
		r.refuse(where, fmt.Sprintf("Ensure there are no more than %d steps once repeats are unrolled.", MaxLeaves))
	}
	if r.problem != "" {
		return nil
	}
	steps := make([]Step, 0, len(items))
	for i, item := range items {
		steps = append(steps, r.step(item, fmt.Sprintf("%s[%d]", where, i), depth))
		if r.problem != "" {
			return nil
		}
	}
	return steps
}

func (r *stepReader) step(v any, where string, depth int) Step {
	o, ok := v.(map[string]any)
	if !ok {
		r.refuse(where, "Expected an object.")
		return Step{}
	}
	members := object{fields: o, r: r, where: where, used: map[string]bool{}}
	_, repeats := o["repeatValue"]
	_, nests := o["steps"]
	var s Step
	if repeats || nests {
		s = members.repeat(depth)
	} else {
		s = members.leaf()
	}
	s.Extra = members.rest()
	return s
}

// object is a step being read.
type object struct {
	fields map[string]any
	r      *stepReader
	where  string
	used   map[string]bool
}

func (o *object) take(name string) (any, bool) {
	o.used[name] = true
	v, ok := o.fields[name]
	return v, ok && v != nil
}

func (o *object) refuse(name, why string) { o.r.refuse(o.where+"."+name, why) }

// text is an optional text.
func (o *object) text(name string) string {
	v, ok := o.take(name)
	s, isText := v.(string)
	if ok && !isText {
		o.refuse(name, notString)
	}
	return s
}

// number is an optional number.
func (o *object) number(name string) Number {
	v, ok := o.take(name)
	if !ok {
		return Number{}
	}
	n, ok := readNumber(v)
	if !ok {
		o.refuse(name, notNumber)
	}
	return n
}

// rest are the members that nobody took.
func (o *object) rest() map[string]any {
	var extra map[string]any
	for name, v := range o.fields {
		if !o.used[name] {
			if extra == nil {
				extra = map[string]any{}
			}
			extra[name] = v
		}
	}
	return extra
}

func (o *object) repeat(depth int) Step {
	if depth >= MaxNesting {
		o.r.refuse(o.where, fmt.Sprintf("Ensure repeats are nested at most %d deep.", MaxNesting))
		return Step{}
	}
	s := Step{RepeatType: o.text("repeatType"), Repeat: o.number("repeatValue")}
	if s.RepeatType != "" && s.RepeatType != "REPEAT_UNTIL_STEPS_CMPLT" {
		o.refuse("repeatType", choice(s.RepeatType))
	}
	n := s.Repeat.Value()
	switch {
	case !s.Repeat.Set():
		o.refuse("repeatValue", required)
	case n < 1 || n != math.Trunc(n):
		o.refuse("repeatValue", "Ensure this value is a whole number of at least 1.")
	case n > MaxLeaves:
		o.refuse("repeatValue", fmt.Sprintf("Ensure this value is less than or equal to %d.", MaxLeaves))
	}
	nested, _ := o.take("steps")
	if o.r.problem == "" {
		s.Steps = o.r.list(nested, o.where+".steps", depth+1)
	}
	return s
}

func (o *object) leaf() Step {
	s := Step{
		Intensity: Intensity(o.text("intensity")), Target: TargetType(o.text("targetType")), Ends: DurationType(o.text("durationType")),
		Value: o.number("targetValue"), Low: o.number("targetValueLow"), High: o.number("targetValueHigh"), ValueType: o.text("targetValueType"),
		Length: o.number("durationValue"), Unit: o.text("durationValueType"),
	}
	oneOf(o, "intensity", s.Intensity, intensities)
	oneOf(o, "targetType", s.Target, targets)
	oneOf(o, "durationType", s.Ends, endings)
	o.checkTarget(&s)
	o.checkLength(&s)
	return s
}

func (o *object) checkTarget(s *Step) {
	relative := s.Target == TargetHeartRate || s.Target == TargetHeartRateLap || s.Target == TargetPower || s.Target == TargetPowerLap
	switch {
	case s.Low.Set() != s.High.Set():
		o.refuse("targetValueLow", "A range needs targetValueLow and targetValueHigh.")
	case s.Target != TargetOpen && !s.Value.Set() && !s.Low.Set():
		o.refuse("targetValue", required)
	case s.Low.Set() && s.Low.Value() > s.High.Value():
		o.refuse("targetValueLow", "Ensure this value is less than or equal to targetValueHigh.")
	case negative(s.Value) || negative(s.Low) || negative(s.High):
		o.refuse("targetValue", "Ensure this value is greater than or equal to 0.")
	case s.ValueType != "" && (s.ValueType != Percent || !relative):
		o.refuse("targetValueType", choice(s.ValueType))
	}
}

// maxLength bounds a step in its own unit: 10 000 km, or 115 days.
const maxLength = 1e7

func (o *object) checkLength(s *Step) {
	switch {
	case s.Ends != DurationOpen && !s.Length.Set():
		o.refuse("durationValue", required)
	case s.Length.Set() && s.Length.Value() <= 0:
		o.refuse("durationValue", notPositive)
	case s.Length.Value() > maxLength || s.Meters() > maxLength:
		o.refuse("durationValue", "Ensure this value is less than or equal to 10000000.")
	case s.Unit != "" && s.Ends != DurationDistance:
		o.refuse("durationValueType", "Only a step that ends by DISTANCE has a unit.")
	case s.Unit != "" && !slices.Contains(units, s.Unit):
		o.refuse("durationValueType", choice(s.Unit))
	}
}

func negative(n Number) bool { return n.Set() && n.Value() < 0 }

func oneOf[T ~string](o *object, name string, v T, choices []T) {
	switch {
	case v == "":
		o.refuse(name, required)
	case !slices.Contains(choices, v):
		o.refuse(name, choice(string(v)))
	}
}

func choice(v string) string { return fmt.Sprintf("%q is not a valid choice.", clip(v)) }

// clip keeps what a refusal repeats short.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// leaves counts the steps once repeats are unrolled, at most MaxLeaves+1.
func leaves(steps []Step) int64 {
	var n int64
	for i := range steps {
		if steps[i].IsRepeat() {
			n += leaves(steps[i].Steps) * steps[i].Times()
		} else {
			n++
		}
		if n > MaxLeaves {
			return MaxLeaves + 1
		}
	}
	return n
}
