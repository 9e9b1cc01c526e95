package monitor

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// fold is a text as it is searched and sorted in: lower case, and one spelling for each accented letter.
func fold(s string) string { return strings.ToLower(norm.NFC.String(s)) }

// matches reports whether an athlete is in the filter. Squads are small enough to be looked through one by one.
func (f *AthleteFilter) matches(a *Athlete) bool {
	for _, p := range []struct{ text, part string }{
		{a.Email, f.Email}, {a.Username, f.Username}, {a.ExternalID, f.ExternalID}, {a.Profile.FirstName, f.FirstName}, {a.Profile.LastName, f.LastName},
	} {
		if !strings.Contains(fold(p.text), fold(p.part)) {
			return false
		}
	}
	born := a.Profile.BirthDate
	switch {
	case f.Gender != "" && !strings.EqualFold(a.Gender, f.Gender),
		f.ManagedBy != 0 && a.ManagedBy != f.ManagedBy,
		f.Managed != nil && *f.Managed != (a.ManagedBy != 0),
		!f.BornFrom.IsZero() && (born.IsZero() || born.Before(f.BornFrom)),
		!f.BornTo.IsZero() && (born.IsZero() || born.After(f.BornTo)):
		return false
	}
	for _, term := range f.Search {
		found := false
		for _, text := range []string{a.ExternalID, a.Username, a.Email, a.Profile.LastName, a.Profile.FirstName} {
			found = found || strings.Contains(fold(text), fold(term))
		}
		if !found {
			return false
		}
	}
	return true
}

// athleteOrders compare by a field.
var athleteOrders = map[string]func(a, b *Athlete) int{
	"username":    func(a, b *Athlete) int { return cmp.Compare(fold(a.Username), fold(b.Username)) },
	"email":       func(a, b *Athlete) int { return cmp.Compare(fold(a.Email), fold(b.Email)) },
	"external_id": func(a, b *Athlete) int { return cmp.Compare(fold(a.ExternalID), fold(b.ExternalID)) },
	"first_name":  func(a, b *Athlete) int { return cmp.Compare(fold(a.Profile.FirstName), fold(b.Profile.FirstName)) },
	"last_name":   func(a, b *Athlete) int { return cmp.Compare(fold(a.Profile.LastName), fold(b.Profile.LastName)) },
	"gender":      func(a, b *Athlete) int { return cmp.Compare(a.Gender, b.Gender) },
	"birthdate":   func(a, b *Athlete) int { return a.Profile.BirthDate.Compare(b.Profile.BirthDate) },
	"managed_by":  func(a, b *Athlete) int { return cmp.Compare(a.ManagedBy, b.ManagedBy) },
}

// page sorts those that are in the filter and cuts the page out; fault.Invalid "listing.field" for an unknown order.
func (f *AthleteFilter) page(all []Athlete) (Page[Athlete], error) {
	for _, k := range f.Order {
		if athleteOrders[k.Field] == nil {
			return Page[Athlete]{}, fault.InvalidField(k.Field, "listing.field", "there is no such field")
		}
	}
	kept := slices.DeleteFunc(all, func(a Athlete) bool { return !f.matches(&a) })
	slices.SortFunc(kept, func(a, b Athlete) int { return compareAthletes(f.Order, &a, &b) })
	offset, limit := f.Bounds()
	from := min(offset, len(kept))
	return Page[Athlete]{Rows: kept[from:min(from+limit, len(kept))], Total: int64(len(kept))}, nil
}

func compareAthletes(order []listing.Key, a, b *Athlete) int {
	for _, k := range order {
		c := athleteOrders[k.Field](a, b)
		if k.Descending {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(a.ID, b.ID)
}
