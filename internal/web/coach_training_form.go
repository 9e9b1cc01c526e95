package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// trainingFormPage is the form of a planned training.
type trainingFormPage struct {
	Notice       *notice
	Title        string
	Action, Back string
	Fields, More []field
	Athletes     []option
	AthleteError string
	Withdraw     string
	BackForm     string
	ID           int64
}

// trainingForm is what it says.
type trainingForm struct {
	title, description, sport, duration, session string
	day                                          string
	morning                                      bool
	athletes                                     []int64
}

func readTrainingForm(r *http.Request) (trainingForm, error) {
	if err := r.ParseForm(); err != nil {
		return trainingForm{}, errForm(err)
	}
	v := r.PostFormValue
	f := trainingForm{
		title: strings.TrimSpace(v("title")), description: strings.TrimSpace(v("description")), sport: v("sport"), duration: strings.TrimSpace(v("duration")),
		session: v("session"), day: v("day"), morning: v("half") == "morning",
	}
	for _, id := range r.PostForm["athletes"] {
		f.athletes = append(f.athletes, number64(id))
	}
	return f, nil
}

// apply writes the form into a draft, whose sessions stay unless the form names one.
func (f *trainingForm) apply(d *plan.Draft) error {
	day, ok := parseDay(f.day)
	if !ok {
		return fault.InvalidField("day", "training.day", "a date between 1970 and 2199")
	}
	if f.title != "" {
		d.Title = f.title
	}
	if sp, ok := sportByText(f.sport); ok && sp.ID != d.Sport {
		d.Sport, d.SportName = sp.ID, sportWord(sp)
	}
	d.Description, d.Day, d.Morning, d.Athletes = f.description, day, f.morning, f.athletes
	if f.duration != "" {
		n, ok := parseDuration(f.duration)
		if !ok {
			return fault.InvalidField("duration", "workout.estimate", "a duration is hours, minutes and seconds, such as 1:15:00")
		}
		d.Duration, d.DurationByHand = n, true
	}
	return nil
}

// showNewTraining serves GET /coaching/trainings/new: ?session=w12, ?day=2026-11-24, ?athlete=7.
func (s *Site) showNewTraining(r *http.Request, who reader) (reply, error) {
	q := r.URL.Query()
	f := trainingForm{session: q.Get("session"), day: q.Get("day"), sport: strconv.Itoa(int(sport.Running))}
	if _, ok := parseDay(f.day); !ok {
		f.day = dateOf(s.deps.Now(), who.print.Zone).Format(time.DateOnly)
	}
	if id := number64(q.Get("athlete")); id != 0 {
		f.athletes = []int64{id}
	}
	return s.trainingFormReply(r, who, f, nil, nil)
}

// createTraining serves POST /coaching/trainings/new.
func (s *Site) createTraining(r *http.Request, who reader) (reply, error) {
	f, err := readTrainingForm(r)
	if err != nil {
		return reply{}, err
	}
	var d plan.Draft
	if ref, ok := sessionRef(f.session); ok {
		if d, err = s.draftOf(r, who, ref); err != nil {
			return reply{}, err
		}
		f.sport = strconv.Itoa(int(d.Sport))
	}
	if err = f.apply(&d); err == nil && len(d.Athletes) == 0 {
		err = fault.InvalidField("athletes", "training.nobody", "choose at least one athlete")
	}
	if err == nil {
		var undo int64
		if _, undo, err = s.deps.Plans.Put(r.Context(), who.viewer, []plan.Draft{d}); err == nil {
			return reply{redirect: "/coaching?from=" + d.Day.Format(time.DateOnly), said: undoable(saidPlanned, undo)}, nil
		}
	}
	return s.trainingFormReply(r, who, f, nil, firstOf(err))
}

// showEditTraining serves GET /coaching/trainings/{id}/edit.
func (s *Site) showEditTraining(r *http.Request, who reader) (reply, error) {
	t, err := s.training(r, who)
	if err != nil {
		return reply{}, err
	}
	f := trainingForm{
		title: t.Title, description: t.Description, sport: strconv.Itoa(int(t.Sport)), day: t.Day.Format(time.DateOnly), morning: t.Morning, athletes: t.Athletes,
	}
	if t.DurationByHand {
		f.duration = seconds(who, t.Duration).Value
	}
	return s.trainingFormReply(r, who, f, t, nil)
}

