package auth

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// PeoplePage is a part of a list of accounts.
type PeoplePage struct {
	People []person.Person
	Total  int64
}

// Directory lists accounts; for administrators. Errors: fault.Forbidden "auth.admin_only", fault.Invalid "filter.order".
func (s *Service) Directory(ctx context.Context, v access.Viewer, f PeopleFilter) (p PeoplePage, err error) {
	if err := v.Administers(); err != nil {
		return p, err
	}
	if !f.Order.Valid() {
		return p, fault.InvalidField("order", "filter.order", "accounts can't be sorted by this")
	}
	f.Offset = max(f.Offset, 0)
	p.People, p.Total, err = s.store.FindPeople(ctx, f)
	return p, err
}

// Administration is what an administrator changes of an account; nil leaves a thing as it is.
type Administration struct {
	Admin *bool
	// Active opens an account, or closes it: everything of it is signed out, and it can't be opened by its owner.
	Active *bool
	// ResetPassword makes the present password useless and mails a link to set another.
	ResetPassword bool
	// Email is a new address. With mail, it waits until its owner has confirmed it.
	Email *string
}

// Administer changes an account; for administrators. Errors: fault.Forbidden "auth.admin_only"; fault.NotFound
// "person.not_found"; fault.Invalid "person.email" for no address, "person.email_same" for the present one;
// fault.Conflict "person.email_taken", and "auth.last_admin" when nobody would be left to administer.
func (s *Service) Administer(ctx context.Context, v access.Viewer, id int64, c Administration) (*person.Person, error) {
	if err := v.Administers(); err != nil {
		return nil, err
	}
	p, err := s.store.Person(ctx, id)
	if err != nil {
		return nil, err
	}
	e := Errand{Administration: true}
	changes := []func(*person.Person) error{c.flags(&e)}
	if c.ResetPassword {
		if err := s.adminReset(ctx, p, &e); err != nil {
			return nil, err
		}
		changes = append(changes, signOut)
	}
	if c.Email != nil {
		change, err := s.adminEmail(p, *c.Email, &e)
		if err != nil {
			return nil, err
		}
		changes = append(changes, change)
	}
	return s.store.ChangeAccount(ctx, id, func(p *person.Person) error {
		for _, change := range changes {
			if err := change(p); err != nil {
				return err
			}
		}
		return nil
	}, e)
}

// flags changes who administers and whose account is open.
func (c *Administration) flags(e *Errand) func(*person.Person) error {
	if c.Active != nil {
		// A link to confirm the account must not open it again behind the administrator's back.
		e.DropTokens, e.EndSessions = true, !*c.Active
	}
	return func(p *person.Person) error {
		if c.Admin != nil {
			p.Admin = *c.Admin
		}
		if c.Active == nil {
			return nil
		}
		if !*c.Active {
			if err := signOut(p); err != nil {
				return err
			}
		}
		p.Active = *c.Active
		return nil
	}
}

// adminReset replaces the password by one that nobody knows.
func (s *Service) adminReset(ctx context.Context, p *person.Person, e *Errand) error {
	hash, err := s.hasher.hash(ctx, newSessionSecret())
	if err != nil {
		return err
	}
	token, link := s.accountToken(SetNewPassword, "")
	e.PasswordHash, e.Tokens, e.EndSessions = hash, append(e.Tokens, token), true
	e.Mails = append(e.Mails, s.letter(p, p.Email, letterAdminReset, link))
	return nil
}

// adminEmail is what happens to the person for a new address.
func (s *Service) adminEmail(p *person.Person, email string, e *Errand) (func(*person.Person) error, error) {
	if !ValidEmail(email) {
		return nil, fault.InvalidField("email", "person.email", "valid email must be provided")
	}
	if sameEmail(email, p.Email) {
		return nil, fault.InvalidField("email", "person.email_same", "new email must be different than current email")
	}
	return s.emailChange(p, email, e)
}

// DeleteAccount removes somebody with all they have recorded, made and uploaded: the viewer, or by an administrator anybody.
// It can't be undone. Errors: fault.Forbidden "auth.admin_only"; fault.NotFound "person.not_found"; fault.Conflict
// "auth.last_admin" when nobody would be left to administer.
func (s *Service) DeleteAccount(ctx context.Context, v access.Viewer, id int64) error {
	if !v.SignedIn() || v.ID() != id {
		if err := v.Administers(); err != nil {
			return err
		}
	}
	hashes, err := s.store.DeletePerson(ctx, id)
	if err != nil {
		return err
	}
	return s.forget(ctx, hashes...)
}
