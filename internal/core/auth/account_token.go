package auth

import (
	"context"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// How long the links in mails hold.
const (
	ResetLife   = time.Hour
	ConfirmLife = 7 * 24 * time.Hour
)

// pages are where the links lead, the same in the pages of ours and in the clients that know the dialects.
var pages = map[Purpose]string{
	ConfirmAccount: "/account-confirmation",
	ConfirmEmail:   "/email-update",
	SetNewPassword: "/password-reset",
}

// accountToken makes a token and the link that holds it.
func (s *Service) accountToken(purpose Purpose, email string) (AccountToken, string) {
	secret, life := newSessionSecret(), ConfirmLife
	if purpose == SetNewPassword {
		life = ResetLife
	}
	token := AccountToken{Hash: s.opt.Keys.accountHash(purpose, secret), Purpose: purpose, Email: email, ExpiresAt: s.opt.Now().Add(life)}
	return token, s.opt.BaseURL + pages[purpose] + "?token=" + secret
}

func errAccountToken() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.token_invalid", "this link has been used or is too old")
}

// use lets change alter the person that a token was made for. Errors: fault.Unauthenticated "auth.token_invalid" for one
// that is unknown, of another purpose, used or expired.
func (s *Service) use(ctx context.Context, purpose Purpose, token string, change func(p *person.Person, email string) error, e Errand) (*person.Person, error) {
	p, err := s.store.UseAccountToken(ctx, s.opt.Keys.accountHash(purpose, token), purpose, s.opt.Now(), change, e)
	if fault.CodeOf(err) == "token.not_found" {
		return nil, errAccountToken()
	}
	return p, err
}

// RequestPasswordReset mails a link to whoever has the address, at most three times an hour; for an unknown one, and for a
// closed account, nothing happens. The caller's answer must not tell which it was.
func (s *Service) RequestPasswordReset(ctx context.Context, email string) error {
	p, err := s.byEmail(ctx, email)
	if p == nil || err != nil || !p.Active || !s.letters.allow(throttleKey(p.Username, string(SetNewPassword)), s.opt.Now()) {
		return err
	}
	token, link := s.accountToken(SetNewPassword, "")
	_, err = s.store.ChangeAccount(ctx, p.ID, nil, Errand{Tokens: []AccountToken{token}, Mails: []Mail{s.letter(p, p.Email, letterReset, link)}})
	return err
}

// byEmail finds somebody by address alone, nil when nobody has it.
func (s *Service) byEmail(ctx context.Context, email string) (*person.Person, error) {
	if !ValidEmail(email) {
		return nil, nil
	}
	p, _, err := s.store.PersonByLogin(ctx, email)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil || !sameEmail(p.Email, email) {
		return nil, err
	}
	return p, nil
}

// SetPasswordByToken sets the password of whoever was mailed the token, once, and signs everything out. Errors:
// fault.Unauthenticated "auth.token_invalid", fault.Invalid "person.invalid" on "password".
func (s *Service) SetPasswordByToken(ctx context.Context, token, password string) error {
	if f := checkPassword(password); f != nil {
		return fault.New(fault.Invalid, "person.invalid", "invalid password", *f)
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	_, err = s.use(ctx, SetNewPassword, token, func(p *person.Person, _ string) error {
		if !p.Active {
			return errAccountToken()
		}
		return signOut(p)
	}, Errand{PasswordHash: hash, EndSessions: true})
	return err
}

// ConfirmEmail makes the address valid that a token was mailed to. Errors: fault.Unauthenticated "auth.token_invalid", also
// when another address was asked for since; fault.Conflict "person.email_taken".
func (s *Service) ConfirmEmail(ctx context.Context, token string) (*person.Person, error) {
	return s.use(ctx, ConfirmEmail, token, func(p *person.Person, email string) error {
		if p.PendingEmail != email || email == "" {
			return errAccountToken()
		}
		p.Email, p.PendingEmail = email, ""
		return nil
	}, Errand{})
}

// ConfirmAccount opens the account that a token was mailed for. Errors: fault.Unauthenticated "auth.token_invalid".
func (s *Service) ConfirmAccount(ctx context.Context, token string) (*person.Person, error) {
	return s.use(ctx, ConfirmAccount, token, func(p *person.Person, email string) error {
		if p.Active || !sameEmail(p.Email, email) {
			return errAccountToken()
		}
		p.Active = true
		return nil
	}, Errand{})
}

func sameEmail(a, b string) bool { return strings.EqualFold(a, b) }

// ResendConfirmation mails another link to somebody who has registered and not yet confirmed, at most three times an hour;
// for anybody else nothing happens. The caller's answer must not tell which it was.
func (s *Service) ResendConfirmation(ctx context.Context, email string) error {
	p, err := s.byEmail(ctx, email)
	// Who was never in has generation 0; closing an account counts one up.
	if p == nil || err != nil || p.Active || p.Generation > 0 || !s.letters.allow(throttleKey(p.Username, string(ConfirmAccount)), s.opt.Now()) {
		return err
	}
	token, link := s.accountToken(ConfirmAccount, p.Email)
	_, err = s.store.ChangeAccount(ctx, p.ID, nil, Errand{Tokens: []AccountToken{token}, Mails: []Mail{s.letter(p, p.Email, letterConfirmAccount, link)}})
	return err
}
