package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
	"palestra/internal/web/messages"
)

// strengthRoutes are the training with loads: what to do, doing it, and what was done.
func (s *Site) strengthRoutes() table {
	return table{
		"GET /strength":                        s.member(s.showStrength),
		"GET /strength/train/free":             s.member(s.trainFreely),
		"GET /strength/train/{routine}/{day}":  s.member(s.showTraining),
		"POST /strength/train/{routine}/{day}": s.member(s.finishTraining),
		"POST /strength/sets":                  s.member(s.settleSets),
		"GET /strength/history":                s.member(s.showHistory),
		"GET /strength/history/{day}":          s.member(s.showTrained),
		"POST /strength/history/{day}":         s.member(s.saveTrained),
		"POST /strength/history/{day}/delete":  s.member(s.deleteTrained),
	}
}

// strengthPage is where training begins.
type strengthPage struct {
	Routines []routineCard
	Free     string
	Recent   []trainedCard
	Empty    *emptyState
}

// routineCard is a routine with the days to choose from.
type routineCard struct {
	Name, Description, Href, Count string
	Days                           []dayCard
}

// dayCard is one day of a routine. Due tells that it is its weekday.
type dayCard struct {
	Name, When, What, Href string
	Due                    bool
}

// maxRoutines is how many routines are shown; who has more finds the older ones by the API.
const maxRoutines = 30

// showStrength serves GET /strength.
func (s *Site) showStrength(r *http.Request, who reader) (reply, error) {
	page, err := s.deps.Gym.Training.Routines.List(r.Context(), who.viewer, listing.Query{
		Order: []listing.Key{{Field: "created", Descending: true}, {Field: "id", Descending: true}}, Limit: maxRoutines,
	})
	if err != nil {
		return reply{}, err
	}
	body := &strengthPage{Free: s.link("/strength/train/free")}
	for i := range page.Rows {
		card, err := s.routineCard(r, who, &page.Rows[i])
		if err != nil {
			return reply{}, err
		}
		if isFree(&page.Rows[i]) && len(card.Days) == 0 {
			continue
		}
		body.Routines = append(body.Routines, card)
	}
	if body.Recent, _, err = s.trained(r, who, time.Time{}, 3); err != nil {
		return reply{}, err
	}
	if len(body.Routines) == 0 {
		t := who.words.T
		body.Empty = &emptyState{"strength", t("strength.empty_title"), t("strength.empty_text"), s.link("/strength/routines/new"), t("strength.new_routine")}
	}
	return reply{page: "strength", shell: shell{Title: who.words.T("strength.title"), Nav: "strength"}, body: body}, nil
}

func (s *Site) routineCard(r *http.Request, who reader, row *strength.Routine) (routineCard, error) {
	card := routineCard{Name: routineName(who, row), Description: row.Description, Href: s.link(routinePath(row.ID))}
	p, err := s.deps.Gym.Training.Plan(r.Context(), who.viewer, row.ID)
	if err != nil {
		return card, err
	}
	words, err := s.exerciseWords(r, who, plannedExercises(p))
	if err != nil {
		return card, err
	}
	today := weekdayOf(s.today(who))
	for i := range p.Days {
		d := &p.Days[i]
		card.Days = append(card.Days, dayCard{
			Name: d.Day.Description, When: weekdays(who, d.Day.Weekdays), What: strings.Join(exerciseNames(words, d.Sets), ", "),
			Href: s.link(trainPath(row.ID, d.Day.ID)), Due: slices.Contains(d.Day.Weekdays, today),
		})
	}
	card.Count = who.words.N("strength.days", len(card.Days), who.print.Count(len(card.Days)))
	return card, nil
}

func routinePath(id int64) string { return "/strength/routines/" + itoa(id) }

func trainPath(routine, day int64) string {
	return "/strength/train/" + itoa(routine) + "/" + itoa(day)
}

// routineName is what a routine is called; one without a name is called after its date.
func routineName(who reader, row *strength.Routine) string {
	if row.Name != "" {
		return row.Name
	}
	return who.words.T("strength.unnamed", who.print.Date(noonOf(who, row.Created)))
}

// plannedExercises are the exercises of a routine, each once.
func plannedExercises(p *strength.Plan) (ids []int64) {
	for i := range p.Days {
		for j := range p.Days[i].Sets {
			for _, e := range p.Days[i].Sets[j].Exercises {
				if !slices.Contains(ids, e.Exercise) {
					ids = append(ids, e.Exercise)
				}
			}
		}
	}
	return ids
}

// exerciseNames are the names of what is done in sets, each once, in order.
func exerciseNames(words map[int64]strength.Translation, sets []strength.PlannedSet) (names []string) {
	for i := range sets {
		for _, e := range sets[i].Exercises {
			if name := words[e.Exercise].Name; !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// weekdayOf is the number of a date's weekday, 1 for Monday to 7.
func weekdayOf(day time.Time) int64 { return int64((int(day.Weekday())+6)%7 + 1) }

// weekdays are short names of weekdays: "Mon, Thu".
func weekdays(who reader, days []int64) string {
	names := make([]string, len(days))
	for i, d := range days {
		names[i] = who.print.Weekday(time.Weekday(d % 7))
	}
	return strings.Join(names, ", ")
}

// freeNames are what the routine of training without a routine may be called: it was made in one of the languages.
func freeNames() (names []any) {
	for _, lang := range messages.Languages {
		names = append(names, messages.For(lang).T("strength.free"))
	}
	return names
}

func isFree(row *strength.Routine) bool { return slices.Contains(freeNames(), any(row.Name)) }

// freeRoutine is the routine that training without one is kept under: a set belongs to a routine always. It is made when it is
// first needed.
func (s *Site) freeRoutine(r *http.Request, who reader) (*strength.Routine, error) {
	routines := s.deps.Gym.Training.Routines
	page, err := routines.List(r.Context(), who.viewer, listing.Query{
		Conditions: []listing.Condition{listing.Is("name", freeNames()...)}, Order: []listing.Key{{Field: "id"}}, Limit: 1,
	})
	if err != nil {
		return nil, err
	}
	if len(page.Rows) > 0 {
		return &page.Rows[0], nil
	}
	return routines.Create(r.Context(), who.viewer, strength.Routine{Name: who.words.T("strength.free"), Created: s.today(who)})
}

// trainFreely serves GET /strength/train/free: a session without a plan.
func (s *Site) trainFreely(r *http.Request, who reader) (reply, error) {
	row, err := s.freeRoutine(r, who)
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: trainPath(row.ID, 0)}, nil
}
