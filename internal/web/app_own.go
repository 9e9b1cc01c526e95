package web

import (
	"net/http"
	"strconv"
	"strings"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// appsPerPage is how many applications a page lists: more than almost anybody has.
const appsPerPage = 100

// appsPage are the programs that one has registered.
type appsPage struct {
	Rows  []appRow
	Empty *emptyState
}

// appRow is one of them.
type appRow struct{ Name, Letter, Description, Since, Href string }

// listApps serves GET /settings/apps.
func (s *Site) listApps(r *http.Request, who reader) (reply, error) {
	page, err := s.deps.Auth.Apps(r.Context(), who.viewer, 0, appsPerPage)
	if err != nil {
		return reply{}, err
	}
	body := &appsPage{}
	for i := range page.Apps {
		a := &page.Apps[i]
		body.Rows = append(body.Rows, appRow{a.Name, letterOf(a.Name), a.Description, who.print.Date(a.IssuedAt), s.link("/settings/apps/" + strconv.FormatInt(a.ID, 10))})
	}
	if len(body.Rows) == 0 {
		t := who.words.T
		body.Empty = &emptyState{"app", t("apps.empty_title"), t("apps.empty_text"), s.link("/settings/apps/new"), t("apps.add")}
	}
	return s.setting(who, "apps", "settings-apps", body), nil
}

// appPage is one program.
type appPage struct {
	Name, Description, Website, ClientID string
	// Secret is shown once, when the program was just registered.
	Secret       string
	Fresh        bool
	Public       bool
	RedirectURIs []string
	Scopes       []string
	Since        string
	End, Delete  string
}

// showApp serves GET /settings/apps/{id}.
func (s *Site) showApp(r *http.Request, who reader) (reply, error) {
	id, err := pathRow(r)
	if err != nil {
		return reply{}, err
	}
	a, err := s.deps.Auth.App(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	return s.app(who, a, ""), nil
}

func (s *Site) app(who reader, a *auth.App, secret string) reply {
	here := s.link("/settings/apps/" + strconv.FormatInt(a.ID, 10))
	body := &appPage{
		Name: a.Name, Description: a.Description, Website: a.Website, ClientID: a.ClientID, Secret: secret, Public: a.Public,
		RedirectURIs: a.RedirectURIs, Scopes: scopeWords(who, a.Scopes), Since: who.print.Date(a.IssuedAt), End: here + "/end", Delete: here + "/delete",
	}
	answer := s.setting(who, "apps", "settings-app", body)
	answer.private = secret != ""
	return answer.under(who.words.T("settings.apps"), s.link("/settings/apps"), a.Name)
}

// appFormPage is the form of a new program.
type appFormPage struct {
	Notice       *notice
	Fields       []field
	Scopes       []checkBox
	ScopesError  string
	Public       checkBox
	Action, Back string
}

// showNewApp serves GET /settings/apps/new.
func (s *Site) showNewApp(_ *http.Request, who reader) (reply, error) {
	return s.appForm(who, auth.AppDraft{}, "", nil), nil
}

// createApp serves POST /settings/apps/new, and shows the secret at once: it can't be told again.
func (s *Site) createApp(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	v := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	draft := auth.AppDraft{
		Name: v("name"), Description: v("description"), Website: v("website"), RedirectURIs: strings.Fields(v("redirect_uris")),
		Known: s.deps.Scopes, Public: v("public") != "",
	}
	for _, scope := range s.deps.Scopes {
		if v("scope_"+scope) != "" {
			draft.Scopes = append(draft.Scopes, scope)
		}
	}
	a, secret, err := s.deps.Auth.CreateApp(r.Context(), who.viewer, draft)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Limited) {
		return s.appForm(who, draft, v("redirect_uris"), err), nil
	}
	if err != nil {
		return reply{}, err
	}
	answer := s.app(who, a, secret)
	answer.body.(*appPage).Fresh = true
	return answer, nil
}

func (s *Site) appForm(who reader, d auth.AppDraft, uris string, err error) reply {
	t := who.words.T
	body := &appFormPage{
		Action: s.link("/settings/apps/new"), Back: s.link("/settings/apps"),
		Public: checkBox{"public", t("apps.public"), t("apps.public_help"), d.Public},
	}
	fields := []field{
		{Name: "name", Label: t("apps.name"), Type: "text", Value: d.Name, MaxLength: 100, Required: true},
		{Name: "website", Label: t("apps.website"), Type: "url", Value: d.Website, MaxLength: 2000, Optional: true, Placeholder: "https://"},
		{Name: "description", Label: t("field.description"), Type: "textarea", Value: d.Description, MaxLength: 1000, Optional: true},
		{Name: "redirect_uris", Label: t("apps.redirects"), Type: "textarea", Value: uris, Required: true, Help: t("apps.redirects_help"), Placeholder: "http://127.0.0.1/callback"},
		{Name: "scopes"},
	}
	for _, scope := range s.deps.Scopes {
		chosen := false
		for _, c := range d.Scopes {
			chosen = chosen || c == scope
		}
		body.Scopes = append(body.Scopes, checkBox{"scope_" + scope, scopeWord(who, scope), scope, chosen})
	}
	status := explain(who, err, fields, &body.Notice)
	body.Fields, body.ScopesError = fields[:4], fields[4].Error
	answer := s.setting(who, "apps", "settings-app-form", body).answered(status)
	return answer.under(t("settings.apps"), body.Back, t("apps.new_title"))
}

// endApp serves POST /settings/apps/{id}/end: everybody who let the program in has to do so again.
func (s *Site) endApp(r *http.Request, who reader) (reply, error) {
	id, err := pathRow(r)
	if err == nil {
		err = s.deps.Auth.RevokeApp(r.Context(), who.viewer, id)
	}
	return reply{redirect: "/settings/apps/" + strconv.FormatInt(id, 10), said: said{what: saidDisconnected}}, err
}

// deleteApp serves POST /settings/apps/{id}/delete.
func (s *Site) deleteApp(r *http.Request, who reader) (reply, error) {
	id, err := pathRow(r)
	if err == nil {
		err = s.deps.Auth.DeleteApp(r.Context(), who.viewer, id)
	}
	return reply{redirect: "/settings/apps", said: said{what: saidAppGone}}, err
}
