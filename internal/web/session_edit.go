package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// sessionPage is a session in the builder, or to be read.
type sessionPage struct {
	Notice *notice
	Action string
	Title  string
	// Fields stand above the steps, More below them.
	Fields, More []field
	Content      string
	// ContentError is what is wrong with the steps.
	ContentError string
	Parts        []sessionPart
	// Script is what the builder has to know, as JSON.
	Script string
	Tags   []string
	// Links of a session that is stored.
	Copy, Delete, Plan string
	Exports            []uploadLink
	New                bool
}

// sessionPart is one variant to be read, or the whole of a session without any.
type sessionPart struct {
	Name    string
	Numbers []number
	Picture sessionPicture
	Steps   []stepLine
}

func sessionParts(who reader, c plan.Content, id sport.ID) []sessionPart {
	sp := sportOf(id)
	part := func(name string, steps []plan.Step) sessionPart {
		return sessionPart{name, sessionNumbers(who, steps, id), newSessionPicture(who, steps, id), stepLines(who, steps, sp)}
	}
	if len(c.Variants) == 0 {
		return []sessionPart{part("", c.Steps)}
	}
	all := make([]sessionPart, 0, len(c.Variants))
	for i := range c.Variants {
		all = append(all, part(c.Variants[i].Name, c.Variants[i].Steps))
	}
	return all
}

// showNewSession serves GET /coaching/sessions/new.
func (s *Site) showNewSession(r *http.Request, who reader) (reply, error) {
	form := sessionForm{sport: strconv.Itoa(int(sport.Running)), content: emptyContent}
	return s.sessionReply(r, who, form, nil, nil)
}

// createSession serves POST /coaching/sessions/new.
func (s *Site) createSession(r *http.Request, who reader) (reply, error) {
	form, err := readSessionForm(r)
	if err != nil {
		return reply{}, err
	}
	var w plan.Workout
	err = form.apply(&w)
	if err == nil {
		var made *plan.Workout
		if made, err = s.deps.Plans.CreateWorkout(r.Context(), who.viewer, w); err == nil {
			return reply{redirect: "/coaching/sessions/" + strconv.FormatInt(made.ID, 10), said: said{what: saidSaved}}, nil
		}
	}
	if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Limited) {
		return reply{}, err
	}
	return s.sessionReply(r, who, form, nil, err)
}

// pathNumber is a number in a path; one that can't be one is of nothing.
func pathNumber(r *http.Request, name, noun string) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, fault.Missing(noun)
	}
	return n, nil
}

func (s *Site) session(r *http.Request, who reader) (*plan.Workout, error) {
	id, err := pathNumber(r, "id", "workout")
	if err != nil {
		return nil, err
	}
	return s.deps.Plans.Workout(r.Context(), who.viewer, plan.Ref{ID: id})
}

// showSession serves GET /coaching/sessions/{id}: the builder, which can be read without scripts.
func (s *Site) showSession(r *http.Request, who reader) (reply, error) {
	w, err := s.session(r, who)
	if err != nil {
		return reply{}, err
	}
	form, err := sessionFormOf(who, w)
	if err != nil {
		return reply{}, err
	}
	return s.sessionReply(r, who, form, w, nil)
}

// saveSession serves POST /coaching/sessions/{id}.
func (s *Site) saveSession(r *http.Request, who reader) (reply, error) {
	form, err := readSessionForm(r)
	if err != nil {
		return reply{}, err
	}
	w, err := s.session(r, who)
	if err != nil {
		return reply{}, err
	}
	_, err = s.deps.Plans.UpdateWorkout(r.Context(), who.viewer, plan.Ref{ID: w.ID}, form.apply)
	switch {
	case fault.Is(err, fault.Invalid):
		return s.sessionReply(r, who, form, w, err)
	case err != nil:
		return reply{}, err
	}
	return reply{redirect: "/coaching/sessions/" + strconv.FormatInt(w.ID, 10), said: said{what: saidSaved}}, nil
}

// sessionReply is the builder; w is nil for a new session.
func (s *Site) sessionReply(r *http.Request, who reader, form sessionForm, w *plan.Workout, refused error) (reply, error) {
	t := who.words.T
	tags, err := s.deps.Plans.Tags(r.Context(), who.viewer, "")
	if err != nil {
		return reply{}, err
	}
	sp, _ := sportByText(form.sport)
	body := &sessionPage{
		Action: s.link("/coaching/sessions/new"), Title: t("session.new"), Content: form.content, New: w == nil, Tags: tagLabels(tags),
		Fields: []field{
			{Name: "title", Label: t("session.title"), Type: "text", Value: form.title, MaxLength: 100, Required: true},
			{Name: "sport", Label: t("field.sport"), Type: "select", Options: sportOptions(who, sp.ID, anySport)},
			{Name: "tags", Label: t("session.tags"), Type: "text", Value: form.tags, Help: t("session.tags_help"), List: "tags", Optional: true, MaxLength: 2000},
		},
		More: []field{
			{Name: "description", Label: t("field.description"), Type: "textarea", Value: form.description, MaxLength: 500, Optional: true},
			{Name: "estimate", Label: t("session.estimate"), Type: "text", Value: form.estimate, Help: t("session.estimate_help"), Placeholder: "1:15:00", MaxLength: 12, Optional: true},
		},
	}
	if w != nil {
		s.sessionLinks(body, w)
	}
	content, problem := readContent(form.content)
	if problem != nil {
		body.ContentError = problem.text(who)
	} else {
		body.Parts = sessionParts(who, content, sp.ID)
	}
	if body.Script, err = s.builderScript(who, sp.ID, problem); err != nil {
		return reply{}, err
	}
	status := 0
	if refused != nil {
		fields := append(append([]field{}, body.Fields...), body.More...)
		status = explain(who, refused, fields, &body.Notice)
		body.Fields, body.More = fields[:len(body.Fields)], fields[len(body.Fields):]
		if problem != nil {
			body.Notice = &notice{Tone: "danger", Text: body.ContentError}
		}
	}
	return reply{status: status, page: "session", shell: shell{Title: body.Title, Nav: "coaching"}, body: body}, nil
}

