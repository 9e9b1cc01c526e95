package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// UpdateActivity reads one under a lock, lets change alter it, and writes it back. Ids, owner, segments, laps and the track
// stay. equipment nil leaves what is attached; otherwise it is replaced. An error of change undoes everything and is
// returned. change may be called again when others got in the way.
func (s *Store) UpdateActivity(ctx context.Context, uuid string, change func(*activity.Activity) error, equipment *[]int64) (a *activity.Activity, err error) {
	err = s.change(ctx, func(c *session) error {
		before, err := c.locked(ctx, uuid)
		if err != nil {
			return err
		}
		after := *before
		if err := change(&after); err != nil {
			return err
		}
		after.ID, after.UUID, after.Owner = before.ID, before.UUID, before.Owner
		if err := c.rewrite(ctx, before, &after, equipment); err != nil {
			return err
		}
		a, err = c.activity(ctx, before.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

// locked reads an activity that no other transaction can change until this one ends.
func (c *session) locked(ctx context.Context, uuid string) (*activity.Activity, error) {
	var id, owner int64
	find := func() error {
		found, err := c.one(ctx, "SELECT id, owner_id FROM activity WHERE uuid = ?", []any{uuid}, (*whole)(&id), (*whole)(&owner))
		if err == nil && !found {
			return fault.Missing("activity")
		}
		return err
	}
	if err := find(); err != nil {
		return nil, err
	}
	if err := c.lockPerson(ctx, owner); err != nil {
		return nil, err
	}
	// It may have gone while we waited for the lock.
	if err := find(); err != nil {
		return nil, err
	}
	return c.activity(ctx, id)
}

// rewrite stores the summary of an activity under a new version and settles all that is counted from it.
func (c *session) rewrite(ctx context.Context, before, after *activity.Activity, equipment *[]int64) error {
	_, err := c.exec(ctx, "UPDATE activity SET version = version + 1, ("+activityWritten+") = "+places(width(activityWritten))+" WHERE id = ?",
		append(activityArgs(after), after.ID)...)
	if err != nil {
		return err
	}
	if err := c.rewear(ctx, before, after, equipment); err != nil {
		return err
	}
	if err := c.moveTotals(ctx, before, after); err != nil {
		return err
	}
	if err := c.reviewRecords(ctx, before, after); err != nil {
		return err
	}
	if _, err := c.claimRecords(ctx, after, nil); err != nil {
		return err
	}
	if !after.Start.Equal(before.Start) {
		if err := c.remeasureRecorded(ctx, before); err != nil {
			return err
		}
	}
	return c.remeasureRecorded(ctx, after)
}

// rewear takes the old numbers from what was attached, and gives the new ones to what is.
func (c *session) rewear(ctx context.Context, before, after *activity.Activity, equipment *[]int64) error {
	ids, err := c.attached(ctx, before.ID)
	if err != nil {
		return err
	}
	if equipment != nil {
		ids = *equipment
	}
	if err := c.detach(ctx, before.ID, sumsOf(&before.Numbers)); err != nil {
		return err
	}
	return c.attach(ctx, after, ids)
}

// ReplaceNumbers stores newly computed numbers, bounds, segments, laps, track and formula version of the activity with the
// draft's UUID. A map name is only taken by an activity that has none.
func (s *Store) ReplaceNumbers(ctx context.Context, d *activity.Draft) error {
	return s.change(ctx, func(c *session) error {
		before, err := c.locked(ctx, d.UUID)
		if err != nil {
			return err
		}
		after := *before
		after.Numbers, after.Bounds, after.Formula, after.StoppedSpeed = d.Numbers, d.Bounds, d.Formula, d.StoppedSpeed
		if after.MapID == "" {
			after.MapID = d.MapID
		}
		if err := c.deleteParts(ctx, before.ID); err != nil {
			return err
		}
		if err := c.createParts(ctx, before.ID, d); err != nil {
			return err
		}
		return c.rewrite(ctx, before, &after, nil)
	})
}
