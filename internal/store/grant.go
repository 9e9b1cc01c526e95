package store

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

const grantQuery = "SELECT id, athlete_id, coach_id, permission, from_us, until_us, created_us, revoked_us, given_by, given_app FROM access_grant"

// CreateGrant stores g and fills in its ID.
func (s *Store) CreateGrant(ctx context.Context, g *access.Grant) error {
	return s.change(ctx, func(c *session) error { return c.createGrant(ctx, g) })
}

func (c *session) createGrant(ctx context.Context, g *access.Grant) error {
	_, err := c.one(ctx, "INSERT INTO access_grant (athlete_id, coach_id, permission, from_us, until_us, created_us, revoked_us, given_by, given_app) VALUES "+places(9)+" RETURNING id",
		[]any{g.Athlete, g.Coach, string(g.Permission), g.From.UnixMicro(), g.Until.UnixMicro(), g.CreatedAt.UnixMicro(), moment(g.RevokedAt), referred(g.By), referred(g.App)}, (*whole)(&g.ID))
	return err
}

// Grants lists those of an athlete, or to a coach, or of all (0 is any), by ID.
func (s *Store) Grants(ctx context.Context, athlete, coach int64) (all []access.Grant, err error) {
	var w where
	if athlete != 0 {
		w.and("athlete_id = ?", athlete)
	}
	if coach != 0 {
		w.and("coach_id = ?", coach)
	}
	err = s.view(ctx, func(c *session) error {
		all, err = c.grants(ctx, &w)
		return err
	})
	return all, err
}

func (c *session) grants(ctx context.Context, w *where) ([]access.Grant, error) {
	var all []access.Grant
	var g access.Grant
	dest := []any{
		(*whole)(&g.ID), (*whole)(&g.Athlete), (*whole)(&g.Coach), (*word)(&g.Permission), (*instant)(&g.From), (*instant)(&g.Until),
		(*instant)(&g.CreatedAt), (*instant)(&g.RevokedAt), (*whole)(&g.By), (*whole)(&g.App),
	}
	err := c.query(ctx, grantQuery+w.sql()+" ORDER BY id", w.args, dest, func() error {
		all = append(all, g)
		return nil
	})
	return all, err
}

// RevokeGrant ends one; fault.NotFound when there is none, no change when it was revoked already.
func (s *Store) RevokeGrant(ctx context.Context, id int64, at time.Time) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "UPDATE access_grant SET revoked_us = COALESCE(revoked_us, ?) WHERE id = ?", at.UnixMicro(), id)
		if err == nil && n == 0 {
			return fault.Missing("grant")
		}
		return err
	})
}

// SetFollower notes whether a follower has been asked for or accepted, or removes it.
func (s *Store) SetFollower(ctx context.Context, follower, person int64, state access.FollowState) error {
	if state == access.NotFollowing {
		return s.run(ctx, "DELETE FROM follower WHERE person_id = ? AND follower_id = ?", person, follower)
	}
	return s.run(ctx, "INSERT INTO follower (person_id, follower_id, state) VALUES (?, ?, ?)"+
		" ON CONFLICT (person_id, follower_id) DO UPDATE SET state = excluded.state", person, follower, string(state))
}

// Relation is what the viewer is to the owner, with grants in any state.
func (s *Store) Relation(ctx context.Context, viewer, owner int64) (r access.Relation, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		r.Follows, err = c.one(ctx, "SELECT 1 FROM follower WHERE person_id = ? AND follower_id = ? AND state = 'accepted'", []any{owner, viewer}, new(whole))
		if err != nil {
			return err
		}
		var w where
		w.and("athlete_id = ?", owner)
		w.and("coach_id = ?", viewer)
		r.Grants, err = c.grants(ctx, &w)
		return err
	})
	return r, err
}
