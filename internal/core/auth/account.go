package auth

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// AccountChange is a change of what one signs in with.
type AccountChange struct {
	// Current is the present password, which must be right.
	Current string
	// Password and Email are "" to stay as they are.
	Password, Email string
	// Keep is the secret of the browser session that stays when the password changes, "" for none.
	Keep string
}

// UpdateAccount changes the viewer's password, e-mail address or both. With mail, a new address waits until it is confirmed;
// without, it holds at once. Errors: fault.Unauthenticated "auth.credentials" for a wrong password, and for any after ten
// wrong ones within half an hour; fault.Invalid "person.invalid" with fields; fault.Conflict "person.email_taken" (without
// mail: otherwise whoever reads the mail finds out).
func (s *Service) UpdateAccount(ctx context.Context, v access.Viewer, c AccountChange) (*person.Person, error) {
	if !v.SignedIn() {
		return nil, errCredentials()
	}
	if err := s.confirmPassword(ctx, v.Person, c.Current); err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	var e Errand
	var err error
	if c.Password != "" {
		if e, err = s.passwordErrand(ctx, v.Person, c.Password); err != nil {
			return nil, err
		}
		if c.Keep != "" {
			e.KeepSession = hashToken(c.Keep)
		}
	}
	change, err := s.emailChange(v.Person, c.Email, &e)
	if err != nil {
		return nil, err
	}
	return s.store.ChangeAccount(ctx, v.Person.ID, change, e)
}

// check looks at the new password and the new address.
func (c *AccountChange) check() error {
	var fields []fault.Field
	if c.Email != "" && !ValidEmail(c.Email) {
		fields = append(fields, fault.Field{Name: "email", Message: "valid email must be provided"})
	}
	if f := checkPassword(c.Password); c.Password != "" && f != nil {
		fields = append(fields, *f)
	}
	if len(fields) > 0 {
		return fault.New(fault.Invalid, "person.invalid", "invalid account", fields...)
	}
	return nil
}

// confirmPassword checks the password of somebody who is signed in already. A stolen session can't try them all.
func (s *Service) confirmPassword(ctx context.Context, p *person.Person, password string) error {
	key, now := throttleKey(p.Username, "signed in"), s.opt.Now()
	if s.throttle.blocked(key, now) {
		return errCredentials()
	}
	_, stored, err := s.store.PersonByLogin(ctx, p.Username)
	if err != nil {
		return err
	}
	if len(password) > 4*MaxPasswordLength {
		password = ""
	}
	ok, err := s.hasher.matches(ctx, password, stored)
	if err != nil {
		return err
	}
	if !ok {
		s.throttle.failed(key, now)
		return errCredentials()
	}
	s.throttle.succeeded(key)
	return nil
}

// passwordErrand sets a password and tells its owner.
func (s *Service) passwordErrand(ctx context.Context, p *person.Person, password string) (Errand, error) {
	if f := checkPassword(password); f != nil {
		return Errand{}, fault.New(fault.Invalid, "person.invalid", "invalid password", *f)
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return Errand{}, err
	}
	e := Errand{PasswordHash: hash, EndSessions: true}
	if s.MailOn() && p.Email != "" {
		e.Mails = append(e.Mails, s.letter(p, p.Email, letterPasswordChanged, ""))
	}
	return e, nil
}

// emailChange is what happens to the person for a new address, adding to the errand; nil without one.
func (s *Service) emailChange(p *person.Person, email string, e *Errand) (func(*person.Person) error, error) {
	if email == "" || email == p.Email {
		return nil, nil
	}
	if !s.MailOn() {
		return func(p *person.Person) error {
			p.Email, p.PendingEmail = email, ""
			return nil
		}, nil
	}
	token, link := s.accountToken(ConfirmEmail, email)
	e.Tokens = append(e.Tokens, token)
	e.Mails = append(e.Mails, s.letter(p, email, letterConfirmEmail, link))
	if p.Email != "" {
		e.Mails = append(e.Mails, s.letter(p, p.Email, letterEmailChanging, email))
	}
	return func(p *person.Person) error {
		p.PendingEmail = email
		return nil
	}, nil
}

// ChangePassword is UpdateAccount for the password alone.
func (s *Service) ChangePassword(ctx context.Context, v access.Viewer, current, next, keep string) error {
	if next == "" {
		return fault.New(fault.Invalid, "person.invalid", "invalid password", *checkPassword(next))
	}
	_, err := s.UpdateAccount(ctx, v, AccountChange{Current: current, Password: next, Keep: keep})
	return err
}

// ResetPassword sets a password without asking for the old one, for somebody who lost theirs, or lost it to somebody else:
// everything that is signed in is signed out. Errors: fault.Invalid "person.invalid" on "password".
func (s *Service) ResetPassword(ctx context.Context, id int64, password string) error {
	p, err := s.store.Person(ctx, id)
	if err != nil {
		return err
	}
	e, err := s.passwordErrand(ctx, p, password)
	if err != nil {
		return err
	}
	e.DropTokens = true
	_, err = s.store.ChangeAccount(ctx, id, signOut, e)
	return err
}

// signOut makes tokens useless that were signed until now.
func signOut(p *person.Person) error {
	p.Generation++
	return nil
}
