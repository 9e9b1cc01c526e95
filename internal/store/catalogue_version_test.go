package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"palestra/internal/core/strength"
	"palestra/internal/store"
)

// twoProcesses work on one empty database.
func twoProcesses(t *testing.T) (ours, theirs *store.Store) {
	t.Helper()
	path := store.Config{Path: filepath.Join(t.TempDir(), "palestra.db")}
	ours = opened(t, path)
	if err := ours.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return ours, opened(t, path)
}

// A change of the catalogue has another version at once for whoever made it, and soon for another process.
func TestCatalogueVersionFollowsChangesOfOthers(t *testing.T) {
	ctx := context.Background()
	ours, theirs := twoProcesses(t)
	version := func(s *store.Store) int64 {
		n, err := s.CatalogueVersion(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before, there := version(ours), version(theirs)
	if before != there {
		t.Fatalf("one database has the versions %d and %d", before, there)
	}
	for range 3 {
		if err := ours.VariationRows().Create(ctx, new(strength.Variation)); err != nil {
			t.Fatal(err)
		}
		after := version(ours)
		if after == before {
			t.Fatalf("after a change the version is still %d", after)
		}
		for version(theirs) != after {
			time.Sleep(20 * time.Millisecond)
		}
		before = after
	}
}

// A row that was found before is gone at once for whoever deleted it, and soon for another process.
func TestDeletedRowsOfTheCatalogueAreNotRemembered(t *testing.T) {
	ctx := context.Background()
	ours, theirs := twoProcesses(t)
	there := func(s *store.Store, id int64) bool {
		_, found, err := s.VariationRows().Owner(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	var kept, gone strength.Variation
	for _, v := range []*strength.Variation{&kept, &gone} {
		if err := ours.VariationRows().Create(ctx, v); err != nil {
			t.Fatal(err)
		}
		for range 2 { // read, then remembered
			if !there(ours, v.ID) || !there(theirs, v.ID) {
				t.Fatalf("%d is not there", v.ID)
			}
		}
	}
	if err := ours.VariationRows().Delete(ctx, 0, gone.ID); err != nil {
		t.Fatal(err)
	}
	if there(ours, gone.ID) {
		t.Error("what was deleted is still there")
	}
	for there(theirs, gone.ID) {
		time.Sleep(20 * time.Millisecond)
	}
	if !there(ours, kept.ID) || !there(theirs, kept.ID) {
		t.Error("another one is gone, too")
	}
}
