package store

import (
	"context"
	"strings"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

const appColumns = "oauth_app.id, oauth_app.client_id, oauth_app.name, oauth_app.description, oauth_app.website, oauth_app.redirect_uris," +
	" oauth_app.scopes, oauth_app.grants, oauth_app.owner_id, oauth_app.created_us, oauth_app.secret_hash"

// appRow is a place to scan the rows of appColumns into.
type appRow struct {
	a                            auth.App
	uris, scopes, grants, secret string
}

func (r *appRow) dest() []any {
	a := &r.a
	return []any{
		(*whole)(&a.ID), (*word)(&a.ClientID), (*word)(&a.Name), (*word)(&a.Description), (*word)(&a.Website), (*word)(&r.uris),
		(*word)(&r.scopes), (*word)(&r.grants), (*whole)(&a.Owner), (*instant)(&a.IssuedAt), (*word)(&r.secret),
	}
}

func (r *appRow) app() auth.App {
	a := r.a
	a.RedirectURIs, a.Scopes, a.Public = strings.Fields(r.uris), strings.Fields(r.scopes), r.secret == ""
	for _, g := range strings.Fields(r.grants) {
		a.Grants = append(a.Grants, auth.Grant(g))
	}
	return a
}

// CreateApp stores a and fills in its ID; secretHash is "" for a public one.
func (s *Store) CreateApp(ctx context.Context, a *auth.App, secretHash string) error {
	grants := make([]string, len(a.Grants))
	for i, g := range a.Grants {
		grants[i] = string(g)
	}
	return s.change(ctx, func(c *session) error {
		_, err := c.one(ctx, "INSERT INTO oauth_app (client_id, secret_hash, name, description, website, redirect_uris, scopes, grants, owner_id, created_us)"+
			" VALUES "+places(10)+" RETURNING id",
			[]any{
				a.ClientID, filled(secretHash), a.Name, a.Description, a.Website, strings.Join(a.RedirectURIs, " "), strings.Join(a.Scopes, " "),
				strings.Join(grants, " "), a.Owner, a.IssuedAt.UnixMicro(),
			}, (*whole)(&a.ID))
		return err
	})
}

// App reads by ID.
func (s *Store) App(ctx context.Context, id int64) (*auth.App, error) {
	a, _, err := s.appWhere(ctx, "id = ?", id)
	return a, err
}

// AppByClientID reads with the stored hash of its secret.
func (s *Store) AppByClientID(ctx context.Context, clientID string) (*auth.App, string, error) {
	return s.appWhere(ctx, "client_id = ?", clientID)
}

func (s *Store) appWhere(ctx context.Context, condition string, arg any) (*auth.App, string, error) {
	var row appRow
	err := s.view(ctx, func(c *session) error {
		found, err := c.one(ctx, "SELECT "+appColumns+" FROM oauth_app WHERE "+condition, []any{arg}, row.dest()...)
		if err == nil && !found {
			return fault.Missing("app")
		}
		return err
	})
	if err != nil {
		return nil, "", err
	}
	a := row.app()
	return &a, row.secret, nil
}

// Apps lists an owner's (0 is everybody's), newest first, with how many there are.
func (s *Store) Apps(ctx context.Context, owner int64, offset, limit int) (all []auth.App, total int64, err error) {
	var w where
	if owner != 0 {
		w.and("owner_id = ?", owner)
	}
	err = s.snapshot(ctx, func(c *session) error {
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM oauth_app"+w.sql(), append([]any(nil), w.args...), (*whole)(&total)); err != nil {
			return err
		}
		var row appRow
		all = nil
		return c.query(ctx, "SELECT "+appColumns+" FROM oauth_app"+w.sql()+" ORDER BY id DESC LIMIT ? OFFSET ?",
			append(append([]any(nil), w.args...), int64(limit), int64(offset)), row.dest(), func() error {
				all = append(all, row.app())
				return nil
			})
	})
	return all, total, err
}

// DeleteApp removes one with its codes and tokens.
func (s *Store) DeleteApp(ctx context.Context, id int64) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "DELETE FROM oauth_app WHERE id = ?", id)
		if err == nil && n == 0 {
			return fault.Missing("app")
		}
		return err
	})
}

// RevokeAppTokens ends the application's tokens and unused codes, those of one person or, for 0, of everybody.
func (s *Store) RevokeAppTokens(ctx context.Context, app, personID int64, at time.Time) error {
	var w where
	w.and("app_id = ?", app)
	if personID != 0 {
		w.and("person_id = ?", personID)
	}
	return s.change(ctx, func(c *session) error {
		if _, err := c.exec(ctx, "DELETE FROM oauth_code"+w.sql(), append([]any(nil), w.args...)...); err != nil {
			return err
		}
		w := w
		w.and("revoked_us IS NULL")
		_, err := c.exec(ctx, "UPDATE oauth_token SET revoked_us = ?"+w.sql(), append([]any{at.UnixMicro()}, w.args...)...)
		return err
	})
}
