package auth

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Resolve finds out who stands behind a bearer token: one that IssueBearer signed, or else one that an application was
// given, whose viewer has Scopes set. Errors as Bearer.
func (s *Service) Resolve(ctx context.Context, token string) (access.Viewer, error) {
	v, err := s.Bearer(ctx, token)
	if fault.CodeOf(err) != "auth.token_invalid" {
		return v, err
	}
	return s.ResolveApp(ctx, token)
}

// ResolveApp is Resolve for tokens of applications alone. Scopes is never nil, so that the token reaches nothing that has
// no scope.
func (s *Service) ResolveApp(ctx context.Context, token string) (access.Viewer, error) {
	t, p, err := s.store.TokensByAccess(ctx, hashToken(token), s.opt.Now())
	if fault.Is(err, fault.NotFound) || (err == nil && !p.Active) {
		return access.Viewer{}, errToken()
	}
	if err != nil {
		return access.Viewer{}, err
	}
	return access.Viewer{Person: p, Scopes: append([]string{}, t.Scopes...), App: t.App}, nil
}
