package auth

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// BearerLife is how long a signed bearer token holds.
const BearerLife = 30 * 24 * time.Hour

// bearerUse is the audience that tells this kind of signed token from every other we may sign.
const bearerUse = "session"

// bearerClaims are what a signed token says.
type bearerClaims struct {
	jwt.RegisteredClaims
	// Generation is that of the person when it was signed; 0 is left out.
	Generation int64 `json:"gen,omitempty"`
}

// IssueBearer signs a token (JWT, HS256) that stands for the person until BearerLife is over or EndBearer is called.
func (s *Service) IssueBearer(p *person.Person) (string, error) {
	now := s.opt.Now()
	claims := bearerClaims{Generation: p.Generation, RegisteredClaims: jwt.RegisteredClaims{
		Subject:   strconv.FormatInt(p.ID, 10),
		Audience:  jwt.ClaimStrings{bearerUse},
		IssuedAt:  jwt.NewNumericDate(now),
		ExpiresAt: jwt.NewNumericDate(now.Add(BearerLife)),
		ID:        s.opt.NewUUID(), // two sign-ins in one second must not share a token, or one would sign the other out
	}}
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(s.opt.Keys.bearer)
}

// Bearer resolves a token that IssueBearer gave. Everything else is fault.Unauthenticated: code "auth.token_expired" for
// one past its time, "auth.account_closed" for one of an account that is not active, "auth.token_invalid" for the rest.
func (s *Service) Bearer(ctx context.Context, token string) (access.Viewer, error) {
	hash := hashToken(token)
	c, err := s.signedClaims(token, hash)
	if err != nil {
		return access.Viewer{}, err
	}
	p, revoked, err := s.store.PersonOfBearer(ctx, c.person, hash)
	switch {
	case fault.Is(err, fault.NotFound), err == nil && revoked:
		return access.Viewer{}, errToken()
	case err != nil:
		return access.Viewer{}, err
	case !p.Active:
		return access.Viewer{}, errClosed()
	case p.Generation != c.generation:
		return access.Viewer{}, errToken()
	}
	return access.Viewer{Person: p}, nil
}

// signedClaims is what a token says that we signed and that has not expired. The signature is checked once as long as the
// token is remembered; that it still holds is up to the caller.
func (s *Service) signedClaims(token, hash string) (signed, error) {
	if c, ok := s.verified.find(hash); ok {
		if !s.opt.Now().Before(c.expires) {
			return signed{}, errExpired()
		}
		return c, nil
	}
	claims, err := s.parseBearer(token)
	if errors.Is(err, jwt.ErrTokenExpired) {
		return signed{}, errExpired()
	}
	if err != nil {
		return signed{}, errToken()
	}
	id, err := strconv.ParseInt(claims.Subject, 10, 64)
	if err != nil {
		return signed{}, errToken()
	}
	c := signed{person: id, generation: claims.Generation, expires: claims.ExpiresAt.Time}
	s.verified.keep(hash, c)
	return c, nil
}

// EndBearer makes a valid token useless; errors as Bearer.
func (s *Service) EndBearer(ctx context.Context, token string) error {
	if _, err := s.Bearer(ctx, token); err != nil {
		return err
	}
	hash := hashToken(token)
	c, err := s.signedClaims(token, hash)
	if err != nil {
		return err
	}
	return s.store.RevokeBearer(ctx, hash, c.expires)
}

func (s *Service) parseBearer(token string) (*bearerClaims, error) {
	var claims bearerClaims
	_, err := jwt.ParseWithClaims(token, &claims, func(*jwt.Token) (any, error) { return s.opt.Keys.bearer, nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired(), jwt.WithAudience(bearerUse),
		jwt.WithTimeFunc(s.opt.Now))
	return &claims, err
}

func errExpired() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.token_expired", "signature expired")
}

func errToken() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.token_invalid", "invalid token")
}

func errClosed() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.account_closed", "the account is closed")
}
