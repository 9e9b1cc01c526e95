package web

import (
	"net/http"
	"strings"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// tokensPage is everything that is signed in without a password.
type tokensPage struct {
	Sessions []sessionRow
	// Others tells that there are browsers besides this one.
	Others bool
	// Token is the permanent token itself, shown when it was just made; Has tells that there is one.
	Token      string
	Has        bool
	Made, Used string
}

// sessionRow is one browser that is signed in.
type sessionRow struct {
	Name, Agent, Hash, Since, Used string
	Here                           bool
}

// showTokens serves GET /settings/tokens.
func (s *Site) showTokens(r *http.Request, who reader) (reply, error) {
	return s.tokens(r, who, "")
}

func (s *Site) tokens(r *http.Request, who reader, secret string) (reply, error) {
	all, err := s.deps.Auth.Sessions(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	body := &tokensPage{Token: secret, Others: len(all) > 1}
	for i := range all {
		body.Sessions = append(body.Sessions, sessionRowOf(who, &all[i]))
	}
	token, err := s.deps.Auth.OwnPermanent(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	if token != nil {
		body.Has, body.Made, body.Used = true, who.print.Date(token.CreatedAt), lastUse(who, token.LastUsed)
	}
	answer := s.setting(who, "tokens", "settings-tokens", body)
	answer.private = true
	return answer, nil
}

func sessionRowOf(who reader, session *auth.Session) sessionRow {
	return sessionRow{
		Name: browserName(who, session.Agent), Agent: session.Agent, Hash: session.Hash, Since: who.print.Date(session.CreatedAt),
		Used: lastUse(who, session.LastUsed), Here: session.OpenedBy(who.secret),
	}
}

// browsers and systems by the word that gives them away, the more special ones first: each browser also calls itself by
// the names of those before it.
var (
	browsers = [][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"}}
	systems  = [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}}
)

// browserName is what a User-Agent is in words: "Firefox, Linux".
func browserName(who reader, agent string) string {
	find := func(all [][2]string) string {
		for _, pair := range all {
			if strings.Contains(agent, pair[0]) {
				return pair[1]
			}
		}
		return ""
	}
	browser, system := find(browsers), find(systems)
	switch {
	case browser == "" && system == "":
		return who.words.T("tokens.unknown")
	case browser == "" || system == "":
		return browser + system
	}
	return browser + ", " + system
}

// replaceToken serves POST /settings/tokens/new: makes the permanent token anew and shows it.
func (s *Site) replaceToken(r *http.Request, who reader) (reply, error) {
	secret, err := s.deps.Auth.ReplacePermanent(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	return s.tokens(r, who, secret)
}

// endToken serves POST /settings/tokens/end.
func (s *Site) endToken(r *http.Request, who reader) (reply, error) {
	err := s.deps.Auth.EndOwnPermanent(r.Context(), who.viewer)
	return reply{redirect: "/settings/tokens", said: said{what: saidTokenGone}}, err
}

// endSession serves POST /settings/sessions/end.
func (s *Site) endSession(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	hash := r.PostFormValue("session")
	if len(hash) > 200 {
		return reply{}, fault.Missing("page")
	}
	err := s.deps.Auth.EndOwnSession(r.Context(), who.viewer, hash)
	return reply{redirect: "/settings/tokens", said: said{what: saidSignedOut}}, err
}

// endOtherSessions serves POST /settings/sessions/others.
func (s *Site) endOtherSessions(r *http.Request, who reader) (reply, error) {
	err := s.deps.Auth.SignOutElsewhere(r.Context(), who.viewer, who.secret)
	return reply{redirect: "/settings/tokens", said: said{what: saidSignedOut}}, err
}
