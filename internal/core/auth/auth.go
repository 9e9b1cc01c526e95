// Package auth turns a credential into an access.Viewer: passwords, browser sessions, bearer tokens and permanent tokens,
// all resolved here and nowhere else.
//
//	p, err := auth.SignIn(ctx, "ana@example.org", password, "192.0.2.7")
//	token, err := auth.IssueBearer(p)
//	viewer, err := auth.Bearer(ctx, token)
//
// Tokens are stored as hashes and compared in constant time. The permanent token is the exception: clients expect to be
// told the same one each time, so it is found by a keyed hash and kept encrypted under the server's key.
package auth

import (
	"context"
	"time"

	"palestra/internal/core/person"
)

// Store keeps people and their credentials. Hashes are hex; unknown things are fault.NotFound, a taken username or
// e-mail is fault.Conflict with code "person.username_taken" or "person.email_taken".
type Store interface {
	AppStore
	AccountStore
	// CreatePerson stores p, fills in its ID, and does the errand. The very first person becomes administrator, in the same
	// transaction.
	CreatePerson(ctx context.Context, p *person.Person, passwordHash string, e Errand) error
	// Person reads by ID.
	Person(ctx context.Context, id int64) (*person.Person, error)
	// PersonByName reads by username, without regard to case.
	PersonByName(ctx context.Context, username string) (*person.Person, error)
	// PersonByLogin reads by username or e-mail, without regard to case, with the stored password hash.
	PersonByLogin(ctx context.Context, login string) (*person.Person, string, error)
	// People lists everybody by ID, after the given one, at most limit.
	People(ctx context.Context, after int64, limit int) ([]person.Person, error)
	// UpdatePerson reads under a lock, lets change alter, and writes back.
	UpdatePerson(ctx context.Context, id int64, change func(*person.Person) error) (*person.Person, error)

	CreateSession(ctx context.Context, s Session) error
	// SessionByHash reads a session that has not expired at now, with its person, and notes the use (at most once a minute).
	SessionByHash(ctx context.Context, hash string, now time.Time) (Session, *person.Person, error)
	DeleteSession(ctx context.Context, hash string) error
	// BrowserSessions lists a person's that have not expired at now, the last used first.
	BrowserSessions(ctx context.Context, personID int64, now time.Time) ([]Session, error)
	DeleteExpired(ctx context.Context, now time.Time) error

	// RevokeBearer remembers a signed token as ended until its own expiry.
	RevokeBearer(ctx context.Context, hash string, until time.Time) error
	// PersonOfBearer reads by ID, and whether the signed token with this hash was ended before its expiry.
	PersonOfBearer(ctx context.Context, id int64, hash string) (p *person.Person, revoked bool, err error)

	// PermanentToken reads a person's; fault.NotFound when there is none.
	PermanentToken(ctx context.Context, personID int64) (PermanentToken, error)
	// CreatePermanentToken stores t unless the person has one, and answers with the one that is stored.
	CreatePermanentToken(ctx context.Context, t PermanentToken) (PermanentToken, error)
	// PermanentTokenByHash reads by keyed hash with its person, and notes the use (at most once a minute).
	PermanentTokenByHash(ctx context.Context, hash string, now time.Time) (PermanentToken, *person.Person, error)
	DeletePermanentToken(ctx context.Context, personID int64) error // fault.NotFound when there is none
	// PermanentTokens lists everybody's, by person.
	PermanentTokens(ctx context.Context) ([]PermanentToken, error)
}

// Session is a browser's or a client's sign-in that ends.
type Session struct {
	// Hash is the SHA-256 of the secret in the cookie, in hex.
	Hash   string
	Person int64
	// Agent is the User-Agent that signed in, for the owner to recognise.
	Agent                          string
	CreatedAt, ExpiresAt, LastUsed time.Time
}

// PermanentToken is the 40-hex-digit token of a person that two dialects hand out.
type PermanentToken struct {
	Person   int64
	Username string
	// Hash is the keyed hash it is found by, Sealed the token encrypted under the server's key.
	Hash      string
	Sealed    []byte
	CreatedAt time.Time
	// LastUsed is zero when it never was.
	LastUsed time.Time
}
