package store

import (
	"context"

	"palestra/internal/core/activity"
)

// DeleteActivity removes one with everything that hangs on it.
func (s *Store) DeleteActivity(ctx context.Context, uuid string) error {
	return s.change(ctx, func(c *session) error {
		a, err := c.locked(ctx, uuid)
		if err != nil {
			return err
		}
		return c.remove(ctx, a)
	})
}

// remove takes an activity out of its owner's records and sums before the row goes, and all that refers to it with it.
func (c *session) remove(ctx context.Context, a *activity.Activity) error {
	if err := c.reviewRecords(ctx, a, nil); err != nil {
		return err
	}
	counted := sumsOf(&a.Numbers)
	if err := c.detach(ctx, a.ID, counted); err != nil {
		return err
	}
	if err := c.addTotals(ctx, a.Owner, a.Sport, counted.negated()); err != nil {
		return err
	}
	if _, err := c.exec(ctx, "DELETE FROM activity WHERE id = ?", a.ID); err != nil {
		return err
	}
	return c.remeasureRecorded(ctx, a)
}
