package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

// trainPage is a session under way.
type trainPage struct {
	Notice              *notice
	Title, Routine, Day string
	Action, Sync, Back  string
	// Machine is the date as the script sends it, RoutineID the routine of all sets.
	Machine   string
	RoutineID int64
	Exercises []trainExercise
	// Add leads to the catalogue, from where one comes back with an exercise.
	Add        string
	Notes      field
	Impression []option
}

// trainExercise is an exercise with its sets, those of today and those to come.
type trainExercise struct {
	ID                     int64
	Name, Href, Note, Last string
	// Target is what the routine prescribes, Superset tells that it takes turns with others.
	Target   string
	Superset bool
	Sets     []trainSet
	// Blank is what a set that is added begins with.
	Blank trainSet
}

// trainSet is one set with what it is filled with before it is done.
type trainSet struct {
	UUID                               string
	Number                             int
	Exercise, RepetitionUnit, LoadUnit int64
	Repetitions, Load                  string
	// Weighed tells that there is a load to be entered, Step by how much its buttons change it.
	Weighed                     bool
	Step, LoadName, CountedName string
	Done                        bool
}

// training is what a page of a session is made from.
type training struct {
	site    *Site
	r       *http.Request
	who     reader
	routine *strength.Routine
	day     *strength.PlannedDay // nil without a plan
	date    time.Time
	// left are today's logs that no set has claimed yet.
	left  []strength.Log
	words map[int64]strength.Translation
}

// trainingOf reads the routine, the day and today's logs.
func (s *Site) trainingOf(r *http.Request, who reader) (*training, error) {
	routine, err := rowID(r, "routine", "routine")
	if err != nil {
		return nil, err
	}
	p, err := s.deps.Gym.Training.Plan(r.Context(), who.viewer, routine)
	if err != nil {
		return nil, err
	}
	w := &training{site: s, r: r, who: who, routine: &p.Routine, date: s.today(who)}
	if day := r.PathValue("day"); day != "0" {
		at := slices.IndexFunc(p.Days, func(d strength.PlannedDay) bool { return itoa(d.Day.ID) == day })
		if at < 0 {
			return nil, fault.Missing("day")
		}
		w.day = &p.Days[at]
	}
	page, err := s.deps.Gym.Training.Logs.List(r.Context(), who.viewer, listing.Query{
		Conditions: []listing.Condition{listing.Is("routine", routine), listing.Is("day", w.date)}, Order: []listing.Key{{Field: "id"}}, Limit: listing.MaxLimit,
	})
	w.left = page.Rows
	return w, err
}

// path is where this session is.
func (w *training) path() string {
	if w.day == nil {
		return trainPath(w.routine.ID, 0)
	}
	return trainPath(w.routine.ID, w.day.Day.ID)
}

// showTraining serves GET /strength/train/{routine}/{day}; day 0 is a session without a plan.
func (s *Site) showTraining(r *http.Request, who reader) (reply, error) {
	w, err := s.trainingOf(r, who)
	if err != nil {
		return reply{}, err
	}
	return w.page(nil)
}

// added are the exercises that were chosen besides the plan.
func (w *training) added() (ids []int64) {
	for _, text := range w.r.URL.Query()["add"] {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil && id > 0 && !slices.Contains(ids, id) && len(ids) < maxAdded {
			ids = append(ids, id)
		}
	}
	return ids
}

// maxAdded bounds the exercises that are added in a session's address.
const maxAdded = 20

func (w *training) page(refused error) (reply, error) {
	t := w.who.words.T
	body := &trainPage{
		Title: t("strength.free"), Action: w.site.link(w.path()), Sync: w.site.link("/strength/sets"), Back: w.site.link("/strength"),
		Machine: w.date.Format(time.DateOnly), RoutineID: w.routine.ID, Day: w.who.print.DateLong(noonOf(w.who, w.date)),
	}
	if w.day != nil {
		body.Title, body.Routine = w.day.Day.Description, routineName(w.who, w.routine)
	}
	query := ""
	if w.r.URL.RawQuery != "" {
		query = "?" + url.Values{"add": w.r.URL.Query()["add"]}.Encode()
	}
	body.Add = w.site.link("/strength/exercises?to=" + url.QueryEscape(w.path()+query))
	if err := w.fill(body); err != nil {
		return reply{}, err
	}
	if err := w.fillSession(body); err != nil {
		return reply{}, err
	}
	status := explain(w.who, refused, nil, &body.Notice)
	return reply{status: status, page: "strength-train", shell: shell{Title: body.Title, Nav: "strength", Width: "medium"}, body: body}, nil
}

