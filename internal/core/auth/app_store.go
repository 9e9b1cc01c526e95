package auth

import (
	"context"
	"time"

	"palestra/internal/core/person"
)

// AppStore keeps applications and the tokens they were given. Unknown things are fault.NotFound.
type AppStore interface {
	// CreateApp stores a and fills in its ID; secretHash is "" for a public one.
	CreateApp(ctx context.Context, a *App, secretHash string) error
	// App reads by ID.
	App(ctx context.Context, id int64) (*App, error)
	// AppByClientID reads with the stored hash of its secret.
	AppByClientID(ctx context.Context, clientID string) (*App, string, error)
	// Apps lists an owner's (0 is everybody's), newest first, with how many there are.
	Apps(ctx context.Context, owner int64, offset, limit int) ([]App, int64, error)
	// DeleteApp removes one with its codes and tokens.
	DeleteApp(ctx context.Context, id int64) error
	// RevokeAppTokens ends the application's tokens and unused codes, those of one person or, for 0, of everybody.
	RevokeAppTokens(ctx context.Context, app, personID int64, at time.Time) error

	CreateCode(ctx context.Context, c Code) error
	// RedeemCode reads the application's code, has take check it and make the tokens, and stores these and that the code is
	// used: all or nothing. Unknown codes, expired ones and those of closed accounts are fault.NotFound. So are used ones,
	// and the tokens that they gave end.
	RedeemCode(ctx context.Context, hash string, app int64, now time.Time, take func(Code) (TokenPair, error)) error

	// CreateTokens stores a pair that no code stands behind.
	CreateTokens(ctx context.Context, t TokenPair) error
	// RotateTokens replaces the pair that has this refresh token by the one that next makes of it; afterwards neither of
	// the old tokens works. Unknown and expired ones, revoked ones and those of closed accounts are fault.NotFound. So are
	// those that were replaced before, and everything of their family ends.
	RotateTokens(ctx context.Context, refreshHash string, app int64, now time.Time, next func(TokenPair) (TokenPair, error)) error
	// TokensByAccess reads the pair of an access token that works at now, with its person, and notes the use (at most once
	// a minute).
	TokensByAccess(ctx context.Context, hash string, now time.Time) (TokenPair, *person.Person, error)
	// RevokeTokens ends the family of the application's token with this hash, be it access or refresh; none is no error.
	RevokeTokens(ctx context.Context, hash string, app int64, at time.Time) error
	// Connections are the applications that hold tokens of a person which work at now or can be refreshed, by ID.
	Connections(ctx context.Context, personID int64, now time.Time) ([]Connection, error)
}

// Code is what an application exchanges for tokens, once, after somebody agreed.
type Code struct {
	Hash        string
	App, Person int64
	// Family joins everything that comes from one consent.
	Family string
	// RedirectURI is "" when the request named none.
	RedirectURI string
	Scopes      []string
	// Challenge and Method are those of PKCE, "" without it.
	Challenge, Method string
	ExpiresAt         time.Time
}

// TokenPair is an access token with the refresh token that replaces it; only hashes are kept.
type TokenPair struct {
	App, Person             int64
	Family                  string
	AccessHash, RefreshHash string
	Scopes                  []string
	IssuedAt                time.Time
	AccessUntil             time.Time
	RefreshUntil            time.Time
	// LastUsed is when the access token was, zero for never.
	LastUsed time.Time
}

// Connection is an application that somebody has let in.
type Connection struct {
	App App
	// Scopes are those of all its tokens together.
	Scopes []string
	// Since is when the oldest of its tokens was made, LastUsed when one was used last, zero for never.
	Since, LastUsed time.Time
}
