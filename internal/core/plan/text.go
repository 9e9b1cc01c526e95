package plan

import (
	"fmt"
	"strings"

	"palestra/internal/core/sport"
)

// Text writes a workout for people, one line a step, repeats indented; variant chooses one, "" writes all of them. It is in
// English, like the words of the written form.
func Text(w *Workout, variant string) (string, error) {
	lists, err := w.lists(variant)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s, %s\n", w.Title, label(int64(w.Sport)), span(w.Duration()))
	if w.Description != nil && *w.Description != "" {
		fmt.Fprintf(&b, "%s\n", *w.Description)
	}
	for _, v := range lists {
		if v.Name != "" {
			fmt.Fprintf(&b, "\n%s, %s\n", v.Name, span((Sum(v.Steps, w.Sport).Time+500)/1000))
		} else {
			b.WriteByte('\n')
		}
		writeSteps(&b, v.Steps, "")
	}
	return b.String(), nil
}

// lists are the variants that are asked for; steps without variants are one without a name. Errors: errVariant.
func (w *Workout) lists(variant string) ([]Variant, error) {
	if len(w.Content.Variants) == 0 {
		if variant != "" {
			return nil, errVariant(variant)
		}
		return []Variant{{Steps: w.Content.Steps}}, nil
	}
	if variant == "" {
		return w.Content.Variants, nil
	}
	for _, v := range w.Content.Variants {
		if v.Name == variant {
			return []Variant{v}, nil
		}
	}
	return nil, errVariant(variant)
}

// one is the variant of that name, or the first.
func (w *Workout) one(variant string) (Variant, error) {
	lists, err := w.lists(variant)
	if err != nil {
		return Variant{}, err
	}
	return lists[0], nil
}

func writeSteps(b *strings.Builder, steps []Step, indent string) {
	for i := range steps {
		s := &steps[i]
		if s.IsRepeat() {
			fmt.Fprintf(b, "%s%d ×\n", indent, s.Times())
			writeSteps(b, s.Steps, indent+"  ")
			continue
		}
		fmt.Fprintf(b, "%s%s\n", indent, s.line())
	}
}

var intensityWords = map[Intensity]string{
	Warmup: "Warm-up", Interval: "Interval", Active: "Active", Recovery: "Recovery", Rest: "Rest", Cooldown: "Cool-down",
}

// line is a leaf in words: "Interval 0:30 at 5 m/s".
func (s *Step) line() string {
	words := intensityWords[s.Intensity]
	switch s.Ends {
	case DurationTime:
		words += " " + span(int64(s.Seconds()))
	case DurationDistance:
		unit := strings.ToLower(s.Unit)
		if unit == "" {
			unit = "m"
		}
		words += " " + s.Length.Text + " " + unit
	default:
		words += " as long as you like"
	}
	if target := s.targetWords(); target != "" {
		words += " at " + target
	}
	return words
}

var targetUnits = map[TargetType]string{
	TargetSpeed: "m/s", TargetSpeedLap: "m/s on average", TargetHeartRate: "bpm", TargetHeartRateLap: "bpm on average",
	TargetPower: "W", TargetPowerLap: "W on average", TargetCadence: "a minute",
}

func (s *Step) targetWords() string {
	low, high, ok := s.Range()
	if !ok {
		return ""
	}
	figure := func(v float64) string {
		if s.Target == TargetPace {
			return fmt.Sprintf("%d:%02d", int64(v)/60, int64(v)%60)
		}
		return fmt.Sprintf("%g", v)
	}
	words := figure(low)
	if high != low {
		words += " to " + figure(high)
	}
	if s.Target == TargetPace {
		return words + " min/km"
	}
	unit := targetUnits[s.Target]
	if s.ValueType == Percent {
		base := " % of the threshold power"
		if s.Target == TargetHeartRate || s.Target == TargetHeartRateLap {
			base = " % of the maximal heart rate"
		}
		unit = strings.TrimPrefix(strings.TrimPrefix(unit, "bpm"), "W")
		return words + base + unit
	}
	return words + " " + unit
}

// span is m:ss, or h:mm:ss from an hour on.
func span(seconds int64) string {
	if seconds < 3600 {
		return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
	}
	return clock(seconds)
}

// sportWord is how a file for devices calls a sport.
func sportWord(id sport.ID) sport.Family {
	s, _ := sport.ByID(id)
	return s.Family
}
