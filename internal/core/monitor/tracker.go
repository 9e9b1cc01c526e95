package monitor

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Tracker is a device that athletes wear. What it sends belongs to who holds it at that time.
type Tracker struct {
	ID     int64
	Serial string
	Name   string
	// CustomName is what its owner calls it, "" for nothing.
	CustomName string
	// Owner holds it, or held it last; 0 when nobody ever did. OwnedFrom is since when, OwnedUntil zero while they do.
	Owner                 int64
	OwnedFrom, OwnedUntil time.Time
	CreatedAt             time.Time
	// LastSeen is when it last sent something, zero when it never did.
	LastSeen time.Time
}

// HeldAt reports whether somebody holds it at that moment.
func (t *Tracker) HeldAt(at time.Time) bool {
	return t.Owner != 0 && !at.Before(t.OwnedFrom) && (t.OwnedUntil.IsZero() || at.Before(t.OwnedUntil))
}

// TrackerFilter is one page of a manager's devices: those held now when Current, those ever held otherwise.
type TrackerFilter struct {
	Current bool
	Paging
}

const (
	maxSerial = 100
	maxName   = 100
)

// AddTracker registers a device and gives the key that it sends with, which is not kept. An owner holds it from 1970 on;
// 0 is nobody. For administrators: it asks nobody. Errors: fault.Invalid "device.invalid" with fields; fault.Conflict
// "device.serial_taken".
func (s *Service) AddTracker(ctx context.Context, serial, name string, owner int64) (*Tracker, string, error) {
	serial, name = strings.TrimSpace(serial), strings.TrimSpace(name)
	if name == "" {
		name = serial
	}
	var c checks
	c.text("serial_number", serial, 1, maxSerial)
	c.text("name", name, 1, maxName)
	if err := c.err("device.invalid"); err != nil {
		return nil, "", err
	}
	key := newKey()
	t := &Tracker{Serial: serial, Name: name, Owner: owner, CreatedAt: s.opt.Now()}
	if owner != 0 {
		t.OwnedFrom = time.Unix(0, 0).UTC()
	}
	if err := s.store.CreateTracker(ctx, t, hashKey(key)); err != nil {
		return nil, "", err
	}
	return t, key, nil
}

// TrackerByKey is the device that a key belongs to; fault.Unauthenticated "device.key" when there is none.
func (s *Service) TrackerByKey(ctx context.Context, key string) (*Tracker, error) {
	t, err := s.store.TrackerByKey(ctx, hashKey(key))
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.Unauthenticated, "device.key", "unknown device key")
	}
	return t, err
}

// Trackers lists the viewer's devices by id.
func (s *Service) Trackers(ctx context.Context, v access.Viewer, f TrackerFilter) (Page[Tracker], error) {
	id, err := manager(v)
	if err != nil {
		return Page[Tracker]{}, err
	}
	return s.store.Trackers(ctx, id, s.opt.Now(), f)
}

// AllTrackers are devices with an id above after, by id, at most limit; for administrators: it asks nobody.
func (s *Service) AllTrackers(ctx context.Context, after int64, limit int) ([]Tracker, error) {
	return s.store.AllTrackers(ctx, after, limit)
}

// Tracker reads a device that the viewer holds or has held; fault.NotFound "device.not_found".
func (s *Service) Tracker(ctx context.Context, v access.Viewer, id int64) (*Tracker, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	holds, err := s.store.Ownerships(ctx, id, me)
	if err != nil {
		return nil, err
	}
	if len(holds) == 0 {
		return nil, fault.Missing("device")
	}
	return s.store.Tracker(ctx, id)
}

// TakeTracker makes the viewer hold a device from now on, which does nothing when they do already. One that somebody else
// holds is fault.NotFound "device.not_found".
func (s *Service) TakeTracker(ctx context.Context, v access.Viewer, id int64) (*Tracker, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	return s.store.TakeTracker(ctx, id, me, s.opt.Now())
}

// TakeBySerial is TakeTracker for a device of which the viewer has the serial number in hand; case doesn't count.
func (s *Service) TakeBySerial(ctx context.Context, v access.Viewer, serial string) (*Tracker, error) {
	if _, err := manager(v); err != nil {
		return nil, err
	}
	t, err := s.store.TrackerBySerial(ctx, strings.TrimSpace(serial))
	if err != nil {
		return nil, err
	}
	return s.TakeTracker(ctx, v, t.ID)
}

// Holds are when the viewer held a device, in order of time and without overlaps; fault.NotFound "device.not_found" when they
// never did.
func (s *Service) Holds(ctx context.Context, v access.Viewer, device int64) ([]Interval, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	holds, err := s.store.Ownerships(ctx, device, me)
	if err == nil && len(holds) == 0 {
		err = fault.Missing("device")
	}
	return held(holds, device, me), err
}

// ReleaseTracker ends the viewer's holding of a device now; fault.NotFound "device.not_found" when they don't hold it.
func (s *Service) ReleaseTracker(ctx context.Context, v access.Viewer, id int64) (*Tracker, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	return s.store.ReleaseTracker(ctx, id, me, s.opt.Now())
}

// NameTracker sets what its holder calls a device. Errors: fault.Invalid "device.invalid" on "custom_name"; fault.NotFound
// "device.not_found" when the viewer doesn't hold it now.
func (s *Service) NameTracker(ctx context.Context, v access.Viewer, id int64, name string) (*Tracker, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	var c checks
	c.text("custom_name", name, 0, maxName)
	if err := c.err("device.invalid"); err != nil {
		return nil, err
	}
	return s.store.NameTracker(ctx, id, me, s.opt.Now(), name)
}

// newKey has 256 random bits, in a form that fits a header.
func newKey() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// hashKey is how keys are stored: they have enough randomness of their own.
func hashKey(key string) string {
	h := sha256.Sum256([]byte(key))
	return hex.EncodeToString(h[:])
}
