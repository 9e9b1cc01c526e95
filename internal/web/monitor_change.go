package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// showNewOccasion serves GET /monitoring/new.
func (s *Site) showNewOccasion(r *http.Request, who reader) (reply, error) {
	f, err := s.newForm(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.occasionFormReply(r, who, nil, nil, f, newRefusals())
}

// createOccasion serves POST /monitoring/new.
func (s *Site) createOccasion(r *http.Request, who reader) (reply, error) {
	shown, err := s.newForm(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.saveOccasion(r, who, nil, nil, shown)
}

// showEditOccasion serves GET /monitoring/{id}/edit.
func (s *Site) showEditOccasion(r *http.Request, who reader) (reply, error) {
	o, frames, f, err := s.occasionAsForm(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.occasionFormReply(r, who, o, frames, f, newRefusals())
}

// editOccasion serves POST /monitoring/{id}/edit.
func (s *Site) editOccasion(r *http.Request, who reader) (reply, error) {
	o, frames, shown, err := s.occasionAsForm(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.saveOccasion(r, who, o, frames, shown)
}

func (s *Site) occasionAsForm(r *http.Request, who reader) (*monitor.Occasion, []monitor.TimeFrame, *occasionForm, error) {
	o, err := s.occasionOf(r, who)
	if err != nil {
		return nil, nil, nil, err
	}
	frames, err := s.squadFrames(r, who, o.ID)
	if err != nil {
		return nil, nil, nil, err
	}
	f, err := s.formOf(r, who, o, frames)
	return o, frames, f, err
}

// saveOccasion stores what a form says, or does with it what another of its buttons asks for.
func (s *Site) saveOccasion(r *http.Request, who reader, o *monitor.Occasion, frames []monitor.TimeFrame, shown *occasionForm) (reply, error) {
	f, err := readOccasionForm(r, shown)
	if err != nil {
		return reply{}, err
	}
	if done, err := s.helpWith(r, who, f); done || err != nil {
		if err != nil {
			return reply{}, err
		}
		return s.occasionFormReply(r, who, o, frames, f, newRefusals())
	}
	var base monitor.Occasion
	if o != nil {
		base = *o
	}
	plan, a := f.arrange(who, base, frames)
	if !a.refusals.any() {
		made, err := s.deps.Monitor.Arrange(r.Context(), who.viewer, plan)
		if err == nil {
			what := saidSaved
			if o == nil {
				what = saidOccasion
			}
			return reply{redirect: "/monitoring/" + itoa(made.ID), said: said{what: what}}, nil
		}
		if !a.refused(err) {
			return reply{}, err
		}
	}
	return s.occasionFormReply(r, who, o, frames, f, a.refusals)
}

// helpWith does what the buttons inside a form ask for: choose everyone, hand out devices, measure somebody once more.
func (s *Site) helpWith(r *http.Request, who reader, f *occasionForm) (done bool, err error) {
	do, row, _ := strings.Cut(r.PostFormValue("do"), ".")
	switch do {
	case "everyone":
		f.everyone()
	case "devices":
		devices, err := s.currentDevices(r, who)
		if err != nil {
			return false, err
		}
		f.handOut(devices)
	case "again":
		f.again(atoi(row))
	default:
		return false, nil
	}
	return true, nil
}

// refused puts what the core refuses beside what it is about, and reports whether it could.
func (a *arranger) refused(err error) bool {
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.Invalid {
		return false
	}
	t := a.who.words.T
	for _, f := range e.Fields {
		parts := strings.SplitN(f.Name, ".", 3)
		switch {
		case len(parts) == 3 && parts[0] == "frames":
			a.refusedRow(parts[1], parts[2], f.Message)
		case f.Name == "frames":
			a.refusals.fields["athletes"] = t("monitor.too_many", monitor.MaxArranged)
		case f.Name == "name":
			a.refusals.fields["name"] = t("monitor.bad_name")
		default:
			a.refusals.fields["pitch"] = t("monitor.bad_pitch")
		}
	}
	return a.refusals.any()
}

// refusedRow puts a refusal of a time frame beside its row, or beside the rule or time that all share.
func (a *arranger) refusedRow(place, name, message string) {
	t := a.who.words.T
	n, err := strconv.Atoi(place)
	if err != nil || n < 0 || n >= len(a.places) {
		return
	}
	i := a.places[n]
	row := &a.form.rows[i]
	switch name {
	case "athlete":
		a.refusals.rows[i] = t("monitor.bad_grant")
	case "device":
		a.refusals.rows[i] = t("monitor.bad_device")
	case "start_time", "end_time":
		if row.From == "" && row.Until == "" {
			a.refusals.fields["until"] = t("monitor.bad_end")
		} else {
			a.refusals.rows[i] = t("monitor.bad_end")
		}
	case "params":
		rule, _, _ := strings.Cut(message, ":")
		rule, _, _ = strings.Cut(rule, ".")
		a.refusals.fields[rule] = t("monitor.bad_rule")
		if rule == "splitName" || rule == "max_hr" {
			delete(a.refusals.fields, rule)
			a.refusals.rows[i] = t("monitor.bad_row")
		}
	default:
		a.refusals.rows[i] = t("monitor.bad_row")
	}
}

// deleteOccasion serves POST /monitoring/{id}/delete.
func (s *Site) deleteOccasion(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "occasion")
	if err == nil {
		err = s.deps.Monitor.DeleteOccasion(r.Context(), who.viewer, id, monitor.OccasionFilter{})
	}
	return reply{redirect: "/monitoring", said: said{what: saidOccasionGone}}, err
}

func (s *Site) occasionFormReply(r *http.Request, who reader, o *monitor.Occasion, frames []monitor.TimeFrame, f *occasionForm, wrong *refusals) (reply, error) {
	t := who.words.T
	body := &occasionFormPage{Title: t("monitor.new"), Action: s.link("/monitoring/new"), Back: s.link("/monitoring"), RowError: wrong.fields["athletes"]}
	if o != nil {
		at := s.link("/monitoring/" + itoa(o.ID))
		head := s.head(who, o, frames, "edit")
		body.Head, body.Title, body.Action, body.Back, body.Delete = &head, o.Name, at+"/edit", at, at+"/delete"
	}
	devices, err := s.currentDevices(r, who)
	if err != nil {
		return reply{}, err
	}
	body.NoDevices = len(devices) == 0
	body.Fields = f.fields(who, wrong)
	for i := range rules {
		u := &rules[i]
		symbol, _ := u.unit(who)
		one := field{Name: u.name, Label: t(u.label), Type: "text", Value: f.rules[u.name], Unit: symbol, Help: t(u.help), Error: wrong.fields[u.name], MaxLength: 400, InputMode: "text"}
		body.Rules, body.RulesOpen = append(body.Rules, one), body.RulesOpen || one.Error != ""
	}
	pitch := field{Name: "pitch", Label: t("monitor.pitch"), Type: "textarea", Value: f.pitch, Help: t("monitor.pitch_help"), Error: wrong.fields["pitch"], MaxLength: 400, Optional: true, Placeholder: "46.52942, 6.62031"}
	body.Rules, body.RulesOpen = append(body.Rules, pitch), body.RulesOpen || pitch.Error != ""
	for i, row := range f.rows {
		row.Devices = deviceOptions(who, devices, row.Device)
		row.Error = wrong.rows[i]
		row.Apart = row.Apart || row.From != "" || row.Until != "" || row.Part != ""
		body.Rows = append(body.Rows, row)
	}
	answer := reply{page: "monitor-form", shell: shell{Title: body.Title, Nav: "monitoring"}, body: body}
	if wrong.any() {
		answer.status = http.StatusBadRequest
		body.Notice = &notice{Tone: "danger", Text: t("monitor.not_saved")}
	}
	return answer, nil
}

func (f *occasionForm) fields(who reader, wrong *refusals) []field {
	t := who.words.T
	sports := make([]option, 0, len(monitoredSports))
	for _, sp := range monitoredSports {
		sports = append(sports, option{sp.name, t(sp.label), sp.name == f.sport})
	}
	return []field{
		{Name: "name", Label: t("monitor.name"), Type: "text", Value: f.name, MaxLength: 200, Required: true, Error: wrong.fields["name"], Placeholder: t("monitor.name_example"), Autocomplete: "off"},
		{Name: "sport", Label: t("field.sport"), Type: "select", Options: sports},
		{Name: "from", Label: t("monitor.from"), Type: "datetime-local", Value: f.from, Required: true, Error: wrong.fields["from"]},
		{Name: "until", Label: t("monitor.until"), Type: "datetime-local", Value: f.until, Required: true, Error: wrong.fields["until"]},
	}
}
