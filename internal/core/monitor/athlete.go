package monitor

import (
	"context"
	"fmt"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/person"
)

// Athlete is a person with what only monitoring asks of them. Coaches have an ExternalID too.
type Athlete struct {
	person.Person
	// ExternalID is what another organisation calls the account, ProfileExternalID the athlete; "" for nothing.
	ExternalID, ProfileExternalID string
	// ManagedBy is the coach who keeps an account that nobody signs in to, 0 for none.
	ManagedBy int64
	// Gender is "M", "F" or "" for not told.
	Gender, Nationality string
	// Weight in kilograms is the newest of the series of weights, Height in meters; nil is not told. Writing a weight is
	// an entry of today.
	Weight, Height *float64
}

// AthleteFilter is which athletes. The zero value is all. Texts are parts of a field without regard to case.
type AthleteFilter struct {
	Email, Username, ExternalID, FirstName, LastName string
	// Gender is exact but for its case.
	Gender string
	// ManagedBy is 0 for any, -1 for a coach who is none. Managed is nil for any.
	ManagedBy int64
	Managed   *bool
	// BornFrom and BornTo bound the date of birth, themselves included; zero is no bound.
	BornFrom, BornTo time.Time
	// Each of Search must be in the external id, username, e-mail address, last or first name.
	Search []string
	// Order may be by "username", "email", "external_id", "first_name", "last_name", "gender", "birthdate" and "managed_by"; it
	// ends by id.
	Order []listing.Key
	Paging
}

// MayManage is the extra permission to make and change managed athletes.
const MayManage = "can_create_managed_athletes"

// ExtraPermissions are all that there are.
var ExtraPermissions = []string{MayManage}

// ManagedFrom is when the grants on a managed athlete begin; they end with access.Forever.
var ManagedFrom = time.Unix(0, 0).UTC()

// AthleteStore keeps athletes.
type AthleteStore interface {
	// ReadableAthletes are all who grant a coach READ at that moment, by ID.
	ReadableAthletes(ctx context.Context, coach int64, at time.Time) ([]Athlete, error)
	// Athlete reads a person of any role.
	Athlete(ctx context.Context, id int64) (*Athlete, error)
	// ByExternalID are the ids of people of a role with this external id, ascending.
	ByExternalID(ctx context.Context, role person.Role, external string) ([]int64, error)
	// CreateManaged stores a with a person who can't sign in, and its grants, and fills in its ID.
	CreateManaged(ctx context.Context, a *Athlete, grants []access.Grant) error
	// UpdateAthlete reads under a lock, lets change alter, and writes back the username, the e-mail address, the profile, the
	// picture and what Athlete adds. fault.Conflict "person.username_taken", "person.email_taken", and "athlete.external_id_taken" when another athlete of the same coach has it.
	UpdateAthlete(ctx context.Context, id int64, at time.Time, change func(*Athlete) error) (*Athlete, error)
	// Permitted are somebody's extra permissions; SetPermitted gives or takes one.
	Permitted(ctx context.Context, person int64) ([]string, error)
	SetPermitted(ctx context.Context, person int64, name string, on bool) error
}

// Athletes lists those who grant the viewer READ now.
func (s *Service) Athletes(ctx context.Context, v access.Viewer, f AthleteFilter) (Page[Athlete], error) {
	me, err := manager(v)
	if err == nil {
		err = checkSearch(f.Search, f.Email, f.Username, f.ExternalID, f.FirstName, f.LastName)
	}
	if err != nil {
		return Page[Athlete]{}, err
	}
	all, err := s.store.ReadableAthletes(ctx, me, s.opt.Now())
	if err != nil {
		return Page[Athlete]{}, err
	}
	return f.page(all)
}

// Athlete reads the viewer, or somebody who grants them READ now, if in the filter; fault.NotFound "athlete.not_found".
func (s *Service) Athlete(ctx context.Context, v access.Viewer, id int64, f AthleteFilter) (*Athlete, error) {
	if err := s.mayNow(ctx, v, id, access.PermissionRead); err != nil {
		return nil, err
	}
	a, err := s.store.Athlete(ctx, id)
	if err != nil {
		return nil, err
	}
	if a.Role != person.Athlete || !f.matches(a) {
		return nil, fault.Missing("athlete")
	}
	return a, s.note(ctx, v, Look{Athlete: id, Kind: LookProfile})
}

