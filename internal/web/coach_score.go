package web

import (
	"math"
	"net/http"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
	"palestra/internal/web/format"
)

// reasonKeys are the sentences for why an outcome is what it is.
var reasonKeys = map[string]string{
	plan.ReasonWaiting: "reason.waiting", plan.ReasonNothing: "reason.nothing", plan.ReasonTime: "reason.length", plan.ReasonDistance: "reason.length",
	plan.ReasonUntold: "reason.untold", plan.ReasonUntimed: "reason.untimed", plan.ReasonLater: "reason.later", plan.ReasonEarlier: "reason.earlier",
	plan.ReasonSport: "reason.sport", plan.ReasonHand: "reason.hand", plan.ReasonSeveral: "reason.several", plan.ReasonSteps: "reason.steps",
	plan.ReasonVariant: "reason.variant", plan.ReasonNoTrack: "reason.no_track",
	plan.ReasonNoThreshold: "reason.no_threshold",
}

// reasonTexts are reasons in the reader's words.
func reasonTexts(who reader, all []plan.Reason) []string {
	texts := make([]string, 0, len(all))
	for _, r := range all {
		texts = append(texts, reasonText(who, r))
	}
	return texts
}

func reasonText(who reader, r plan.Reason) string {
	key := reasonKeys[r.Code]
	if key == "" {
		return r.String()
	}
	n := func(i int) int64 {
		if i < len(r.Args) {
			return r.Args[i]
		}
		return 0
	}
	count := func(i int) string { return who.print.Count(int(n(i))) }
	switch r.Code {
	case plan.ReasonTime:
		return who.words.T(key, spell(who, n(0)), spell(who, n(1)))
	case plan.ReasonDistance:
		return who.words.T(key, who.print.Distance(float64(n(0))), who.print.Distance(float64(n(1))))
	case plan.ReasonLater, plan.ReasonEarlier, plan.ReasonSeveral, plan.ReasonNoThreshold:
		return who.words.N(key, int(n(0)), count(0))
	case plan.ReasonSport:
		return who.words.T(key, sportName(who, sport.ID(n(0))), sportName(who, sport.ID(n(1))))
	}
	return who.words.T(key, count(0), count(1))
}

// spell is a duration as a number with its unit.
func spell(who reader, s int64) string {
	return format.Quantity{Value: who.print.Duration(time.Duration(s) * time.Second)}.String()
}

// addSteps adds how each step was done, where points tell; only what the reader may see of it.
func (s *Site) addSteps(r *http.Request, who reader, row *trainingAthlete, t *plan.Training, athlete int64) error {
	if len(row.Activities) == 0 {
		return nil
	}
	d, err := s.deps.Plans.Detail(r.Context(), who.viewer, t.ID, athlete)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	row.Reasons = reasonTexts(who, d.Reasons)
	for i := range d.Steps {
		row.Steps = append(row.Steps, scoredStepOf(who, &d.Steps[i], sportOf(t.Sport)))
	}
	return nil
}

func scoredStepOf(who reader, one *plan.StepScore, sp sport.Sport) scoredStep {
	t := who.words.T
	out := scoredStep{Name: intensityName(who, one.Step.Intensity), Length: stepLength(who, &one.Step), Target: stepTarget(who, &one.Step, sp), Done: format.Dash}
	if !math.IsNaN(one.Average) {
		absolute := one.Step
		absolute.ValueType = ""
		out.Done = targetWriter(who, &absolute, sp)(one.Average).String()
	} else if one.Reached {
		out.Done = spell(who, int64(one.Seconds))
	}
	switch {
	case !one.Reached:
		out.Word, out.Class = t("score.not_reached"), "missed"
	case !one.Measured:
		out.Word, out.Class = t("score.no_target"), "planned"
	case one.Held():
		out.Word, out.Class = t("score.held"), "done"
	case one.Above > one.Below:
		out.Word, out.Class = t("score.above"), "over"
	default:
		out.Word, out.Class = t("score.below"), "partial"
	}
	return out
}
