package plan

import (
	"context"
	"fmt"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// The bounds of training plans.
const (
	// MaxWeeks is how long a plan may be.
	MaxWeeks = 104
	// maxPlans is how many a coach may have, maxPrice the dearest in cents.
	maxPlans = 1000
	maxPrice = 100_000_000
)

// Plan is weeks of training without dates.
type Plan struct {
	ID, Coach         int64
	Name, Description string
	// Weeks is the length of a static plan, nil for a dynamic one, which may grow.
	Weeks *int64
	// Price in cents makes a plan public, nil keeps it private.
	Price *int64
	// Entries are by week, day and morning first once stored.
	Entries []Entry
	// Athletes are linked to the plan; their IDs, ascending.
	Athletes  []int64
	CreatedAt time.Time
}

// Entry is a training of a plan.
type Entry struct {
	// Week counts from 1, Day from 1, which is the weekday that the plan starts on, to 7.
	Week, Day          int64
	Morning            bool
	Title, Description string
	Sport              sport.ID
	SportName          string
	// Duration in seconds follows the sessions until DurationByHand.
	Duration       int64
	DurationByHand bool
	Sessions       []Session
}

// EntryDraft is an entry with its sessions as somebody wrote them; nil keeps Entry.Sessions.
type EntryDraft struct {
	Entry
	Refs []SessionRef
}

// PlanDraft is a plan to be made, or as it is to become; Drafts takes the place of the entries unless it is nil.
type PlanDraft struct {
	Plan
	Drafts []EntryDraft
}

// PlanStore keeps training plans; those of another coach are fault.NotFound "plan.not_found".
type PlanStore interface {
	// CreatePlan stores p and fills in its ID. A coach who has limit plans already gets fault.Limited "library.full".
	CreatePlan(ctx context.Context, p *Plan, limit int64) error
	Plan(ctx context.Context, coach, id int64) (*Plan, error)
	// Plans lists a coach's by ID, without entries.
	Plans(ctx context.Context, coach int64) ([]Plan, error)
	// UpdatePlan reads one under a lock, lets change alter it, and writes it back, but for who is linked.
	UpdatePlan(ctx context.Context, coach, id int64, change func(*Plan) error) (*Plan, error)
	DeletePlan(ctx context.Context, coach, id int64) error
	// LinkPlan links athletes, which some may be already.
	LinkPlan(ctx context.Context, coach, id int64, athletes []int64) error
	// UnlinkPlan ends a link; fault.NotFound "plan.not_linked" when there is none.
	UnlinkPlan(ctx context.Context, coach, id, athlete int64) error
}

// CreatePlan makes a plan of the viewer's. Errors: fault.Invalid "plan.invalid" with fields, *BatchError for entries,
// fault.Forbidden "plan.not_coach", fault.Limited "library.full".
func (s *Service) CreatePlan(ctx context.Context, v access.Viewer, d PlanDraft) (*Plan, error) {
	id, err := coach(v)
	if err != nil {
		return nil, err
	}
	p, err := s.planner(ctx, id, drafts(d.Drafts))
	if err != nil {
		return nil, err
	}
	if err := p.checkPlan(&d); err != nil {
		return nil, err
	}
	d.Coach, d.CreatedAt, d.Athletes = id, s.opt.Now(), nil
	return &d.Plan, s.store.CreatePlan(ctx, &d.Plan, maxPlans)
}

// Plan reads one of the viewer's; fault.NotFound when there is none.
func (s *Service) Plan(ctx context.Context, v access.Viewer, id int64) (*Plan, error) {
	owner, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.Plan(ctx, owner, id)
}

// Plans lists the viewer's by ID, without their entries.
func (s *Service) Plans(ctx context.Context, v access.Viewer) ([]Plan, error) {
	owner, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.Plans(ctx, owner)
}

// UpdatePlan lets change alter one of the viewer's plans; what was laid out before stays. change is called twice, first with an
// empty draft, so that it must assign and not read. Errors as CreatePlan, and those of change.
func (s *Service) UpdatePlan(ctx context.Context, v access.Viewer, id int64, change func(*PlanDraft) error) (*Plan, error) {
	owner, err := coach(v)
	if err != nil {
		return nil, err
	}
	var asked PlanDraft
	if err := change(&asked); err != nil {
		return nil, err
	}
	planner, err := s.planner(ctx, owner, drafts(asked.Drafts))
	if err != nil {
		return nil, err
	}
	return s.store.UpdatePlan(ctx, owner, id, func(p *Plan) error {
		d := PlanDraft{Plan: *p}
		if err := change(&d); err != nil {
			return err
		}
		if err := planner.checkPlan(&d); err != nil {
			return err
		}
		*p = d.Plan
		return nil
	})
}

// DeletePlan forgets one of the viewer's plans; what was laid out stays on the calendar.
func (s *Service) DeletePlan(ctx context.Context, v access.Viewer, id int64) error {
	owner, err := coach(v)
	if err != nil {
		return err
	}
	return s.store.DeletePlan(ctx, owner, id)
}

// Link links an athlete to a plan; linked already is no error. The athlete must grant WRITE now: fault.Invalid "plan.athlete"
// on "athlete" otherwise.
func (s *Service) Link(ctx context.Context, v access.Viewer, id, athlete int64) error {
	owner, err := coach(v)
	if err != nil {
		return err
	}
	p, err := s.planner(ctx, owner, nil)
	if err != nil {
		return err
	}
	if !p.writable[athlete] {
		return fault.InvalidField("athlete", "plan.athlete", fmt.Sprintf("Athlete %d does not let you plan training.", athlete))
	}
	return s.store.LinkPlan(ctx, owner, id, []int64{athlete})
}

// Unlink ends a link; what was laid out stays. fault.NotFound when there is none.
func (s *Service) Unlink(ctx context.Context, v access.Viewer, id, athlete int64) error {
	owner, err := coach(v)
	if err != nil {
		return err
	}
	return s.store.UnlinkPlan(ctx, owner, id, athlete)
}

// drafts are entries as trainings that nobody is on yet, to look their sessions up and to check them.
func drafts(entries []EntryDraft) []Draft {
	all := make([]Draft, len(entries))
	for i := range entries {
		e := &entries[i]
		all[i] = e.draft()
		all[i].Refs = e.Refs
	}
	return all
}

// draft is an entry as a training on some day.
func (e *Entry) draft() Draft {
	return Draft{Training: Training{
		Title: e.Title, Description: e.Description, Sport: e.Sport, SportName: e.SportName, Duration: e.Duration, DurationByHand: e.DurationByHand,
		Morning: e.Morning, Sessions: e.Sessions, Day: time.Unix(0, 0).UTC(),
	}}
}

// checkPlan turns Drafts into Entries.
func (p *planner) checkPlan(d *PlanDraft) error {
	var c checks
	c.text("name", d.Name, 1, maxTitle)
	c.text("description", d.Description, 0, maxDescription)
	if d.Weeks != nil && (*d.Weeks < 1 || *d.Weeks > MaxWeeks) {
		c.refuse("duration", fmt.Sprintf("Ensure this value lies between 1 and %d.", MaxWeeks))
	}
	if d.Price != nil && (*d.Price < 0 || *d.Price > maxPrice) {
		c.refuse("price", "Ensure this value lies between 0 and 1000000.")
	}
	if len(d.Drafts) > MaxBatch {
		c.refuse("entries", fmt.Sprintf("Ensure this field has no more than %d elements.", MaxBatch))
	}
	if err := c.err("plan.invalid"); err != nil {
		return err
	}
	if d.Drafts != nil {
		if err := p.checkEntries(d); err != nil {
			return err
		}
	}
	for i := range d.Entries {
		if d.Weeks != nil && d.Entries[i].Week > *d.Weeks {
			return fault.InvalidField("duration", "plan.invalid", fmt.Sprintf("There is training in week %d.", d.Entries[i].Week))
		}
	}
	slices.SortStableFunc(d.Entries, compareEntries)
	return nil
}

func compareEntries(a, b Entry) int {
	half := func(e *Entry) int64 {
		if e.Morning {
			return 0
		}
		return 1
	}
	place := func(e *Entry) int64 { return (e.Week*7+e.Day)*2 + half(e) }
	return int(place(&a) - place(&b))
}

func (p *planner) checkEntries(d *PlanDraft) error {
	all := drafts(d.Drafts)
	e := BatchError{Errors: make([]error, len(all))}
	failed := false
	d.Entries = make([]Entry, len(all))
	for i := range all {
		entry := d.Drafts[i].Entry
		e.Errors[i] = p.checkOne(&all[i])
		if e.Errors[i] == nil && (entry.Week < 1 || entry.Week > MaxWeeks) {
			e.Errors[i] = fault.InvalidField("week", "plan.invalid", fmt.Sprintf("Ensure this value lies between 1 and %d.", MaxWeeks))
		}
		if e.Errors[i] == nil && (entry.Day < 1 || entry.Day > 7) {
			e.Errors[i] = fault.InvalidField("day", "plan.invalid", "Ensure this value lies between 1 and 7.")
		}
		failed = failed || e.Errors[i] != nil
		entry.Duration, entry.Sessions = all[i].Duration, all[i].Sessions
		d.Entries[i] = entry
	}
	if failed {
		return &e
	}
	return nil
}
