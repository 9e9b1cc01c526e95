package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/strength"
)

// maxSettled bounds the sets of one answer of the script.
const maxSettled = 500

// toldSets is what the script says of sets: how they are by now. Saying it twice changes nothing.
type toldSets struct {
	Routine int64     `json:"routine"`
	Day     string    `json:"day"`
	Sets    []toldSet `json:"sets"`
}

type toldSet struct {
	UUID           string `json:"uuid"`
	Exercise       int64  `json:"exercise"`
	Repetitions    string `json:"repetitions"`
	RepetitionUnit int64  `json:"repetitionUnit"`
	Load           string `json:"load"`
	LoadUnit       int64  `json:"loadUnit"`
	Done           bool   `json:"done"`
}

// settleSets serves POST /strength/sets, for the script of a session: it stores sets as they are ticked.
func (s *Site) settleSets(r *http.Request, who reader) (reply, error) {
	var told toldSets
	if err := json.NewDecoder(r.Body).Decode(&told); err != nil {
		return reply{}, errForm(err)
	}
	day, ok := parseDay(told.Day)
	if !ok {
		return reply{}, errSets()
	}
	if err := s.settle(r, who, told.Routine, day, told.Sets); err != nil {
		return reply{}, err
	}
	return reply{json: map[string]int{"kept": len(told.Sets)}}, nil
}

func errSets() error { return fault.New(fault.Invalid, "web.sets", "a set could not be read") }

// settle stores what is said of the sets of a day.
func (s *Site) settle(r *http.Request, who reader, routine int64, day time.Time, sets []toldSet) error {
	if len(sets) > maxSettled {
		return fault.New(fault.TooLarge, "record.too_many", "too many sets at once")
	}
	var done []strength.Log
	var undone []string
	for i := range sets {
		set := &sets[i]
		if !uuidPattern.MatchString(set.UUID) {
			return errSets()
		}
		if !set.Done {
			undone = append(undone, set.UUID)
			continue
		}
		l, ok := set.log()
		if !ok {
			return errSets()
		}
		l.Routine, l.Day = routine, day
		done = append(done, l)
	}
	return s.deps.Gym.Training.Settle(r.Context(), who.viewer, done, undone)
}

// log is the set as it is stored; not ok when its figures are none.
func (t *toldSet) log() (l strength.Log, ok bool) {
	repetitions, err := strconv.ParseInt(strings.TrimSpace(t.Repetitions), 10, 32)
	load, ok := hundredths(t.Load)
	if strings.TrimSpace(t.Load) == "" {
		load, ok = 0, true
	}
	return strength.Log{
		UUID: t.UUID, Exercise: t.Exercise, Repetitions: repetitions, RepetitionUnit: t.RepetitionUnit, Load: load, LoadUnit: t.LoadUnit,
	}, ok && err == nil && repetitions >= 0
}

// finishTraining serves POST /strength/train/{routine}/{day}: the whole form, which also stores what a browser without scripts
// has not said yet.
func (s *Site) finishTraining(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	w, err := s.trainingOf(r, who)
	if err != nil {
		return reply{}, err
	}
	// What was begun before midnight belongs to the day on which it began.
	if day, ok := parseDay(r.PostFormValue("day")); ok {
		w.date = day
	}
	err = s.settle(r, who, w.routine.ID, w.date, formSets(r))
	if err == nil {
		err = s.keepSession(r, who, w.routine.ID, w.date)
	}
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return w.page(err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: trainedPath(w.date), said: said{what: saidSessionKept}}, nil
}

// formSets reads the sets of the form, of which each has all fields in turn.
func formSets(r *http.Request) []toldSet {
	f := r.PostForm
	at := func(name string, i int) string {
		if i < len(f[name]) {
			return f[name][i]
		}
		return ""
	}
	number := func(name string, i int) int64 { n, _ := strconv.ParseInt(at(name, i), 10, 64); return n } // 0 names nothing, and is refused as such
	ticked := map[string]bool{}
	for _, name := range f["done"] {
		ticked[name] = true
	}
	sets := make([]toldSet, 0, len(f["uuid"]))
	for i, name := range f["uuid"] {
		sets = append(sets, toldSet{
			UUID: name, Exercise: number("exercise", i), Repetitions: at("repetitions", i), RepetitionUnit: number("repetition_unit", i),
			Load: at("load", i), LoadUnit: number("load_unit", i), Done: ticked[name],
		})
	}
	return sets
}
