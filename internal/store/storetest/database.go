package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"palestra/internal/store"
)

// PostgresURL names the variable that holds the address of a PostgreSQL server on which tests may make databases.
const PostgresURL = "PALESTRA_TEST_POSTGRES_URL"

// SQLite makes an empty database of the present schema, closed and removed when the test ends.
func SQLite(t testing.TB) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "palestra.db")
	empty, err := emptySQLite()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, empty, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, store.Config{Path: path})
}

// emptySQLite is the content of a migrated database, made once.
var emptySQLite = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "palestra")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "empty.db")
	if err := migrated(store.Config{Path: path}); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// migrated brings a database to the present schema.
func migrated(c store.Config) error {
	ctx := context.Background()
	s, err := store.Open(ctx, c)
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	return s.Close()
}

func open(t testing.TB, c store.Config) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
