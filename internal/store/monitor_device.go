package store

import (
	"context"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// deviceQuery reads devices with their present or last ownership.
const deviceQuery = "SELECT d.id, d.serial, d.name, d.custom_name, d.created_us, d.last_seen_us, o.owner_id, o.from_us, o.until_us FROM device d" +
	" LEFT JOIN device_ownership o ON o.id = (SELECT l.id FROM device_ownership l WHERE l.device_id = d.id ORDER BY l.from_us DESC, l.id DESC LIMIT 1)"

func deviceDest(t *monitor.Tracker) []any {
	return []any{
		(*whole)(&t.ID), (*word)(&t.Serial), (*word)(&t.Name), (*word)(&t.CustomName), (*instant)(&t.CreatedAt), (*instant)(&t.LastSeen),
		(*whole)(&t.Owner), (*instant)(&t.OwnedFrom), (*instant)(&t.OwnedUntil),
	}
}

// CreateTracker stores t with the hash of its key and its first ownership, if it has one, and fills in its ID.
func (s *Store) CreateTracker(ctx context.Context, t *monitor.Tracker, keyHash string) error {
	return s.change(ctx, func(c *session) error {
		taken, err := c.one(ctx, "SELECT 1 FROM device WHERE serial_key = ?", []any{fold(t.Serial)}, new(whole))
		if err != nil {
			return err
		}
		if taken {
			return fault.New(fault.Conflict, "device.serial_taken", "there is a device with this serial number already")
		}
		_, err = c.one(ctx, "INSERT INTO device (serial, serial_key, name, custom_name, key_hash, created_us) VALUES "+places(6)+" RETURNING id",
			[]any{t.Serial, fold(t.Serial), t.Name, t.CustomName, keyHash, t.CreatedAt.UnixMicro()}, (*whole)(&t.ID))
		if err != nil || t.Owner == 0 {
			return err
		}
		return c.own(ctx, t.ID, t.Owner, t.OwnedFrom)
	})
}

func (c *session) own(ctx context.Context, device, owner int64, from time.Time) error {
	_, err := c.exec(ctx, "INSERT INTO device_ownership (device_id, owner_id, from_us) VALUES (?, ?, ?)", device, owner, from.UnixMicro())
	return err
}

// Tracker reads by ID.
func (s *Store) Tracker(ctx context.Context, id int64) (t *monitor.Tracker, err error) {
	err = s.view(ctx, func(c *session) error {
		t, err = c.device(ctx, "d.id = ?", id)
		return err
	})
	return t, err
}

// TrackerByKey reads by the hash of the key.
func (s *Store) TrackerByKey(ctx context.Context, keyHash string) (t *monitor.Tracker, err error) {
	err = s.view(ctx, func(c *session) error {
		t, err = c.device(ctx, "d.key_hash = ?", keyHash)
		return err
	})
	return t, err
}

// TrackerBySerial reads by the serial number, without regard to case.
func (s *Store) TrackerBySerial(ctx context.Context, serial string) (t *monitor.Tracker, err error) {
	err = s.view(ctx, func(c *session) error {
		t, err = c.device(ctx, "d.serial_key = ?", fold(serial))
		return err
	})
	return t, err
}

func (c *session) device(ctx context.Context, condition string, arg any) (*monitor.Tracker, error) {
	t := new(monitor.Tracker)
	found, err := c.one(ctx, deviceQuery+" WHERE "+condition, []any{arg}, deviceDest(t)...)
	if err == nil && !found {
		err = fault.Missing("device")
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// Trackers lists those that an owner holds at now, or ever held, by ID.
func (s *Store) Trackers(ctx context.Context, owner int64, now time.Time, f monitor.TrackerFilter) (page monitor.Page[monitor.Tracker], err error) {
	held, args := "SELECT h.device_id FROM device_ownership h WHERE h.owner_id = ?", []any{owner}
	if f.Current {
		held += " AND h.from_us <= ? AND (h.until_us IS NULL OR h.until_us > ?)"
		args = append(args, now.UnixMicro(), now.UnixMicro())
	}
	offset, limit := f.Bounds()
	err = s.snapshot(ctx, func(c *session) error {
		page.Rows = nil
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM device d WHERE d.id IN ("+held+")", append([]any(nil), args...), (*whole)(&page.Total)); err != nil {
			return err
		}
		var t monitor.Tracker
		return c.query(ctx, deviceQuery+" WHERE d.id IN ("+held+") ORDER BY d.id LIMIT ? OFFSET ?",
			append(append([]any(nil), args...), int64(limit), int64(offset)), deviceDest(&t), func() error {
				page.Rows = append(page.Rows, t)
				return nil
			})
	})
	return page, err
}

// AllTrackers lists devices with an ID above after, by ID.
func (s *Store) AllTrackers(ctx context.Context, after int64, limit int) (all []monitor.Tracker, err error) {
	err = s.view(ctx, func(c *session) error {
		all = nil
		var t monitor.Tracker
		return c.query(ctx, deviceQuery+" WHERE d.id > ? ORDER BY d.id LIMIT ?", []any{after, int64(limit)}, deviceDest(&t), func() error {
			all = append(all, t)
			return nil
		})
	})
	return all, err
}

// Ownerships are when an owner held a device, in order of time.
func (s *Store) Ownerships(ctx context.Context, device, owner int64) (all []monitor.Ownership, err error) {
	err = s.view(ctx, func(c *session) error {
		all = nil
		o := monitor.Ownership{Device: device, Owner: owner}
		return c.query(ctx, "SELECT from_us, until_us FROM device_ownership WHERE device_id = ? AND owner_id = ? ORDER BY from_us",
			[]any{device, owner}, []any{(*instant)(&o.From), (*instant)(&o.Until)}, func() error {
				all = append(all, o)
				return nil
			})
	})
	return all, err
}

// TakeTracker begins an ownership; a device that somebody else holds is as if it were not there.
func (s *Store) TakeTracker(ctx context.Context, id, owner int64, at time.Time) (*monitor.Tracker, error) {
	return s.changeDevice(ctx, id, func(c *session, t *monitor.Tracker) error {
		switch {
		case !t.HeldAt(at):
			if _, err := c.exec(ctx, "UPDATE device SET custom_name = '' WHERE id = ?", id); err != nil {
				return err
			}
			return c.own(ctx, id, owner, at)
		case t.Owner != owner:
			return fault.Missing("device")
		}
		return nil
	})
}

// ReleaseTracker ends an ownership that holds at that time.
func (s *Store) ReleaseTracker(ctx context.Context, id, owner int64, at time.Time) (*monitor.Tracker, error) {
	return s.changeDevice(ctx, id, func(c *session, t *monitor.Tracker) error {
		if t.Owner != owner || !t.HeldAt(at) {
			return fault.Missing("device")
		}
		_, err := c.exec(ctx, "UPDATE device_ownership SET until_us = ? WHERE device_id = ? AND owner_id = ? AND until_us IS NULL", at.UnixMicro(), id, owner)
		return err
	})
}

// NameTracker sets what its holder at that time calls a device.
func (s *Store) NameTracker(ctx context.Context, id, owner int64, at time.Time, name string) (*monitor.Tracker, error) {
	return s.changeDevice(ctx, id, func(c *session, t *monitor.Tracker) error {
		if t.Owner != owner || !t.HeldAt(at) {
			return fault.Missing("device")
		}
		_, err := c.exec(ctx, "UPDATE device SET custom_name = ? WHERE id = ?", name, id)
		return err
	})
}

// changeDevice reads a device under a lock, lets fn change it, and reads it again.
func (s *Store) changeDevice(ctx context.Context, id int64, fn func(*session, *monitor.Tracker) error) (t *monitor.Tracker, err error) {
	err = s.change(ctx, func(c *session) error {
		if _, err := c.one(ctx, "SELECT 1 FROM device WHERE id = ?"+c.dialect.lock, []any{id}, new(whole)); err != nil {
			return err
		}
		before, err := c.device(ctx, "d.id = ?", id)
		if err != nil {
			return err
		}
		if err := fn(c, before); err != nil {
			return err
		}
		t, err = c.device(ctx, "d.id = ?", id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return t, nil
}
