package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
)

// appRoutes are the programs that people let into their accounts.
func (s *Site) appRoutes() table {
	return table{
		"GET /settings/connections":           s.member(s.listConnections),
		"POST /settings/connections/{id}/end": s.member(s.endConnection),
		"GET /settings/apps":                  s.member(s.listApps),
		"GET /settings/apps/new":              s.member(s.showNewApp),
		"POST /settings/apps/new":             s.member(s.createApp),
		"GET /settings/apps/{id}":             s.member(s.showApp),
		"POST /settings/apps/{id}/end":        s.member(s.endApp),
		"POST /settings/apps/{id}/delete":     s.member(s.deleteApp),
		"GET /profile/apps/authorize":         s.member(s.showConsent),
		"POST /profile/apps/authorize":        s.member(s.consent),
	}
}

// connectionsPage are the programs that one has let in.
type connectionsPage struct {
	Rows  []connectionRow
	Empty *emptyState
}

// connectionRow is one of them.
type connectionRow struct {
	Name, Letter, Description, Website, Site, Since, Used, End string
	Scopes                                                     []string
}

// listConnections serves GET /settings/connections.
func (s *Site) listConnections(r *http.Request, who reader) (reply, error) {
	all, err := s.deps.Auth.Connections(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	body := &connectionsPage{}
	for i := range all {
		c := &all[i]
		body.Rows = append(body.Rows, connectionRow{
			Name: c.App.Name, Letter: letterOf(c.App.Name), Description: c.App.Description, Website: c.App.Website, Site: siteName(c.App.Website),
			Since: who.print.Date(c.Since), Used: lastUse(who, c.LastUsed), Scopes: scopeWords(who, c.Scopes),
			End: s.link("/settings/connections/" + strconv.FormatInt(c.App.ID, 10) + "/end"),
		})
	}
	if len(all) == 0 {
		body.Empty = &emptyState{Icon: "link", Title: who.words.T("connections.empty_title"), Text: who.words.T("connections.empty_text")}
	}
	return s.setting(who, "connections", "settings-connections", body), nil
}

// endConnection serves POST /settings/connections/{id}/end.
func (s *Site) endConnection(r *http.Request, who reader) (reply, error) {
	id, err := pathRow(r)
	if err == nil {
		err = s.deps.Auth.Disconnect(r.Context(), who.viewer, id)
	}
	return reply{redirect: "/settings/connections", said: said{what: saidDisconnected}}, err
}

// pathRow is the number in a path; one that is none names nothing.
func pathRow(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return 0, fault.Missing("page")
	}
	return id, nil
}

// letterOf stands for something without a picture.
func letterOf(name string) string {
	for _, first := range strings.TrimSpace(name) {
		return strings.ToUpper(string(first))
	}
	return "·"
}

// siteName is an address as people say it.
func siteName(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	return strings.TrimSuffix(rest, "/")
}

// lastUse says when something was used last.
func lastUse(who reader, at time.Time) string {
	if at.IsZero() {
		return who.words.T("settings.never_used")
	}
	return who.words.T("settings.last_used", who.print.Date(at)+", "+who.print.Clock(at))
}

// scopeNames are the keys of what each scope lets a program do.
var scopeNames = map[string]string{
	"all":               "scope.all",
	"application:write": "scope.application_write",
	"equipments:read":   "scope.equipments_read",
	"equipments:write":  "scope.equipments_write",
	"profile:read":      "scope.profile_read",
	"profile:write":     "scope.profile_write",
	"users:read":        "scope.users_read",
	"users:write":       "scope.users_write",
	"workouts:read":     "scope.workouts_read",
	"workouts:write":    "scope.workouts_write",
}

// scopeWord says what a scope lets a program do; one that we have no words for is told as it is.
func scopeWord(who reader, scope string) string {
	if key := scopeNames[scope]; key != "" {
		return who.words.T(key)
	}
	return scope
}

func scopeWords(who reader, scopes []string) []string {
	all := make([]string, len(scopes))
	for i, scope := range scopes {
		all[i] = scopeWord(who, scope)
	}
	return all
}
