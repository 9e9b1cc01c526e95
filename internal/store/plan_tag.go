package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

// Tags lists an owner's by ID, those that contain the text without regard to case.
func (s *Store) Tags(ctx context.Context, owner int64, contains string) ([]plan.Tag, error) {
	var w where
	w.and("owner_id = ?", owner)
	if contains != "" {
		w.and("label_fold LIKE ? ESCAPE '!'", literally(contains))
	}
	var all []plan.Tag
	err := s.view(ctx, func(c *session) error {
		all = nil
		var t plan.Tag
		return c.query(ctx, "SELECT id, label FROM tag"+w.sql()+" ORDER BY id", w.args, []any{(*whole)(&t.ID), (*word)(&t.Label)}, func() error {
			all = append(all, t)
			return nil
		})
	})
	return all, err
}

// CreateTag stores a tag, or gives the one that is spelled so without regard to case; created tells which.
func (s *Store) CreateTag(ctx context.Context, owner int64, label string) (t plan.Tag, created bool, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, owner); err != nil {
			return err
		}
		t, created, err = c.tag(ctx, owner, label)
		return err
	})
	return t, created, err
}

// tag finds or makes a tag.
func (c *session) tag(ctx context.Context, owner int64, label string) (t plan.Tag, created bool, err error) {
	found, err := c.one(ctx, "SELECT id, label FROM tag WHERE owner_id = ? AND label_fold = ?", []any{owner, fold(label)},
		(*whole)(&t.ID), (*word)(&t.Label))
	if err != nil || found {
		return t, false, err
	}
	if err := c.room(ctx, "tag", owner, maxTags); err != nil {
		return t, false, err
	}
	t.Label = label
	_, err = c.one(ctx, "INSERT INTO tag (owner_id, label, label_fold) VALUES (?, ?, ?) RETURNING id", []any{owner, label, fold(label)}, (*whole)(&t.ID))
	return t, true, err
}

// maxTags is how many tags one person may have.
const maxTags = 10_000

// DeleteTag takes it off everything.
func (s *Store) DeleteTag(ctx context.Context, owner, id int64) error {
	return s.deleteOwn(ctx, "tag", "tag", owner, id)
}

// deleteOwn removes a row of an owner; fault.NotFound when there is none.
func (s *Store) deleteOwn(ctx context.Context, table, noun string, owner, id int64) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "DELETE FROM "+table+" WHERE id = ? AND owner_id = ?", id, owner)
		if err == nil && n == 0 {
			return fault.Missing(noun)
		}
		return err
	})
}
