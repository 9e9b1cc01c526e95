package auth

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// OwnPermanent tells about the viewer's permanent token, without opening it; nil when there is none.
func (s *Service) OwnPermanent(ctx context.Context, v access.Viewer) (*PermanentToken, error) {
	id, err := firstParty(v)
	if err != nil {
		return nil, err
	}
	t, err := s.store.PermanentToken(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return &t, err
}

// ReplacePermanent makes the viewer a new permanent token and gives it; the one before, if any, no longer works.
func (s *Service) ReplacePermanent(ctx context.Context, v access.Viewer) (string, error) {
	if err := s.EndOwnPermanent(ctx, v); err != nil {
		return "", err
	}
	return s.Permanent(ctx, v.Person)
}

// EndOwnPermanent ends the viewer's permanent token; safe to call twice.
func (s *Service) EndOwnPermanent(ctx context.Context, v access.Viewer) error {
	id, err := firstParty(v)
	if err != nil {
		return err
	}
	if err := s.store.DeletePermanentToken(ctx, id); !fault.Is(err, fault.NotFound) {
		return err
	}
	return nil
}

// EndOwnSession signs one of the viewer's browsers out, named by the hash that Sessions gives; an unknown one, and somebody
// else's, is no error and stays.
func (s *Service) EndOwnSession(ctx context.Context, v access.Viewer, hash string) error {
	all, err := s.Sessions(ctx, v)
	if err != nil {
		return err
	}
	for _, session := range all {
		if session.Hash != hash {
			continue
		}
		if err := s.store.DeleteSession(ctx, hash); !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

// OpenedBy reports whether a session is the one of this secret.
func (s *Session) OpenedBy(secret string) bool { return secret != "" && s.Hash == hashToken(secret) }

// KeepEmail forgets the address that waits for its confirmation: the link that was mailed there no longer works.
func (s *Service) KeepEmail(ctx context.Context, v access.Viewer) error {
	id, err := firstParty(v)
	if err != nil {
		return err
	}
	_, err = s.store.UpdatePerson(ctx, id, func(p *person.Person) error {
		p.PendingEmail = ""
		return nil
	})
	return err
}

// DeleteOwnAccount is DeleteAccount for the viewer, who confirms it with their password. Errors: fault.Unauthenticated
// "auth.credentials" for a wrong one, as in UpdateAccount; fault.Conflict "auth.last_admin".
func (s *Service) DeleteOwnAccount(ctx context.Context, v access.Viewer, password string) error {
	id, err := firstParty(v)
	if err != nil {
		return err
	}
	if err := s.confirmPassword(ctx, v.Person, password); err != nil {
		return err
	}
	return s.DeleteAccount(ctx, v, id)
}
