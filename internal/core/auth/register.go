package auth

import (
	"context"
	"regexp"
	"unicode/utf8"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Registration is what a new account is made of.
type Registration struct {
	Username string
	// Email may be "": the account signs in by name only.
	Email    string
	Password string
	// Role is person.Athlete when empty.
	Role person.Role
	// Admin may only be asked for on the command line.
	Admin bool
	// Language and TimeZone are "" for the defaults.
	Language, TimeZone string
	// PolicyAccepted notes that the privacy policy was accepted.
	PolicyAccepted bool
}

var (
	usernamePattern = regexp.MustCompile(`^[\p{L}\p{N}_.@+-]+$`)
	emailPattern    = regexp.MustCompile(`^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$`)
)

// MaxEmailLength is the longest address that can be delivered to (RFC 5321, with the brackets taken off).
const MaxEmailLength = 254

// ValidEmail reports whether s looks like an address.
func ValidEmail(s string) bool { return len(s) <= MaxEmailLength && emailPattern.MatchString(s) }

// ValidUsername reports whether somebody may be called s: 3 to 150 letters, digits and _ . @ + -
func ValidUsername(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 3 && n <= 150 && usernamePattern.MatchString(s)
}

// check lists what is wrong with the fields themselves; taken names are found when storing.
func (r *Registration) check() []fault.Field {
	var fields []fault.Field
	if n := len([]rune(r.Username)); n < 3 || n > 150 {
		fields = append(fields, fault.Field{Name: "username", Message: "3 to 150 characters required"})
	} else if !usernamePattern.MatchString(r.Username) {
		fields = append(fields, fault.Field{Name: "username", Message: "only letters, digits and _ . @ + - allowed"})
	}
	if r.Email != "" && !ValidEmail(r.Email) {
		fields = append(fields, fault.Field{Name: "email", Message: "valid email must be provided"})
	}
	if f := checkPassword(r.Password); f != nil {
		fields = append(fields, *f)
	}
	if r.Role != "" && !r.Role.Valid() {
		fields = append(fields, fault.Field{Name: "role", Message: "must be athlete or coach"})
	}
	if r.TimeZone != "" && !person.ValidZone(r.TimeZone) {
		fields = append(fields, fault.Field{Name: "timezone", Message: "unknown time zone"})
	}
	return fields
}

// Register makes an account for a stranger, if registration is open. With mail, an account with an address is closed until
// the link that is mailed there is followed (ConfirmAccount). Errors: fault.Forbidden "auth.registration_closed",
// fault.Invalid "person.invalid" with fields, fault.Conflict "person.username_taken" or "person.email_taken".
func (s *Service) Register(ctx context.Context, r Registration) (*person.Person, error) {
	open, err := s.Registrable(ctx)
	if err != nil {
		return nil, err
	}
	if !open {
		return nil, fault.New(fault.Forbidden, "auth.registration_closed", "registration is disabled")
	}
	r.Admin = false
	return s.createAccount(ctx, r, s.MailOn() && r.Email != "")
}

// CreateAccount makes an account whoever asks, open at once; the first one on an empty server becomes administrator. Errors
// as Register, but for the closed registration.
func (s *Service) CreateAccount(ctx context.Context, r Registration) (*person.Person, error) {
	return s.createAccount(ctx, r, false)
}

// createAccount makes an account; one to be confirmed is opened by the link in a mail.
func (s *Service) createAccount(ctx context.Context, r Registration, confirm bool) (*person.Person, error) {
	if fields := r.check(); len(fields) > 0 {
		return nil, fault.New(fault.Invalid, "person.invalid", "invalid account", fields...)
	}
	hash, err := s.hasher.hash(ctx, r.Password)
	if err != nil {
		return nil, err
	}
	p := s.newPerson(r)
	var e Errand
	if confirm {
		token, link := s.accountToken(ConfirmAccount, p.Email)
		p.Active, e.Tokens, e.Mails = false, []AccountToken{token}, []Mail{s.letter(p, p.Email, letterConfirmAccount, link)}
	}
	if err := s.store.CreatePerson(ctx, p, hash, e); err != nil {
		return nil, err
	}
	return p, nil
}

func (s *Service) newPerson(r Registration) *person.Person {
	p := &person.Person{
		UUID: s.opt.NewUUID(), Username: r.Username, Email: r.Email, Role: r.Role, Admin: r.Admin, Active: true,
		CreatedAt: s.opt.Now(),
	}
	p.Preferences.Language, p.Preferences.TimeZone = r.Language, r.TimeZone
	if p.Role == "" {
		p.Role = person.Athlete
	}
	if p.Preferences.Language == "" {
		p.Preferences.Language = "en"
	}
	if p.Preferences.TimeZone == "" {
		p.Preferences.TimeZone = s.opt.TimeZone
	}
	if r.PolicyAccepted {
		p.PolicyAcceptedAt = s.opt.Now()
	}
	return p
}