// mayNow wants a permission that holds at this moment, which people have on themselves; else fault.NotFound
// "athlete.not_found".
func (s *Service) mayNow(ctx context.Context, v access.Viewer, athlete int64, p access.Permission) error {
	if !v.SignedIn() {
		return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	if v.ID() == athlete {
		return nil
	}
	if v.Person.Role == person.Coach {
		grants, err := s.store.Grants(ctx, athlete, v.ID())
		if err != nil {
			return err
		}
		for i := range grants {
			if g := &grants[i]; g.Permission == p && g.Covers(s.opt.Now()) {
				return nil
			}
		}
	}
	return fault.Missing("athlete")
}

// AthleteByExternalID is the first by id of those with this external id whom the viewer may read; errors as Athlete.
func (s *Service) AthleteByExternalID(ctx context.Context, v access.Viewer, external string) (*Athlete, error) {
	ids, err := s.store.ByExternalID(ctx, person.Athlete, external)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		a, err := s.Athlete(ctx, v, id, AthleteFilter{})
		if !fault.Is(err, fault.NotFound) {
			return a, err
		}
	}
	return nil, fault.Missing("athlete")
}

// ManagerByExternalID is the first coach by id with this external id, for coaches; fault.NotFound "manager.not_found".
func (s *Service) ManagerByExternalID(ctx context.Context, v access.Viewer, external string) (*Athlete, error) {
	if _, err := manager(v); err != nil {
		return nil, err
	}
	ids, err := s.store.ByExternalID(ctx, person.Coach, external)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, fault.Missing("manager")
	}
	return s.store.Athlete(ctx, ids[0])
}

