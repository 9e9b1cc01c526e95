package store

import (
	"context"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// personFields are the columns a person is read from and written to. personDest and personArgs follow their order.
const personFields = "username, email, role, admin, active, created_us, policy_accepted_us, " +
	"first_name, last_name, bio, location, birth_date_us, language, time_zone, date_format, theme, " +
	"imperial, week_starts_monday, hide_ascent, keep_elevation_base, raw_max_speed, " +
	"pending_email, picture_hash, picture_type, generation"

// personColumns are for a SELECT from person, alone or joined.
var personColumns = of("person", "id, uuid, "+personFields)

// personWritten are those that a row is written with: the last two are what names are unique by.
const personWritten = personFields + ", username_key, email_key"

func personArgs(p *person.Person) []any {
	r, f := &p.Profile, &p.Preferences
	return []any{
		p.Username, p.Email, string(p.Role), p.Admin, p.Active,
		p.CreatedAt.UnixMicro(), moment(p.PolicyAcceptedAt),
		r.FirstName, r.LastName, r.Bio, r.Location, moment(r.BirthDate), f.Language, f.TimeZone, f.DateFormat, f.Theme,
		f.Imperial, f.WeekStartsMonday, f.HideAscent, f.KeepElevationBase, f.RawMaxSpeed,
		p.PendingEmail, filled(p.Picture.Hash), filled(p.Picture.Type), p.Generation,
		fold(p.Username), filled(fold(p.Email)),
	}
}

func personDest(p *person.Person) []any {
	r, f := &p.Profile, &p.Preferences
	return []any{
		(*whole)(&p.ID), (*word)(&p.UUID),
		(*word)(&p.Username), (*word)(&p.Email), (*word)(&p.Role), (*truth)(&p.Admin), (*truth)(&p.Active),
		(*instant)(&p.CreatedAt), (*instant)(&p.PolicyAcceptedAt),
		(*word)(&r.FirstName), (*word)(&r.LastName), (*word)(&r.Bio), (*word)(&r.Location), (*instant)(&r.BirthDate),
		(*word)(&f.Language), (*word)(&f.TimeZone), (*word)(&f.DateFormat), (*word)(&f.Theme),
		(*truth)(&f.Imperial), (*truth)(&f.WeekStartsMonday), (*truth)(&f.HideAscent), (*truth)(&f.KeepElevationBase),
		(*truth)(&f.RawMaxSpeed),
		(*word)(&p.PendingEmail), (*word)(&p.Picture.Hash), (*word)(&p.Picture.Type), (*whole)(&p.Generation),
	}
}

// CreatePerson stores p, fills in its ID, and does the errand. The very first person becomes administrator.
func (s *Store) CreatePerson(ctx context.Context, p *person.Person, passwordHash string, e auth.Errand) error {
	stored := *p
	err := s.change(ctx, func(c *session) error {
		if c.dialect.lockPeople != "" {
			// Two at once could both find the table empty.
			if _, err := c.exec(ctx, c.dialect.lockPeople); err != nil {
				return err
			}
		}
		if err := c.nameFree(ctx, p, 0); err != nil {
			return err
		}
		anybody, err := c.one(ctx, "SELECT id FROM person LIMIT 1", nil, new(whole))
		if err != nil {
			return err
		}
		stored = *p
		stored.Admin = p.Admin || !anybody
		args := append([]any{p.UUID, passwordHash}, personArgs(&stored)...)
		_, err = c.one(ctx, "INSERT INTO person (uuid, password_hash, "+personWritten+") VALUES "+places(len(args))+" RETURNING id",
			args, (*whole)(&stored.ID))
		if err != nil {
			return err
		}
		return c.errand(ctx, stored.ID, &e)
	})
	if err == nil {
		*p = stored
	}
	return err
}

// nameFree refuses a username or e-mail that somebody other than self has.
func (c *session) nameFree(ctx context.Context, p *person.Person, self int64) error {
	found, err := c.one(ctx, "SELECT id FROM person WHERE username_key = ? AND id <> ?", []any{fold(p.Username), self}, new(whole))
	if err != nil {
		return err
	}
	if found {
		return fault.New(fault.Conflict, "person.username_taken", "this username is taken")
	}
	found, err = c.one(ctx, "SELECT id FROM person WHERE email_key = ? AND id <> ?", []any{filled(fold(p.Email)), self}, new(whole))
	if err != nil {
		return err
	}
	if found {
		return fault.New(fault.Conflict, "person.email_taken", "this e-mail address is taken")
	}
	return nil
}

// Person reads by ID.
func (s *Store) Person(ctx context.Context, id int64) (*person.Person, error) {
	return s.personWhere(ctx, "id = ?", id)
}

// PersonByName reads by username, without regard to case.
func (s *Store) PersonByName(ctx context.Context, username string) (*person.Person, error) {
	return s.personWhere(ctx, "username_key = ?", fold(username))
}

func (s *Store) personWhere(ctx context.Context, condition string, arg any) (*person.Person, error) {
	p := new(person.Person)
	err := s.view(ctx, func(c *session) error {
		return c.person(ctx, condition, "", arg, p)
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

func (c *session) person(ctx context.Context, condition, lock string, arg any, p *person.Person) error {
	found, err := c.one(ctx, "SELECT "+personColumns+" FROM person WHERE "+condition+lock, []any{arg}, personDest(p)...)
	if err == nil && !found {
		return fault.Missing("person")
	}
	return err
}

// PersonByLogin reads by username or e-mail, without regard to case, with the stored password hash. Should one person's
// username be another's e-mail address, the address wins.
func (s *Store) PersonByLogin(ctx context.Context, login string) (*person.Person, string, error) {
	p, hash, key := new(person.Person), "", fold(login)
	err := s.view(ctx, func(c *session) error {
		found, err := c.one(ctx, "SELECT "+personColumns+", password_hash FROM person WHERE username_key = ? OR email_key = ?"+
			" ORDER BY CASE WHEN email_key = ? THEN 0 ELSE 1 END, id LIMIT 1", []any{key, key, key}, append(personDest(p), (*word)(&hash))...)
		if err == nil && !found {
			return fault.Missing("person")
		}
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return p, hash, nil
}

// People lists everybody by ID, after the given one, at most limit.
func (s *Store) People(ctx context.Context, after int64, limit int) ([]person.Person, error) {
	var all []person.Person
	err := s.view(ctx, func(c *session) error {
		var p person.Person
		all = nil
		return c.query(ctx, "SELECT "+personColumns+" FROM person WHERE id > ? ORDER BY id LIMIT ?", []any{after, int64(limit)},
			personDest(&p), func() error {
				all = append(all, p)
				return nil
			})
	})
	return all, err
}

// UpdatePerson reads under a lock, lets change alter, and writes back. ID and UUID stay what they are. change may be called
// again when others got in the way.
func (s *Store) UpdatePerson(ctx context.Context, id int64, change func(*person.Person) error) (*person.Person, error) {
	p := new(person.Person)
	err := s.change(ctx, func(c *session) error {
		*p = person.Person{}
		if err := c.person(ctx, "id = ?", c.dialect.lock, id, p); err != nil {
			return err
		}
		uuid := p.UUID
		if err := change(p); err != nil {
			return err
		}
		p.ID, p.UUID = id, uuid
		return c.writePerson(ctx, p)
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// writePerson stores what may change of a person.
func (c *session) writePerson(ctx context.Context, p *person.Person) error {
	if err := c.nameFree(ctx, p, p.ID); err != nil {
		return err
	}
	_, err := c.exec(ctx, "UPDATE person SET version = version + 1, ("+personWritten+") = "+places(width(personWritten))+" WHERE id = ?", append(personArgs(p), p.ID)...)
	return err
}
