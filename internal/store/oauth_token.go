package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

const pairColumns = "t.app_id, t.person_id, t.family, t.access_hash, t.refresh_hash, t.scopes, t.issued_us, t.access_until_us, t.refresh_until_us, t.last_used_us"

func pairDest(t *auth.TokenPair, scopes *string) []any {
	return []any{
		(*whole)(&t.App), (*whole)(&t.Person), (*word)(&t.Family), (*word)(&t.AccessHash), (*word)(&t.RefreshHash), (*word)(scopes),
		(*instant)(&t.IssuedAt), (*instant)(&t.AccessUntil), (*instant)(&t.RefreshUntil), (*instant)(&t.LastUsed),
	}
}

// ofActive holds for what belongs to an account that is open.
const ofActive = " AND EXISTS (SELECT 1 FROM person p WHERE p.id = person_id AND p.active = 1)"

// CreateCode stores what an application will exchange.
func (s *Store) CreateCode(ctx context.Context, k auth.Code) error {
	return s.run(ctx, "INSERT INTO oauth_code (hash, app_id, person_id, family, redirect_uri, scopes, challenge, method, expires_us) VALUES "+places(9),
		k.Hash, k.App, k.Person, k.Family, k.RedirectURI, strings.Join(k.Scopes, " "), k.Challenge, k.Method, k.ExpiresAt.UnixMicro())
}

// RedeemCode reads the application's code, has take check it and make the tokens, and stores these and that the code is
// used: all or nothing. A used code is not found any more, and the tokens that it gave end.
func (s *Store) RedeemCode(ctx context.Context, hash string, app int64, now time.Time, take func(auth.Code) (auth.TokenPair, error)) error {
	reused := false
	err := s.change(ctx, func(c *session) error {
		k, used, err := c.code(ctx, hash, app, now)
		if err != nil {
			return err
		}
		if reused = used; reused {
			return c.revokeFamily(ctx, k.Family, now)
		}
		t, err := take(k)
		if err != nil {
			return err
		}
		if _, err := c.exec(ctx, "UPDATE oauth_code SET used_us = ? WHERE hash = ?", now.UnixMicro(), hash); err != nil {
			return err
		}
		return c.insertPair(ctx, &t)
	})
	if err == nil && reused {
		return fault.Missing("code")
	}
	return err
}

// code reads one under a lock, and whether it was used.
func (c *session) code(ctx context.Context, hash string, app int64, now time.Time) (k auth.Code, used bool, err error) {
	k.Hash = hash
	var scopes string
	var usedAt time.Time
	found, err := c.one(ctx, "SELECT app_id, person_id, family, redirect_uri, scopes, challenge, method, expires_us, used_us FROM oauth_code"+
		" WHERE hash = ? AND app_id = ? AND expires_us > ?"+ofActive+c.dialect.lock, []any{hash, app, now.UnixMicro()},
		(*whole)(&k.App), (*whole)(&k.Person), (*word)(&k.Family), (*word)(&k.RedirectURI), (*word)(&scopes), (*word)(&k.Challenge),
		(*word)(&k.Method), (*instant)(&k.ExpiresAt), (*instant)(&usedAt))
	if err == nil && !found {
		err = fault.Missing("code")
	}
	k.Scopes = strings.Fields(scopes)
	return k, !usedAt.IsZero(), err
}

// CreateTokens stores a pair that no code stands behind.
func (s *Store) CreateTokens(ctx context.Context, t auth.TokenPair) error {
	return s.change(ctx, func(c *session) error { return c.insertPair(ctx, &t) })
}

func (c *session) insertPair(ctx context.Context, t *auth.TokenPair) error {
	_, err := c.exec(ctx, "INSERT INTO oauth_token (app_id, person_id, family, access_hash, refresh_hash, scopes, issued_us, access_until_us, refresh_until_us)"+
		" VALUES "+places(9), t.App, t.Person, t.Family, t.AccessHash, t.RefreshHash, strings.Join(t.Scopes, " "), t.IssuedAt.UnixMicro(),
		t.AccessUntil.UnixMicro(), t.RefreshUntil.UnixMicro())
	return err
}

func (c *session) revokeFamily(ctx context.Context, family string, at time.Time) error {
	_, err := c.exec(ctx, "UPDATE oauth_token SET revoked_us = ? WHERE family = ? AND revoked_us IS NULL", at.UnixMicro(), family)
	return err
}

