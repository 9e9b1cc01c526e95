package strength

import "time"

// Span is when a step of a schedule is due; End is the day after its last, and the first of what follows.
type Span struct {
	Step       Step
	Start, End time.Time
}

// Spans puts the steps of a schedule, which are in order, on dates.
func (s *Schedule) Spans(steps []Step) []Span {
	all := make([]Span, len(steps))
	start := s.Start
	for i, step := range steps {
		end := start.AddDate(0, 0, 7*int(step.Weeks))
		all[i] = Span{Step: step, Start: start, End: end}
		start = end
	}
	return all
}

// End is the end of the last step, the start when there is none, and zero for one that loops.
func (s *Schedule) End(steps []Step) time.Time {
	if s.Loop {
		return time.Time{}
	}
	if spans := s.Spans(steps); len(spans) > 0 {
		return spans[len(spans)-1].End
	}
	return s.Start
}

// Current is the step that is due on a day: the first whose end is on that day or later. A loop starts over after its last.
func (s *Schedule) Current(steps []Step, day time.Time) (step Step, ok bool) {
	spans := s.Spans(steps)
	if !s.Active || len(spans) == 0 {
		return Step{}, false
	}
	if last := spans[len(spans)-1].End; s.Loop && day.After(last) {
		length := last.Sub(s.Start)
		day = s.Start.Add(day.Sub(s.Start) % length)
	}
	for _, span := range spans {
		if !span.End.Before(day) {
			return span.Step, true
		}
	}
	return Step{}, false
}
