package store

import (
	"context"
	"strings"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

const requestQuery = "SELECT id, athlete_id, coach_id, permissions, until_us, created_us FROM access_request"

// PutRequest stores r in place of one of the same two people, and fills in its ID.
func (s *Store) PutRequest(ctx context.Context, r *access.Request, limit int) error {
	words := make([]string, len(r.Permissions))
	for i, p := range r.Permissions {
		words[i] = string(p)
	}
	return s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, r.Coach); err != nil {
			return err
		}
		var n int64
		_, err := c.one(ctx, "SELECT COUNT(*) FROM access_request WHERE coach_id = ? AND athlete_id <> ?", []any{r.Coach, r.Athlete}, (*whole)(&n))
		if err != nil {
			return err
		}
		if n >= int64(limit) {
			return fault.New(fault.Limited, "request.limit", "too many requests wait for an answer")
		}
		_, err = c.one(ctx, "INSERT INTO access_request (athlete_id, coach_id, permissions, until_us, created_us) VALUES "+places(5)+
			" ON CONFLICT (athlete_id, coach_id) DO UPDATE SET permissions = excluded.permissions, until_us = excluded.until_us, created_us = excluded.created_us RETURNING id",
			[]any{r.Athlete, r.Coach, strings.Join(words, " "), r.Until.UnixMicro(), r.CreatedAt.UnixMicro()}, (*whole)(&r.ID))
		return err
	})
}

// Requests lists those to an athlete, or of a coach (the other is 0), by ID.
func (s *Store) Requests(ctx context.Context, athlete, coach int64) (all []access.Request, err error) {
	condition, arg := " WHERE coach_id = ?", coach
	if athlete != 0 {
		condition, arg = " WHERE athlete_id = ?", athlete
	}
	err = s.view(ctx, func(c *session) error {
		all, err = c.requests(ctx, condition+" ORDER BY id", arg)
		return err
	})
	return all, err
}

func (c *session) requests(ctx context.Context, rest string, args ...any) ([]access.Request, error) {
	var all []access.Request
	var r access.Request
	var permissions string
	dest := []any{(*whole)(&r.ID), (*whole)(&r.Athlete), (*whole)(&r.Coach), (*word)(&permissions), (*instant)(&r.Until), (*instant)(&r.CreatedAt)}
	err := c.query(ctx, requestQuery+rest, args, dest, func() error {
		r.Permissions = nil
		for word := range strings.FieldsSeq(permissions) {
			r.Permissions = append(r.Permissions, access.Permission(word))
		}
		all = append(all, r)
		return nil
	})
	return all, err
}

// AnswerRequest removes one to the athlete and stores the grants that answer makes of it.
func (s *Store) AnswerRequest(ctx context.Context, athlete, id int64, answer func(access.Request) []access.Grant) error {
	return s.change(ctx, func(c *session) error {
		all, err := c.requests(ctx, " WHERE id = ? AND athlete_id = ?"+c.dialect.lock, id, athlete)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return fault.Missing("request")
		}
		if _, err := c.exec(ctx, "DELETE FROM access_request WHERE id = ?", id); err != nil {
			return err
		}
		for _, g := range answer(all[0]) {
			if err := c.replaceGrant(ctx, &g); err != nil {
				return err
			}
		}
		return nil
	})
}

// replaceGrant stores g and ends what stood of the same permission between the two: two at once would only confuse.
func (c *session) replaceGrant(ctx context.Context, g *access.Grant) error {
	_, err := c.exec(ctx, "UPDATE access_grant SET revoked_us = ? WHERE athlete_id = ? AND coach_id = ? AND permission = ? AND revoked_us IS NULL AND until_us > ?",
		g.CreatedAt.UnixMicro(), g.Athlete, g.Coach, string(g.Permission), g.CreatedAt.UnixMicro())
	if err != nil {
		return err
	}
	_, err = c.exec(ctx, "INSERT INTO access_grant (athlete_id, coach_id, permission, from_us, until_us, created_us, revoked_us) VALUES "+places(7),
		g.Athlete, g.Coach, string(g.Permission), g.From.UnixMicro(), g.Until.UnixMicro(), g.CreatedAt.UnixMicro(), nil)
	return err
}

// WithdrawRequest removes one of the coach.
func (s *Store) WithdrawRequest(ctx context.Context, coach, id int64) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "DELETE FROM access_request WHERE id = ? AND coach_id = ?", id, coach)
		if err == nil && n == 0 {
			return fault.Missing("request")
		}
		return err
	})
}