func (s *Site) sessionLinks(body *sessionPage, w *plan.Workout) {
	at := s.link("/coaching/sessions/" + strconv.FormatInt(w.ID, 10))
	body.Action, body.Title = at, w.Title
	body.Copy, body.Delete = at+"/copy", at+"/delete"
	body.Plan = s.link("/coaching/trainings/new?session=w" + strconv.FormatInt(w.ID, 10))
	body.Exports = exportLinks(at+"/export/", w)
}

func anySport(sport.ID) bool { return true }

func tagLabels(tags []plan.Tag) []string {
	all := make([]string, len(tags))
	for i := range tags {
		all[i] = tags[i].Label
	}
	return all
}

// builderWords are the keys of the sentences that the builder's script says.
var builderWords = []string{
	"builder.add_step", "builder.add_repeat", "builder.up", "builder.down", "builder.wrap", "builder.unwrap", "builder.copy", "builder.delete",
	"builder.handle", "builder.moved", "builder.deleted", "builder.undo", "builder.times", "builder.repeat", "builder.step", "builder.intensity", "builder.length",
	"builder.length_type", "builder.target", "builder.value", "builder.low", "builder.high", "builder.variant", "builder.variant_name", "builder.add_variant",
	"builder.delete_variant", "builder.to_variants", "builder.variant_first", "builder.range", "builder.single",
	"intensity.warmup", "intensity.interval", "intensity.active", "intensity.recovery", "intensity.rest", "intensity.cooldown",
	"step.time", "step.open", "target.open", "target.speed", "target.speed_lap", "target.pace", "target.heart_rate", "target.heart_rate_lap",
	"target.power", "target.power_lap", "target.cadence", "step.percent_heart", "step.percent_power",
}

// builderScript is what the builder's script has to know: words, units, and what is wrong where.
func (s *Site) builderScript(who reader, _ sport.ID, problem *contentProblem) (string, error) {
	words := make(map[string]string, len(builderWords))
	for _, key := range builderWords {
		words[key] = who.words.T(key)
	}
	script := map[string]any{
		"words": words, "preview": s.link("/coaching/sessions/preview"), "decimal": decimalMark(who),
		"imperial": who.print.DistanceUnit() == "mi", "speedUnit": who.print.SpeedUnit(), "paceUnit": who.print.PaceUnit(),
		"heartUnit": who.print.HeartRateUnit(), "metersPerUnit": who.print.MetersPerDistanceUnit(),
	}
	if problem != nil {
		script["problem"] = problem.wire(who)
	}
	b, err := json.Marshal(script)
	return string(b), err
}

func decimalMark(who reader) string { return who.print.Number(0.5, 1)[1:2] }

// wireProblem is a problem for the script.
type wireProblem struct {
	Text    string `json:"text"`
	Variant int    `json:"variant"`
	Path    string `json:"path"`
	Field   string `json:"field"`
}

func (p *contentProblem) wire(who reader) *wireProblem {
	return &wireProblem{Text: p.text(who), Variant: p.Variant, Path: p.Path, Field: p.Field}
}

// wirePreview is a session as the builder shows it while it is changed: one picture and one line of numbers a variant.
type wirePreview struct {
	Pictures []string     `json:"pictures"`
	Numbers  []string     `json:"numbers"`
	Problem  *wireProblem `json:"problem,omitempty"`
}

// previewSession serves POST /coaching/sessions/preview: what the core makes of steps that are being written.
func (s *Site) previewSession(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	sp, _ := sportByText(r.PostFormValue("sport"))
	content, problem := readContent(r.PostFormValue("content"))
	if problem != nil {
		return reply{json: wirePreview{Problem: problem.wire(who)}}, nil
	}
	out := wirePreview{}
	for _, part := range sessionParts(who, content, sp.ID) {
		var picture, numbers bytes.Buffer
		if err := s.templates.execute(&picture, who.words.Lang, "session-picture", part.Picture); err != nil {
			return reply{}, err
		}
		if err := s.templates.execute(&numbers, who.words.Lang, "session-numbers", part.Numbers); err != nil {
			return reply{}, err
		}
		out.Pictures, out.Numbers = append(out.Pictures, picture.String()), append(out.Numbers, numbers.String())
	}
	return reply{json: out}, nil
}
