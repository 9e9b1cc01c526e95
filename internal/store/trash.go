package store

import (
	"context"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// TrashActivity takes one out of every list and sum, to be restored until PurgeTrash.
func (s *Store) TrashActivity(ctx context.Context, uuid string, at time.Time) error {
	return s.change(ctx, func(c *session) error {
		a, err := c.locked(ctx, uuid)
		if err != nil {
			return err
		}
		d, err := c.document(ctx, a)
		if err != nil {
			return err
		}
		text, err := d.encode()
		if err != nil {
			return err
		}
		_, err = c.exec(ctx, "INSERT INTO activity_trash (activity_id, uuid, owner_id, trashed_us, file_hash, document, points)"+
			" SELECT id, uuid, owner_id, CAST(? AS BIGINT), file_hash, CAST(? AS TEXT), (SELECT points FROM activity_track t WHERE t.activity_id = activity.id)"+
			" FROM activity WHERE id = ?", at.UnixMicro(), text, a.ID)
		if err != nil {
			return err
		}
		return c.remove(ctx, a)
	})
}

// RestoreActivity puts one of the owner's trashed activities back as it was, with the same ids. Records that were bettered
// meanwhile stay where they are, and equipment that is gone stays gone.
func (s *Store) RestoreActivity(ctx context.Context, owner int64, uuid string) (a *activity.Activity, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, owner); err != nil {
			return err
		}
		var id int64
		var text string
		found, err := c.one(ctx, "SELECT activity_id, document FROM activity_trash WHERE uuid = ? AND owner_id = ?", []any{uuid, owner}, (*whole)(&id), (*word)(&text))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("activity")
		}
		d, err := decodeDocument(text)
		if err != nil {
			return err
		}
		if err := c.restore(ctx, id, d); err != nil {
			return err
		}
		a, err = c.activity(ctx, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

func (c *session) restore(ctx context.Context, id int64, d *document) error {
	if err := c.insertDocument(ctx, d); err != nil {
		return err
	}
	if _, err := c.exec(ctx, "INSERT INTO activity_track (activity_id, points) SELECT activity_id, points FROM activity_trash"+
		" WHERE activity_id = ? AND points IS NOT NULL", id); err != nil {
		return err
	}
	if _, err := c.exec(ctx, "DELETE FROM activity_trash WHERE activity_id = ?", id); err != nil {
		return err
	}
	all, err := c.activities(ctx, []int64{id}, parts{})
	if err != nil {
		return err
	}
	a := &all[0]
	if err := c.addTotals(ctx, a.Owner, a.Sport, sumsOf(&a.Numbers)); err != nil {
		return err
	}
	if err := c.reattach(ctx, a, d.Equipment); err != nil {
		return err
	}
	if _, err := c.claimRecords(ctx, a, d.Records); err != nil {
		return err
	}
	// Its records need not be those it had, and its version is still that of before.
	if err := c.renew(ctx, id); err != nil {
		return err
	}
	return c.remeasureRecorded(ctx, a)
}

// reattach is attach for equipment that may be gone.
func (c *session) reattach(ctx context.Context, a *activity.Activity, ids []int64) error {
	for _, id := range ids {
		if err := c.attach(ctx, a, []int64{id}); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

// PurgeTrash forgets what was trashed before the moment and gives the hashes of the files it was made from, which other
// activities may share.
func (s *Store) PurgeTrash(ctx context.Context, before time.Time) (hashes []string, err error) {
	err = s.change(ctx, func(c *session) error {
		hashes = nil
		seen := map[string]bool{}
		var hash string
		return c.query(ctx, "DELETE FROM activity_trash WHERE trashed_us < ? RETURNING file_hash", []any{before.UnixMicro()}, []any{(*word)(&hash)}, func() error {
			if hash != "" && !seen[hash] {
				seen[hash] = true
				hashes = append(hashes, hash)
			}
			return nil
		})
	})
	return hashes, err
}
