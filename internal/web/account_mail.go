package web

import (
	"net/http"
	"strings"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// accountRoutes are the pages that mails lead to. Reading one does nothing yet: programs that look into mails follow links.
func (s *Site) accountRoutes() table {
	return table{
		"GET /account-confirmation":       s.open(s.showConfirmation),
		"POST /account-confirmation":      s.open(s.confirmAccount),
		"POST /account-confirmation/send": s.open(s.resendConfirmation),
		"GET /password-reset":             s.open(s.showReset),
		"POST /password-reset":            s.open(s.resetPassword),
		"POST /password-reset/send":       s.open(s.requestReset),
		"GET /email-update":               s.open(s.showEmailUpdate),
		"POST /email-update":              s.open(s.confirmEmail),
	}
}

// mailPage is one step with something that a mail brought, or will bring.
type mailPage struct {
	Title, Text string
	Notice      *notice
	Fields      []field
	// Token came with the link. Without an Action there is nothing to do.
	Token, Action, Button string
	// Again is the way to ask for another mail, "" for none.
	Again, AgainText string
}

func (s *Site) mailReply(status int, body *mailPage) reply {
	// The address of the page holds the token, so no cache and no other site may learn it.
	return reply{status: status, page: "account-mail", shell: shell{Title: body.Title, Width: "narrow"}, body: body, private: true}
}

// showConfirmation serves GET /account-confirmation: opens the account that the token is of, or mails another one.
func (s *Site) showConfirmation(r *http.Request, who reader) (reply, error) {
	if token := r.URL.Query().Get("token"); token != "" {
		return s.confirmation(who, token, nil), nil
	}
	t := who.words.T
	body := &mailPage{Title: t("confirm.again_title"), Text: t("confirm.again_text")}
	return s.ask(who, body, "/account-confirmation/send", t("confirm.again_action")), nil
}

func (s *Site) confirmation(who reader, token string, err error) reply {
	t := who.words.T
	body := &mailPage{
		Title: t("confirm.title"), Text: t("confirm.text"), Token: token, Action: s.link("/account-confirmation"), Button: t("confirm.action"),
		Again: s.link("/account-confirmation"), AgainText: t("confirm.again"),
	}
	return s.mailReply(explain(who, err, nil, &body.Notice), body)
}

// confirmAccount serves POST /account-confirmation.
func (s *Site) confirmAccount(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	token := r.PostFormValue("token")
	p, err := s.deps.Auth.ConfirmAccount(r.Context(), token)
	if fault.Is(err, fault.Unauthenticated) {
		return s.confirmation(who, token, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	// Whoever reads the mail need not know the password: they sign in.
	answer := s.signInPage(who, p.Username, "/activities", nil)
	answer.body.(*accountPage).Notice = &notice{Tone: "success", Text: who.words.T("confirm.done")}
	return answer, nil
}

// ask is a page that takes an address and mails something there.
func (s *Site) ask(who reader, body *mailPage, action, button string) reply {
	if !s.deps.Auth.MailOn() {
		body.Text = who.words.T("account.no_mail")
		return s.mailReply(0, body)
	}
	body.Action, body.Button = s.link(action), button
	body.Fields = []field{{Name: "email", Label: who.words.T("account.email"), Type: "email", Autocomplete: "email", MaxLength: auth.MaxEmailLength, Required: true}}
	return s.mailReply(0, body)
}

// resendConfirmation serves POST /account-confirmation/send.
func (s *Site) resendConfirmation(r *http.Request, who reader) (reply, error) {
	return s.sent(r, who, who.words.T("confirm.again_title"), s.deps.Auth.ResendConfirmation)
}

// sent asks for a mail; the answer is the same whether there is such an account or not.
func (s *Site) sent(r *http.Request, who reader, title string, send mailRequest) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	email := strings.TrimSpace(r.PostFormValue("email"))
	if s.deps.Auth.MailOn() {
		if err := send(r.Context(), email); err != nil {
			return reply{}, err
		}
	}
	return s.mailReply(0, &mailPage{Title: title, Notice: &notice{Tone: "success", Text: who.words.T("account.mail_sent", email)}}), nil
}
