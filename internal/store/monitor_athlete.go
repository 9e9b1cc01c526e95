package store

import (
	"context"
	"math"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/core/unit"
)

// athleteQuery reads people with what monitoring asks of them.
var athleteQuery = "SELECT " + personColumns + ", d.external_id, d.profile_external_id, d.managed_by, d.gender, d.nationality, b.height_cm," +
	" (SELECT w.weight_mg FROM weight_entry w WHERE w.owner_id = person.id ORDER BY w.day_us DESC LIMIT 1)" +
	" FROM person LEFT JOIN person_detail d ON d.person_id = person.id LEFT JOIN body_profile b ON b.owner_id = person.id"

// athleteRow is a place to scan the rows of athleteQuery into.
type athleteRow struct {
	a              monitor.Athlete
	height, weight *int64
}

func (r *athleteRow) dest() []any {
	a := &r.a
	return append(personDest(&a.Person), (*word)(&a.ExternalID), (*word)(&a.ProfileExternalID), (*whole)(&a.ManagedBy), (*word)(&a.Gender),
		(*word)(&a.Nationality), numeral[int64]{&r.height}, numeral[int64]{&r.weight})
}

func (r *athleteRow) athlete() monitor.Athlete {
	a := r.a
	a.Height, a.Weight = nil, nil
	if r.height != nil {
		m := float64(*r.height) / 100
		a.Height = &m
	}
	if r.weight != nil {
		kg := float64(*r.weight) / 1e6
		a.Weight = &kg
	}
	return a
}

// ReadableAthletes are all who grant a coach READ at that moment, by ID.
func (s *Store) ReadableAthletes(ctx context.Context, coach int64, at time.Time) (all []monitor.Athlete, err error) {
	err = s.view(ctx, func(c *session) error {
		all = nil
		var row athleteRow
		return c.query(ctx, athleteQuery+" WHERE person.role = 'athlete' AND person.id IN (SELECT g.athlete_id FROM access_grant g WHERE g.coach_id = ?"+
			" AND g.permission = 'READ' AND g.revoked_us IS NULL AND g.from_us <= ? AND g.until_us > ?) ORDER BY person.id",
			[]any{coach, at.UnixMicro(), at.UnixMicro()}, row.dest(), func() error {
				all = append(all, row.athlete())
				return nil
			})
	})
	return all, err
}

// Athlete reads a person of any role.
func (s *Store) Athlete(ctx context.Context, id int64) (a *monitor.Athlete, err error) {
	err = s.view(ctx, func(c *session) error {
		a, err = c.athlete(ctx, id)
		return err
	})
	return a, err
}

func (c *session) athlete(ctx context.Context, id int64) (*monitor.Athlete, error) {
	var row athleteRow
	found, err := c.one(ctx, athleteQuery+" WHERE person.id = ?", []any{id}, row.dest()...)
	if err == nil && !found {
		err = fault.Missing("athlete")
	}
	if err != nil {
		return nil, err
	}
	a := row.athlete()
	return &a, nil
}

// ByExternalID are the ids of people of a role with this external id, ascending.
func (s *Store) ByExternalID(ctx context.Context, role person.Role, external string) (ids []int64, err error) {
	if external == "" {
		return nil, nil
	}
	err = s.view(ctx, func(c *session) error {
		ids, err = c.ids(ctx, "SELECT d.person_id FROM person_detail d JOIN person p ON p.id = d.person_id WHERE d.external_id = ? AND p.role = ? ORDER BY d.person_id",
			external, string(role))
		return err
	})
	return ids, err
}

// noPassword is the hash of no password.
const noPassword = "!"

