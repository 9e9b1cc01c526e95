// Package person is who uses the platform: people, their profile and how they like to see things.
//
// Passwords and tokens live in core/auth, who may see whose data in core/access.
//
//	p, err := people.ByName(ctx, "ana")
//	p.Location() // the zone her dates are read and shown in
package person

import (
	"time"
)

// Role is what somebody is here for. Administrator is a flag beside it.
type Role string

// The roles.
const (
	Athlete Role = "athlete"
	Coach   Role = "coach"
)

// Valid reports whether r is a role.
func (r Role) Valid() bool { return r == Athlete || r == Coach }

// Person is one account with its profile and preferences.
type Person struct {
	// ID counts up in the order of registration, from 1.
	ID int64
	// UUID names the person where a number would tell too much.
	UUID string
	// Username is unique without regard to case.
	Username string
	// Email is unique without regard to case; "" when there is none.
	Email string
	Role  Role
	// Admin may manage accounts and settings, which does not open anybody's data.
	Admin bool
	// Active is false until an account is confirmed, or when an administrator has closed it.
	Active    bool
	CreatedAt time.Time
	// PolicyAcceptedAt is when the privacy policy was accepted, zero if it was not.
	PolicyAcceptedAt time.Time
	// PendingEmail is an address that waits for its confirmation, "" when none does.
	PendingEmail string
	Picture      Picture
	// Generation counts how often everything that was signed in has been signed out at once: tokens that were signed for
	// an earlier one no longer hold.
	Generation  int64
	Profile     Profile
	Preferences Preferences
}

// Picture is the portrait of a profile; the zero value is none.
type Picture struct {
	// Hash is the SHA-256 of its bytes in hex, their address among the kept files; Type is "image/jpeg" or "image/png".
	Hash, Type string
}

// Profile is what somebody tells about themselves. Everything may be empty.
type Profile struct {
	FirstName, LastName, Bio, Location string
	// BirthDate is a date at midnight UTC, zero when not told.
	BirthDate time.Time
}

// Preferences are how somebody likes to see things.
type Preferences struct {
	// Language is "en", "fr", "de" or another two-letter code a client asked for; pages fall back to English.
	Language string
	// TimeZone is an IANA name; "" counts as UTC.
	TimeZone string
	// DateFormat is a client's pattern such as "MM/dd/yyyy"; pages use the language's own.
	DateFormat string
	// Theme is "light", "dark" or "" for the browser's choice.
	Theme string
	// Imperial shows miles and feet.
	Imperial bool
	// WeekStartsMonday is about calendars and weekly sums.
	WeekStartsMonday bool
	// HideAscent leaves ascent out of lists and totals.
	HideAscent bool
	// KeepElevationBase draws elevation charts from their lowest value instead of zero.
	KeepElevationBase bool
	// RawMaxSpeed takes the plain maximum of speeds instead of the one without outliers.
	RawMaxSpeed bool
}

// Location is the person's time zone, UTC when none is set or it is unknown here.
func (p *Person) Location() *time.Location {
	if p == nil || p.Preferences.TimeZone == "" {
		return time.UTC
	}
	return zone(p.Preferences.TimeZone)
}
