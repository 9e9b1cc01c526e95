// Package contact is how people can be reached besides by mail: a telephone number and an address.
//
//	mine, err := contacts.Get(ctx, viewer) // contact.Contact{Phone: "+33123456789"}
//
// Everybody reads their own alone, and changes it with the rest of their profile.
package contact

import (
	"context"
	"regexp"
	"unicode/utf8"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Contact is what somebody told; "" for what they did not.
type Contact struct {
	// Phone is a number with its country's code, as E.164 writes it: "+33123456789".
	Phone   string
	Address string
}

// maxAddress in characters.
const maxAddress = 300

// phonePattern is that of E.164: a plus, a country's code that doesn't begin with 0, at most 15 digits.
var phonePattern = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// Store keeps contacts.
type Store interface {
	// Contact is the zero Contact when nothing was told.
	Contact(ctx context.Context, person int64) (Contact, error)
}

// Service is for people's own. It is safe for concurrent use.
type Service struct{ store Store }

// New makes the service.
func New(store Store) *Service { return &Service{store: store} }

func errSignedOut() error {
	return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
}

// Get reads the viewer's.
func (s *Service) Get(ctx context.Context, v access.Viewer) (Contact, error) {
	if !v.SignedIn() {
		return Contact{}, errSignedOut()
	}
	return s.store.Contact(ctx, v.ID())
}

// Check refuses what can't be kept: fault.Invalid "contact.invalid" on "phone_number" or "address".
func (c Contact) Check() error {
	var fields []fault.Field
	if c.Phone != "" && !phonePattern.MatchString(c.Phone) {
		fields = append(fields, fault.Field{Name: "phone_number", Message: "Enter a valid phone number with its country code, such as +33123456789."})
	}
	if utf8.RuneCountInString(c.Address) > maxAddress {
		fields = append(fields, fault.Field{Name: "address", Message: "Ensure this field has no more than 300 characters."})
	}
	if len(fields) > 0 {
		return fault.New(fault.Invalid, "contact.invalid", "can't be accepted", fields...)
	}
	return nil
}
