package store

import (
	"context"
	"sync/atomic"
	"time"
)

// versionAge is how long the version of the catalogue is remembered: as late may another process notice that it changed.
// This one forgets it with every change of its own.
const versionAge = time.Second

// catalogueVersion is the one that was read last.
type catalogueVersion struct {
	// changes counts those that this process made.
	changes atomic.Int64
	read    atomic.Pointer[versionRead]
}

// versionRead is a version that was found after so many changes, and holds until a time.
type versionRead struct {
	version, changes int64
	until            time.Time
}

// CatalogueVersion changes whenever the catalogue does: at once for a change by this process, and within a second for one by
// another.
func (s *Store) CatalogueVersion(ctx context.Context) (n int64, err error) {
	changes := s.version.changes.Load()
	if r := s.version.read.Load(); r != nil && r.changes == changes && time.Now().Before(r.until) {
		return r.version, nil
	}
	err = s.view(ctx, func(c *session) error {
		_, err := c.one(ctx, "SELECT version FROM catalogue_version WHERE id = 1", nil, (*whole)(&n))
		return err
	})
	if err == nil {
		// Should a change have been written since changes was looked at, it counts as read before that, and is forgotten.
		s.version.read.Store(&versionRead{version: n, changes: changes, until: time.Now().Add(versionAge)})
	}
	return n, err
}

// catalogueChanged gives the catalogue a new version.
func (c *session) catalogueChanged(ctx context.Context) error {
	c.catalogued = true
	_, err := c.exec(ctx, "UPDATE catalogue_version SET version = version + 1 WHERE id = 1")
	return err
}
