package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// routineRoutes are the making of routines. A block is a set of a routine: so many rounds of one exercise or of several.
func (s *Site) routineRoutes() table {
	return table{
		"GET /strength/routines/new":          s.member(s.showNewRoutine),
		"POST /strength/routines/new":         s.member(s.createRoutine),
		"GET /strength/routines/{id}":         s.member(s.showRoutine),
		"GET /strength/routines/{id}/edit":    s.member(s.showEditRoutine),
		"POST /strength/routines/{id}/edit":   s.member(s.editRoutine),
		"POST /strength/routines/{id}/copy":   s.member(s.copyRoutine),
		"POST /strength/routines/{id}/delete": s.member(s.deleteRoutine),
		"POST /strength/routines/{id}/days":   s.member(s.createDay),
		"GET /strength/days/{id}":             s.member(s.showDay),
		"POST /strength/days/{id}":            s.member(s.editDay),
		"POST /strength/days/{id}/delete":     s.member(s.deleteDay),
		"POST /strength/days/{id}/add":        s.member(s.createBlock),
		"GET /strength/blocks/{id}":           s.member(s.showBlock),
		"POST /strength/blocks/{id}":          s.member(s.editBlock),
		"POST /strength/blocks/{id}/add":      s.member(s.extendBlock),
		"POST /strength/blocks/{id}/move":     s.member(s.moveBlock),
		"POST /strength/blocks/{id}/delete":   s.member(s.deleteBlock),
	}
}

// routinePage is a routine with all that is in it.
type routinePage struct {
	Name, Description string
	Days              []routineDay
	Edit, Copy        string
	Delete, AddDay    string
	NewDay            field
	Weekdays          []weekdayCheck
	Empty             string
}

// routineDay is a day of a routine.
type routineDay struct {
	Name, When, Train, Edit, Add string
	Blocks                       []routineBlock
}

// routineBlock is a set of a day.
type routineBlock struct {
	Superset           bool
	Lines              []blockLine
	Comment            string
	Edit, Move, Delete string
	First, Last        bool
}

// blockLine is an exercise of a set with what is prescribed.
type blockLine struct{ Name, Href, Target string }

// weekdayCheck is a choice of a weekday.
type weekdayCheck struct {
	Value   int64
	Label   string
	Checked bool
}

func weekdayChecks(who reader, chosen []int64) []weekdayCheck {
	all := make([]weekdayCheck, 7)
	for i := range all {
		d := int64(i + 1)
		all[i] = weekdayCheck{d, who.print.Weekday(time.Weekday(d % 7)), slices.Contains(chosen, d)}
	}
	return all
}

// showRoutine serves GET /strength/routines/{id}.
func (s *Site) showRoutine(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "routine")
	if err != nil {
		return reply{}, err
	}
	p, err := s.deps.Gym.Training.Plan(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	words, err := s.exerciseWords(r, who, plannedExercises(p))
	if err != nil {
		return reply{}, err
	}
	here := s.link(routinePath(id))
	t := who.words.T
	body := &routinePage{
		Name: routineName(who, &p.Routine), Description: p.Routine.Description, Edit: here + "/edit", Copy: here + "/copy", Delete: here + "/delete", AddDay: here + "/days",
		NewDay:   field{Name: "description", Label: t("strength.day_name"), Type: "text", MaxLength: 100, Required: true, Placeholder: t("strength.day_example")},
		Weekdays: weekdayChecks(who, nil),
	}
	for i := range p.Days {
		body.Days = append(body.Days, s.routineDay(who, id, &p.Days[i], words))
	}
	return reply{page: "routine", shell: shell{Title: body.Name, Nav: "strength", Width: "medium"}, body: body}, nil
}

func (s *Site) routineDay(who reader, routine int64, d *strength.PlannedDay, words map[int64]strength.Translation) routineDay {
	at := dayPath(d.Day.ID)
	day := routineDay{
		Name: d.Day.Description, When: weekdays(who, d.Day.Weekdays), Train: s.link(trainPath(routine, d.Day.ID)), Edit: s.link(at),
		Add: s.link("/strength/exercises?to=" + at),
	}
	for i := range d.Sets {
		set := &d.Sets[i]
		here := s.link(blockPath(set.Set.ID))
		b := routineBlock{
			Superset: set.Superset(), Comment: set.Set.Comment, Edit: here, Move: here + "/move", Delete: here + "/delete",
			First: i == 0, Last: i == len(d.Sets)-1,
		}
		for j := range set.Exercises {
			e := &set.Exercises[j]
			b.Lines = append(b.Lines, blockLine{words[e.Exercise].Name, s.link(exercisePath(e.Exercise)), targetText(who, set, e)})
		}
		day.Blocks = append(day.Blocks, b)
	}
	return day
}

