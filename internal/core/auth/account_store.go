package auth

import (
	"context"
	"time"

	"palestra/internal/core/person"
)

// AccountStore changes accounts, with what belongs to a change, and keeps the outbox.
type AccountStore interface {
	// ChangeAccount reads under a lock, lets change alter the person (nil changes nothing), writes back and does the errand.
	// An error of change undoes everything and is returned. With e.Administration, a change that would leave no active
	// administrator is fault.Conflict "auth.last_admin".
	ChangeAccount(ctx context.Context, id int64, change func(*person.Person) error, e Errand) (*person.Person, error)
	// UseAccountToken is ChangeAccount for the person that a token was made for, which is used up by it. Unknown and
	// expired ones are fault.NotFound "token.not_found". change gets the address that the token confirms, "" for none.
	UseAccountToken(ctx context.Context, hash string, purpose Purpose, now time.Time, change func(p *person.Person, email string) error, e Errand) (*person.Person, error)
	// DeletePerson removes somebody with all they have, and gives the hashes of the files that were theirs, which others may
	// share. The last active administrator is fault.Conflict "auth.last_admin".
	DeletePerson(ctx context.Context, id int64) (hashes []string, err error)
	// FindPeople gives one page of those in the filter, with how many there are.
	FindPeople(ctx context.Context, f PeopleFilter) ([]person.Person, int64, error)

	// Mails lists the outbox, newest first, with how many there are.
	Mails(ctx context.Context, offset, limit int) ([]Mail, int64, error)
	// LeaseMails gives mails whose time has come, oldest first, and puts their next time off to until.
	LeaseMails(ctx context.Context, now, until time.Time, limit int) ([]Mail, error)
	// MailSent notes that one was sent and forgets its text.
	MailSent(ctx context.Context, id int64, at time.Time) error
	// MailFailed notes one more attempt, why it failed, and when to try next; the zero time is never.
	MailFailed(ctx context.Context, id int64, reason string, next time.Time) error
}

// Purpose is the one thing that an account token is good for.
type Purpose string

// The purposes.
const (
	ConfirmAccount Purpose = "confirm"
	ConfirmEmail   Purpose = "email"
	SetNewPassword Purpose = "password"
)

// AccountToken is the stored side of a link in a mail.
type AccountToken struct {
	Hash    string
	Purpose Purpose
	// Email is the address that it confirms, "" for none.
	Email     string
	ExpiresAt time.Time
}

// Errand is what is done together with a change of an account.
type Errand struct {
	// PasswordHash replaces the stored one; "" keeps it.
	PasswordHash string
	// Tokens replace those of the same purposes that the person has; DropTokens removes all of them before.
	Tokens     []AccountToken
	DropTokens bool
	// Mails are put into the outbox.
	Mails []Mail
	// EndSessions ends the person's browser sessions but the one with the hash KeepSession.
	EndSessions bool
	KeepSession string
	// EndTokens, unless zero, ends the permanent token and those of applications at that moment, but for those of the same
	// consent as the access token with the hash KeepAccess.
	EndTokens  time.Time
	KeepAccess string
	// Administration says that the change may concern who administers.
	Administration bool
}

// PeopleFilter is one page of a list of accounts.
type PeopleFilter struct {
	// Query is a part of the username, without regard to case; "" is everybody.
	Query      string
	Order      PeopleOrder
	Descending bool
	Offset     int
	Limit      int
}

// PeopleOrder is what a list of accounts is sorted by; ties end by ID.
type PeopleOrder string

// The orders; "" is ByUsername.
const (
	ByUsername   PeopleOrder = "username"
	ByCreation   PeopleOrder = "created"
	ByEmail      PeopleOrder = "email"
	ByActive     PeopleOrder = "active"
	ByAdmin      PeopleOrder = "admin"
	ByActivities PeopleOrder = "activities"
)

// Valid reports whether o is an order.
func (o PeopleOrder) Valid() bool {
	switch o {
	case "", ByUsername, ByCreation, ByEmail, ByActive, ByAdmin, ByActivities:
		return true
	}
	return false
}