// Account is the viewer with what monitoring asks of them, whatever their role.
func (s *Service) Account(ctx context.Context, v access.Viewer) (*Athlete, error) {
	if !v.SignedIn() {
		return nil, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	return s.store.Athlete(ctx, v.ID())
}

// UpdateAccount lets change alter the viewer: username, e-mail address, profile, picture and what Athlete adds; the rest stays as
// it is. Where addresses have to be confirmed, core/auth changes them. Errors: fault.Invalid "athlete.invalid" with fields;
// fault.Conflict "person.username_taken", "person.email_taken".
func (s *Service) UpdateAccount(ctx context.Context, v access.Viewer, change func(*Athlete) error) (*Athlete, error) {
	if !v.SignedIn() {
		return nil, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	return s.updateAthlete(ctx, v.ID(), change)
}

// CompleteAccount is UpdateAccount for a person who has just been registered, whoever asks.
func (s *Service) CompleteAccount(ctx context.Context, id int64, change func(*Athlete) error) (*Athlete, error) {
	return s.updateAthlete(ctx, id, change)
}

func (s *Service) updateAthlete(ctx context.Context, id int64, change func(*Athlete) error) (*Athlete, error) {
	return s.store.UpdateAthlete(ctx, id, s.opt.Now(), func(a *Athlete) error {
		if err := change(a); err != nil {
			return err
		}
		return s.CheckAthlete(a)
	})
}

// CreateManaged makes an athlete whom nobody signs in as, with READ, WRITE and SHARE for the viewer. Of the argument, the
// profile, the picture and what Athlete adds count; ManagedBy must be the viewer. Errors: fault.Forbidden "monitor.not_permitted" without
// the extra permission; fault.Invalid "athlete.invalid" with fields; fault.Conflict "athlete.external_id_taken".
func (s *Service) CreateManaged(ctx context.Context, v access.Viewer, a Athlete) (*Athlete, error) {
	me, err := s.manages(ctx, v)
	if err != nil {
		return nil, err
	}
	if a.ManagedBy != me {
		return nil, fault.InvalidField("managed_by", "athlete.invalid", "must be yourself")
	}
	if err := s.CheckAthlete(&a); err != nil {
		return nil, err
	}
	now := s.opt.Now()
	profile, picture := a.Profile, a.Picture
	a.Person = person.Person{
		UUID: s.opt.NewUUID(), Username: "MANAGED-" + s.opt.NewUUID(), Role: person.Athlete, Active: false, CreatedAt: now, Profile: profile, Picture: picture,
		Preferences: person.Preferences{Language: v.Person.Preferences.Language, TimeZone: v.Person.Preferences.TimeZone},
	}
	var grants []access.Grant
	for _, p := range []access.Permission{access.PermissionRead, access.PermissionWrite, access.PermissionShare} {
		grants = append(grants, access.Grant{Coach: me, Permission: p, From: ManagedFrom, Until: access.Forever, CreatedAt: now, By: me, App: v.App})
	}
	if err := s.store.CreateManaged(ctx, &a, grants); err != nil {
		return nil, err
	}
	return &a, nil
}

// Managed is an athlete whom the viewer manages; fault.NotFound "athlete.not_found". Errors of manager besides.
func (s *Service) Managed(ctx context.Context, v access.Viewer, id int64) (*Athlete, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	a, err := s.store.Athlete(ctx, id)
	if err == nil && a.ManagedBy != me {
		return nil, fault.Missing("athlete")
	}
	return a, err
}

// UpdateManaged lets change alter an athlete whom the viewer manages; errors as CreateManaged and Managed.
func (s *Service) UpdateManaged(ctx context.Context, v access.Viewer, id int64, change func(*Athlete) error) (*Athlete, error) {
	me, err := s.manages(ctx, v)
	if err != nil {
		return nil, err
	}
	if _, err := s.Managed(ctx, v, id); err != nil {
		return nil, err
	}
	return s.updateAthlete(ctx, id, func(a *Athlete) error {
		name := a.Username
		if err := change(a); err != nil {
			return err
		}
		if a.ManagedBy != me {
			return fault.InvalidField("managed_by", "athlete.invalid", "must be yourself")
		}
		a.Username = name
		return nil
	})
}

// manages is the viewer's ID if they may make managed athletes.
func (s *Service) manages(ctx context.Context, v access.Viewer) (int64, error) {
	me, err := manager(v)
	if err != nil {
		return 0, err
	}
	names, err := s.store.Permitted(ctx, me)
	if err != nil {
		return 0, err
	}
	for _, n := range names {
		if n == MayManage {
			return me, nil
		}
	}
	return 0, fault.New(fault.Forbidden, "monitor.not_permitted", "managed athletes need an extra permission")
}

// Permitted are somebody's extra permissions.
func (s *Service) Permitted(ctx context.Context, id int64) ([]string, error) {
	return s.store.Permitted(ctx, id)
}

// Permit gives or takes an extra permission; for administrators, it asks nobody. fault.Invalid "permission.unknown".
func (s *Service) Permit(ctx context.Context, id int64, name string, on bool) error {
	for _, known := range ExtraPermissions {
		if name == known {
			return s.store.SetPermitted(ctx, id, name, on)
		}
	}
	return fault.InvalidField("permission", "permission.unknown", "there is no such permission: "+strings.Join(ExtraPermissions, ", "))
}

// CheckAthlete looks at what a profile says and brings it into its usual form. Errors: fault.Invalid "athlete.invalid" with fields.
func (s *Service) CheckAthlete(a *Athlete) error {
	var c checks
	c.text("external_id", a.ExternalID, 0, 100)
	c.text("athlete_profile.external_id", a.ProfileExternalID, 0, 100)
	c.text("athlete_profile.first_name", a.Profile.FirstName, 0, 80)
	c.text("athlete_profile.last_name", a.Profile.LastName, 0, 80)
	c.text("athlete_profile.nationality", a.Nationality, 0, 100)
	a.Gender = strings.ToUpper(a.Gender)
	if a.Gender != "" && a.Gender != "M" && a.Gender != "F" {
		c.refuse("athlete_profile.gender", "must be M or F")
	}
	c.between("athlete_profile.weight", a.Weight, 10, 500)
	c.between("athlete_profile.height", a.Height, 0.5, 2.8)
	if b := a.Profile.BirthDate; !b.IsZero() && (b.Year() < 1900 || b.After(s.opt.Now())) {
		c.refuse("athlete_profile.birth_date", "must be a day since 1900 and not to come")
	}
	return c.err("athlete.invalid")
}

func (c *checks) between(name string, v *float64, least, most float64) {
	if v != nil && !(*v >= least && *v <= most) {
		c.refuse(name, fmt.Sprintf("must be between %g and %g", least, most))
	}
}