func dayPath(id int64) string { return "/strength/days/" + itoa(id) }

func blockPath(id int64) string { return "/strength/blocks/" + itoa(id) }

// routineFormPage is the form of a routine's own words.
type routineFormPage struct {
	Title, Action, Back string
	Notice              *notice
	Fields              []field
	// Weekdays are shown for a day; Delete is where it is deleted.
	Weekdays []weekdayCheck
	Delete   string
}

// showNewRoutine serves GET /strength/routines/new.
func (s *Site) showNewRoutine(_ *http.Request, who reader) (reply, error) {
	return s.routineForm(who, &strength.Routine{}, nil), nil
}

// createRoutine serves POST /strength/routines/new.
func (s *Site) createRoutine(r *http.Request, who reader) (reply, error) {
	next := strength.Routine{Name: typed(r, "name"), Description: typed(r, "description"), Created: s.today(who)}
	if next.Name == "" {
		return s.routineForm(who, &next, errBlank("name")), nil
	}
	row, err := s.deps.Gym.Training.Routines.Create(r.Context(), who.viewer, next)
	if fault.Is(err, fault.Invalid) {
		return s.routineForm(who, &next, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: routinePath(row.ID)}, nil
}

// typed is what somebody wrote into a field.
func typed(r *http.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }

// errBlank refuses an empty field.
func errBlank(name string) error { return fault.InvalidField(name, "web.blank", "please fill this in") }

// showEditRoutine serves GET /strength/routines/{id}/edit.
func (s *Site) showEditRoutine(r *http.Request, who reader) (reply, error) {
	row, err := s.routineOf(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.routineForm(who, row, nil), nil
}

func (s *Site) routineOf(r *http.Request, who reader) (*strength.Routine, error) {
	id, err := rowID(r, "id", "routine")
	if err != nil {
		return nil, err
	}
	return s.deps.Gym.Training.Routines.Get(r.Context(), who.viewer, id)
}

// editRoutine serves POST /strength/routines/{id}/edit.
func (s *Site) editRoutine(r *http.Request, who reader) (reply, error) {
	row, err := s.routineOf(r, who)
	if err != nil {
		return reply{}, err
	}
	row.Name, row.Description = typed(r, "name"), typed(r, "description")
	if row.Name == "" {
		return s.routineForm(who, row, errBlank("name")), nil
	}
	_, err = s.deps.Gym.Training.Routines.Update(r.Context(), who.viewer, row.ID, func(old *strength.Routine) error {
		old.Name, old.Description = row.Name, row.Description
		return nil
	})
	if fault.Is(err, fault.Invalid) {
		return s.routineForm(who, row, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: routinePath(row.ID), said: said{what: saidSaved}}, nil
}

// routineForm shows the form of a routine, of a new one without an id.
func (s *Site) routineForm(who reader, row *strength.Routine, refused error) reply {
	t := who.words.T
	body := &routineFormPage{Title: t("strength.new_routine"), Action: s.link("/strength/routines/new"), Back: s.link("/strength"), Fields: []field{
		{Name: "name", Label: t("strength.name"), Type: "text", Value: row.Name, MaxLength: 100, Required: true, Placeholder: t("strength.name_example")},
		{Name: "description", Label: t("strength.description"), Type: "textarea", Value: row.Description, MaxLength: 1000, Optional: true},
	}}
	if row.ID != 0 {
		body.Title, body.Back = t("strength.edit_routine"), s.link(routinePath(row.ID))
		body.Action = body.Back + "/edit"
	}
	status := explain(who, refused, body.Fields, &body.Notice)
	return reply{status: status, page: "routine-form", shell: shell{Title: body.Title, Nav: "strength", Width: "medium"}, body: body}
}

// copyRoutine serves POST /strength/routines/{id}/copy.
func (s *Site) copyRoutine(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "routine")
	if err != nil {
		return reply{}, err
	}
	made, err := s.deps.Gym.Training.Copy(r.Context(), who.viewer, id, s.today(who))
	if err != nil {
		return reply{}, err
	}
	name := routineName(who, made) + " " + who.words.T("strength.copy_mark")
	if len([]rune(name)) <= 100 {
		_, err = s.deps.Gym.Training.Routines.Update(r.Context(), who.viewer, made.ID, func(row *strength.Routine) error { row.Name = name; return nil })
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: routinePath(made.ID), said: said{what: saidRoutineCopied}}, nil
}

// deleteRoutine serves POST /strength/routines/{id}/delete. The page has said what goes with it.
func (s *Site) deleteRoutine(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "routine")
	if err != nil {
		return reply{}, err
	}
	if err := s.deps.Gym.Training.Routines.Delete(r.Context(), who.viewer, id); err != nil {
		return reply{}, err
	}
	return reply{redirect: "/strength", said: said{what: saidRoutineGone}}, nil
}

// chosenWeekdays are those that a form has ticked.
func chosenWeekdays(r *http.Request) (days []int64) {
	for _, text := range r.PostForm["weekday"] {
		if d, err := strconv.ParseInt(text, 10, 64); err == nil {
			days = append(days, d)
		}
	}
	return days
}

// createDay serves POST /strength/routines/{id}/days.
func (s *Site) createDay(r *http.Request, who reader) (reply, error) {
	row, err := s.routineOf(r, who)
	if err != nil {
		return reply{}, err
	}
	name := typed(r, "description") // reads the form
	next := strength.Day{Routine: row.ID, Description: name, Weekdays: chosenWeekdays(r)}
	_, err = s.deps.Gym.Training.Days.Create(r.Context(), who.viewer, next)
	if fault.Is(err, fault.Invalid) {
		return s.dayForm(who, &next, routinePath(row.ID)+"/days", err), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: routinePath(row.ID)}, nil
}

func (s *Site) dayOf(r *http.Request, who reader) (*strength.Day, error) {
	id, err := rowID(r, "id", "day")
	if err != nil {
		return nil, err
	}
	return s.deps.Gym.Training.Days.Get(r.Context(), who.viewer, id)
}

// showDay serves GET /strength/days/{id}: its name and weekdays.
func (s *Site) showDay(r *http.Request, who reader) (reply, error) {
	d, err := s.dayOf(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.dayForm(who, d, dayPath(d.ID), nil), nil
}

// editDay serves POST /strength/days/{id}.
func (s *Site) editDay(r *http.Request, who reader) (reply, error) {
	d, err := s.dayOf(r, who)
	if err != nil {
		return reply{}, err
	}
	d.Description, d.Weekdays = typed(r, "description"), chosenWeekdays(r)
	_, err = s.deps.Gym.Training.Days.Update(r.Context(), who.viewer, d.ID, func(row *strength.Day) error {
		row.Description, row.Weekdays = d.Description, d.Weekdays
		return nil
	})
	if fault.Is(err, fault.Invalid) {
		return s.dayForm(who, d, dayPath(d.ID), err), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: routinePath(d.Routine), said: said{what: saidSaved}}, nil
}

func (s *Site) dayForm(who reader, d *strength.Day, action string, refused error) reply {
	t := who.words.T
	body := &routineFormPage{
		Title: t("strength.edit_day"), Action: s.link(action), Back: s.link(routinePath(d.Routine)), Weekdays: weekdayChecks(who, d.Weekdays),
		Fields: []field{{Name: "description", Label: t("strength.day_name"), Type: "text", Value: d.Description, MaxLength: 100, Required: true, Placeholder: t("strength.day_example")}},
	}
	if d.ID != 0 {
		body.Delete = s.link(action) + "/delete"
	}
	status := explain(who, refused, body.Fields, &body.Notice)
	return reply{status: status, page: "routine-form", shell: shell{Title: body.Title, Nav: "strength", Width: "medium"}, body: body}
}

// deleteDay serves POST /strength/days/{id}/delete. The page has said what goes with it.
func (s *Site) deleteDay(r *http.Request, who reader) (reply, error) {
	d, err := s.dayOf(r, who)
	if err != nil {
		return reply{}, err
	}
	if err := s.deps.Gym.Training.Days.Delete(r.Context(), who.viewer, d.ID); err != nil {
		return reply{}, err
	}
	return reply{redirect: routinePath(d.Routine), said: said{what: saidDayGone}}, nil
}

// setsOf are the sets of a day in their order.
func (s *Site) setsOf(r *http.Request, who reader, day int64) ([]strength.Set, error) {
	page, err := s.deps.Gym.Training.Sets.List(r.Context(), who.viewer, listing.Query{
		Conditions: []listing.Condition{listing.Is("day", day)}, Order: []listing.Key{{Field: "position"}, {Field: "id"}}, Limit: strength.MaxPlanned,
	})
	return page.Rows, err
}
