package web

import (
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

// formPage is the form of a new activity or of an edit.
type formPage struct {
	Notice *notice
	Texts  []field
	// Numbers are for what is told by hand; none for an activity that was measured.
	Numbers []field
	Action  string
	Back    string
	// Delete is where an existing activity is deleted, "" for a new one.
	Delete string
}

// told is what a form says, as it was typed.
type told struct {
	title, sport, description, notes, visibility string
	start, duration, distance, ascent, descent   string
	// equipment is a UUID, "" for none, or usualEquipment; sports and gear are what may be chosen.
	equipment    string
	sports, gear []option
}

// usualEquipment leaves it to the sport what is attached.
const usualEquipment = "usual"

func readTold(r *http.Request) (told, error) {
	if err := r.ParseForm(); err != nil {
		return told{}, errForm(err)
	}
	v := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	equipment := usualEquipment // a form without the choice leaves it as it is, or to the sport
	if r.PostForm.Has("equipment") {
		equipment = v("equipment")
	}
	return told{
		title: v("title"), sport: v("sport"), description: v("description"), notes: v("notes"), visibility: v("visibility"),
		start: v("start"), duration: v("duration"), distance: v("distance"), ascent: v("ascent"), descent: v("descent"),
		equipment: equipment,
	}, nil
}

// toldOf is what a form starts from.
func toldOf(who reader, a *activity.Activity) told {
	p := who.print
	elevation := func(m float64) string {
		if math.IsNaN(m) {
			return ""
		}
		return p.Number(m/p.MetersPerElevationUnit(), 0)
	}
	equipment := ""
	if len(a.Equipment) > 0 {
		equipment = a.Equipment[0].UUID
	}
	return told{
		equipment: equipment,
		title:     a.Title, sport: strconv.Itoa(int(a.Sport)), description: text(a.Description), notes: text(a.Notes), visibility: string(a.Visibility),
		start: p.Input(a.Start), duration: p.Duration(time.Duration(a.Duration) * time.Second),
		distance: p.Number(a.Distance/p.MetersPerDistanceUnit(), 3), ascent: elevation(a.Ascent), descent: elevation(a.Descent),
	}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// entry reads the form as an activity by hand; what can't be read is a refusal with all its fields.
func (f told) entry(who reader) (activity.Entry, error) {
	e := activity.Entry{
		Sport: sport.ID(atoi(f.sport)), Title: f.title, Notes: &f.notes, Description: &f.description, Visibility: access.Visibility(f.visibility),
		Equipment: f.attached(),
	}
	var bad []fault.Field
	refuse := func(name string) { bad = append(bad, fault.Field{Name: name, Message: "can't be read"}) }
	start, err := time.Parse("2006-01-02T15:04", f.start)
	if err != nil {
		refuse("start")
	}
	e.Start = person.InZone(start, who.print.Zone)
	var ok bool
	if e.Duration, ok = parseDuration(f.duration); !ok {
		refuse("duration")
	}
	if e.Distance, ok = parseDecimal(f.distance); !ok {
		refuse("distance")
	}
	e.Distance *= who.print.MetersPerDistanceUnit()
	if e.Ascent, ok = f.elevation(who, f.ascent); !ok {
		refuse("ascent")
	}
	if e.Descent, ok = f.elevation(who, f.descent); !ok {
		refuse("descent")
	}
	if len(bad) > 0 {
		return e, fault.New(fault.Invalid, "web.activity", "some fields can't be read", bad...)
	}
	return e, nil
}

// elevation reads ascent or descent. One that is empty while the other is told counts as zero: the core wants both.
func (f told) elevation(who reader, s string) (float64, bool) {
	if f.ascent == "" && f.descent == "" {
		return math.NaN(), true
	}
	if s == "" {
		return 0, true
	}
	v, ok := parseDecimal(s)
	return v * who.print.MetersPerElevationUnit(), ok
}

func (f told) textFields(who reader) []field {
	t := who.words.T
	visibility := make([]option, 0, 3)
	for _, v := range []access.Visibility{access.Private, access.Followers, access.Public} {
		visibility = append(visibility, option{string(v), visibilityName(who, v), string(v) == f.visibility})
	}
	fields := []field{
		{Name: "title", Label: t("field.title"), Type: "text", Value: f.title, MaxLength: activity.MaxTitle, Optional: true},
		{Name: "sport", Label: t("field.sport"), Type: "select", Options: f.sports},
		{Name: "description", Label: t("field.description"), Type: "textarea", Value: f.description, MaxLength: activity.MaxDescription, Optional: true},
		{Name: "notes", Label: t("field.notes"), Type: "textarea", Value: f.notes, MaxLength: activity.MaxNotes, Optional: true, Help: t("field.notes_help")},
		{Name: "visibility", Label: t("field.visibility"), Type: "select", Options: visibility},
	}
	if len(f.gear) > 0 {
		fields = slices.Insert(fields, 2, field{Name: "equipment", Label: t("settings.equipment"), Type: "select", Options: f.gear})
	}
	return fields
}

func (f told) numberFields(who reader) []field {
	t := who.words.T
	return []field{
		{Name: "start", Label: t("field.start"), Type: "datetime-local", Value: f.start, Required: true},
		{Name: "duration", Label: t("field.duration"), Type: "text", Value: f.duration, Help: t("field.duration_help"), Placeholder: "1:05:00", MaxLength: 12, Required: true},
		{Name: "distance", Label: t("number.distance"), Type: "text", Value: f.distance, Unit: who.print.DistanceUnit(), InputMode: "decimal", MaxLength: 12, Required: true},
		{Name: "ascent", Label: t("number.ascent"), Type: "text", Value: f.ascent, Unit: who.print.ElevationUnit(), InputMode: "decimal", MaxLength: 12, Optional: true},
		{Name: "descent", Label: t("number.descent"), Type: "text", Value: f.descent, Unit: who.print.ElevationUnit(), InputMode: "decimal", MaxLength: 12, Optional: true},
	}
}

func visibilityName(who reader, v access.Visibility) string {
	switch v {
	case access.Public:
		return who.words.T("visibility.public")
	case access.Followers:
		return who.words.T("visibility.followers")
	}
	return who.words.T("visibility.private")
}