// RotateTokens replaces the pair that has this refresh token by the one that next makes of it. One that was replaced
// before is not found, and everything of its family ends.
func (s *Store) RotateTokens(ctx context.Context, refreshHash string, app int64, now time.Time, next func(auth.TokenPair) (auth.TokenPair, error)) error {
	reused := false
	err := s.change(ctx, func(c *session) error {
		var old auth.TokenPair
		var scopes string
		var rotated time.Time
		found, err := c.one(ctx, "SELECT "+pairColumns+", t.rotated_us FROM oauth_token t WHERE t.refresh_hash = ? AND t.app_id = ?"+
			" AND t.revoked_us IS NULL AND t.refresh_until_us > ?"+ofActive+c.dialect.lock, []any{refreshHash, app, now.UnixMicro()},
			append(pairDest(&old, &scopes), (*instant)(&rotated))...)
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("token")
		}
		if reused = !rotated.IsZero(); reused {
			return c.revokeFamily(ctx, old.Family, now)
		}
		old.Scopes = strings.Fields(scopes)
		t, err := next(old)
		if err != nil {
			return err
		}
		if _, err := c.exec(ctx, "UPDATE oauth_token SET rotated_us = ? WHERE refresh_hash = ?", now.UnixMicro(), refreshHash); err != nil {
			return err
		}
		return c.insertPair(ctx, &t)
	})
	if err == nil && reused {
		return fault.Missing("token")
	}
	return err
}

// TokensByAccess reads the pair of an access token that works at now, with its person, and notes the use (at most once a
// minute).
func (s *Store) TokensByAccess(ctx context.Context, hash string, now time.Time) (auth.TokenPair, *person.Person, error) {
	var t auth.TokenPair
	var scopes string
	var p *person.Person
	err := s.view(ctx, func(c *session) error {
		var id, version int64
		found, err := c.one(ctx, "SELECT "+bearerColumns+", "+pairColumns+" FROM oauth_token t JOIN person ON person.id = t.person_id"+
			" WHERE t.access_hash = ? AND t.rotated_us IS NULL AND t.revoked_us IS NULL",
			[]any{hash}, append([]any{(*whole)(&id), (*whole)(&version)}, pairDest(&t, &scopes)...)...)
		if err != nil {
			return err
		}
		if !found || !t.AccessUntil.After(now) {
			return fault.Missing("token")
		}
		p, err = s.recall(ctx, c, id, version)
		return err
	})
	if err != nil {
		return auth.TokenPair{}, nil, err
	}
	t.Scopes = strings.Fields(scopes)
	return t, p, s.noteUse(ctx, "UPDATE oauth_token SET last_used_us = ? WHERE access_hash = ? AND (last_used_us IS NULL OR last_used_us < ?)", hash, &t.LastUsed, now)
}

// RevokeTokens ends the family of the application's token with this hash, be it access or refresh; none is no error.
func (s *Store) RevokeTokens(ctx context.Context, hash string, app int64, at time.Time) error {
	return s.change(ctx, func(c *session) error {
		var family string
		found, err := c.one(ctx, "SELECT family FROM oauth_token WHERE (access_hash = ? OR refresh_hash = ?) AND app_id = ?", []any{hash, hash, app}, (*word)(&family))
		if err != nil || !found {
			return err
		}
		return c.revokeFamily(ctx, family, at)
	})
}

// Connections are the applications that hold tokens of a person which work at now or can be refreshed, by ID.
func (s *Store) Connections(ctx context.Context, personID int64, now time.Time) ([]auth.Connection, error) {
	var all []auth.Connection
	err := s.view(ctx, func(c *session) error {
		var row appRow
		var scopes string
		var issued, used time.Time
		all = nil
		return c.query(ctx, "SELECT "+appColumns+", t.scopes, t.issued_us, t.last_used_us FROM oauth_token t JOIN oauth_app ON oauth_app.id = t.app_id"+
			" WHERE t.person_id = ? AND t.revoked_us IS NULL AND t.refresh_until_us > ? ORDER BY t.app_id, t.id", []any{personID, now.UnixMicro()},
			append(row.dest(), (*word)(&scopes), (*instant)(&issued), (*instant)(&used)), func() error {
				if n := len(all); n == 0 || all[n-1].App.ID != row.a.ID {
					all = append(all, auth.Connection{App: row.app(), Since: issued})
				}
				all[len(all)-1].Scopes = union(all[len(all)-1].Scopes, strings.Fields(scopes))
				if last := &all[len(all)-1].LastUsed; used.After(*last) {
					*last = used
				}
				return nil
			})
	})
	return all, err
}

// union adds what is missing in a.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}
