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
	claims, err := s.parseBearer(token)
	if errors.Is(err, jwt.ErrTokenExpired) {
		return access.Viewer{}, fault.New(fault.Unauthenticated, "auth.token_expired", "signature expired")
	}
	if err != nil {
		return access.Viewer{}, errToken()
	}
	id, err := strconv.ParseInt(claims.Subject, 10, 64)
	if err != nil {
		return access.Viewer{}, errToken()
	}
	revoked, err := s.store.BearerRevoked(ctx, hashToken(token))
	if err != nil {
		return access.Viewer{}, err
	}
	if revoked {
		return access.Viewer{}, errToken()
	}
	return s.viewer(ctx, id, claims.Generation)
}

func (s *Service) viewer(ctx context.Context, id, generation int64) (access.Viewer, error) {
	p, err := s.store.Person(ctx, id)
	switch {
	case fault.Is(err, fault.NotFound):
		return access.Viewer{}, errToken()
	case err != nil:
		return access.Viewer{}, err
	case !p.Active:
		return access.Viewer{}, fault.New(fault.Unauthenticated, "auth.account_closed", "the account is closed")
	case p.Generation != generation:
		return access.Viewer{}, errToken()
	}
	return access.Viewer{Person: p}, nil
}

// EndBearer makes a valid token useless; errors as Bearer.
func (s *Service) EndBearer(ctx context.Context, token string) error {
	if _, err := s.Bearer(ctx, token); err != nil {
		return err
	}
	claims, err := s.parseBearer(token)
	if err != nil {
		return errToken()
	}
	return s.store.RevokeBearer(ctx, hashToken(token), claims.ExpiresAt.Time)
}

func (s *Service) parseBearer(token string) (*bearerClaims, error) {
	var claims bearerClaims
	_, err := jwt.ParseWithClaims(token, &claims, func(*jwt.Token) (any, error) { return s.opt.Keys.bearer, nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired(), jwt.WithAudience(bearerUse),
		jwt.WithTimeFunc(s.opt.Now))
	return &claims, err
}

func errToken() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.token_invalid", "invalid token")
}
