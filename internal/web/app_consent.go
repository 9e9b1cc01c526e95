package web

import (
	"net/http"
	"net/url"
	"strings"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// consentPage asks whether a program may come in.
type consentPage struct {
	Name, Letter, Description, Website, Site, Owner string
	Scopes                                          []string
	// To is where the reader is sent afterwards, as people say it.
	To     string
	Action string
	// Hidden are the parts of the request, which come back with the answer.
	Hidden []option
}

// consentFields are the parts of a request, by their names on the wire (RFC 6749, 4.1.1, and RFC 7636, 4.3).
var consentFields = []string{"response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"}

func authorizationOf(q url.Values) (auth.Authorization, error) {
	if q.Get("response_type") != "code" {
		return auth.Authorization{}, fault.New(fault.Invalid, "web.response_type", "the application asks for something else than a code")
	}
	return auth.Authorization{
		ClientID: q.Get("client_id"), RedirectURI: q.Get("redirect_uri"), Scope: q.Get("scope"), State: q.Get("state"),
		Challenge: q.Get("code_challenge"), Method: q.Get("code_challenge_method"),
	}, nil
}

// showConsent serves GET /profile/apps/authorize, which programs send people to.
func (s *Site) showConsent(r *http.Request, who reader) (reply, error) {
	q := r.URL.Query()
	ask, err := authorizationOf(q)
	if err != nil {
		return reply{}, err
	}
	c, err := s.deps.Auth.Consent(r.Context(), who.viewer, ask)
	if err != nil {
		return reply{}, err
	}
	owner, err := s.deps.Auth.Person(r.Context(), c.App.Owner)
	if err != nil {
		return reply{}, err
	}
	body := &consentPage{
		Name: c.App.Name, Letter: letterOf(c.App.Name), Description: c.App.Description, Website: c.App.Website, Site: siteName(c.App.Website),
		Owner: owner.Username, Scopes: scopeWords(who, c.Scopes), Action: s.link("/profile/apps/authorize"),
	}
	var source string
	body.To, source = destination(c.RedirectURI)
	for _, name := range consentFields {
		body.Hidden = append(body.Hidden, option{Value: q.Get(name), Label: name})
	}
	frame := shell{Title: who.words.T("consent.title", c.App.Name), Width: "narrow"}
	return reply{page: "consent", shell: frame, body: body, formsTo: source, private: true}, nil
}

// destination is an address as people say it, and as the Content-Security-Policy names it: browsers hold a form's policy
// against where its answer leads, too.
func destination(uri string) (name, source string) {
	u, err := url.Parse(uri)
	switch {
	case err != nil || u.Scheme == "":
		return uri, ""
	case u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return u.Scheme, u.Scheme + ":"
	}
	if strings.ContainsAny(u.Host, ";,'\"") {
		return u.Host, "" // it would say more than a host in the policy
	}
	return u.Host, u.Scheme + "://" + u.Host
}

// consent serves POST /profile/apps/authorize: sends the reader back to the program, with a code or a refusal.
func (s *Site) consent(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	ask, err := authorizationOf(r.PostForm)
	if err != nil {
		return reply{}, err
	}
	answer := s.deps.Auth.Deny
	if r.PostFormValue("confirm") == "true" {
		answer = s.deps.Auth.Authorize
	}
	to, err := answer(r.Context(), who.viewer, ask)
	return reply{away: to, private: true}, err
}
