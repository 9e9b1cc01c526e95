package plan

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// The bounds of a calendar.
const (
	// MaxBatch is how many trainings one call plans or changes.
	MaxBatch = 1000
	// MaxSpan is how many days one list covers.
	MaxSpan = 400
	// maxAthletes and maxSessions are those of one training.
	maxAthletes = 500
	maxSessions = 20
	// maxLinks bounds the athletes of a whole batch.
	maxLinks = 20_000
)

// BatchError tells what is wrong with each of several trainings: nil for those that are in order.
type BatchError struct{ Errors []error }

// Error is the first of them.
func (e *BatchError) Error() string {
	for i, err := range e.Errors {
		if err != nil {
			return fmt.Sprintf("training %d: %v", i, err)
		}
	}
	return "no error"
}

// Draft is a training to be planned, or as it is to become.
type Draft struct {
	Training
	// Refs are the sessions as somebody wrote them; nil keeps Training.Sessions.
	Refs []SessionRef
	// Variants are picked for some of the athletes, by name. They count together with Refs; nil picks none anew.
	Variants map[int64]string
}

// Schedule plans trainings for the viewer, all or none, and gives them in their order. Every athlete must grant WRITE now.
// A duration that was not set by hand is the sum of the sessions'. Errors: *BatchError with a fault.Invalid with
// fields for each that is wrong, fault.Forbidden "plan.not_coach".
func (s *Service) Schedule(ctx context.Context, v access.Viewer, drafts []Draft) ([]Training, error) {
	all, err := s.drafted(ctx, v, drafts)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if err := s.store.CreateTrainings(ctx, all); err != nil {
		return nil, err
	}
	return values(all), nil
}

// drafted checks what is to be planned and fills it in.
func (s *Service) drafted(ctx context.Context, v access.Viewer, drafts []Draft) ([]*Training, error) {
	id, err := coach(v)
	if err != nil || len(drafts) == 0 {
		return nil, err
	}
	all := make([]*Training, len(drafts))
	for i := range drafts {
		drafts[i].Coach = id
		all[i] = &drafts[i].Training
	}
	p, err := s.planner(ctx, id, drafts)
	if err != nil {
		return nil, err
	}
	if err := p.check(drafts); err != nil {
		return nil, err
	}
	return all, nil
}

// Reschedule changes trainings of the viewer, all or none: change alters the draft of ids[i], which may not repeat. Every
// athlete who stays or comes must grant WRITE now. Errors as Schedule; fault.NotFound "training.not_found".
func (s *Service) Reschedule(ctx context.Context, v access.Viewer, ids []int64, change func(i int, d *Draft) error) ([]Training, error) {
	id, err := coach(v)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	// What a session is, is looked up before the change, which holds a lock; change must not depend on what it is given for that.
	asked := make([]Draft, len(ids))
	for i := range asked {
		if err := change(i, &asked[i]); err != nil {
			return nil, err
		}
	}
	p, err := s.planner(ctx, id, asked)
	if err != nil {
		return nil, err
	}
	return s.store.UpdateTrainings(ctx, id, ids, func(all []*Training) error {
		drafts := make([]Draft, len(all))
		for i, t := range all {
			drafts[i].Training = *t
			if err := change(i, &drafts[i]); err != nil {
				return err
			}
		}
		if err := p.check(drafts); err != nil {
			return err
		}
		for i := range all {
			*all[i] = drafts[i].Training
		}
		return nil
	})
}

// planner checks drafts against what a coach may use.
type planner struct {
	now      time.Time
	writable map[int64]bool
	sessions map[SessionRef]Found
}

