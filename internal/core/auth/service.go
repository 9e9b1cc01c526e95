package auth

import (
	"context"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"

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
	// MaxUsers is how many accounts there may be before registration closes, 0 for any number; nil is always 0.
	MaxUsers func() int
	// TimeZone is the default of new people.
	TimeZone string
	Now      func() time.Time
	// NewUUID makes random version-4 UUIDs.
	NewUUID func() string
	// Mailer is nil without mail; see MailOn. BaseURL is what links in mails begin with, "" for the path alone.
	Mailer  Mailer
	BaseURL string
	// Files keeps pictures. It is nil where there are none; then files of deleted accounts are left to palestra doctor.
	Files Files
	// PasswordParams is nil for the safe choice; tests take a quick one.
	PasswordParams *argon2id.Params
}

// Service signs people up and in, and resolves credentials. It is safe for concurrent use.
type Service struct {
	store    Store
	opt      Options
	hasher   *hasher
	throttle *throttle
	letters  *quota
	verified verified
	// decoding bounds how many pictures are in memory at once.
	decoding chan struct{}
}

// mostLetters is how many mails of one kind anybody can have sent to somebody in an hour.
const mostLetters = 3

// New makes the service.
func New(store Store, opt Options) (*Service, error) {
	opt.BaseURL = strings.TrimRight(opt.BaseURL, "/")
	params := opt.PasswordParams
	if params == nil {
		params = passwordParams
	}
	return &Service{store: store, opt: opt, hasher: newHasher(params), throttle: newThrottle(), letters: newQuota(mostLetters), decoding: make(chan struct{}, 1)}, nil
}

// RegistrationOpen reports whether strangers may make an account, as long as there is room; see Registrable.
func (s *Service) RegistrationOpen() bool { return s.opt.Registering == Open }

// Registrable reports whether Register would take another stranger now.
func (s *Service) Registrable(ctx context.Context) (bool, error) {
	if !s.RegistrationOpen() {
		return false, nil
	}
	if s.opt.MaxUsers == nil || s.opt.MaxUsers() == 0 {
		return true, nil
	}
	_, n, err := s.store.FindPeople(ctx, PeopleFilter{})
	return n < int64(s.opt.MaxUsers()), err
}

// errCredentials is the one answer to every failed sign-in, so that it doesn't tell which part was wrong.
func errCredentials() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.credentials", "invalid credentials")
}

// SignIn checks a password; login is a username or an e-mail. Wrong names, wrong passwords, closed accounts and throttled
// attempts are all fault.Unauthenticated with code "auth.credentials".
func (s *Service) SignIn(ctx context.Context, login, password, address string) (*person.Person, error) {
	p, stored, err := s.store.PersonByLogin(ctx, login)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if err == nil {
		login = p.Username // the same account, whether it is called by name or by address
	}
	key, now := throttleKey(login, address), s.opt.Now()
	if s.throttle.blocked(key, now) {
		return nil, errCredentials()
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
