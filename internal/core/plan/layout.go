package plan

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Layout puts a training plan onto a calendar.
type Layout struct {
	Plan int64
	// Start is the date of day 1 of week 1, at midnight UTC.
	Start time.Time
	// Athletes get all of it, each in the variants of the sessions that Variants names for them by athlete, where a session has
	// one of that name.
	Athletes []int64
	Variants map[int64]string
}

// LayOut plans all training of a plan from a date on, or nothing, and links the athletes to the plan. The trainings are in the
// order of the plan; changes of the plan don't reach them any more. Undo takes all of it back with the ID. Errors as Schedule; fault.NotFound "plan.not_found";
// fault.Invalid "plan.layout" on "athletes", "variants" or "plan".
func (s *Service) LayOut(ctx context.Context, v access.Viewer, l Layout) (all []Training, undo int64, err error) {
	owner, err := coach(v)
	if err != nil {
		return nil, 0, err
	}
	p, err := s.store.Plan(ctx, owner, l.Plan)
	if err != nil {
		return nil, 0, err
	}
	switch {
	case len(l.Athletes) == 0:
		return nil, 0, fault.InvalidField("athletes", "plan.layout", "This list may not be empty.")
	case len(p.Entries) == 0:
		return nil, 0, fault.InvalidField("plan", "plan.layout", "There is no training in this plan.")
	}
	drafts := make([]Draft, len(p.Entries))
	for i := range p.Entries {
		e := &p.Entries[i]
		drafts[i] = e.draft()
		drafts[i].Refs = refsOf(e.Sessions)
		drafts[i].Athletes = l.Athletes
		drafts[i].Day = l.Start.AddDate(0, 0, int((e.Week-1)*7+e.Day-1))
	}
	if err := s.spread(ctx, owner, drafts, l.Variants); err != nil {
		return nil, 0, err
	}
	return s.create(ctx, v, drafts, Revision{Plan: l.Plan, Athletes: l.Athletes})
}

// spread picks the variants in those trainings that have them. One that no session has is refused.
func (s *Service) spread(ctx context.Context, owner int64, all []Draft, variants map[int64]string) error {
	if len(variants) == 0 {
		return nil
	}
	p, err := s.planner(ctx, owner, all)
	if err != nil {
		return err
	}
	used := map[int64]bool{}
	for i := range all {
		all[i].Variants = map[int64]string{}
		for athlete, name := range variants {
			if name == "" || p.has(all[i].Refs, name) {
				all[i].Variants[athlete] = name
				used[athlete] = true
			}
		}
	}
	for athlete, name := range variants {
		if !used[athlete] {
			return fault.InvalidField("variants", "plan.layout", "No session has a variant \""+name+"\".")
		}
	}
	return nil
}

// refsOf names sessions as somebody would write them.
func refsOf(sessions []Session) []SessionRef {
	refs := make([]SessionRef, len(sessions))
	for i, s := range sessions {
		refs[i] = SessionRef{ID: s.Note}
		if s.Workout != 0 {
			refs[i] = SessionRef{ID: s.Workout, Built: true}
		}
	}
	return refs
}

// Pick picks a variant of a training's sessions for one athlete; "" goes back to no variant in particular. Errors as Reschedule.
func (s *Service) Pick(ctx context.Context, v access.Viewer, training, athlete int64, variant string) (*Training, error) {
	t, err := s.Training(ctx, v, training)
	if err != nil {
		return nil, err
	}
	variants := map[int64]string{}
	for other, p := range t.Picks {
		variants[other] = p.Variant
	}
	variants[athlete] = variant
	refs := refsOf(t.Sessions)
	all, err := s.Reschedule(ctx, v, []int64{training}, func(_ int, d *Draft) error {
		d.Refs, d.Variants = refs, variants
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &all[0], nil
}
