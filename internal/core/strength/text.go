package strength

import (
	"strconv"
	"strings"
)

// Text tells what a set prescribes for one exercise, in a few signs: "4 × 10 (50 kg, 2 RiR)" for one prescription, and for
// several "10 (50 kg) – ∞ (55.25 kg)". RiR are repetitions in reserve. The names of units are asked for by id.
func (e *PlannedExercise) Text(sets int64, repetitionUnit, loadUnit func(id int64) string) string {
	parts := make([]string, len(e.Prescriptions))
	for i, p := range e.Prescriptions {
		parts[i] = p.text(repetitionUnit, loadUnit(e.Prescriptions[0].LoadUnit))
	}
	if len(parts) == 1 {
		return strconv.FormatInt(sets, 10) + " × " + parts[0]
	}
	return strings.Join(parts, " – ")
}

func (p *Prescription) text(repetitionUnit func(id int64) string, loadUnit string) string {
	text := strconv.FormatInt(p.Repetitions, 10)
	switch p.RepetitionUnit {
	case Repetitions:
	case UntilFailure:
		text = "∞"
	default:
		text += " " + repetitionUnit(p.RepetitionUnit)
	}
	var more []string
	if p.Load != nil {
		more = append(more, p.Load.Short()+" "+loadUnit)
	}
	if p.Reserve != nil && *p.Reserve != "" {
		more = append(more, *p.Reserve+" RiR")
	}
	if len(more) == 0 {
		return text
	}
	return text + " (" + strings.Join(more, ", ") + ")"
}
