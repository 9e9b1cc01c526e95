package plan

import (
	"context"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Board is a calendar of several people, with what was planned and what was done.
type Board struct {
	From, To time.Time
	// Athletes are the rows, by ID: those who grant the coach anything now, and those something is planned for.
	Athletes []person.Person
	// Trainings are by day, then morning first, then ID.
	Trainings []Training
	// Outcomes are by training.
	Outcomes map[int64][]Outcome
	// Unplanned is what athletes did in these days that belongs to no training, or on a coach's board to none of theirs, as far as
	// the viewer may see it; by athlete, in order of time.
	Unplanned map[int64][]Record
	// Records are those that outcomes name, by athlete and name.
	Records map[int64]map[string]Record
}

// Board is what the viewer has planned from one day to another, both included, and what came of it. Errors as Planned.
func (s *Service) Board(ctx context.Context, v access.Viewer, from, to time.Time) (*Board, error) {
	trainings, err := s.Planned(ctx, v, from, to)
	if err != nil {
		return nil, err
	}
	active, err := s.store.Athletes(ctx, v.ID(), s.opt.Now())
	if err != nil {
		return nil, err
	}
	b := &Board{From: from, To: to, Athletes: active, Trainings: trainings}
	if err := s.addRows(ctx, b); err != nil {
		return nil, err
	}
	return b, s.fill(ctx, v, b)
}

// Calendar is what anybody has planned for the viewer, and what came of it. Errors as PlannedFor.
func (s *Service) Calendar(ctx context.Context, v access.Viewer, from, to time.Time) (*Board, error) {
	trainings, err := s.PlannedFor(ctx, v, from, to)
	if err != nil {
		return nil, err
	}
	b := &Board{From: from, To: to, Athletes: []person.Person{*v.Person}, Trainings: trainings}
	return b, s.fill(ctx, v, b)
}

// addRows adds those who are on a training but grant nothing any more.
func (s *Service) addRows(ctx context.Context, b *Board) error {
	known := map[int64]bool{}
	for i := range b.Athletes {
		known[b.Athletes[i].ID] = true
	}
	var missing []int64
	for i := range b.Trainings {
		for _, id := range b.Trainings[i].Athletes {
			if !known[id] {
				known[id] = true
				missing = append(missing, id)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	former, err := s.store.PeopleByID(ctx, missing)
	b.Athletes = append(b.Athletes, former...)
	slices.SortFunc(b.Athletes, func(a, b person.Person) int { return int(a.ID - b.ID) })
	return err
}

func (s *Service) fill(ctx context.Context, v access.Viewer, b *Board) error {
	o, err := s.asked(ctx, v)
	if err != nil {
		return err
	}
	ids := make([]int64, len(b.Athletes))
	for i := range b.Athletes {
		ids[i] = b.Athletes[i].ID
	}
	if err := s.load(ctx, o, ids, b.From, b.To); err != nil {
		return err
	}
	b.Outcomes = o.all(b.Trainings)
	b.Records, b.Unplanned = map[int64]map[string]Record{}, map[int64][]Record{}
	for _, all := range b.Outcomes {
		for i := range all {
			o.name(b, &all[i])
		}
	}
	paired := o.paired(v.ID())
	for key, r := range o.records {
		day := dayIn(r.Start, o.zone(r.Owner))
		if !paired[key] && !day.Before(b.From) && !day.After(b.To) && o.maySee(r) {
			b.Unplanned[r.Owner] = append(b.Unplanned[r.Owner], *r)
		}
	}
	for _, all := range b.Unplanned {
		slices.SortFunc(all, compareRecords)
	}
	return nil
}

// name keeps the records that an outcome names.
func (o *outcomes) name(b *Board, out *Outcome) {
	for _, name := range out.Activities {
		if b.Records[out.Athlete] == nil {
			b.Records[out.Athlete] = map[string]Record{}
		}
		b.Records[out.Athlete][name] = *o.records[recordKey{out.Athlete, name}]
	}
}

// paired are the records that belong to a training: the viewer's own with anybody's, those of others with one that the viewer
// planned. What another coach planned is no business of theirs, but that the athlete was busy is.
func (o *outcomes) paired(viewer int64) map[recordKey]bool {
	all := make(map[recordKey]bool, len(o.records))
	for athlete, trainings := range o.pairs {
		for training, names := range trainings {
			if athlete != viewer && !o.own[training] {
				continue
			}
			for _, name := range names {
				all[recordKey{athlete, name}] = true
			}
		}
	}
	return all
}

// trainingFor reads a training that the viewer planned, or is on.
func (s *Service) trainingFor(ctx context.Context, v access.Viewer, id, athlete int64) (*Training, error) {
	if !v.SignedIn() {
		return nil, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	owner, on, err := s.store.OnTraining(ctx, id, athlete)
	if err != nil {
		return nil, err
	}
	if !on || v.ID() != owner && v.ID() != athlete {
		return nil, fault.Missing("training")
	}
	t, err := s.store.Training(ctx, owner, id)
	if err == nil && v.ID() != owner {
		t.Athletes = []int64{athlete}
	}
	return t, err
}