// editTraining serves POST /coaching/trainings/{id}/edit.
func (s *Site) editTraining(r *http.Request, who reader) (reply, error) {
	f, err := readTrainingForm(r)
	if err != nil {
		return reply{}, err
	}
	t, err := s.training(r, who)
	if err != nil {
		return reply{}, err
	}
	var refs []plan.SessionRef
	if ref, ok := sessionRef(f.session); ok {
		refs = []plan.SessionRef{ref}
	}
	_, err = s.deps.Plans.Reschedule(r.Context(), who.viewer, []int64{t.ID}, func(_ int, d *plan.Draft) error {
		d.DurationByHand, d.Refs = false, refs
		if f.duration == "" && t.DurationByHand && refs == nil {
			d.Refs = ownRefs(t)
		}
		return f.apply(d)
	})
	if err != nil {
		return s.trainingFormReply(r, who, f, t, firstOf(err))
	}
	return reply{redirect: "/coaching/trainings/" + strconv.FormatInt(t.ID, 10), said: said{what: saidSaved}}, nil
}

// ownRefs names the sessions that a training has, so that its duration follows them again.
func ownRefs(t *plan.Training) []plan.SessionRef {
	refs := make([]plan.SessionRef, 0, len(t.Sessions))
	for _, one := range t.Sessions {
		if one.Workout != 0 {
			refs = append(refs, plan.SessionRef{ID: one.Workout, Built: true})
		} else {
			refs = append(refs, plan.SessionRef{ID: one.Note})
		}
	}
	return refs
}

func (s *Site) trainingFormReply(r *http.Request, who reader, f trainingForm, t *plan.Training, refused error) (reply, error) {
	if refused != nil && !fault.Is(refused, fault.Invalid) {
		return reply{}, refused
	}
	words := who.words.T
	body := &trainingFormPage{Title: words("training.new"), Action: s.link("/coaching/trainings/new"), BackForm: "/coaching?from=" + f.day, Back: s.link("/coaching?from=" + f.day)}
	if t != nil {
		id := strconv.FormatInt(t.ID, 10)
		body.Title, body.Action, body.Back, body.ID = words("training.edit"), s.link("/coaching/trainings/"+id+"/edit"), s.link("/coaching/trainings/"+id), t.ID
		body.Withdraw = s.link("/coaching/withdraw")
	}
	sessions, err := s.library(r, who, plan.Filter{}, 0)
	if err != nil {
		return reply{}, err
	}
	first := words("training.no_session")
	if t != nil {
		first = words("training.same_session")
	}
	choices := []option{{Label: first, Selected: f.session == ""}}
	for _, c := range sessions {
		choices = append(choices, option{c.Ref, c.Title + " · " + c.Sport, c.Ref == f.session})
	}
	sp, _ := sportByText(f.sport)
	fields := []field{
		{Name: "session", Label: words("training.session"), Type: "select", Options: choices},
		{Name: "day", Label: words("training.day"), Type: "date", Value: f.day, Required: true},
		{Name: "half", Label: words("training.half"), Type: "select", Options: []option{{"morning", words("board.morning"), f.morning}, {"afternoon", words("board.afternoon"), !f.morning}}},
		{Name: "title", Label: words("training.title"), Type: "text", Value: f.title, Help: words("training.title_help"), MaxLength: 100, Optional: true},
		{Name: "sport", Label: words("field.sport"), Type: "select", Options: sportOptions(who, sp.ID, anySport)},
		{Name: "duration", Label: words("session.duration"), Type: "text", Value: f.duration, Help: words("training.duration_help"), Placeholder: "1:15:00", MaxLength: 12, Optional: true},
		{Name: "description", Label: words("training.description"), Type: "textarea", Value: f.description, MaxLength: 500, Optional: true},
		{Name: "athletes"},
	}
	status := 0
	if refused != nil {
		status = explain(who, refused, fields, &body.Notice)
		body.AthleteError = fields[7].Error
	}
	body.Fields, body.More = fields[:3], fields[3:7]
	body.Athletes, err = s.athleteOptions(r, who, f.athletes)
	return reply{status: status, page: "training-form", shell: shell{Title: body.Title, Nav: "coaching", Width: "medium"}, body: body}, err
}
