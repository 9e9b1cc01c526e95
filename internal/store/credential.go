package store

import (
	"context"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// noteEvery is how exactly the last use of a credential is known: noting every use would make each request a write.
const noteEvery = time.Minute

// CreateSession stores a sign-in.
func (s *Store) CreateSession(ctx context.Context, a auth.Session) error {
	return s.brief(ctx, func(c *session) error {
		_, err := c.exec(ctx, "INSERT INTO session (hash, person_id, agent, created_us, expires_us, last_used_us) VALUES "+places(6),
			a.Hash, a.Person, a.Agent, a.CreatedAt.UnixMicro(), a.ExpiresAt.UnixMicro(), a.LastUsed.UnixMicro())
		return err
	})
}

// SessionByHash reads a session that has not expired at now, with its person, and notes the use (at most once a minute).
func (s *Store) SessionByHash(ctx context.Context, hash string, now time.Time) (auth.Session, *person.Person, error) {
	a, p := auth.Session{Hash: hash}, (*person.Person)(nil)
	err := s.view(ctx, func(c *session) error {
		var version int64
		found, err := c.one(ctx, "SELECT "+bearerColumns+", s.agent, s.created_us, s.expires_us, s.last_used_us"+
			" FROM session s JOIN person ON person.id = s.person_id WHERE s.hash = ?", []any{hash},
			(*whole)(&a.Person), (*whole)(&version), (*word)(&a.Agent), (*instant)(&a.CreatedAt), (*instant)(&a.ExpiresAt), (*instant)(&a.LastUsed))
		if err != nil {
			return err
		}
		if !found || !a.ExpiresAt.After(now) {
			return fault.Missing("session")
		}
		p, err = s.recall(ctx, c, a.Person, version)
		return err
	})
	if err != nil {
		return auth.Session{}, nil, err
	}
	return a, p, s.noteUse(ctx, "UPDATE session SET last_used_us = ? WHERE hash = ? AND last_used_us < ?", hash, &a.LastUsed, now)
}

// noteUse writes down that a credential was used now, unless it was less than noteEvery ago.
func (s *Store) noteUse(ctx context.Context, update, hash string, last *time.Time, now time.Time) error {
	if now.Sub(*last) < noteEvery {
		return nil
	}
	*last = now
	return s.brief(ctx, func(c *session) error {
		_, err := c.exec(ctx, update, now.UnixMicro(), hash, now.UnixMicro())
		return err
	})
}

// DeleteSession ends one; an unknown one is no error.
func (s *Store) DeleteSession(ctx context.Context, hash string) error {
	return s.run(ctx, "DELETE FROM session WHERE hash = ?", hash)
}

// BrowserSessions lists a person's that have not expired at now, the last used first.
func (s *Store) BrowserSessions(ctx context.Context, personID int64, now time.Time) ([]auth.Session, error) {
	var all []auth.Session
	err := s.view(ctx, func(c *session) error {
		a := auth.Session{Person: personID}
		all = nil
		return c.query(ctx, "SELECT hash, agent, created_us, expires_us, last_used_us FROM session WHERE person_id = ? AND expires_us > ?"+
			" ORDER BY last_used_us DESC, hash", []any{personID, now.UnixMicro()},
			[]any{(*word)(&a.Hash), (*word)(&a.Agent), (*instant)(&a.CreatedAt), (*instant)(&a.ExpiresAt), (*instant)(&a.LastUsed)}, func() error {
				all = append(all, a)
				return nil
			})
	})
	return all, err
}

// run is a transaction of one statement about a few rows.
func (s *Store) run(ctx context.Context, statement string, args ...any) error {
	return s.brief(ctx, only(ctx, statement, args))
}

// sweep is a transaction of one statement about any number of rows.
func (s *Store) sweep(ctx context.Context, statement string, args ...any) error {
	return s.change(ctx, only(ctx, statement, args))
}

// only is the work of a transaction of one statement.
func only(ctx context.Context, statement string, args []any) func(*session) error {
	return func(c *session) error {
		_, err := c.exec(ctx, statement, args...)
		return err
	}
}

// DeleteExpired forgets sessions, tokens, revocations and mails whose time is over.
func (s *Store) DeleteExpired(ctx context.Context, now time.Time) error {
	return s.change(ctx, func(c *session) error {
		for _, expired := range []string{
			"session WHERE expires_us", "bearer_revocation WHERE until_us", "oauth_code WHERE expires_us",
			"oauth_token WHERE refresh_until_us", "account_token WHERE expires_us",
		} {
			if _, err := c.exec(ctx, "DELETE FROM "+expired+" <= ?", now.UnixMicro()); err != nil {
				return err
			}
		}
		_, err := c.exec(ctx, "DELETE FROM mail WHERE created_us <= ?", now.Add(-auth.MailLife).UnixMicro())
		return err
	})
}

// RevokeBearer remembers a signed token as ended until its own expiry. Safe to call again.
func (s *Store) RevokeBearer(ctx context.Context, hash string, until time.Time) error {
	return s.run(ctx, "INSERT INTO bearer_revocation (hash, until_us) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", hash, until.UnixMicro())
}

// PersonOfBearer reads by ID, and whether the signed token with this hash was ended before its expiry.
func (s *Store) PersonOfBearer(ctx context.Context, id int64, hash string) (*person.Person, bool, error) {
	var p *person.Person
	var until whole
	err := s.view(ctx, func(c *session) error {
		var version int64
		found, err := c.one(ctx, "SELECT version, (SELECT until_us FROM bearer_revocation WHERE hash = ?) FROM person WHERE id = ?",
			[]any{hash, id}, (*whole)(&version), &until)
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("person")
		}
		p, err = s.recall(ctx, c, id, version)
		return err
	})
	return p, until != 0, err
}