// CreateManaged stores a with a person who can't sign in, and its grants, and fills in its ID.
func (s *Store) CreateManaged(ctx context.Context, a *monitor.Athlete, grants []access.Grant) error {
	stored := *a
	err := s.change(ctx, func(c *session) error {
		stored = *a
		args := append([]any{a.UUID, noPassword}, personArgs(&a.Person)...)
		_, err := c.one(ctx, "INSERT INTO person (uuid, password_hash, "+personWritten+") VALUES "+places(len(args))+" RETURNING id", args, (*whole)(&stored.ID))
		if err != nil {
			return err
		}
		if err := c.writeDetail(ctx, &stored, new(monitor.Athlete), a.CreatedAt); err != nil {
			return err
		}
		for i := range grants {
			grants[i].Athlete = stored.ID
			if err := c.createGrant(ctx, &grants[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		*a = stored
	}
	return err
}

// UpdateAthlete reads under a lock, lets change alter, and writes back the username, the e-mail address, the profile, the picture
// and what Athlete adds.
func (s *Store) UpdateAthlete(ctx context.Context, id int64, at time.Time, change func(*monitor.Athlete) error) (a *monitor.Athlete, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, id); err != nil {
			return err
		}
		before, err := c.athlete(ctx, id)
		if err != nil {
			return err
		}
		after := *before
		if err := change(&after); err != nil {
			return err
		}
		changed := before.Person
		changed.Username, changed.Email, changed.Profile, changed.Picture = after.Username, after.Email, after.Profile, after.Picture
		if err := c.writePerson(ctx, &changed); err != nil {
			return err
		}
		if err := c.writeDetail(ctx, &after, before, at); err != nil {
			return err
		}
		a, err = c.athlete(ctx, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

// writeDetail writes what Athlete adds to a person, as far as it differs from what was there.
func (c *session) writeDetail(ctx context.Context, a, before *monitor.Athlete, at time.Time) error {
	if a.ManagedBy != 0 && a.ExternalID != "" {
		taken, err := c.one(ctx, "SELECT 1 FROM person_detail WHERE managed_by = ? AND external_id = ? AND person_id <> ?", []any{a.ManagedBy, a.ExternalID, a.ID}, new(whole))
		if err != nil {
			return err
		}
		if taken {
			return fault.New(fault.Conflict, "athlete.external_id_taken", "another athlete whom you manage has this external id")
		}
	}
	_, err := c.exec(ctx, "INSERT INTO person_detail (person_id, external_id, profile_external_id, managed_by, gender, nationality) VALUES (?, ?, ?, ?, ?, ?)"+
		" ON CONFLICT (person_id) DO UPDATE SET external_id = excluded.external_id, profile_external_id = excluded.profile_external_id,"+
		" managed_by = excluded.managed_by, gender = excluded.gender, nationality = excluded.nationality",
		a.ID, a.ExternalID, a.ProfileExternalID, referred(a.ManagedBy), a.Gender, a.Nationality)
	if err != nil {
		return err
	}
	if a.Weight != nil && (before.Weight == nil || *before.Weight != *a.Weight) {
		if err := c.weigh(ctx, a.ID, *a.Weight, at); err != nil {
			return err
		}
	}
	if !differs(a.Height, before.Height) && a.Gender == before.Gender {
		return nil
	}
	return c.writeBody(ctx, a)
}

func differs(a, b *float64) bool { return (a == nil) != (b == nil) || a != nil && *a != *b }

// weigh stores a weight in place of the one of that day.
func (c *session) weigh(ctx context.Context, owner int64, kg float64, at time.Time) error {
	w := body.Weight{
		Owner: owner, Day: at.UTC().Truncate(24 * time.Hour), Milligrams: int64(math.Round(kg * 1e6)), Figure: unit.Hundredths(math.Round(kg * 100)), Unit: body.Kilogram,
	}
	return c.replaceWeight(ctx, &w)
}

// writeBody keeps height and gender where everybody looks for them.
func (c *session) writeBody(ctx context.Context, a *monitor.Athlete) error {
	p, err := c.bodyProfile(ctx, a.ID)
	if err != nil {
		return err
	}
	p.Height = nil
	if a.Height != nil {
		cm := int64(math.Round(*a.Height * 100))
		p.Height = &cm
	}
	switch a.Gender {
	case "M":
		p.Sex = body.Male
	case "F":
		p.Sex = body.Female
	}
	return c.writeBodyProfile(ctx, p)
}

// Permitted are somebody's extra permissions.
func (s *Store) Permitted(ctx context.Context, id int64) (names []string, err error) {
	err = s.view(ctx, func(c *session) error {
		names = nil
		var name string
		return c.query(ctx, "SELECT name FROM person_permission WHERE person_id = ? ORDER BY name", []any{id}, []any{(*word)(&name)}, func() error {
			names = append(names, name)
			return nil
		})
	})
	return names, err
}

// SetPermitted gives or takes an extra permission.
func (s *Store) SetPermitted(ctx context.Context, id int64, name string, on bool) error {
	if !on {
		return s.run(ctx, "DELETE FROM person_permission WHERE person_id = ? AND name = ?", id, name)
	}
	return s.run(ctx, "INSERT INTO person_permission (person_id, name) VALUES (?, ?) ON CONFLICT (person_id, name) DO NOTHING", id, name)
}
