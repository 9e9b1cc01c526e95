package auth

import (
	"context"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// How long the tokens of a pair hold.
const (
	PairAccessLife  = 5 * time.Minute
	PairRefreshLife = 24 * time.Hour
)

// Pair is a short-lived signed token, and the longer-lived one that it is renewed with. Both are JWT, HS256.
type Pair struct{ Access, Refresh string }

// The types of a pair's tokens.
const (
	accessType  = "access"
	refreshType = "refresh"
)

// pairClaims are what a token of a pair says. The names are those that clients read.
type pairClaims struct {
	Type    string           `json:"token_type"`
	Expires *jwt.NumericDate `json:"exp"`
	Issued  *jwt.NumericDate `json:"iat"`
	ID      string           `json:"jti"`
	Person  int64            `json:"user_id"`
	// Generation is that of the person when the pair was signed; 0 is left out.
	Generation int64 `json:"gen,omitempty"`
}

// GetExpirationTime implements jwt.Claims, as do the rest.
func (c *pairClaims) GetExpirationTime() (*jwt.NumericDate, error) { return c.Expires, nil }

// GetIssuedAt is when the pair was signed.
func (c *pairClaims) GetIssuedAt() (*jwt.NumericDate, error) { return c.Issued, nil }

// GetNotBefore is not said.
func (c *pairClaims) GetNotBefore() (*jwt.NumericDate, error) { return nil, nil }

// GetIssuer is not said.
func (c *pairClaims) GetIssuer() (string, error) { return "", nil }

// GetSubject is in Person.
func (c *pairClaims) GetSubject() (string, error) { return "", nil }

// GetAudience is not said: the pair has a key of its own.
func (c *pairClaims) GetAudience() (jwt.ClaimStrings, error) { return nil, nil }

// IssuePair signs an access token of PairAccessLife and a refresh token of PairRefreshLife.
func (s *Service) IssuePair(p *person.Person) (Pair, error) {
	now := s.opt.Now()
	c := pairClaims{Issued: jwt.NewNumericDate(now), Person: p.ID, Generation: p.Generation}
	refresh, err := s.signPair(c, refreshType, now.Add(PairRefreshLife))
	if err != nil {
		return Pair{}, err
	}
	short, err := s.signPair(c, accessType, now.Add(PairAccessLife))
	return Pair{Access: short, Refresh: refresh}, err
}

func (s *Service) signPair(c pairClaims, typ string, expires time.Time) (string, error) {
	c.Type, c.Expires, c.ID = typ, jwt.NewNumericDate(expires), hex.EncodeToString(randomBytes(16))
	return jwt.NewWithClaims(jwt.SigningMethodHS256, &c).SignedString(s.opt.Keys.pair)
}

// parsePair checks a token of either type; fault.Unauthenticated "auth.token_expired" or "auth.token_invalid".
func (s *Service) parsePair(token string) (*pairClaims, error) {
	var c pairClaims
	_, err := jwt.ParseWithClaims(strings.TrimSpace(token), &c, func(*jwt.Token) (any, error) { return s.opt.Keys.pair, nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired(), jwt.WithTimeFunc(s.opt.Now))
	if errors.Is(err, jwt.ErrTokenExpired) {
		return nil, errExpired()
	}
	if err != nil || c.Type != accessType && c.Type != refreshType {
		return nil, errToken()
	}
	return &c, nil
}

func (s *Service) parsePairAs(token, typ string) (*pairClaims, error) {
	c, err := s.parsePair(token)
	if err == nil && c.Type != typ {
		return nil, fault.New(fault.Unauthenticated, "auth.token_type", "the token is of another type")
	}
	return c, err
}

// VerifyPair reports whether a token of a pair, of either type, was signed here and has not expired; errors as Access, but
// nobody looks at the account.
func (s *Service) VerifyPair(token string) error {
	_, err := s.parsePair(token)
	return err
}

// RefreshPair signs a new access token for a refresh token, which goes on holding. Its time of signing stays that of the
// pair. Errors as Access.
func (s *Service) RefreshPair(ctx context.Context, refresh string) (string, error) {
	c, err := s.parsePairAs(refresh, refreshType)
	if err != nil {
		return "", err
	}
	if _, err := s.pairViewer(ctx, c); err != nil {
		return "", err
	}
	return s.signPair(*c, accessType, s.opt.Now().Add(PairAccessLife))
}

// Access resolves the access token of a pair. Everything else is fault.Unauthenticated: code "auth.token_expired",
// "auth.token_type" for a refresh token, "auth.account_gone", "auth.account_closed", and "auth.token_invalid" for the rest.
func (s *Service) Access(ctx context.Context, token string) (access.Viewer, error) {
	c, err := s.parsePairAs(token, accessType)
	if err != nil {
		return access.Viewer{}, err
	}
	return s.pairViewer(ctx, c)
}

func (s *Service) pairViewer(ctx context.Context, c *pairClaims) (access.Viewer, error) {
	p, err := s.store.Person(ctx, c.Person)
	switch {
	case fault.Is(err, fault.NotFound):
		return access.Viewer{}, fault.New(fault.Unauthenticated, "auth.account_gone", "the account is gone")
	case err != nil:
		return access.Viewer{}, err
	case !p.Active:
		return access.Viewer{}, errClosed()
	case p.Generation != c.Generation:
		return access.Viewer{}, errToken()
	}
	return access.Viewer{Person: p}, nil
}
