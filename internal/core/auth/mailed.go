package auth

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// mailedPassword is how many letters and digits a password has that we make up: 119 bits.
const mailedPassword = 20

// RegisterMailed is Register with a password that is made up and mailed. It takes the place of the link that confirms an
// account: who has it reads that address. An Email is needed, a Password is not looked at. Errors as Register.
func (s *Service) RegisterMailed(ctx context.Context, r Registration) (*person.Person, error) {
	open, err := s.Registrable(ctx)
	if err != nil {
		return nil, err
	}
	if !open {
		return nil, fault.New(fault.Forbidden, "auth.registration_closed", "registration is disabled")
	}
	r.Admin, r.Password = false, randomWord(mailedPassword)
	fields := r.check()
	if r.Email == "" {
		fields = append(fields, fault.Field{Name: "email", Message: "valid email must be provided"})
	}
	if len(fields) > 0 {
		return nil, fault.New(fault.Invalid, "person.invalid", "invalid account", fields...)
	}
	hash, err := s.hasher.hash(ctx, r.Password)
	if err != nil {
		return nil, err
	}
	p := s.newPerson(r)
	e := Errand{Mails: []Mail{s.letter(p, p.Email, letterPassword, r.Password)}}
	if err := s.store.CreatePerson(ctx, p, hash, e); err != nil {
		return nil, err
	}
	return p, nil
}

// SetPassword makes another password the viewer's, for clients that hold a token in place of the old one. Everything else
// that is signed in is signed out: browsers, signed tokens, the permanent token, and those of applications but the ones that
// came from the same consent as the access token keep. Errors: fault.Unauthenticated "auth.session"; fault.Invalid
// "person.invalid" on "password".
func (s *Service) SetPassword(ctx context.Context, v access.Viewer, password, keep string) error {
	id, err := firstParty(v)
	if err != nil {
		return err
	}
	e, err := s.passwordErrand(ctx, v.Person, password)
	if err != nil {
		return err
	}
	e.DropTokens, e.EndTokens, e.KeepAccess = true, s.opt.Now(), hashToken(keep)
	_, err = s.store.ChangeAccount(ctx, id, signOut, e)
	return err
}
