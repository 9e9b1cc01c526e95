package plan

import (
	"cmp"
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
	// Activities are names of records, in order of time.
	Activities []string
	// Score is 0 to 100; see the function Score.
	Score int
	// Planned and Done are what was compared, in seconds or meters as By says; both 0 when nothing was done.
	Planned, Done float64
	By            Measure
	// Reasons say why, the most telling first.
	Reasons []Reason
}

// Over reports whether so much more was done than planned that it counts against the score.
func (o *Outcome) Over() bool { return o.By != Untold && o.Done > o.Planned && o.Score < complete }

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
	// History reads the slots with from <= day <= to of these athletes (at most maxAthletes at once), their activities and the
	// days of their logged sets from a day before to a day after, and all that was said of them by hand.
	History(ctx context.Context, athletes []int64, from, to time.Time) (History, error)
	// MaxHeartRate is the highest that an athlete's activities have, 0 when none has one.
	MaxHeartRate(ctx context.Context, athlete int64) (int64, error)
	// SetPairing stores what was said by hand, in place of what was said before; an activity that is paired leaves any other
	// training it was paired with by hand.
	SetPairing(ctx context.Context, p Pairing) error
	// Record reads one of an athlete's; fault.NotFound "activity.not_found" when there is none of that name.
	Record(ctx context.Context, athlete int64, name string) (Record, error)
	// OnTraining reports whether an athlete is on a training, and whose it is (0 when there is none).
	OnTraining(ctx context.Context, training, athlete int64) (coach int64, on bool, err error)
}

// Outcomes tells what became of trainings, by training: for the coach who planned them, of the athletes who let them read
// now and on that day; for an athlete, their own. Nothing is stored: pairs follow from what there is.
func (s *Service) Outcomes(ctx context.Context, v access.Viewer, trainings []Training) (map[int64][]Outcome, error) {
	if len(trainings) == 0 {
		return map[int64][]Outcome{}, nil
	}
	o, err := s.asked(ctx, v)
	if err != nil {
		return nil, err
	}
	athletes, from, to := o.reach(trainings)
	if err := s.load(ctx, o, athletes, from, to); err != nil {
		return nil, err
	}
	return o.all(trainings), nil
}

// asked begins a question about outcomes.
func (s *Service) asked(ctx context.Context, v access.Viewer) (*outcomes, error) {
	grants, err := s.store.Grants(ctx, 0, v.ID())
	if err != nil {
		return nil, err
	}
	o := &outcomes{
		viewer: v, now: s.opt.Now(), grants: map[int64][]access.Grant{}, pairs: map[int64]map[int64][]string{}, own: map[int64]bool{},
		records: map[recordKey]*Record{}, hand: map[Pairing]bool{}, zones: map[int64]*time.Location{},
	}
	for _, g := range grants {
		o.grants[g.Athlete] = append(o.grants[g.Athlete], g)
	}
	return o, nil
}

func (o *outcomes) all(trainings []Training) map[int64][]Outcome {
	out := make(map[int64][]Outcome, len(trainings))
	for i := range trainings {
		for _, athlete := range trainings[i].Athletes {
			if o.mayRead(athlete, trainings[i].Day) {
				out[trainings[i].ID] = append(out[trainings[i].ID], o.of(&trainings[i], athlete))
			}
		}
	}
	return out
}

// outcomes is one question about outcomes.
type outcomes struct {
	viewer access.Viewer
	now    time.Time
	grants map[int64][]access.Grant
	// pairs are by athlete and training.
	pairs map[int64]map[int64][]string
	// own are the trainings around those days that the viewer planned.
	own     map[int64]bool
	records map[recordKey]*Record
	hand    map[Pairing]bool
	zones   map[int64]*time.Location
}

type recordKey struct {
	athlete int64
	name    string
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
	after := day.AddDate(0, 0, 1)
	grants := o.grants[athlete]
	for i := range grants {
		if g := &grants[i]; g.Permission == access.PermissionRead && g.Covers(o.now) && g.From.Before(after) && g.Until.After(day) {
			return true
		}
	}
	return false
}