// planner looks up the grants and the sessions that drafts name.
func (s *Service) planner(ctx context.Context, coach int64, drafts []Draft) (*planner, error) {
	p := &planner{now: s.opt.Now(), writable: map[int64]bool{}, sessions: map[SessionRef]Found{}}
	grants, err := s.store.Grants(ctx, 0, coach)
	if err != nil {
		return nil, err
	}
	for i := range grants {
		if grants[i].Permission == access.PermissionWrite && grants[i].Covers(s.opt.Now()) {
			p.writable[grants[i].Athlete] = true
		}
	}
	var refs []SessionRef
	for i := range drafts {
		for _, ref := range drafts[i].Refs[:min(len(drafts[i].Refs), maxSessions)] {
			if _, known := p.sessions[ref]; !known {
				p.sessions[ref] = Found{}
				refs = append(refs, ref)
			}
		}
	}
	if len(refs) == 0 {
		return p, nil
	}
	found, err := s.store.FindSessions(ctx, coach, refs)
	for i := range found {
		p.sessions[refs[i]] = found[i]
	}
	return p, err
}

func (p *planner) check(drafts []Draft) error {
	e := BatchError{Errors: make([]error, len(drafts))}
	failed, links := false, 0
	for i := range drafts {
		d := &drafts[i]
		if links += len(d.Athletes); links > maxLinks {
			return fault.New(fault.TooLarge, "training.links", "too many athletes in one call")
		}
		e.Errors[i] = p.checkOne(d)
		failed = failed || e.Errors[i] != nil
	}
	if failed {
		return &e
	}
	return nil
}

func (p *planner) checkOne(d *Draft) error {
	var c checks
	c.text("title", d.Title, 1, maxTitle)
	c.text("description", d.Description, 0, maxDescription)
	c.sport(d.Sport)
	p.athletes(d, &c)
	p.resolve(d, &c)
	p.pick(d, &c)
	if d.DurationByHand {
		d.Distance = 0
	}
	d.ChangedAt = p.now
	c.duration("duration", &d.Duration)
	if d.Day.Year() < 1970 || d.Day.Year() > 2199 {
		c.refuse("date", "Ensure the date lies between 1970 and 2199.")
	}
	return c.err("training.invalid")
}

func (p *planner) athletes(d *Draft, c *checks) {
	if len(d.Athletes) > maxAthletes {
		c.refuse("athletes", fmt.Sprintf("Ensure this field has no more than %d elements.", maxAthletes))
		return
	}
	unique := make([]int64, 0, len(d.Athletes))
	for _, id := range d.Athletes {
		if !p.writable[id] {
			c.refuse("athletes", fmt.Sprintf("Athlete %d does not let you plan training.", id))
			return
		}
		if !slices.Contains(unique, id) {
			unique = append(unique, id)
		}
	}
	d.Athletes = unique
}

// resolve turns Refs into Sessions, and lets the duration follow them unless it was set by hand.
func (p *planner) resolve(d *Draft, c *checks) {
	if d.Refs == nil {
		return
	}
	sessions, ok := p.find(d.Refs, c)
	if !ok {
		return
	}
	d.Sessions = sessions
	if !d.DurationByHand {
		l := p.length(d.Refs, "")
		d.Duration, d.Distance = l.seconds, l.meters
	}
}

// find looks the sessions up; false when one is refused.
func (p *planner) find(refs []SessionRef, c *checks) ([]Session, bool) {
	if len(refs) > maxSessions {
		c.refuse("sessions", fmt.Sprintf("Ensure this field has no more than %d elements.", maxSessions))
		return nil, false
	}
	sessions := make([]Session, 0, len(refs))
	for _, ref := range refs {
		f := p.sessions[ref]
		if f.Session == (Session{}) {
			name := ref.Key
			if name == "" {
				name = fmt.Sprint(ref.ID)
			}
			c.refuse("sessions", fmt.Sprintf("Session %s does not exist.", name))
			return nil, false
		}
		sessions = append(sessions, f.Session)
	}
	return sessions, true
}

// length adds sessions up, each in the variant of that name if it has one. Meters count when all of them are told so.
func (p *planner) length(refs []SessionRef, variant string) length {
	var sum length
	byDistance := true
	for _, ref := range refs {
		f := p.sessions[ref]
		l, _ := f.length(variant)
		sum.seconds += l.seconds
		sum.meters += l.meters
		byDistance = byDistance && l.meters > 0
	}
	sum.seconds = min(sum.seconds, MaxEstimate)
	if !byDistance {
		sum.meters = 0
	}
	return sum
}

