package web

import (
	"net/http"

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
