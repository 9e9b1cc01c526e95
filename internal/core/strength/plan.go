package strength

import (
	"context"
	"slices"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
)

// MaxPlanned is how many days, sets or prescriptions a routine has at most to be read as a Plan.
const MaxPlanned = 2000

// Plan is a routine with all that is in it.
type Plan struct {
	Routine Routine
	// Days come by their first weekday, those without one last.
	Days []PlannedDay
}

// PlannedDay is a day with its sets, in order.
type PlannedDay struct {
	Day  Day
	Sets []PlannedSet
}

// PlannedSet is a set with its prescriptions, by exercise in the order of the first of each.
type PlannedSet struct {
	Set       Set
	Exercises []PlannedExercise
}

// PlannedExercise is all that a set prescribes for one exercise, in order.
type PlannedExercise struct {
	Exercise      int64
	Prescriptions []Prescription
}

// Superset reports whether several exercises are done in turn.
func (s *PlannedSet) Superset() bool { return len(s.Exercises) > 1 }

// Plan reads a routine of the viewer's with all that is in it; fault.NotFound "routine.not_found", fault.TooLarge
// "routine.too_large" above MaxPlanned.
func (s *Service) Plan(ctx context.Context, v access.Viewer, routine int64) (*Plan, error) {
	if !v.SignedIn() {
		return nil, listing.ErrSignedOut()
	}
	p, err := s.store.RoutinePlan(ctx, v.ID(), routine)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(p.Days, func(a, b PlannedDay) int { return firstWeekday(&a.Day) - firstWeekday(&b.Day) })
	return p, nil
}

func firstWeekday(d *Day) int {
	if len(d.Weekdays) == 0 {
		return 8
	}
	return int(d.Weekdays[0])
}

// PlanSet groups prescriptions, which are in order, by exercise.
func PlanSet(set Set, prescriptions []Prescription) PlannedSet {
	s := PlannedSet{Set: set}
	for _, p := range prescriptions {
		i := slices.IndexFunc(s.Exercises, func(e PlannedExercise) bool { return e.Exercise == p.Exercise })
		if i < 0 {
			i = len(s.Exercises)
			s.Exercises = append(s.Exercises, PlannedExercise{Exercise: p.Exercise})
		}
		s.Exercises[i].Prescriptions = append(s.Exercises[i].Prescriptions, p)
	}
	return s
}

// Rounds is what is to be done one after the other. A lone exercise with one prescription is repeated as often as the set
// says; with several, each is done once. Several exercises take turns, for as many rounds as the one with the fewest has.
func (s *PlannedSet) Rounds() []Prescription {
	lists := make([][]Prescription, len(s.Exercises))
	shortest := 0
	for i, e := range s.Exercises {
		lists[i] = e.Prescriptions
		if len(e.Prescriptions) == 1 {
			lists[i] = slices.Repeat(e.Prescriptions, int(s.Set.Sets))
		}
		if i == 0 || len(lists[i]) < shortest {
			shortest = len(lists[i])
		}
	}
	all := make([]Prescription, 0, shortest*len(lists))
	for round := range shortest {
		for _, l := range lists {
			all = append(all, l[round])
		}
	}
	return all
}

// SetPlan reads one of the viewer's sets with its prescriptions; fault.NotFound "set.not_found".
func (s *Service) SetPlan(ctx context.Context, v access.Viewer, id int64) (*PlannedSet, error) {
	set, err := s.Sets.Get(ctx, v, id)
	if err != nil {
		return nil, err
	}
	page, err := s.Prescriptions.List(ctx, v, listing.Query{
		Conditions: []listing.Condition{listing.Is("set", id)}, Order: []listing.Key{{Field: "position"}}, Limit: listing.MaxLimit,
	})
	if err != nil {
		return nil, err
	}
	p := PlanSet(*set, page.Rows)
	return &p, nil
}
