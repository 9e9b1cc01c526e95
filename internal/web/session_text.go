package web

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

// textPage is a session that is written as text.
type textPage struct {
	Notice       *notice
	Action       string
	Title        string
	Fields, More []field
	// HTML is the text as it is edited; Shown the same for those without scripts, which the core has cleaned.
	HTML               string
	Shown              template.HTML
	TextError          string
	Tags               []string
	Copy, Delete, Plan string
	New                bool
}

// textForm is what the editor sends.
type textForm struct{ title, description, sport, tags, estimate, html string }

func readTextForm(r *http.Request) (textForm, error) {
	if err := r.ParseForm(); err != nil {
		return textForm{}, errForm(err)
	}
	f := r.PostFormValue
	return textForm{
		title: strings.TrimSpace(f("title")), description: strings.TrimSpace(f("description")), sport: f("sport"), tags: f("tags"),
		estimate: strings.TrimSpace(f("estimate")), html: f("html"),
	}, nil
}

func textFormOf(who reader, n *plan.Note) textForm {
	f := textForm{title: n.Title, description: n.Description, tags: strings.Join(n.Tags, ", "), html: n.HTML}
	if n.Sport != 0 {
		f.sport = strconv.Itoa(int(n.Sport))
	}
	if n.Estimate != nil {
		f.estimate = seconds(who, *n.Estimate).Value
	}
	return f
}

func (f *textForm) apply(n *plan.Note) error {
	sp, known := sportByText(f.sport)
	switch {
	case !known:
		n.Sport, n.SportName = 0, ""
	case n.Sport != sp.ID:
		n.Sport, n.SportName = sp.ID, sportWord(sp)
	}
	n.Title, n.Description, n.Tags, n.HTML, n.Estimate = f.title, f.description, splitTags(f.tags), f.html, nil
	if f.estimate != "" {
		v, ok := parseDuration(f.estimate)
		if !ok {
			return fault.InvalidField("estimate", "workout.estimate", "a duration is hours, minutes and seconds, such as 1:15:00")
		}
		n.Estimate = &v
	}
	return nil
}

// showNewText serves GET /coaching/texts/new.
func (s *Site) showNewText(r *http.Request, who reader) (reply, error) {
	return s.textReply(r, who, textForm{}, nil, nil)
}

// createText serves POST /coaching/texts/new.
func (s *Site) createText(r *http.Request, who reader) (reply, error) {
	form, err := readTextForm(r)
	if err != nil {
		return reply{}, err
	}
	var n plan.Note
	if err = form.apply(&n); err == nil {
		var made *plan.Note
		if made, err = s.deps.Plans.CreateNote(r.Context(), who.viewer, n); err == nil {
			return reply{redirect: "/coaching/texts/" + strconv.FormatInt(made.ID, 10), said: said{what: saidSaved}}, nil
		}
	}
	if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Limited) {
		return reply{}, err
	}
	return s.textReply(r, who, form, nil, err)
}

func (s *Site) text(r *http.Request, who reader) (*plan.Note, error) {
	id, err := pathNumber(r, "id", "note")
	if err != nil {
		return nil, err
	}
	return s.deps.Plans.Note(r.Context(), who.viewer, id)
}

// showText serves GET /coaching/texts/{id}.
func (s *Site) showText(r *http.Request, who reader) (reply, error) {
	n, err := s.text(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.textReply(r, who, textFormOf(who, n), n, nil)
}

// saveText serves POST /coaching/texts/{id}.
func (s *Site) saveText(r *http.Request, who reader) (reply, error) {
	form, err := readTextForm(r)
	if err != nil {
		return reply{}, err
	}
	n, err := s.text(r, who)
	if err != nil {
		return reply{}, err
	}
	_, err = s.deps.Plans.UpdateNote(r.Context(), who.viewer, n.ID, form.apply)
	switch {
	case fault.Is(err, fault.Invalid):
		return s.textReply(r, who, form, n, err)
	case err != nil:
		return reply{}, err
	}
	return reply{redirect: "/coaching/texts/" + strconv.FormatInt(n.ID, 10), said: said{what: saidSaved}}, nil
}

func (s *Site) textReply(r *http.Request, who reader, form textForm, n *plan.Note, refused error) (reply, error) {
	t := who.words.T
	tags, err := s.deps.Plans.Tags(r.Context(), who.viewer, "")
	if err != nil {
		return reply{}, err
	}
	sp, _ := sportByText(form.sport)
	body := &textPage{
		Action: s.link("/coaching/texts/new"), Title: t("session.new_text"), HTML: form.html, New: n == nil, Tags: tagLabels(tags),
		Fields: []field{
			{Name: "title", Label: t("session.title"), Type: "text", Value: form.title, MaxLength: 100, Required: true},
			{Name: "sport", Label: t("field.sport"), Type: "select", Optional: true, Options: append([]option{{Label: t("session.no_sport"), Selected: sp.ID == 0}}, sportOptions(who, sp.ID, anySport)...)},
			{Name: "tags", Label: t("session.tags"), Type: "text", Value: form.tags, Help: t("session.tags_help"), List: "tags", Optional: true, MaxLength: 2000},
		},
		More: []field{
			{Name: "description", Label: t("field.description"), Type: "textarea", Value: form.description, MaxLength: 500, Optional: true},
			{Name: "estimate", Label: t("session.duration"), Type: "text", Value: form.estimate, Placeholder: "1:15:00", MaxLength: 12, Optional: true},
		},
	}
	if n != nil {
		at := s.link("/coaching/texts/" + strconv.FormatInt(n.ID, 10))
		body.Action, body.Title, body.Copy, body.Delete = at, n.Title, at+"/copy", at+"/delete"
		body.Plan = s.link("/coaching/trainings/new?session=n" + strconv.FormatInt(n.ID, 10))
		body.Shown = template.HTML(n.HTML) // the core has cleaned it before it was stored
	}
	status := 0
	if refused != nil {
		fields := append(append([]field{{Name: "session"}}, body.Fields...), body.More...)
		status = explain(who, refused, fields, &body.Notice)
		body.TextError = fields[0].Error
		body.Fields, body.More = fields[1:1+len(body.Fields)], fields[1+len(body.Fields):]
	}
	return reply{status: status, page: "session-text", shell: shell{Title: body.Title, Nav: "coaching", Width: "medium"}, body: body}, nil
}

// copyText serves POST /coaching/texts/{id}/copy.
func (s *Site) copyText(r *http.Request, who reader) (reply, error) {
	n, err := s.text(r, who)
	if err != nil {
		return reply{}, err
	}
	n.Title = copiedTitle(who, n.Title)
	made, err := s.deps.Plans.CreateNote(r.Context(), who.viewer, *n)
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/coaching/texts/" + strconv.FormatInt(made.ID, 10), said: said{what: saidCopied}}, nil
}

// deleteText serves POST /coaching/texts/{id}/delete.
func (s *Site) deleteText(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "note")
	if err != nil {
		return reply{}, err
	}
	undo, err := s.deps.Plans.DiscardNote(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/coaching/sessions", said: undoable(saidSessionGone, undo)}, nil
}
