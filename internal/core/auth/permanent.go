package auth

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Permanent gives the person's permanent token, making it if there is none: the same one at every call until revoked.
func (s *Service) Permanent(ctx context.Context, p *person.Person) (string, error) {
	t, err := s.store.PermanentToken(ctx, p.ID)
	if fault.Is(err, fault.NotFound) {
		t, err = s.createPermanent(ctx, p)
	}
	if err != nil {
		return "", err
	}
	return s.opt.Keys.openToken(t.Sealed)
}

// createPermanent may lose a race with another call, whose token then counts.
func (s *Service) createPermanent(ctx context.Context, p *person.Person) (PermanentToken, error) {
	token := newPermanentToken()
	return s.store.CreatePermanentToken(ctx, PermanentToken{
		Person: p.ID, Username: p.Username, Hash: s.opt.Keys.lookupHash(token), Sealed: s.opt.Keys.sealToken(token),
		CreatedAt: s.opt.Now(),
	})
}

// ResolvePermanent finds who a permanent token belongs to. Unknown ones are fault.Unauthenticated with code
// "auth.token_invalid", those of closed accounts "auth.account_closed".
func (s *Service) ResolvePermanent(ctx context.Context, token string) (access.Viewer, error) {
	_, p, err := s.store.PermanentTokenByHash(ctx, s.opt.Keys.lookupHash(token), s.opt.Now())
	switch {
	case fault.Is(err, fault.NotFound):
		return access.Viewer{}, errToken()
	case err != nil:
		return access.Viewer{}, err
	case !p.Active:
		return access.Viewer{}, errClosed()
	}
	return access.Viewer{Person: p}, nil
}

// RevokePermanent ends a person's permanent token; fault.NotFound when there is none.
func (s *Service) RevokePermanent(ctx context.Context, personID int64) error {
	return s.store.DeletePermanentToken(ctx, personID)
}

// PermanentTokens lists everybody's, without the tokens themselves.
func (s *Service) PermanentTokens(ctx context.Context) ([]PermanentToken, error) {
	return s.store.PermanentTokens(ctx)
}
