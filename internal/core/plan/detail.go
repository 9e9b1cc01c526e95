package plan

import (
	"context"
	"math"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/track"
)

// Recordings are where the points of activities come from; *activity.Service is one.
type Recordings interface {
	Get(ctx context.Context, v access.Viewer, uuid string) (*activity.Activity, error)
	Samples(ctx context.Context, v access.Viewer, uuid string) (activity.Points, error)
}

// Detail is an outcome with the steps of the training held against what was recorded.
type Detail struct {
	Outcome
	// Activity is the one that was held against the steps, "" when none could be; Variant names the variant.
	Activity, Variant string
	// Steps are the leaves in the order they are done, repeats unrolled; nil when there is nothing to hold them against.
	Steps []StepScore
	// InRange is the share of time in range over all measured steps, NaN when none is.
	InRange float64
}

// Detail tells what became of a training for one athlete, step by step where points were recorded. The coach who planned it may
// ask, of athletes who let them read now and on that day, and the athlete. Errors: fault.NotFound "training.not_found".
func (s *Service) Detail(ctx context.Context, v access.Viewer, training, athlete int64) (*Detail, error) {
	t, err := s.trainingFor(ctx, v, training, athlete)
	if err != nil {
		return nil, err
	}
	o, err := s.asked(ctx, v)
	if err != nil {
		return nil, err
	}
	if !o.mayRead(athlete, t.Day) {
		return nil, fault.Missing("training")
	}
	if err := s.load(ctx, o, []int64{athlete}, t.Day, t.Day); err != nil {
		return nil, err
	}
	d := &Detail{Outcome: o.of(t, athlete), InRange: math.NaN()}
	all := o.done(t, athlete)
	if len(all) == 0 {
		return d, nil
	}
	lists, err := s.leavesOf(ctx, t)
	if err != nil || len(lists) == 0 {
		return d, err
	}
	return d, s.hold(ctx, v, d, t.SlotOf(athlete), lists, longest(all))
}

// longest is the record that steps are held against when several count together.
func longest(all []Record) Record {
	best := all[0]
	for _, r := range all[1:] {
		if r.Moving > best.Moving {
			best = r
		}
	}
	return best
}

// namedSteps are the leaves of a training in one variant of its sessions.
type namedSteps struct {
	variant string
	steps   []Step
	seconds int64
}

// leavesOf unrolls the workouts of a training, once for each variant.
func (s *Service) leavesOf(ctx context.Context, t *Training) ([]namedSteps, error) {
	var built []Workout
	names := []string{""}
	for _, session := range t.Sessions {
		if session.Workout == 0 {
			continue
		}
		w, err := s.store.Workout(ctx, t.Coach, Ref{ID: session.Workout})
		if fault.Is(err, fault.NotFound) {
			continue // gone meanwhile
		}
		if err != nil {
			return nil, err
		}
		built = append(built, *w)
		for _, variant := range w.Content.Variants {
			names = append(names, variant.Name)
		}
	}
	var all []namedSteps
	for _, name := range names {
		n := namedSteps{variant: name}
		complete := true
		for i := range built {
			steps, ok := built[i].stepsOf(name)
			complete = complete && ok
			n.steps = unrolled(n.steps, steps)
			n.seconds += Sum(steps, built[i].Sport).Time / 1000
		}
		if complete && len(n.steps) > 0 {
			all = append(all, n)
		}
	}
	return all, nil
}

// stepsOf are the steps of a variant. A workout without variants has the same for every name; one with them has none without.
func (w *Workout) stepsOf(variant string) ([]Step, bool) {
	if len(w.Content.Variants) == 0 {
		return w.Content.Steps, true
	}
	for i := range w.Content.Variants {
		if w.Content.Variants[i].Name == variant {
			return w.Content.Variants[i].Steps, true
		}
	}
	return nil, false
}

// unrolled appends the leaves in the order they are done; readers have bounded their number.
func unrolled(all, steps []Step) []Step {
	for i := range steps {
		if !steps[i].IsRepeat() {
			all = append(all, steps[i])
			continue
		}
		for range steps[i].Times() {
			all = unrolled(all, steps[i].Steps)
		}
	}
	return all
}

// choose takes the picked variant, or else the one that lasts about as long as what was done.
func choose(lists []namedSteps, picked string, done int64) (at int, guessed bool) {
	best := math.Inf(1)
	for i, n := range lists {
		if picked != "" && n.variant == picked {
			return i, false
		}
		if unlike := math.Abs(float64(n.seconds - done)); unlike < best {
			at, best = i, unlike
		}
	}
	return at, len(lists) > 1
}

// hold holds the steps against a record.
func (s *Service) hold(ctx context.Context, v access.Viewer, d *Detail, slot Slot, lists []namedSteps, r Record) error {
	at, guessed := choose(lists, slot.Variant, r.Moving)
	d.Variant = lists[at].variant
	recorded, laps, err := s.recorded(ctx, v, r)
	if err != nil {
		return err
	}
	if recorded == nil {
		d.Reasons = append(d.Reasons, Reason{Code: ReasonNoTrack})
		return nil
	}
	if guessed {
		d.Reasons = append(d.Reasons, Reason{ReasonVariant, []int64{int64(at) + 1}})
	}
	heart, err := s.store.MaxHeartRate(ctx, r.Owner)
	if err != nil {
		return err
	}
	d.Activity = r.UUID
	d.Steps = ScoreSteps(lists[at].steps, recorded, laps, heart)
	var held, measured int64
	var inRange, seconds float64
	for i := range d.Steps {
		step := &d.Steps[i]
		if !step.Measured {
			continue
		}
		measured++
		if step.Held() {
			held++
		}
		inRange, seconds = inRange+step.Within*step.Seconds, seconds+step.Seconds
	}
	if measured > 0 {
		d.InRange = inRange / seconds
		d.Reasons = append(d.Reasons, Reason{ReasonSteps, []int64{held, measured}})
	}
	if n := relativePower(lists[at].steps); n > 0 {
		d.Reasons = append(d.Reasons, Reason{ReasonNoThreshold, []int64{n}})
	}
	return nil
}

// relativePower counts the steps whose power is told in percent of a threshold, which nobody tells us of any athlete.
func relativePower(steps []Step) (n int64) {
	for i := range steps {
		if s := &steps[i]; s.ValueType == Percent && (s.Target == TargetPower || s.Target == TargetPowerLap) {
			n++
		}
	}
	return n
}

// recorded reads the points of an activity and its laps; nil when there are none that the viewer may see.
func (s *Service) recorded(ctx context.Context, v access.Viewer, r Record) (*track.Columns, []track.Lap, error) {
	if r.Strength || s.opt.Recordings == nil {
		return nil, nil, nil
	}
	points, err := s.opt.Recordings.Samples(ctx, v, r.UUID)
	if err == nil {
		var a *activity.Activity
		if a, err = s.opt.Recordings.Get(ctx, v, r.UUID); err == nil {
			return points.Columns, a.Laps, nil
		}
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden) {
		err = nil
	}
	return nil, nil, err
}
