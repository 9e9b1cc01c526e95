package auth

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// ChangeEmail makes another address the viewer's, for clients that hold a token in place of the password. With mail, it
// waits until it is confirmed, the address before is told, and at most three letters an hour are sent; without, it holds at
// once. The address that holds takes the place of one that waits. Errors: fault.Unauthenticated "auth.session"; fault.Invalid "person.invalid" on "email"; fault.Conflict
// "person.email_taken" as in UpdateAccount; fault.Limited "mail.limit".
func (s *Service) ChangeEmail(ctx context.Context, v access.Viewer, email string) (*person.Person, error) {
	id, err := firstParty(v)
	if err != nil {
		return nil, err
	}
	if !ValidEmail(email) {
		return nil, fault.InvalidField("email", "person.invalid", "valid email must be provided")
	}
	if email == v.Person.Email {
		return s.store.UpdatePerson(ctx, id, func(p *person.Person) error {
			p.PendingEmail = ""
			return nil
		})
	}
	if s.MailOn() && !s.letters.allow(throttleKey(v.Person.Username, string(ConfirmEmail)), s.opt.Now()) {
		return nil, fault.New(fault.Limited, "mail.limit", "too many letters within an hour")
	}
	var e Errand
	change, err := s.emailChange(v.Person, email, &e)
	if err != nil {
		return nil, err
	}
	return s.store.ChangeAccount(ctx, id, change, e)
}
