package fittrackee

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/person"
)

// has reports an object in which one of these keys is missing; null counts as there.
func (p payload) has(keys string) error {
	for key := range strings.FieldsSeq(keys) {
		if _, told := p.Object[key]; !told {
			return errPayload
		}
	}
	return nil
}

// editProfile serves POST /auth/profile/edit. Everything has to be told; null and "" are nothing.
func (d *Dialect) editProfile(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	next, err := p.profile()
	if err != nil {
		return wire.Reply{}, err
	}
	changed, err := d.auth.SetProfile(r.Context(), v, next)
	if err != nil {
		return wire.Reply{}, err
	}
	return d.profileReply(r, v, changed, "user profile updated")
}

func (p payload) profile() (next person.Profile, err error) {
	if err := p.has("first_name last_name bio birth_date location"); err != nil {
		return next, err
	}
	var birth *string
	var first, last, bio, location *string
	err = p.texts(map[string]**string{"first_name": &first, "last_name": &last, "bio": &bio, "birth_date": &birth, "location": &location})
	if err != nil {
		return next, err
	}
	next = person.Profile{FirstName: text(first), LastName: text(last), Bio: text(bio), Location: text(location)}
	if text(birth) != "" {
		day, ok := parseDay(*birth, time.UTC, 0)
		if !ok {
			return next, errServer
		}
		next.BirthDate = day
	}
	return next, nil
}

// text is what a pointer points to, "" for nil.
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// editPreferences serves POST /auth/profile/edit/preferences.
func (d *Dialect) editPreferences(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	next, err := p.preferences(v.Person.Preferences)
	if err != nil {
		return wire.Reply{}, err
	}
	changed, err := d.auth.SetPreferences(r.Context(), v, next)
	if err != nil {
		return wire.Reply{}, err
	}
	return d.profileReply(r, v, changed, "user preferences updated")
}

func (p payload) preferences(next person.Preferences) (person.Preferences, error) {
	if err := p.has("date_format display_ascent imperial_units language start_elevation_at_zero timezone use_dark_mode use_raw_gpx_speed weekm"); err != nil {
		return next, err
	}
	var format, language, zone *string
	if err := p.texts(map[string]**string{"date_format": &format, "language": &language, "timezone": &zone}); err != nil {
		return next, err
	}
	next.DateFormat, next.TimeZone, next.Language = text(format), text(zone), "en"
	if slices.Contains(languages, text(language)) {
		next.Language = *language
	}
	ascent, zero := true, true
	for key, place := range map[string]*bool{
		"display_ascent": &ascent, "imperial_units": &next.Imperial, "start_elevation_at_zero": &zero,
		"use_raw_gpx_speed": &next.RawMaxSpeed, "weekm": &next.WeekStartsMonday,
	} {
		flag, err := p.flag(key)
		if err != nil || flag == nil {
			return next, errPayload
		}
		*place = *flag
	}
	next.HideAscent, next.KeepElevationBase = !ascent, !zero
	dark, err := p.flag("use_dark_mode")
	next.Theme = ""
	if dark != nil {
		next.Theme = map[bool]string{true: "dark", false: "light"}[*dark]
	}
	return next, err
}

// editAccount serves PATCH /auth/profile/edit/account: the address and the password, against the present password.
func (d *Dialect) editAccount(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	var email, current, next *string
	if err := p.texts(map[string]**string{"email": &email, "password": &current, "new_password": &next}); err != nil {
		return wire.Reply{}, err
	}
	switch {
	case text(email) == "":
		return wire.Reply{}, invalid("error", "email is missing")
	case text(current) == "":
		return wire.Reply{}, invalid("error", "current password is missing")
	}
	change := auth.AccountChange{Current: *current, Password: text(next)}
	if !strings.EqualFold(*email, v.Person.Email) {
		change.Email = *email
	}
	changed, err := d.auth.UpdateAccount(r.Context(), v, change)
	if err != nil {
		return wire.Reply{}, err
	}
	return d.profileReply(r, v, changed, "user account updated")
}

// acceptPolicy serves POST /auth/account/privacy-policy.
func (d *Dialect) acceptPolicy(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if accepted, _ := p.Object["accepted_policy"].(bool); !accepted {
		return wire.Reply{}, errPayload
	}
	if _, err := d.auth.AcceptPolicy(r.Context(), v); err != nil {
		return wire.Reply{}, err
	}
	return statusReply(), nil
}
