package web

import (
	"context"
	"net/http"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// mailRequest has something mailed to an address.
type mailRequest func(ctx context.Context, email string) error

// showReset serves GET /password-reset: sets a new password with a token, or mails one.
func (s *Site) showReset(r *http.Request, who reader) (reply, error) {
	if token := r.URL.Query().Get("token"); token != "" {
		return s.reset(who, token, nil), nil
	}
	t := who.words.T
	body := &mailPage{Title: t("reset.title"), Text: t("reset.text")}
	return s.ask(who, body, "/password-reset/send", t("reset.action")), nil
}

func (s *Site) reset(who reader, token string, err error) reply {
	t := who.words.T
	body := &mailPage{
		Title: t("reset.new_title"), Token: token, Action: s.link("/password-reset"), Button: t("reset.new_action"),
		Again: s.link("/password-reset"), AgainText: t("reset.again"),
		Fields: []field{{Name: "password", Label: t("settings.password_new"), Type: "password", Autocomplete: "new-password", Help: t("account.password_help", auth.MinPasswordLength), Required: true}},
	}
	return s.mailReply(explain(who, err, body.Fields, &body.Notice), body)
}

// requestReset serves POST /password-reset/send.
func (s *Site) requestReset(r *http.Request, who reader) (reply, error) {
	return s.sent(r, who, who.words.T("reset.title"), s.deps.Auth.RequestPasswordReset)
}

// resetPassword serves POST /password-reset. Everything that was signed in is signed out, this browser too.
func (s *Site) resetPassword(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	token := r.PostFormValue("token")
	err := s.deps.Auth.SetPasswordByToken(r.Context(), token, r.PostFormValue("password"))
	if fault.Is(err, fault.Unauthenticated) || fault.Is(err, fault.Invalid) {
		return s.reset(who, token, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/sign-in", said: said{what: saidNewPassword}, cookies: []*http.Cookie{s.setCookie(sessionCookie, "", -1)}}, nil
}

// showEmailUpdate serves GET /email-update: makes the address valid that the token was mailed to.
func (s *Site) showEmailUpdate(r *http.Request, who reader) (reply, error) {
	token := r.URL.Query().Get("token")
	if token == "" {
		return reply{}, fault.Missing("page")
	}
	return s.emailUpdate(who, token, nil), nil
}

func (s *Site) emailUpdate(who reader, token string, err error) reply {
	t := who.words.T
	body := &mailPage{Title: t("email.title"), Text: t("email.text"), Token: token, Action: s.link("/email-update"), Button: t("email.action")}
	return s.mailReply(explain(who, err, nil, &body.Notice), body)
}

// confirmEmail serves POST /email-update.
func (s *Site) confirmEmail(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	token := r.PostFormValue("token")
	p, err := s.deps.Auth.ConfirmEmail(r.Context(), token)
	if fault.Is(err, fault.Unauthenticated) || fault.Is(err, fault.Conflict) {
		return s.emailUpdate(who, token, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	if who.viewer.ID() == p.ID {
		return reply{redirect: "/settings/account", said: said{what: saidConfirmed}}, nil
	}
	title := who.words.T("email.title")
	return s.mailReply(0, &mailPage{Title: title, Notice: &notice{Tone: "success", Text: who.words.T("email.done", p.Email)}}), nil
}
