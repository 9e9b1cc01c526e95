package web

import (
	"net/http"
	"slices"
	"strings"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// giveForm is a permission to be given without having been asked for.
type giveForm struct {
	// Open tells that the form is unfolded.
	Open        bool
	Fields      []field
	Permissions []permissionChoice
	// Before opens what was recorded before now as well.
	Before bool

	who, from, until string
	chosen           []access.Permission
	// refusedElsewhere is a refusal of something else on the page.
	refusedElsewhere bool
}

// fill makes the controls, with a refusal beside the one it is about, and gives the status of the page.
func (f *giveForm) fill(who reader, refused error, above **notice) int {
	t := who.words.T
	if f.chosen == nil {
		f.chosen = []access.Permission{access.PermissionRead}
	}
	f.Permissions = permissionChoices(who, f.chosen)
	f.Fields = []field{
		{Name: "who", Label: t("sharing.who"), Type: "text", Value: f.who, Help: t("sharing.who_help"), Required: true, MaxLength: 255, Autocomplete: "off"},
		{Name: "from", Label: t("sharing.from"), Type: "date", Value: f.from, Help: t("sharing.from_help"), Optional: true},
		{Name: "until", Label: t("people.until"), Type: "date", Value: f.until, Help: t("people.until_help"), Optional: true},
	}
	if f.refusedElsewhere {
		return explain(who, refused, nil, above)
	}
	return explain(who, refused, f.Fields, above)
}

// readGive reads the form, and the terms that it stands for.
func readGive(r *http.Request, who reader) (giveForm, access.Grant, error) {
	var g access.Grant
	if err := r.ParseForm(); err != nil {
		return giveForm{}, g, errForm(err)
	}
	f := giveForm{
		who: strings.TrimSpace(r.PostFormValue("who")), from: r.PostFormValue("from"), until: r.PostFormValue("until"), Before: r.PostFormValue("before") == "1",
		chosen: []access.Permission{},
	}
	for _, k := range permissionKeys {
		if slices.Contains(r.PostForm["permissions"], string(k.permission)) {
			f.chosen = append(f.chosen, k.permission)
		}
	}
	if len(f.chosen) == 0 {
		return f, g, fault.InvalidField("permissions", "request.permissions", "choose at least one permission")
	}
	if f.from != "" {
		day, ok := parseDay(f.from)
		if !ok {
			return f, g, fault.InvalidField("from", "grant.day", "not a day")
		}
		g.From = person.InZone(day, who.print.Zone)
	}
	if f.Before {
		g.From = beginning
	}
	if f.until != "" {
		day, ok := parseDay(f.until)
		if !ok {
			return f, g, fault.InvalidField("until", "grant.day", "not a day")
		}
		g.Until = person.InZone(day.AddDate(0, 0, 1), who.print.Zone)
	}
	return f, g, nil
}

// give serves POST /sharing/give: permissions for a coach, over a time that the reader chooses.
func (s *Site) give(r *http.Request, who reader) (reply, error) {
	f, g, err := readGive(r, who)
	if err == nil {
		err = s.giveTo(r, who, f.who, g, f.chosen)
	}
	if fault.Is(err, fault.Invalid) {
		return s.sharing(r, who, f, err)
	}
	return reply{redirect: "/sharing", said: said{what: saidGiven}}, err
}

// giveTo grants each of the permissions to the coach of a name.
func (s *Site) giveTo(r *http.Request, who reader, name string, g access.Grant, chosen []access.Permission) error {
	p, err := s.deps.Auth.PersonByLogin(r.Context(), name)
	switch {
	case fault.Is(err, fault.NotFound), err == nil && p.ID == who.viewer.ID():
		return fault.InvalidField("who", "grant.no_coach", "no coach here has this name")
	case err != nil:
		return err
	}
	g.Athlete, g.Coach = who.viewer.ID(), p.ID
	for _, g.Permission = range chosen {
		_, err := s.deps.Monitor.Grant(r.Context(), who.viewer, g)
		if fault.Is(err, fault.NotFound) { // somebody who is no coach
			return fault.InvalidField("who", "grant.no_coach", "no coach here has this name")
		}
		if err != nil {
			return err
		}
	}
	return nil
}
