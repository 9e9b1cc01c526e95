package plan

import (
	"context"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Revision is a change of a coach's calendar or library that can be taken back as a whole.
type Revision struct {
	// Create are new trainings, Change known ones as they are to become, Delete the IDs of those to go.
	Create []*Training
	Change []*Training
	Delete []int64
	// Workouts and Notes are the IDs of those that leave the library.
	Workouts, Notes []int64
	// Plan is laid out for Athletes, who are linked to it; 0 for none.
	Plan     int64
	Athletes []int64
}

// ReviseStore changes things so that they can be taken back.
type ReviseStore interface {
	// Revise reads the coach's trainings with these IDs under a lock, in this order, carries out what decide wants, and gives
	// the ID under which Undo takes it back. An error of decide undoes everything. What lies longer back than keep before at
	// can't be taken back any more.
	Revise(ctx context.Context, coach int64, ids []int64, at time.Time, decide func([]*Training) (Revision, error)) (undo int64, err error)
	// Undo takes a revision of the coach back, once: what was made goes, what was changed or deleted is as it was, with the
	// same IDs. fault.NotFound "undo.not_found" when there is none.
	Undo(ctx context.Context, coach, undo int64) error
}

// Move says where a training goes.
type Move struct {
	Training int64
	// From is the athlete it is taken from, To the one it goes to. Both 0 moves it for everybody on it.
	From, To int64
	// Day is midnight UTC of the date it goes to.
	Day time.Time
	// Copy leaves it where it is as well.
	Copy bool
}

// Move puts a training on another day or athlete. One of several athletes gets a training apart; the others keep theirs.
// It gives the ID for Undo. Errors as Schedule, but as fault.Invalid "training.invalid" itself; fault.NotFound
// "training.not_found", also when From is not on it.
func (s *Service) Move(ctx context.Context, v access.Viewer, m Move) (undo int64, err error) {
	return s.revise(ctx, v, []int64{m.Training}, func(now []*Training) (Revision, error) {
		return m.revision(*now[0])
	})
}

func (m *Move) revision(t Training) (Revision, error) {
	moved := t
	moved.Day = m.Day
	if m.From == 0 && m.To == 0 {
		if m.Copy {
			return Revision{Create: []*Training{&moved}}, nil
		}
		return Revision{Change: []*Training{&moved}}, nil
	}
	if !slices.Contains(t.Athletes, m.From) {
		return Revision{}, fault.Missing("training")
	}
	moved.Athletes = []int64{m.To}
	switch {
	case m.Copy:
		return Revision{Create: []*Training{&moved}}, nil
	case len(t.Athletes) == 1:
		return Revision{Change: []*Training{&moved}}, nil
	}
	t.Athletes = slices.DeleteFunc(slices.Clone(t.Athletes), func(id int64) bool { return id == m.From })
	return Revision{Change: []*Training{&t}, Create: []*Training{&moved}}, nil
}

// CopyWeek copies what the viewer has planned on the seven days from one day on to those from another day on, for one athlete
// or for all (0), and gives how many trainings were made and the ID for Undo, 0 when there was nothing to copy. Athletes who
// no longer grant WRITE are left out. Errors: fault.Invalid "training.span", fault.TooLarge "training.batch".
func (s *Service) CopyWeek(ctx context.Context, v access.Viewer, from, to time.Time, athlete int64) (made int, undo int64, err error) {
	all, err := s.Planned(ctx, v, from, from.AddDate(0, 0, 6))
	if err != nil {
		return 0, 0, err
	}
	p, err := s.planner(ctx, v.ID(), nil)
	if err != nil {
		return 0, 0, err
	}
	var r Revision
	for _, t := range all {
		t.Athletes = slices.DeleteFunc(t.Athletes, func(id int64) bool { return !p.writable[id] || athlete != 0 && id != athlete })
		if len(t.Athletes) == 0 {
			continue
		}
		t.Day = to.Add(t.Day.Sub(from))
		r.Create = append(r.Create, &t)
	}
	switch {
	case len(r.Create) == 0:
		return 0, 0, nil
	case len(r.Create) > MaxBatch:
		return 0, 0, fault.New(fault.TooLarge, "training.batch", "too many trainings in one call")
	}
	undo, err = s.revise(ctx, v, nil, func([]*Training) (Revision, error) { return r, nil })
	return len(r.Create), undo, err
}

// Put is Schedule with the ID for Undo.
func (s *Service) Put(ctx context.Context, v access.Viewer, drafts []Draft) (all []Training, undo int64, err error) {
	return s.create(ctx, v, drafts, Revision{})
}

// create plans trainings as a revision, all or none, with what else belongs to it.
func (s *Service) create(ctx context.Context, v access.Viewer, drafts []Draft, r Revision) (all []Training, undo int64, err error) {
	r.Create, err = s.drafted(ctx, v, drafts)
	if err != nil {
		return nil, 0, err
	}
	undo, err = s.store.Revise(ctx, v.ID(), nil, s.opt.Now(), func([]*Training) (Revision, error) { return r, nil })
	if err != nil {
		return nil, 0, err
	}
	return values(r.Create), undo, nil
}

// Withdraw takes a training off the calendar of an athlete, or of everybody (0), and gives the ID for Undo.
func (s *Service) Withdraw(ctx context.Context, v access.Viewer, training, athlete int64) (undo int64, err error) {
	return s.revise(ctx, v, []int64{training}, func(now []*Training) (Revision, error) {
		t := *now[0]
		if athlete != 0 && !slices.Contains(t.Athletes, athlete) {
			return Revision{}, fault.Missing("training")
		}
		if athlete == 0 || len(t.Athletes) == 1 {
			return Revision{Delete: []int64{t.ID}}, nil
		}
		t.Athletes = slices.DeleteFunc(slices.Clone(t.Athletes), func(id int64) bool { return id == athlete })
		return Revision{Change: []*Training{&t}}, nil
	})
}

// DiscardWorkout is DeleteWorkout with the ID for Undo.
func (s *Service) DiscardWorkout(ctx context.Context, v access.Viewer, id int64) (undo int64, err error) {
	return s.revise(ctx, v, nil, func([]*Training) (Revision, error) { return Revision{Workouts: []int64{id}}, nil })
}

// DiscardNote is DeleteNote with the ID for Undo.
func (s *Service) DiscardNote(ctx context.Context, v access.Viewer, id int64) (undo int64, err error) {
	return s.revise(ctx, v, nil, func([]*Training) (Revision, error) { return Revision{Notes: []int64{id}}, nil })
}

// Undo takes back what gave this ID, once and within a day.
func (s *Service) Undo(ctx context.Context, v access.Viewer, undo int64) error {
	owner, err := coach(v)
	if err != nil {
		return err
	}
	return s.store.Undo(ctx, owner, undo)
}

// revise checks what decide wants before the store carries it out. Who only leaves a training need not be asked.
func (s *Service) revise(ctx context.Context, v access.Viewer, ids []int64, decide func([]*Training) (Revision, error)) (int64, error) {
	owner, err := coach(v)
	if err != nil {
		return 0, err
	}
	p, err := s.planner(ctx, owner, nil)
	if err != nil {
		return 0, err
	}
	return s.store.Revise(ctx, owner, ids, s.opt.Now(), func(now []*Training) (Revision, error) {
		before := map[int64]Training{}
		for _, t := range now {
			before[t.ID] = *t
		}
		r, err := decide(now)
		if err != nil {
			return r, err
		}
		checked := slices.Clone(r.Create)
		for _, t := range r.Change {
			if was := before[t.ID]; !was.Day.Equal(t.Day) || slices.ContainsFunc(t.Athletes, func(id int64) bool { return !slices.Contains(was.Athletes, id) }) {
				checked = append(checked, t)
			}
		}
		for _, t := range checked {
			d := Draft{Training: *t}
			if err := p.checkOne(&d); err != nil {
				return r, err
			}
			*t = d.Training
			t.Coach = owner
		}
		return r, nil
	})
}
