package store

import (
	"context"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// errand does what belongs to a change of somebody's account.
func (c *session) errand(ctx context.Context, id int64, e *auth.Errand) error {
	if e.PasswordHash != "" {
		if _, err := c.exec(ctx, "UPDATE person SET password_hash = ? WHERE id = ?", e.PasswordHash, id); err != nil {
			return err
		}
	}
	if e.EndSessions {
		if _, err := c.exec(ctx, "DELETE FROM session WHERE person_id = ? AND hash <> ?", id, e.KeepSession); err != nil {
			return err
		}
	}
	if !e.EndTokens.IsZero() {
		if err := c.endTokens(ctx, id, e); err != nil {
			return err
		}
	}
	if e.DropTokens {
		if _, err := c.exec(ctx, "DELETE FROM account_token WHERE person_id = ?", id); err != nil {
			return err
		}
	}
	for _, t := range e.Tokens {
		if _, err := c.exec(ctx, "DELETE FROM account_token WHERE person_id = ? AND purpose = ?", id, string(t.Purpose)); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "INSERT INTO account_token (hash, person_id, purpose, email, expires_us) VALUES "+places(5),
			t.Hash, id, string(t.Purpose), t.Email, t.ExpiresAt.UnixMicro()); err != nil {
			return err
		}
	}
	for i := range e.Mails {
		if err := c.insertMail(ctx, id, &e.Mails[i]); err != nil {
			return err
		}
	}
	return nil
}

// endTokens ends the permanent token and those of applications, but for one family.
func (c *session) endTokens(ctx context.Context, id int64, e *auth.Errand) error {
	if _, err := c.exec(ctx, "DELETE FROM permanent_token WHERE person_id = ?", id); err != nil {
		return err
	}
	if _, err := c.exec(ctx, "DELETE FROM oauth_code WHERE person_id = ?", id); err != nil {
		return err
	}
	_, err := c.exec(ctx, "UPDATE oauth_token SET revoked_us = ? WHERE person_id = ? AND revoked_us IS NULL"+
		" AND family NOT IN (SELECT family FROM oauth_token WHERE access_hash = ?)", e.EndTokens.UnixMicro(), id, e.KeepAccess)
	return err
}

// ChangeAccount reads under a lock, lets change alter the person (nil changes nothing), writes back and does the errand.
// With e.Administration, a change that would leave no active administrator is fault.Conflict "auth.last_admin". change may be
// called again when others got in the way.
func (s *Store) ChangeAccount(ctx context.Context, id int64, change func(*person.Person) error, e auth.Errand) (*person.Person, error) {
	p := new(person.Person)
	err := s.change(ctx, func(c *session) error {
		return c.changeAccount(ctx, id, p, change, &e)
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

func (c *session) changeAccount(ctx context.Context, id int64, p *person.Person, change func(*person.Person) error, e *auth.Errand) error {
	if e.Administration {
		if err := c.lockAdministrators(ctx); err != nil {
			return err
		}
	}
	*p = person.Person{}
	if err := c.person(ctx, "id = ?", c.dialect.lock, id, p); err != nil {
		return err
	}
	if change != nil {
		old := *p
		if err := change(p); err != nil {
			return err
		}
		p.ID, p.UUID = old.ID, old.UUID
		if e.Administration && administrates(&old) && !administrates(p) {
			if err := c.anotherAdministrator(ctx, id); err != nil {
				return err
			}
		}
		if err := c.writePerson(ctx, p); err != nil {
			return err
		}
	}
	return c.errand(ctx, id, e)
}

func administrates(p *person.Person) bool { return p.Admin && p.Active }

// lockAdministrators keeps two at once from each removing the other as the last but one.
func (c *session) lockAdministrators(ctx context.Context) error {
	if c.dialect.lockPeople == "" {
		return nil
	}
	_, err := c.exec(ctx, c.dialect.lockPeople)
	return err
}

// anotherAdministrator refuses when nobody but this person administers.
func (c *session) anotherAdministrator(ctx context.Context, id int64) error {
	found, err := c.one(ctx, "SELECT id FROM person WHERE admin = 1 AND active = 1 AND id <> ? LIMIT 1", []any{id}, new(whole))
	if err == nil && !found {
		return fault.New(fault.Conflict, "auth.last_admin", "nobody else administers")
	}
	return err
}

// UseAccountToken is ChangeAccount for the person that a token was made for, which is used up by it. Unknown and expired
// ones are fault.NotFound "token.not_found".
func (s *Store) UseAccountToken(ctx context.Context, hash string, purpose auth.Purpose, now time.Time, change func(*person.Person, string) error, e auth.Errand) (*person.Person, error) {
	p := new(person.Person)
	err := s.change(ctx, func(c *session) error {
		var id int64
		var email string
		found, err := c.one(ctx, "DELETE FROM account_token WHERE hash = ? AND purpose = ? AND expires_us > ? RETURNING person_id, email",
			[]any{hash, string(purpose), now.UnixMicro()}, (*whole)(&id), (*word)(&email))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("token")
		}
		return c.changeAccount(ctx, id, p, func(p *person.Person) error { return change(p, email) }, &e)
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// DeletePerson removes somebody with all they have, and gives the hashes of the files that were theirs, which others may
// share. The last active administrator is fault.Conflict "auth.last_admin".
func (s *Store) DeletePerson(ctx context.Context, id int64) (hashes []string, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockAdministrators(ctx); err != nil {
			return err
		}
		var p person.Person
		if err := c.person(ctx, "id = ?", c.dialect.lock, id, &p); err != nil {
			return err
		}
		if administrates(&p) {
			if err := c.anotherAdministrator(ctx, id); err != nil {
				return err
			}
		}
		hashes = nil
		var hash string
		if err := c.query(ctx, "SELECT file_hash FROM activity WHERE owner_id = ? AND file_hash IS NOT NULL"+
			" UNION SELECT file_hash FROM activity_trash WHERE owner_id = ? AND file_hash IS NOT NULL"+
			" UNION SELECT picture_hash FROM person WHERE id = ? AND picture_hash IS NOT NULL"+
			" UNION SELECT file_hash FROM progress_picture WHERE owner_id = ?"+
			" UNION SELECT file_hash FROM data_export WHERE person_id = ? AND file_hash IS NOT NULL", []any{id, id, id, id, id}, []any{(*word)(&hash)}, func() error {
			hashes = append(hashes, hash)
			return nil
		}); err != nil {
			return err
		}
		_, err := c.exec(ctx, "DELETE FROM person WHERE id = ?", id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return hashes, nil
}