// zone is where an athlete's days begin.
func (o *outcomes) zone(athlete int64) *time.Location {
	if zone := o.zones[athlete]; zone != nil {
		return zone
	}
	return time.UTC
}

// maySee reports whether the viewer may see what an athlete did.
func (o *outcomes) maySee(r *Record) bool {
	if !o.mayRead(r.Owner, dayIn(r.Start, o.zone(r.Owner))) {
		return false
	}
	subject := access.Subject{Owner: r.Owner, Visibility: r.Visibility, At: r.Start}
	return access.Decide(o.viewer, subject, access.Read, access.Relation{Grants: o.grants[r.Owner]})
}

// done are the records paired with a training that the viewer may see, in order of time.
func (o *outcomes) done(t *Training, athlete int64) []Record {
	var all []Record
	for _, name := range o.pairs[athlete][t.ID] {
		if r := o.records[recordKey{athlete, name}]; o.maySee(r) {
			all = append(all, *r)
		}
	}
	slices.SortFunc(all, compareRecords)
	return all
}

func compareRecords(a, b Record) int {
	return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.UUID, b.UUID))
}

// of is the outcome of one training for one athlete, as far as the viewer may see what was done.
func (o *outcomes) of(t *Training, athlete int64) Outcome {
	out := Outcome{Athlete: athlete, Status: StatusPlanned}
	zone := o.zone(athlete)
	all := o.done(t, athlete)
	if len(all) == 0 {
		out.Reasons = []Reason{{Code: ReasonWaiting}}
		if t.Day.Before(dayIn(o.now, zone)) {
			out.Status, out.Reasons = StatusMissed, []Reason{{Code: ReasonNothing}}
		}
		return out
	}
	slot := t.SlotOf(athlete)
	away := true
	for i := range all {
		out.Activities = append(out.Activities, all[i].UUID)
		away = away && !dayIn(all[i].Start, zone).Equal(t.Day)
	}
	out.Planned, out.Done, out.By = slot.measureAll(all)
	out.Score = Score(out.Planned, out.Done)
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
	out.Reasons = o.reasons(&slot, &out, all, zone)
	return out
}

// reasons say why an outcome with something done is what it is.
func (o *outcomes) reasons(s *Slot, out *Outcome, all []Record, zone *time.Location) []Reason {
	var why []Reason
	switch {
	case out.By == ByTime:
		why = append(why, Reason{ReasonTime, []int64{int64(out.Done), int64(out.Planned)}})
	case out.By == ByDistance:
		why = append(why, Reason{ReasonDistance, []int64{int64(out.Done), int64(out.Planned)}})
	case s.Duration > 0:
		why = append(why, Reason{Code: ReasonUntimed})
	default:
		why = append(why, Reason{Code: ReasonUntold})
	}
	first := &all[0]
	switch apart := int64(dayIn(first.Start, zone).Sub(s.Day) / (24 * time.Hour)); {
	case apart > 0:
		why = append(why, Reason{ReasonLater, []int64{apart}})
	case apart < 0:
		why = append(why, Reason{ReasonEarlier, []int64{-apart}})
	}
	if first.Sport != s.Sport {
		why = append(why, Reason{ReasonSport, []int64{int64(first.Sport), int64(s.Sport)}})
	}
	if len(all) > 1 {
		why = append(why, Reason{ReasonSeveral, []int64{int64(len(all))}})
	}
	if o.hand[Pairing{Training: s.Training, Athlete: s.Athlete, Activity: first.UUID, Paired: true}] {
		why = append(why, Reason{Code: ReasonHand})
	}
	return why
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
	r, err := s.store.Record(ctx, p.Athlete, p.Activity)
	if err != nil {
		return err
	}
	o, err := s.asked(ctx, v)
	if err != nil {
		return err
	}
	if !o.maySee(&r) {
		return fault.Missing("activity")
	}
	return s.store.SetPairing(ctx, p)
}
