package auth

import (
	"context"
	"time"

	"github.com/alexedwards/argon2id"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Registering says who may make an account.
type Registering string

// The ways of registering. With Invite and Closed an administrator makes accounts.
const (
	Open   Registering = "open"
	Invite Registering = "invite"
	Closed Registering = "closed"
)

// Options are what the service needs besides its store.
type Options struct {
	Keys        *Keys
	Registering Registering
	// TimeZone is the default of new people.
	TimeZone string
	Now      func() time.Time
	// NewUUID makes random version-4 UUIDs.
	NewUUID func() string
	// PasswordParams is nil for the safe choice; tests take a quick one.
	PasswordParams *argon2id.Params
}

// Service signs people up and in, and resolves credentials. It is safe for concurrent use.
type Service struct {
	store    Store
	opt      Options
	hasher   *hasher
	throttle *throttle
}

// New makes the service.
func New(store Store, opt Options) (*Service, error) {
	params := opt.PasswordParams
	if params == nil {
		params = passwordParams
	}
	h, err := newHasher(params)
	if err != nil {
		return nil, err
	}
	return &Service{store: store, opt: opt, hasher: h, throttle: newThrottle()}, nil
}

// RegistrationOpen reports whether strangers may make an account.
func (s *Service) RegistrationOpen() bool { return s.opt.Registering == Open }

// errCredentials is the one answer to every failed sign-in, so that it doesn't tell which part was wrong.
func errCredentials() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.credentials", "invalid credentials")
}

// SignIn checks a password; login is a username or an e-mail. Wrong names, wrong passwords, closed accounts and throttled
// attempts are all fault.Unauthenticated with code "auth.credentials".
func (s *Service) SignIn(ctx context.Context, login, password, address string) (*person.Person, error) {
	key, now := throttleKey(login, address), s.opt.Now()
	if s.throttle.blocked(key, now) {
		return nil, errCredentials()
	}
	p, stored, err := s.store.PersonByLogin(ctx, login)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if len(password) > 4*MaxPasswordLength {
		password = ""
	}
	ok, err := s.hasher.matches(ctx, password, stored)
	if err != nil {
		return nil, err
	}
	if !ok || !p.Active {
		s.throttle.failed(key, now)
		return nil, errCredentials()
	}
	s.throttle.succeeded(key)
	return p, nil
}

// ChangePassword sets a new password after checking the current one, and ends the person's other browser sessions;
// keep is the secret of the one that stays ("" for none). Errors: "auth.credentials", or fault.Invalid on "password".
func (s *Service) ChangePassword(ctx context.Context, v access.Viewer, current, next, keep string) error {
	if !v.SignedIn() {
		return errCredentials()
	}
	_, stored, err := s.store.PersonByLogin(ctx, v.Person.Username)
	if err != nil {
		return err
	}
	ok, err := s.hasher.matches(ctx, current, stored)
	if err != nil {
		return err
	}
	if !ok {
		return errCredentials()
	}
	if err := s.SetPassword(ctx, v.Person.ID, next); err != nil {
		return err
	}
	kept := ""
	if keep != "" {
		kept = hashToken(keep)
	}
	return s.store.DeleteSessions(ctx, v.Person.ID, kept)
}

// SetPassword sets a password without asking for the old one. Errors: fault.Invalid on "password".
func (s *Service) SetPassword(ctx context.Context, id int64, password string) error {
	if f := checkPassword(password); f != nil {
		return fault.New(fault.Invalid, "person.invalid", "invalid password", *f)
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.store.SetPasswordHash(ctx, id, hash)
}

// ResetPassword is SetPassword for somebody who lost theirs, or lost it to somebody else: all browser sessions end.
func (s *Service) ResetPassword(ctx context.Context, id int64, password string) error {
	if err := s.SetPassword(ctx, id, password); err != nil {
		return err
	}
	return s.store.DeleteSessions(ctx, id, "")
}
