package web

import (
	"math"
	"strings"
	"time"

	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
	"palestra/internal/web/format"
)

// stepLine is a step in words, or a repeat with its own steps.
type stepLine struct {
	// Kind is a class, Name the intensity in words.
	Kind, Name string
	// Length is how long, Target what to hold, "" for none.
	Length, Target string
	// Times is "" for a leaf, or "6 ×".
	Times string
	Steps []stepLine
}

// stepLines are steps in the reader's words and units.
func stepLines(who reader, steps []plan.Step, sp sport.Sport) []stepLine {
	lines := make([]stepLine, 0, len(steps))
	for i := range steps {
		s := &steps[i]
		if s.IsRepeat() {
			lines = append(lines, stepLine{Times: who.print.Count(int(s.Times())) + " ×", Steps: stepLines(who, s.Steps, sp)})
			continue
		}
		lines = append(lines, stepLine{Kind: kindClass(s.Intensity), Name: intensityName(who, s.Intensity), Length: stepLength(who, s), Target: stepTarget(who, s, sp)})
	}
	return lines
}

var intensityKeys = map[plan.Intensity]string{
	plan.Warmup: "intensity.warmup", plan.Interval: "intensity.interval", plan.Active: "intensity.active",
	plan.Recovery: "intensity.recovery", plan.Rest: "intensity.rest", plan.Cooldown: "intensity.cooldown",
}

func intensityName(who reader, i plan.Intensity) string { return who.words.T(intensityKeys[i]) }

func stepLength(who reader, s *plan.Step) string {
	switch s.Ends {
	case plan.DurationTime:
		return spellTime(who, s.Seconds())
	case plan.DurationDistance:
		if m := s.Meters(); m < 2*who.print.MetersPerDistanceUnit() && (s.Unit == "" || s.Unit == "M") {
			return format.Quantity{Value: who.print.Count(int(math.Round(m))), Unit: "m"}.String()
		}
		return who.print.Distance(s.Meters()).String()
	}
	return who.words.T("step.open")
}

// spellTime is short for what people say aloud: 30 s, 20 min, 1:30 min, 1:05:00.
func spellTime(who reader, seconds float64) string {
	n := int64(math.Round(seconds))
	switch {
	case n < 60:
		return format.Quantity{Value: who.print.Count(int(n)), Unit: "s"}.String()
	case n < 3600 && n%60 == 0:
		return format.Quantity{Value: who.print.Count(int(n / 60)), Unit: "min"}.String()
	case n < 3600:
		return format.Quantity{Value: who.print.Duration(time.Duration(n) * time.Second), Unit: "min"}.String()
	}
	return format.Quantity{Value: who.print.Duration(time.Duration(n) * time.Second), Unit: "h"}.String()
}

// stepTarget is what a step asks to hold; "" for none.
func stepTarget(who reader, s *plan.Step, sp sport.Sport) string {
	low, high, ok := s.Range()
	if !ok {
		return ""
	}
	write := targetWriter(who, s, sp)
	a, b := write(low), write(high)
	if low == high || a == b {
		return a.String()
	}
	if s.Target == plan.TargetPace {
		a, b = b, a // the quicker pace is the smaller number; people say the quick one last
	}
	return format.Quantity{Value: a.Value + "–" + b.Value, Unit: a.Unit}.String()
}

func targetWriter(who reader, s *plan.Step, sp sport.Sport) func(float64) format.Quantity {
	p := who.print
	percent := func(key string) func(float64) format.Quantity {
		return func(v float64) format.Quantity {
			return format.Quantity{Value: p.Number(v, 0), Unit: who.words.T(key)}
		}
	}
	switch s.Target {
	case plan.TargetSpeed, plan.TargetSpeedLap:
		return func(v float64) format.Quantity { return p.Speed(v) }
	case plan.TargetPace:
		return func(v float64) format.Quantity { return p.Pace(1000 / v) }
	case plan.TargetHeartRate, plan.TargetHeartRateLap:
		if s.ValueType == plan.Percent {
			return percent("step.percent_heart")
		}
		return func(v float64) format.Quantity { return p.HeartRate(v) }
	case plan.TargetPower, plan.TargetPowerLap:
		if s.ValueType == plan.Percent {
			return percent("step.percent_power")
		}
		return func(v float64) format.Quantity { return p.Power(v) }
	}
	return func(v float64) format.Quantity { return p.Cadence(v, sp.Steps) }
}

// sessionNumbers are what a list of steps comes to.
func sessionNumbers(who reader, steps []plan.Step, sp sport.ID) []number {
	sum := plan.Sum(steps, sp)
	t := who.words.T
	return present(
		figure(t("session.duration"), plain(who.print.Duration(time.Duration(sum.Time)*time.Millisecond))),
		known(t("number.distance"), sum.Distance > 0, who.print.Distance(float64(sum.Distance)/1000)),
		known(t("session.load"), sum.Load > 0, plain(who.print.Count(int(math.Round(float64(sum.Load)/1000))))),
	)
}

// sportWord is the sport as sessions made here name it, in the manner of the Planif API.
func sportWord(sp sport.Sport) string { return strings.ToUpper(strings.ReplaceAll(sp.Key, "-", "_")) }