// pick turns Variants into Picks. Those of other sessions, of people who left and of durations set by hand don't count any more.
func (p *planner) pick(d *Draft, c *checks) {
	if d.Refs != nil {
		d.Picks = nil
	}
	kept := make(map[int64]Pick, len(d.Picks)+len(d.Variants))
	for athlete, pick := range d.Picks {
		if d.DurationByHand {
			pick.Duration, pick.Distance = 0, 0
		}
		if slices.Contains(d.Athletes, athlete) {
			kept[athlete] = pick
		}
	}
	for _, athlete := range slices.Sorted(maps.Keys(d.Variants)) {
		variant := d.Variants[athlete]
		switch {
		case variant == "":
		case !slices.Contains(d.Athletes, athlete):
			c.refuse("variants", fmt.Sprintf("Athlete %d is not on this training.", athlete))
			return
		case !p.has(d.Refs, variant):
			c.refuse("variants", fmt.Sprintf("No session has a variant %q.", variant))
			return
		default:
			pick := Pick{Variant: variant}
			if !d.DurationByHand {
				l := p.length(d.Refs, variant)
				pick.Duration, pick.Distance = l.seconds, l.meters
			}
			kept[athlete] = pick
		}
	}
	d.Picks = nil
	if len(kept) > 0 {
		d.Picks = kept
	}
}

func (p *planner) has(refs []SessionRef, variant string) bool {
	return slices.ContainsFunc(refs, func(ref SessionRef) bool {
		f := p.sessions[ref]
		_, named := f.length(variant)
		return named
	})
}

// Training reads one of the viewer's own planning; fault.NotFound when there is none.
func (s *Service) Training(ctx context.Context, v access.Viewer, id int64) (*Training, error) {
	owner, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.Training(ctx, owner, id)
}

// Planned lists what the viewer has planned from one day to another, both included: by day, then morning first.
// Errors: fault.Invalid "training.span" on "end_date".
func (s *Service) Planned(ctx context.Context, v access.Viewer, from, to time.Time) ([]Training, error) {
	owner, err := coach(v)
	if err != nil {
		return nil, err
	}
	if err := CheckSpan(from, to); err != nil {
		return nil, err
	}
	return s.store.Trainings(ctx, TrainingQuery{Coach: owner, From: from, To: to})
}

// PlannedFor lists what anybody has planned for the viewer; otherwise as Planned. Other athletes are left out.
func (s *Service) PlannedFor(ctx context.Context, v access.Viewer, from, to time.Time) ([]Training, error) {
	if !v.SignedIn() {
		return nil, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	if err := CheckSpan(from, to); err != nil {
		return nil, err
	}
	all, err := s.store.Trainings(ctx, TrainingQuery{Athlete: v.ID(), From: from, To: to})
	for i := range all {
		all[i].Athletes = []int64{v.ID()}
	}
	return all, err
}

// CheckSpan refuses what lists don't cover: fault.Invalid "training.span" on "end_date".
func CheckSpan(from, to time.Time) error {
	switch {
	case to.Before(from):
		return fault.InvalidField("end_date", "training.span", "Ensure end_date is not before start_date.")
	case to.Sub(from) >= MaxSpan*24*time.Hour:
		return fault.InvalidField("end_date", "training.span", fmt.Sprintf("Ensure the interval has no more than %d days.", MaxSpan))
	}
	return nil
}

// Unschedule takes one of the viewer's trainings off the calendar.
func (s *Service) Unschedule(ctx context.Context, v access.Viewer, id int64) error {
	owner, err := coach(v)
	if err != nil {
		return err
	}
	return s.store.DeleteTraining(ctx, owner, id)
}

func values(all []*Training) []Training {
	out := make([]Training, len(all))
	for i, t := range all {
		out[i] = *t
	}
	return out
}
