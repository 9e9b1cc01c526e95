package auth

import (
	"context"

	"palestra/internal/core/person"
)

// PersonByLogin finds an account by username or e-mail, without regard to case; fault.NotFound when there is none.
func (s *Service) PersonByLogin(ctx context.Context, login string) (*person.Person, error) {
	p, _, err := s.store.PersonByLogin(ctx, login)
	return p, err
}
