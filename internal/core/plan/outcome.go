package plan

import (
	"context"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Status is what became of a training.
type Status string

// The statuses.
const (
	StatusPlanned Status = "planned" // its day is not over and nothing was done
	StatusDone    Status = "done"
	StatusPartial Status = "partial"
	StatusMissed  Status = "missed"
	StatusMoved   Status = "moved" // done one or two days away
)

// Outcome is what an athlete did for a training.
type Outcome struct {
	Athlete int64
	Status  Status
	// Activities are UUIDs, in order of time.
	Activities []string
	// Score is 0 to 100; see the function Score.
	Score int
}

// History is what matching needs of some athletes and days.
type History struct {
	Slots    []Slot
	Records  []Record
	Pairings []Pairing
	// Zones are the athletes' time zones.
	Zones map[int64]*time.Location
}

// HistoryStore keeps what was done beside what was planned.
type HistoryStore interface {
	// History reads the slots with from <= day <= to of these athletes (at most maxAthletes at once), their activities from a
	// day before to a day after, and all that was said of them by hand.
	History(ctx context.Context, athletes []int64, from, to time.Time) (History, error)
	// SetPairing stores what was said by hand, in place of what was said before; an activity that is paired leaves any other
	// training it was paired with by hand.
	SetPairing(ctx context.Context, p Pairing) error
	// Record reads one activity; fault.NotFound when there is none.
	Record(ctx context.Context, uuid string) (Record, error)
	// OnTraining reports whether an athlete is on a training, and whose it is (0 when there is none).
	OnTraining(ctx context.Context, training, athlete int64) (coach int64, on bool, err error)
}

// Outcomes tells what became of trainings, by training: for the coach who planned them, of the athletes who let them read
// now and on that day; for an athlete, their own. Nothing is stored: pairs follow from what there is.
func (s *Service) Outcomes(ctx context.Context, v access.Viewer, trainings []Training) (map[int64][]Outcome, error) {
	out := map[int64][]Outcome{}
	if len(trainings) == 0 {
		return out, nil
	}
	grants, err := s.store.Grants(ctx, 0, v.ID())
	if err != nil {
		return nil, err
	}
	o := outcomes{viewer: v, now: s.opt.Now(), grants: map[int64][]access.Grant{}}
	for _, g := range grants {
		o.grants[g.Athlete] = append(o.grants[g.Athlete], g)
	}
	athletes, from, to := o.reach(trainings)
	for block := range slices.Chunk(athletes, maxAthletes) {
		h, err := s.store.History(ctx, block, from.AddDate(0, 0, -matchMargin), to.AddDate(0, 0, matchMargin))
		if err != nil {
			return nil, err
		}
		o.match(&h)
	}
	for i := range trainings {
		for _, athlete := range trainings[i].Athletes {
			if o.mayRead(athlete, trainings[i].Day) {
				out[trainings[i].ID] = append(out[trainings[i].ID], o.of(&trainings[i], athlete))
			}
		}
	}
	return out, nil
}

// outcomes is one question about outcomes.
type outcomes struct {
	viewer access.Viewer
	now    time.Time
	grants map[int64][]access.Grant
	// pairs are by athlete and training; records by UUID.
	pairs   map[int64]map[int64][]string
	records map[string]Record
	zones   map[int64]*time.Location
}

// reach is whom and which days the question is about.
func (o *outcomes) reach(trainings []Training) (athletes []int64, from, to time.Time) {
	from, to = trainings[0].Day, trainings[0].Day
	for i := range trainings {
		t := &trainings[i]
		if t.Day.Before(from) {
			from = t.Day
		}
		if t.Day.After(to) {
			to = t.Day
		}
		for _, id := range t.Athletes {
			if o.mayRead(id, t.Day) {
				athletes = append(athletes, id)
			}
		}
	}
	slices.Sort(athletes)
	return slices.Compact(athletes), from, to
}

// mayRead asks for a grant of READ that holds now and on some moment of the day.
func (o *outcomes) mayRead(athlete int64, day time.Time) bool {
	if athlete == o.viewer.ID() {
		return true
	}
	return slices.ContainsFunc(o.grants[athlete], func(g access.Grant) bool {
		return g.Permission == access.PermissionRead && g.Covers(o.now) && g.From.Before(day.AddDate(0, 0, 1)) && g.Until.After(day)
	})
}

func (o *outcomes) match(h *History) {
	if o.pairs == nil {
		o.pairs, o.records, o.zones = map[int64]map[int64][]string{}, map[string]Record{}, map[int64]*time.Location{}
	}
	slots, records, by := map[int64][]Slot{}, map[int64][]Record{}, map[int64][]Pairing{}
	for _, s := range h.Slots {
		slots[s.Athlete] = append(slots[s.Athlete], s)
	}
	for _, r := range h.Records {
		records[r.Owner] = append(records[r.Owner], r)
		o.records[r.UUID] = r
	}
	for _, p := range h.Pairings {
		by[p.Athlete] = append(by[p.Athlete], p)
	}
	for athlete, zone := range h.Zones {
		o.zones[athlete] = zone
		o.pairs[athlete] = Match(slots[athlete], records[athlete], by[athlete], zone)
	}
}

// of is the outcome of one training for one athlete, as far as the viewer may see what was done.
func (o *outcomes) of(t *Training, athlete int64) Outcome {
	out := Outcome{Athlete: athlete, Status: StatusPlanned}
	zone := o.zones[athlete]
	if zone == nil {
		zone = time.UTC
	}
	var moving int64
	away := true
	for _, uuid := range o.pairs[athlete][t.ID] {
		r := o.records[uuid]
		subject := access.Subject{Owner: r.Owner, Visibility: r.Visibility, At: r.Start}
		if !access.Decide(o.viewer, subject, access.Read, access.Relation{Grants: o.grants[athlete]}) {
			continue
		}
		out.Activities = append(out.Activities, uuid)
		moving += r.Moving
		away = away && !dayIn(r.Start, zone).Equal(t.Day)
	}
	if len(out.Activities) == 0 {
		if t.Day.Before(dayIn(o.now, zone)) {
			out.Status = StatusMissed
		}
		return out
	}
	slices.SortFunc(out.Activities, func(a, b string) int { return o.records[a].Start.Compare(o.records[b].Start) })
	out.Score = Score(t.Duration, moving)
	switch {
	case out.Score < partial:
		out.Status = StatusMissed
	case away:
		out.Status = StatusMoved
	case out.Score < complete:
		out.Status = StatusPartial
	default:
		out.Status = StatusDone
	}
	return out
}

// Pair says by hand that an activity belongs to a training, or with paired false that it does not; the hand wins. The
// coach who planned it may say so of an activity they may read, the athlete of their own. Errors: fault.NotFound
// "training.not_found" or "activity.not_found".
func (s *Service) Pair(ctx context.Context, v access.Viewer, p Pairing) error {
	if !v.SignedIn() {
		return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	owner, on, err := s.store.OnTraining(ctx, p.Training, p.Athlete)
	if err != nil {
		return err
	}
	if !on || v.ID() != owner && v.ID() != p.Athlete {
		return fault.Missing("training")
	}
	r, err := s.store.Record(ctx, p.Activity)
	if err != nil {
		return err
	}
	grants, err := s.store.Grants(ctx, p.Athlete, v.ID())
	if err != nil {
		return err
	}
	o := outcomes{viewer: v, now: s.opt.Now(), grants: map[int64][]access.Grant{p.Athlete: grants}}
	subject := access.Subject{Owner: r.Owner, Visibility: r.Visibility, At: r.Start}
	if r.Owner != p.Athlete || !o.mayRead(p.Athlete, dayIn(r.Start, time.UTC)) || !access.Decide(v, subject, access.Read, access.Relation{Grants: grants}) {
		return fault.Missing("activity")
	}
	return s.store.SetPairing(ctx, p)
}
