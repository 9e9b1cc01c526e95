package auth

import (
	"context"
	"regexp"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// The most characters of a profile's texts: MaxName of names and the location.
const (
	MaxName = 80
	MaxBio  = 200
)

// SetProfile replaces what the viewer tells about themselves. Errors as CheckProfile.
func (s *Service) SetProfile(ctx context.Context, v access.Viewer, next person.Profile) (*person.Person, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	if err := s.CheckProfile(&next); err != nil {
		return nil, err
	}
	return s.store.UpdatePerson(ctx, v.Person.ID, func(p *person.Person) error {
		p.Profile = next
		return nil
	})
}

// CheckProfile refuses what SetProfile would: fault.Invalid "person.invalid" with fields.
func (s *Service) CheckProfile(next *person.Profile) error {
	var fields []fault.Field
	for _, f := range []struct {
		name, text string
		most       int
		message    string
	}{
		{"first_name", next.FirstName, MaxName, "at most 80 characters"},
		{"last_name", next.LastName, MaxName, "at most 80 characters"},
		{"location", next.Location, MaxName, "at most 80 characters"},
		{"bio", next.Bio, MaxBio, "at most 200 characters"},
	} {
		if len([]rune(f.text)) > f.most {
			fields = append(fields, fault.Field{Name: f.name, Message: f.message})
		}
	}
	if b := next.BirthDate; !b.IsZero() && (b.Year() < 1900 || b.After(s.opt.Now())) {
		fields = append(fields, fault.Field{Name: "birth_date", Message: "must be a day since 1900 and not to come"})
	}
	if len(fields) > 0 {
		return fault.New(fault.Invalid, "person.invalid", "invalid profile", fields...)
	}
	return nil
}

var (
	languagePattern   = regexp.MustCompile(`^([a-z]{2,3}([-_][A-Za-z]{2,4})?)?$`)
	dateFormatPattern = regexp.MustCompile(`^[A-Za-z/., '_-]{0,20}$`)
)

// SetPreferences replaces how the viewer likes to see things. Errors: fault.Invalid "person.invalid" on "timezone", "theme",
// "language" or "date_format".
func (s *Service) SetPreferences(ctx context.Context, v access.Viewer, next person.Preferences) (*person.Person, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	refuse := func(field, message string) (*person.Person, error) {
		return nil, fault.InvalidField(field, "person.invalid", message)
	}
	switch {
	case next.TimeZone != "" && !person.ValidZone(next.TimeZone):
		return refuse("timezone", "unknown time zone")
	case next.Theme != "" && next.Theme != "light" && next.Theme != "dark":
		return refuse("theme", "must be light, dark or empty")
	case !languagePattern.MatchString(next.Language):
		return refuse("language", "must be a code such as en")
	case !dateFormatPattern.MatchString(next.DateFormat):
		return refuse("date_format", "must be a pattern such as MM/dd/yyyy")
	}
	return s.store.UpdatePerson(ctx, v.Person.ID, func(p *person.Person) error {
		p.Preferences = next
		return nil
	})
}

// AcceptPolicy notes that the viewer accepts the privacy policy as it is now.
func (s *Service) AcceptPolicy(ctx context.Context, v access.Viewer) (*person.Person, error) {
	id, err := firstParty(v)
	if err != nil {
		return nil, err
	}
	return s.store.UpdatePerson(ctx, id, func(p *person.Person) error {
		p.PolicyAcceptedAt = s.opt.Now()
		return nil
	})
}

func errSignedOut() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
}
