package store

import (
	"context"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

const tokenQuery = "SELECT t.person_id, (SELECT username FROM person p WHERE p.id = t.person_id), t.hash, t.sealed, t.created_us, t.last_used_us" +
	" FROM permanent_token t"

func tokenDest(t *auth.PermanentToken) []any {
	return []any{(*whole)(&t.Person), (*word)(&t.Username), (*word)(&t.Hash), &t.Sealed, (*instant)(&t.CreatedAt), (*instant)(&t.LastUsed)}
}

// PermanentToken reads a person's; fault.NotFound when there is none.
func (s *Store) PermanentToken(ctx context.Context, personID int64) (t auth.PermanentToken, err error) {
	err = s.view(ctx, func(c *session) error {
		return c.token(ctx, "t.person_id = ?", personID, &t)
	})
	return t, err
}

func (c *session) token(ctx context.Context, condition string, arg any, t *auth.PermanentToken) error {
	found, err := c.one(ctx, tokenQuery+" WHERE "+condition, []any{arg}, tokenDest(t)...)
	if err == nil && !found {
		return fault.Missing("token")
	}
	return err
}

// CreatePermanentToken stores t unless the person has one, and answers with the one that is stored.
func (s *Store) CreatePermanentToken(ctx context.Context, t auth.PermanentToken) (stored auth.PermanentToken, err error) {
	err = s.change(ctx, func(c *session) error {
		_, err := c.exec(ctx, "INSERT INTO permanent_token (person_id, hash, sealed, created_us, last_used_us) VALUES "+places(5)+
			" ON CONFLICT (person_id) DO NOTHING", t.Person, t.Hash, t.Sealed, t.CreatedAt.UnixMicro(), moment(t.LastUsed))
		if err != nil {
			return err
		}
		return c.token(ctx, "t.person_id = ?", t.Person, &stored)
	})
	return stored, err
}

// PermanentTokenByHash reads by keyed hash with its person, and notes the use (at most once a minute).
func (s *Store) PermanentTokenByHash(ctx context.Context, hash string, now time.Time) (auth.PermanentToken, *person.Person, error) {
	t, p := auth.PermanentToken{Hash: hash}, (*person.Person)(nil)
	err := s.view(ctx, func(c *session) error {
		var version int64
		found, err := c.one(ctx, "SELECT "+bearerColumns+", t.sealed, t.created_us, t.last_used_us"+
			" FROM permanent_token t JOIN person ON person.id = t.person_id WHERE t.hash = ?", []any{hash},
			(*whole)(&t.Person), (*whole)(&version), &t.Sealed, (*instant)(&t.CreatedAt), (*instant)(&t.LastUsed))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("token")
		}
		p, err = s.recall(ctx, c, t.Person, version)
		return err
	})
	if err != nil {
		return auth.PermanentToken{}, nil, err
	}
	t.Username = p.Username
	return t, p, s.noteUse(ctx, "UPDATE permanent_token SET last_used_us = ? WHERE hash = ? AND (last_used_us IS NULL OR last_used_us < ?)", hash, &t.LastUsed, now)
}

// DeletePermanentToken ends a person's; fault.NotFound when there is none.
func (s *Store) DeletePermanentToken(ctx context.Context, personID int64) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "DELETE FROM permanent_token WHERE person_id = ?", personID)
		if err == nil && n == 0 {
			return fault.Missing("token")
		}
		return err
	})
}

// PermanentTokens lists everybody's, by person.
func (s *Store) PermanentTokens(ctx context.Context) ([]auth.PermanentToken, error) {
	var all []auth.PermanentToken
	err := s.view(ctx, func(c *session) error {
		var t auth.PermanentToken
		all = nil
		return c.query(ctx, tokenQuery+" ORDER BY t.person_id", nil, tokenDest(&t), func() error {
			all = append(all, t)
			return nil
		})
	})
	return all, err
}
