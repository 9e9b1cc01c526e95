package auth

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Person finds an account by ID; fault.NotFound when there is none.
func (s *Service) Person(ctx context.Context, id int64) (*person.Person, error) {
	return s.store.Person(ctx, id)
}

// PersonByName finds an account by username, without regard to case; fault.NotFound when there is none.
func (s *Service) PersonByName(ctx context.Context, username string) (*person.Person, error) {
	return s.store.PersonByName(ctx, username)
}

// People lists accounts by ID, those after the given one, at most limit.
func (s *Service) People(ctx context.Context, after int64, limit int) ([]person.Person, error) {
	return s.store.People(ctx, after, limit)
}

// SetRole changes what somebody is, and whether they administer; nil leaves the flag.
func (s *Service) SetRole(ctx context.Context, id int64, role person.Role, admin *bool) (*person.Person, error) {
	if !role.Valid() {
		return nil, fault.InvalidField("role", "person.invalid", "must be athlete or coach")
	}
	return s.store.UpdatePerson(ctx, id, func(p *person.Person) error {
		p.Role = role
		if admin != nil {
			p.Admin = *admin
		}
		return nil
	})
}
