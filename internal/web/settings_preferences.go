package web

import (
	"net/http"
	"strings"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/web/messages"
)

// checkBox is a choice of yes or no.
type checkBox struct {
	Name, Label, Help string
	Checked           bool
}

// preferencesPage is how somebody likes to read and be measured.
type preferencesPage struct {
	Notice  *notice
	Reading []field
	Zone    field
	Checks  []checkBox
}

// showPreferences serves GET /settings/preferences.
func (s *Site) showPreferences(_ *http.Request, who reader) (reply, error) {
	return s.preferences(who, who.viewer.Person.Preferences, nil), nil
}

// savePreferences serves POST /settings/preferences; what browsers keep themselves becomes the same.
func (s *Site) savePreferences(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	next := readPreferences(r, who.viewer.Person.Preferences)
	_, err := s.deps.Auth.SetPreferences(r.Context(), who.viewer, next)
	if fault.Is(err, fault.Invalid) {
		return s.preferences(who, next, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	theme, units := next.Theme, "metric"
	if theme == "" {
		theme = "auto"
	}
	if next.Imperial {
		units = "imperial"
	}
	return reply{
		redirect: "/settings/preferences", said: said{what: saidSaved},
		cookies: []*http.Cookie{
			s.setCookie(languageCookie, next.Language, aYear), s.setCookie(themeCookie, theme, aYear), s.setCookie(unitsCookie, units, aYear),
		},
	}, nil
}

// readPreferences overlays a form on what there is. A language that we don't speak stays what it was.
func readPreferences(r *http.Request, p person.Preferences) person.Preferences {
	if lang := r.PostFormValue("language"); messages.For(lang).Lang == lang {
		p.Language = lang
	}
	if p.Theme = r.PostFormValue("theme"); p.Theme == "auto" {
		p.Theme = ""
	}
	p.Imperial = r.PostFormValue("units") == "imperial"
	p.TimeZone = strings.TrimSpace(r.PostFormValue("timezone"))
	p.WeekStartsMonday = r.PostFormValue("week") == "monday"
	p.HideAscent = r.PostFormValue("hide_ascent") != ""
	p.RawMaxSpeed = r.PostFormValue("raw_speed") != ""
	return p
}

func (s *Site) preferences(who reader, p person.Preferences, err error) reply {
	t := who.words.T
	langs := make([]option, len(languages))
	for i, l := range languages {
		langs[i] = option{l.Code, l.Name, l.Code == who.words.Lang}
	}
	fields := []field{
		{Name: "language", Label: t("preferences.language"), Type: "select", Options: langs},
		{Name: "theme", Label: t("preferences.theme"), Type: "select", Options: []option{
			{"auto", t("preferences.theme_auto"), who.theme == ""}, {"light", t("preferences.theme_light"), who.theme == "light"}, {"dark", t("preferences.theme_dark"), who.theme == "dark"},
		}},
		{Name: "units", Label: t("preferences.units"), Type: "select", Options: []option{
			{"metric", t("preferences.metric"), !p.Imperial}, {"imperial", t("preferences.imperial"), p.Imperial},
		}},
		{Name: "week", Label: t("preferences.week"), Type: "select", Options: []option{
			{"monday", t("preferences.monday"), p.WeekStartsMonday}, {"sunday", t("preferences.sunday"), !p.WeekStartsMonday},
		}},
		{Name: "timezone", Label: t("settings.zone"), Type: "text", Value: p.TimeZone, Help: t("settings.zone_help"), MaxLength: 64, List: "zones"},
	}
	body := &preferencesPage{Checks: []checkBox{
		{"hide_ascent", t("preferences.hide_ascent"), t("preferences.hide_ascent_help"), p.HideAscent},
		{"raw_speed", t("preferences.raw_speed"), t("preferences.raw_speed_help"), p.RawMaxSpeed},
	}}
	status := explain(who, err, fields, &body.Notice)
	body.Reading, body.Zone = fields[:4], fields[4]
	return s.setting(who, "preferences", "settings-preferences", body).answered(status)
}
