package web

import (
	"net/http"
	"strings"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// accountPage is a form about an account, with what was wrong with it.
type accountPage struct {
	Notice *notice
	Fields []field
	// Next is where the reader was going.
	Next string
	// Registration tells whether people may sign up.
	Registration bool
	// Mail tells that there are mails to ask for: a new password, a new confirmation.
	Mail bool
}

// showStart serves GET /: what this is for strangers, one's activities for those who are signed in.
func (s *Site) showStart(_ *http.Request, who reader) (reply, error) {
	if who.viewer.SignedIn() {
		return reply{redirect: "/activities"}, nil
	}
	return reply{page: "start", body: accountPage{Registration: s.deps.Auth.RegistrationOpen()}}, nil
}

// showSignUp serves GET /sign-up.
func (s *Site) showSignUp(_ *http.Request, who reader) (reply, error) {
	if who.viewer.SignedIn() {
		return reply{redirect: "/activities"}, nil
	}
	return s.signUpPage(who, auth.Registration{}, nil), nil
}

// signUp serves POST /sign-up: makes the account and signs it in.
func (s *Site) signUp(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	reg := auth.Registration{
		Username: strings.TrimSpace(r.PostFormValue("username")), Email: strings.TrimSpace(r.PostFormValue("email")),
		Password: r.PostFormValue("password"), Language: who.words.Lang,
	}
	// The browser's own guess of the zone; one that we don't know is no reason to refuse an account.
	if zone := r.PostFormValue("timezone"); person.ValidZone(zone) {
		reg.TimeZone = zone
	}
	p, err := s.deps.Auth.Register(r.Context(), reg)
	if fault.KindOf(err) == fault.Internal && err != nil {
		return reply{}, err
	}
	if err != nil {
		return s.signUpPage(who, reg, err), nil
	}
	if !p.Active {
		answer := s.signInPage(who, p.Username, "/activities", nil)
		answer.body.(*accountPage).Notice = &notice{Tone: "success", Text: who.words.T("sign_up.confirm", p.Email)}
		return answer, nil
	}
	return s.startSession(r, p, "/activities")
}

func (s *Site) signUpPage(who reader, reg auth.Registration, err error) reply {
	t := who.words.T
	body := accountPage{Registration: s.deps.Auth.RegistrationOpen(), Fields: []field{
		{Name: "username", Label: t("account.username"), Type: "text", Value: reg.Username, Help: t("account.username_help"), Autocomplete: "username", MaxLength: 150, Required: true},
		{Name: "email", Label: t("account.email"), Type: "email", Value: reg.Email, Autocomplete: "email", MaxLength: auth.MaxEmailLength, Optional: true},
		{Name: "password", Label: t("account.password"), Type: "password", Help: t("account.password_help", auth.MinPasswordLength), Autocomplete: "new-password", Required: true},
	}}
	status := explain(who, err, body.Fields, &body.Notice)
	return reply{status: status, page: "sign-up", shell: shell{Title: t("nav.sign_up"), Width: "narrow"}, body: body}
}

// showSignIn serves GET /sign-in.
func (s *Site) showSignIn(r *http.Request, who reader) (reply, error) {
	next := localPath(r.URL.Query().Get("next"))
	if who.viewer.SignedIn() {
		return reply{redirect: next}, nil
	}
	return s.signInPage(who, "", next, nil), nil
}

// signIn serves POST /sign-in.
func (s *Site) signIn(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	login, next := strings.TrimSpace(r.PostFormValue("login")), localPath(r.PostFormValue("next"))
	p, err := s.deps.Auth.SignIn(r.Context(), login, r.PostFormValue("password"), s.address(r))
	if fault.Is(err, fault.Unauthenticated) {
		return s.signInPage(who, login, next, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	return s.startSession(r, p, next)
}

func (s *Site) signInPage(who reader, login, next string, err error) reply {
	t := who.words.T
	body := &accountPage{Next: next, Registration: s.deps.Auth.RegistrationOpen(), Mail: s.deps.Auth.MailOn(), Fields: []field{
		{Name: "login", Label: t("account.login"), Type: "text", Value: login, Autocomplete: "username", Required: true},
		{Name: "password", Label: t("account.password"), Type: "password", Autocomplete: "current-password", Required: true},
	}}
	status := explain(who, err, body.Fields, &body.Notice)
	return reply{status: status, page: "sign-in", shell: shell{Title: t("nav.sign_in"), Width: "narrow"}, body: body}
}

func (s *Site) startSession(r *http.Request, p *person.Person, next string) (reply, error) {
	secret, err := s.deps.Auth.StartSession(r.Context(), p, r.UserAgent())
	if err != nil {
		return reply{}, err
	}
	c := s.setCookie(sessionCookie, secret, int(auth.SessionLife.Seconds()))
	return reply{redirect: next, cookies: []*http.Cookie{c}}, nil
}

// signOut serves POST /sign-out.
func (s *Site) signOut(r *http.Request, who reader) (reply, error) {
	if who.secret != "" {
		if err := s.deps.Auth.EndSession(r.Context(), who.secret); err != nil {
			return reply{}, err
		}
	}
	return reply{redirect: "/", cookies: []*http.Cookie{s.setCookie(sessionCookie, "", -1)}}, nil
}

// localPath is a path of ours, or that of the activities when p leads anywhere else.
func localPath(p string) string {
	if !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.ContainsAny(p, "\\\r\n\t") {
		return "/activities"
	}
	return p
}
