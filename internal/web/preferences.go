package web

import (
	"net/http"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/web/messages"
)

// aYear is how long a browser keeps a preference, in seconds.
const aYear = 365 * 24 * 3600

// setPreferences serves POST /preferences: language, theme or units, for the person and for this browser.
// What a form does not name, or names wrongly, stays as it is.
func (s *Site) setPreferences(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	answer := reply{redirect: localPath(r.PostFormValue("return"))}
	keep := func(name, value string) { answer.cookies = append(answer.cookies, s.setCookie(name, value, aYear)) }

	lang := r.PostFormValue("language")
	if messages.For(lang).Lang != lang {
		lang = ""
	} else {
		keep(languageCookie, lang)
	}
	units := r.PostFormValue("units")
	if units == "metric" || units == "imperial" {
		keep(unitsCookie, units)
	} else {
		units = ""
	}
	switch theme := r.PostFormValue("theme"); theme {
	case "light", "dark", "auto":
		keep(themeCookie, theme)
	}
	if !who.viewer.SignedIn() || lang == "" && units == "" {
		return answer, nil
	}
	next := who.viewer.Person.Preferences
	if lang != "" {
		next.Language = lang
	}
	if units != "" {
		next.Imperial = units == "imperial"
	}
	_, err := s.deps.Auth.SetPreferences(r.Context(), who.viewer, next)
	return answer, err
}

// settingsPage is everything that can be set, with what was wrong with it.
type settingsPage struct {
	Notice   *notice
	Zone     field
	Password []field
}

// showSettings serves GET /settings.
func (s *Site) showSettings(_ *http.Request, who reader) (reply, error) {
	return s.settings(who, who.viewer.Person.Preferences.TimeZone, nil), nil
}

// saveSettings serves POST /settings: the time zone.
func (s *Site) saveSettings(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	next := who.viewer.Person.Preferences
	next.TimeZone = r.PostFormValue("timezone")
	if _, err := s.deps.Auth.SetPreferences(r.Context(), who.viewer, next); err != nil {
		if fault.Is(err, fault.Invalid) {
			return s.settings(who, next.TimeZone, err), nil
		}
		return reply{}, err
	}
	return reply{redirect: "/settings", said: said{what: saidSaved}}, nil
}

// changePassword serves POST /password.
func (s *Site) changePassword(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	err := s.deps.Auth.ChangePassword(r.Context(), who.viewer, r.PostFormValue("current"), r.PostFormValue("password"), who.secret)
	switch {
	case fault.CodeOf(err) == "auth.credentials":
		err = fault.InvalidField("current", "web.current_password", "this is not your current password")
		return s.settings(who, who.viewer.Person.Preferences.TimeZone, err), nil
	case fault.Is(err, fault.Invalid):
		return s.settings(who, who.viewer.Person.Preferences.TimeZone, err), nil
	case err != nil:
		return reply{}, err
	}
	return reply{redirect: "/settings", said: said{what: saidPassword}}, nil
}

func (s *Site) settings(who reader, zone string, err error) reply {
	t := who.words.T
	fields := []field{
		{Name: "timezone", Label: t("settings.zone"), Type: "text", Value: zone, Help: t("settings.zone_help"), MaxLength: 64, List: "zones"},
		{Name: "current", Label: t("settings.password_current"), Type: "password", Autocomplete: "current-password", Required: true},
		{Name: "password", Label: t("settings.password_new"), Type: "password", Autocomplete: "new-password", Help: t("account.password_help", auth.MinPasswordLength), Required: true},
	}
	var body settingsPage
	status := explain(who, err, fields, &body.Notice)
	body.Zone, body.Password = fields[0], fields[1:]
	return reply{status: status, page: "settings", shell: shell{Title: t("nav.settings"), Nav: "settings", Width: "medium"}, body: body}
}
