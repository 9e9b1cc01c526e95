package web

import (
	"net/http"
	"strings"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// accountSettings is what one signs in with, and how to leave for good.
type accountSettings struct {
	EmailNotice, PasswordNotice, DeleteNotice *notice
	// Pending is the address that waits for its confirmation, with a sentence about it.
	Pending                 string
	Email, Password, Delete []field
	// Deleting tells that the part about leaving is open.
	Deleting bool
}

// accountForm is one of the forms of the page, with what was typed and what was wrong.
type accountForm struct {
	name, email string
	err         error
}

// showAccount serves GET /settings/account.
func (s *Site) showAccount(_ *http.Request, who reader) (reply, error) {
	return s.account(who, accountForm{email: who.viewer.Person.Email}), nil
}

// changeEmail serves POST /settings/email: with mail, the new address has to be confirmed.
func (s *Site) changeEmail(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	email := strings.TrimSpace(r.PostFormValue("email"))
	if email == "" {
		email = "-" // no address, so it is refused like any other that is none
	}
	p, err := s.deps.Auth.UpdateAccount(r.Context(), who.viewer, auth.AccountChange{Current: r.PostFormValue("email_password"), Email: email})
	if answer, refused := s.accountRefusal(who, accountForm{"email_password", r.PostFormValue("email"), err}); refused {
		return answer, nil
	}
	if err != nil {
		return reply{}, err
	}
	done := said{what: saidSaved}
	if p.PendingEmail != "" {
		done.what = saidEmail
	}
	return reply{redirect: "/settings/account", said: done}, nil
}

// accountRefusal shows the page again when a form was refused; a wrong password is told beside its field.
func (s *Site) accountRefusal(who reader, f accountForm) (reply, bool) {
	switch {
	case fault.CodeOf(f.err) == "auth.credentials":
		f.err = fault.InvalidField(f.name, "web.current_password", "this is not your current password")
	case fault.Is(f.err, fault.Invalid), fault.Is(f.err, fault.Conflict):
	default:
		return reply{}, false
	}
	if f.name != "email_password" {
		f.email = who.viewer.Person.Email
	}
	return s.account(who, f), true
}

// keepEmail serves POST /settings/email/keep: the new address is not wanted after all.
func (s *Site) keepEmail(r *http.Request, who reader) (reply, error) {
	if err := s.deps.Auth.KeepEmail(r.Context(), who.viewer); err != nil {
		return reply{}, err
	}
	return reply{redirect: "/settings/account", said: said{what: saidEmailKept}}, nil
}

// changePassword serves POST /settings/password.
func (s *Site) changePassword(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	err := s.deps.Auth.ChangePassword(r.Context(), who.viewer, r.PostFormValue("current"), r.PostFormValue("password"), who.secret)
	if answer, refused := s.accountRefusal(who, accountForm{name: "current", err: err}); refused {
		return answer, nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/settings/account", said: said{what: saidPassword}}, nil
}

// deleteAccount serves POST /settings/delete: everything of the reader goes, and can't come back.
func (s *Site) deleteAccount(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	err := s.deps.Auth.DeleteOwnAccount(r.Context(), who.viewer, r.PostFormValue("delete_password"))
	if answer, refused := s.accountRefusal(who, accountForm{name: "delete_password", err: err}); refused {
		return answer, nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/", said: said{what: saidGone}, cookies: []*http.Cookie{s.setCookie(sessionCookie, "", -1)}}, nil
}

func (s *Site) account(who reader, f accountForm) reply {
	t := who.words.T
	password := func(name string) field {
		return field{Name: name, Label: t("settings.password_current"), Type: "password", Autocomplete: "current-password", Required: true}
	}
	body := &accountSettings{
		Email: []field{
			{Name: "email", Label: t("account.email"), Type: "email", Value: f.email, Autocomplete: "email", MaxLength: auth.MaxEmailLength, Required: true},
			password("email_password"),
		},
		Password: []field{
			password("current"),
			{Name: "password", Label: t("settings.password_new"), Type: "password", Autocomplete: "new-password", Help: t("account.password_help", auth.MinPasswordLength), Required: true},
		},
		Delete: []field{password("delete_password")}, Deleting: f.name == "delete_password",
	}
	if pending := who.viewer.Person.PendingEmail; pending != "" {
		body.Pending = t("account.pending", pending)
	}
	var status int
	switch f.name {
	case "email_password":
		status = explain(who, f.err, body.Email, &body.EmailNotice)
	case "current":
		status = explain(who, f.err, body.Password, &body.PasswordNotice)
	case "delete_password":
		status = explain(who, f.err, body.Delete, &body.DeleteNotice)
	}
	return s.setting(who, "account", "settings-account", body).answered(status)
}