// fill makes the exercises: those of the plan, those that were added, and those that were done besides.
func (w *training) fill(body *trainPage) error {
	var err error
	if w.words, err = w.site.exerciseWords(w.r, w.who, w.all()); err != nil {
		return err
	}
	if w.day != nil {
		for i := range w.day.Sets {
			if err := w.planned(body, &w.day.Sets[i]); err != nil {
				return err
			}
		}
	}
	for _, id := range w.added() {
		if w.words[id].Name == "" || slices.ContainsFunc(body.Exercises, func(e trainExercise) bool { return e.ID == id }) {
			continue
		}
		if err := w.free(body, id); err != nil {
			return err
		}
	}
	for len(w.left) > 0 { // what was done besides the plan, and by other programs
		if err := w.besides(body, w.left[0].Exercise); err != nil {
			return err
		}
	}
	return nil
}

// all are the exercises of this session.
func (w *training) all() []int64 {
	var ids []int64
	if w.day != nil {
		ids = plannedExercises(&strength.Plan{Days: []strength.PlannedDay{*w.day}})
	}
	ids = append(ids, w.added()...)
	for i := range w.left {
		ids = append(ids, w.left[i].Exercise)
	}
	return ids
}

// exercise begins one, with what was done of it last time.
func (w *training) exercise(id int64) (trainExercise, []strength.Log, error) {
	last, err := w.site.deps.Gym.Training.LastTime(w.r.Context(), w.who.viewer, id, w.date)
	e := trainExercise{ID: id, Name: w.words[id].Name, Href: w.site.link(exercisePath(id))}
	if len(last) > 0 {
		e.Last = w.who.words.T("strength.last_time", w.who.print.Date(noonOf(w.who, last[0].Day)), setsText(w.who, last))
	}
	return e, last, err
}

// planned adds the exercises of a set of the plan with a set for each round.
func (w *training) planned(body *trainPage, set *strength.PlannedSet) error {
	rounds := set.Rounds()
	for i := range set.Exercises {
		p := &set.Exercises[i]
		e, last, err := w.exercise(p.Exercise)
		if err != nil {
			return err
		}
		e.Note, e.Superset, e.Target = set.Set.Comment, set.Superset(), targetText(w.who, set, p)
		for _, round := range rounds {
			if round.Exercise == p.Exercise {
				e.Sets = append(e.Sets, w.set(&round, last, len(e.Sets), "set/"+itoa(set.Set.ID)))
			}
		}
		e.Blank = w.set(&p.Prescriptions[len(p.Prescriptions)-1], last, len(e.Sets), "blank")
		body.Exercises = append(body.Exercises, e)
	}
	return nil
}

// set fills one round: with what was done of it today, else with what is prescribed, else with last time's figures.
func (w *training) set(p *strength.Prescription, last []strength.Log, n int, place string) trainSet {
	set := trainSet{
		// The name of a set is the same whenever the page is made on a day, so that two of them can't store it twice.
		UUID: w.name(place + "/" + itoa(p.Exercise) + "/" + strconv.Itoa(n)), Number: n + 1, Exercise: p.Exercise, RepetitionUnit: p.RepetitionUnit, LoadUnit: p.LoadUnit,
	}
	repetitions, load := p.Repetitions, p.Load
	if at := min(n, len(last)-1); at >= 0 && last[at].RepetitionUnit == p.RepetitionUnit {
		if repetitions == 0 {
			repetitions = last[at].Repetitions
		}
		if load == nil && (last[at].LoadUnit == p.LoadUnit || p.ID == 0) {
			load, set.LoadUnit = &last[at].Load, last[at].LoadUnit
		}
	}
	if at := slices.IndexFunc(w.left, func(l strength.Log) bool { return l.UUID == set.UUID }); at >= 0 {
		l := w.left[at] // a copy: the list is about to change
		set.Done, repetitions, load, set.RepetitionUnit, set.LoadUnit = true, l.Repetitions, &l.Load, l.RepetitionUnit, l.LoadUnit
		w.left = slices.Delete(w.left, at, at+1)
	}
	if load == nil {
		load = new(unit.Hundredths)
	}
	set.write(w.who, repetitions, *load)
	return set
}

