package fittrackee

import (
	"context"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// mailed has a mail sent to the address in the body. Without mail there is no such path.
func (d *Dialect) mailed(r *http.Request, send func(context.Context, string) error, message string) (wire.Reply, error) {
	if !d.auth.MailOn() {
		return wire.Reply{}, errUnknownPath
	}
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	email, err := p.text("email")
	if err != nil || email == nil {
		return wire.Reply{}, errPayload
	}
	if err := send(r.Context(), *email); err != nil {
		return wire.Reply{}, err
	}
	return messageReply(message), nil
}

// redeemed gives the token of a mail to the core. One that does not hold is a payload that does not.
func redeemed(r *http.Request, redeem func(context.Context, string) (*person.Person, error)) (*person.Person, error) {
	p, err := readPayload(r)
	if err != nil {
		return nil, err
	}
	token, err := p.text("token")
	if err != nil || token == nil {
		return nil, errPayload
	}
	changed, err := redeem(r.Context(), *token)
	if fault.CodeOf(err) == "auth.token_invalid" {
		return nil, errPayload
	}
	return changed, err
}

// updateEmail serves POST /auth/email/update.
func (d *Dialect) updateEmail(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	if _, err := redeemed(r, d.auth.ConfirmEmail); err != nil {
		return wire.Reply{}, err
	}
	return messageReply("email updated"), nil
}

// confirmAccount serves POST /auth/account/confirm, and signs in.
func (d *Dialect) confirmAccount(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	who, err := redeemed(r, d.auth.ConfirmAccount)
	if err != nil {
		return wire.Reply{}, err
	}
	return d.signedInReply(who, "account confirmation successful")
}

// requestReset serves POST /auth/password/reset-request, which does not tell whether there is such an account.
func (d *Dialect) requestReset(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	return d.mailed(r, d.auth.RequestPasswordReset, "password reset request processed")
}

// resendConfirmation serves POST /auth/account/resend-confirmation.
func (d *Dialect) resendConfirmation(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	return d.mailed(r, d.auth.ResendConfirmation, "confirmation email resent")
}

// updatePassword serves POST /auth/password/update, with the token of a mail.
func (d *Dialect) updatePassword(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	var token, password *string
	if err := p.texts(map[string]**string{"token": &token, "password": &password}); err != nil {
		return wire.Reply{}, err
	}
	if token == nil || password == nil {
		return wire.Reply{}, errPayload
	}
	err = d.auth.SetPasswordByToken(r.Context(), *token, *password)
	if fault.CodeOf(err) == "auth.token_invalid" {
		return wire.Reply{}, &refusal{status: http.StatusUnauthorized, word: "error", message: "invalid token, please request a new token"}
	}
	if err != nil {
		return wire.Reply{}, err
	}
	return messageReply("password updated"), nil
}
