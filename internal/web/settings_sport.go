package web

import (
	"math"
	"net/http"
	"slices"
	"strings"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// sportPage is one sport as its owner wants it treated.
type sportPage struct {
	Notice                         *notice
	Name, Icon, Count              string
	Color, Threshold, Gear         *field
	OwnColor, Active               checkBox
	Action, Reset, Measure, Cancel string
	// Set tells that there is something to forget; Offer that the threshold has just changed.
	Set, Offer bool
	Progress   *measuring
}

// measuring is how far the activities of a sport are measured anew.
type measuring struct {
	Text       string
	Done, Most int
	// Running tells that the page is to be looked at again.
	Running bool
	Tone    string
}

// sportForm is what was typed.
type sportForm struct {
	color, threshold, gear string
	ownColor, active       bool
	err                    error
}

// showSport serves GET /settings/sports/{sport}.
func (s *Site) showSport(r *http.Request, who reader) (reply, error) {
	o, gear, err := s.ownSport(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.sport(r, who, o, gear, sportFormOf(who, o)), nil
}

// ownSport is the sport of a path as the reader has it, with what fits it.
func (s *Site) ownSport(r *http.Request, who reader) (*ownSport, []activity.Equipment, error) {
	sp, err := pathSport(r)
	if err != nil {
		return nil, nil, err
	}
	all, err := s.ownSports(r, who)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(all, func(o ownSport) bool { return o.sport.ID == sp.ID })
	if i < 0 {
		return nil, nil, fault.Missing("page")
	}
	gear, err := s.deps.Activities.Equipment(r.Context(), who.viewer)
	return &all[i], fittingGear(gear, sp.ID), err
}

// fittingGear is what is in use and of use in a sport.
func fittingGear(all []activity.Equipment, id sport.ID) []activity.Equipment {
	return slices.DeleteFunc(all, func(e activity.Equipment) bool {
		t, ok := activity.EquipmentTypeByID(e.Type)
		return !ok || !t.Fits(id) || !e.Active
	})
}

func sportFormOf(who reader, o *ownSport) sportForm {
	f := sportForm{color: longColor(o.pref.Color), ownColor: o.pref.Color != "", active: o.pref.Active, threshold: thresholdText(who, o.pref.StoppedSpeed)}
	if len(o.gear) > 0 {
		f.gear = o.gear[0].UUID
	}
	return f
}

// usualColor is what the choice of a colour starts from.
const usualColor = "#a33f1c"

// longColor is a colour the way <input type="color"> wants it.
func longColor(c string) string {
	switch len(c) {
	case 4:
		return "#" + strings.Repeat(c[1:2], 2) + strings.Repeat(c[2:3], 2) + strings.Repeat(c[3:], 2)
	case 7:
		return strings.ToLower(c)
	}
	return usualColor
}

// thresholdText is a speed of km/h in the reader's unit.
func thresholdText(who reader, kmh float64) string {
	return who.print.Number(kmh*1000/who.print.MetersPerDistanceUnit(), 2)
}

// saveSport serves POST /settings/sports/{sport}. A threshold that reads as before stays what it is.
func (s *Site) saveSport(r *http.Request, who reader) (reply, error) {
	o, gear, err := s.ownSport(r, who)
	if err != nil {
		return reply{}, err
	}
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	f := sportForm{
		color: r.PostFormValue("color"), ownColor: r.PostFormValue("own_color") != "", active: r.PostFormValue("active") != "",
		threshold: strings.TrimSpace(r.PostFormValue("stopped_speed")), gear: r.PostFormValue("equipment"),
	}
	change, changed := f.change(who, o)
	if _, f.err = s.deps.Activities.UpdatePreference(r.Context(), who.viewer, o.sport.ID, change); fault.Is(f.err, fault.Invalid) {
		return s.sport(r, who, o, gear, f), nil
	}
	if f.err != nil {
		return reply{}, f.err
	}
	to := "/settings/sports"
	if changed && o.activities > 0 {
		to += "/" + o.sport.Key + "?measure=offer"
	}
	return reply{redirect: to, said: said{what: saidSaved}}, nil
}

// change is what a form asks for, and whether the threshold is another one. A threshold that can't be read is one that
// the core refuses.
func (f *sportForm) change(who reader, o *ownSport) (c activity.PreferenceChange, changed bool) {
	color := ""
	if f.ownColor {
		color = f.color
	}
	c = activity.PreferenceChange{Color: &color, Active: &f.active}
	if was := sportFormOf(who, o); f.threshold != was.threshold {
		v, ok := parseDecimal(f.threshold)
		if !ok {
			v = math.NaN()
		}
		v *= who.print.MetersPerDistanceUnit() / 1000
		c.StoppedSpeed, changed = &v, true
	}
	c.Equipment = &[]string{}
	if f.gear != "" {
		c.Equipment = &[]string{f.gear}
	}
	return c, changed
}

func (s *Site) sport(r *http.Request, who reader, o *ownSport, gear []activity.Equipment, f sportForm) reply {
	t, here := who.words.T, s.link("/settings/sports/"+o.sport.Key)
	fields := []field{
		{Name: "color", Label: t("sports.color"), Type: "color", Value: longColor(f.color)},
		{Name: "stopped_speed", Label: t("sports.threshold"), Type: "text", Value: f.threshold, Unit: who.print.SpeedUnit(), InputMode: "decimal", MaxLength: 8, Required: true, Help: t("sports.threshold_help")},
		{Name: "equipment", Label: t("sports.gear"), Type: "select", Help: t("sports.gear_help"), Options: []option{{"", t("sports.gear_none"), f.gear == ""}}},
	}
	for i := range gear {
		fields[2].Options = append(fields[2].Options, option{gear[i].UUID, gear[i].Label, gear[i].UUID == f.gear})
	}
	row := s.sportRow(who, o)
	body := &sportPage{
		Name: row.Name, Icon: row.Icon, Count: row.Count, Set: o.set, Action: here, Reset: here + "/reset", Cancel: s.link("/settings/sports"),
		OwnColor: checkBox{"own_color", t("sports.own_color"), "", f.ownColor}, Active: checkBox{"active", t("sports.active"), t("sports.active_help"), f.active},
	}
	status := explain(who, f.err, fields, &body.Notice)
	body.Color, body.Threshold = &fields[0], &fields[1]
	if len(gear) > 0 {
		body.Gear = &fields[2]
	}
	if o.activities > 0 { // otherwise there is nothing to measure
		body.Measure, body.Offer, body.Progress = here+"/measure", r.URL.Query().Get("measure") == "offer", s.measuring(who, o.sport.ID)
	}
	answer := s.setting(who, "sports", "settings-sport", body).answered(status)
	return answer.under(t("settings.sports"), s.link("/settings/sports"), row.Name)
}

// measuring is how far the latest request is, nil when there was none lately.
func (s *Site) measuring(who reader, id sport.ID) *measuring {
	state, ok := s.deps.Activities.Recomputation(who.viewer, id)
	t, count := who.words.T, who.print.Count
	switch {
	case !ok:
		return nil
	case !state.Finished && state.Total == 0:
		return &measuring{Text: t("sports.waiting"), Running: true}
	case !state.Finished:
		return &measuring{Text: t("sports.running", count(state.Done+state.Kept), count(state.Total)), Done: state.Done + state.Kept, Most: state.Total, Running: true}
	case state.Failed:
		return &measuring{Text: t("sports.failed", count(state.Done)), Tone: "danger"}
	case state.Kept > 0:
		return &measuring{Text: t("sports.done_but", count(state.Done), count(state.Kept)), Tone: "warning"}
	}
	return &measuring{Text: who.words.N("sports.done", state.Done, count(state.Done)), Tone: "success"}
}

// resetSport serves POST /settings/sports/{sport}/reset.
func (s *Site) resetSport(r *http.Request, who reader) (reply, error) {
	sp, err := pathSport(r)
	if err == nil {
		err = s.deps.Activities.ResetPreference(r.Context(), who.viewer, sp.ID)
	}
	return reply{redirect: "/settings/sports", said: said{what: saidSportReset}}, err
}

// measureSport serves POST /settings/sports/{sport}/measure.
func (s *Site) measureSport(r *http.Request, who reader) (reply, error) {
	sp, err := pathSport(r)
	if err == nil {
		err = s.deps.Activities.RecomputeSportLater(who.viewer, sp.ID)
	}
	return reply{redirect: "/settings/sports/" + sp.Key}, err
}