// write puts the figures in.
func (set *trainSet) write(who reader, repetitions int64, load unit.Hundredths) {
	set.Repetitions, set.Load, set.Step = itoa(repetitions), load.Short(), "2.5"
	if set.LoadUnit == strength.Pounds {
		set.Step = "5"
	}
	set.Weighed = set.LoadUnit != bodyWeight
	set.LoadName, set.CountedName = loadUnit(who, set.LoadUnit), repetitionUnit(who, set.RepetitionUnit)
}

// name is the UUID of something in this routine on this day. The routine's own UUID is nobody else's to know.
func (w *training) name(what string) string {
	space, err := uuid.Parse(w.routine.UUID)
	if err != nil {
		space = uuid.Nil // one that is no UUID can't have been stored
	}
	return uuid.NewSHA1(space, []byte(w.date.Format(time.DateOnly)+"/"+what)).String()
}

// freeSets is how many sets an exercise has that is done without a plan.
const freeSets = 3

// free adds an exercise that is not in the plan.
func (w *training) free(body *trainPage, id int64) error {
	e, last, err := w.exercise(id)
	if err != nil {
		return err
	}
	p := w.usual(id, last)
	for n := range max(freeSets, min(len(last), 10)) {
		e.Sets = append(e.Sets, w.set(p, last, n, "free"))
	}
	e.Blank = w.set(p, last, len(e.Sets), "blank")
	w.rest(&e)
	body.Exercises = append(body.Exercises, e)
	return nil
}

// usual is how an exercise without a prescription begins: as last time, else with ten repetitions.
func (w *training) usual(id int64, last []strength.Log) *strength.Prescription {
	p := &strength.Prescription{Exercise: id, RepetitionUnit: strength.Repetitions, LoadUnit: strength.Kilograms}
	if weightUnit(w.who) == "lb" {
		p.LoadUnit = strength.Pounds
	}
	if len(last) > 0 {
		p.RepetitionUnit = last[0].RepetitionUnit
	} else {
		p.Repetitions = 10
	}
	return p
}

// besides shows what was done of an exercise today that is in no set yet: with the exercise's others, or on its own.
func (w *training) besides(body *trainPage, id int64) error {
	at := slices.IndexFunc(body.Exercises, func(e trainExercise) bool { return e.ID == id })
	if at < 0 {
		e, last, err := w.exercise(id)
		if err != nil {
			return err
		}
		e.Blank = w.set(w.usual(id, last), last, 0, "blank")
		body.Exercises = append(body.Exercises, e)
		at = len(body.Exercises) - 1
	}
	w.rest(&body.Exercises[at])
	return nil
}

// rest adds the sets of an exercise that were done and are in none of its sets.
func (w *training) rest(e *trainExercise) {
	kept := w.left[:0]
	for i := range w.left {
		l := &w.left[i]
		if l.Exercise != e.ID {
			kept = append(kept, *l)
			continue
		}
		set := trainSet{UUID: l.UUID, Number: len(e.Sets) + 1, Exercise: e.ID, RepetitionUnit: l.RepetitionUnit, LoadUnit: l.LoadUnit, Done: true}
		set.write(w.who, l.Repetitions, l.Load)
		e.Sets = append(e.Sets, set)
	}
	w.left = kept
}

// fillSession puts in what was said of today already.
func (w *training) fillSession(body *trainPage) error {
	t := w.who.words.T
	row, err := w.site.sessionOn(w.r, w.who, w.date)
	if err != nil {
		return err
	}
	body.Notes = field{Name: "notes", Label: t("strength.notes"), Type: "textarea", MaxLength: maxNotes, Optional: true}
	chosen := impressionNeutral
	if row != nil {
		body.Notes.Value, chosen = text(row.Notes), row.Impression
	}
	body.Impression = impressions(w.who, chosen)
	return nil
}
