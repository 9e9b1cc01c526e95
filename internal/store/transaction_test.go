package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// migrated is an empty SQLite database.
func migrated(t *testing.T) *Store {
	t.Helper()
	ctx := context.Background()
	s, err := Open(ctx, Config{Path: filepath.Join(t.TempDir(), "palestra.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestTransientErrorsAreRetried makes a transaction fail as a serialization conflict would: what it did is undone, it runs
// again, and it is given up after some time.
func TestTransientErrorsAreRetried(t *testing.T) {
	ctx := context.Background()
	s := migrated(t)
	conflict := errors.New("could not serialize access")
	d := *sqliteDialect
	d.transient = func(err error) bool { return errors.Is(err, conflict) }
	d.refusal = busy
	s.dialect = &d
	for _, c := range []struct{ failures, runs int }{{0, 1}, {1, 2}, {attempts - 1, attempts}, {attempts, attempts}} {
		runs := 0
		err := s.change(ctx, func(c2 *session) error {
			runs++
			_, err := c2.exec(ctx, "INSERT INTO bearer_revocation (hash, until_us) VALUES (?, 1)", c.failures)
			if runs <= c.failures {
				err = errors.Join(err, conflict)
			}
			return err
		})
		if failed := c.failures >= attempts; (err != nil) != failed || failed && !fault.Is(err, fault.Unavailable) {
			t.Errorf("%d failures: %v", c.failures, err)
		}
		if runs != c.runs {
			t.Errorf("%d failures: %d runs, want %d", c.failures, runs, c.runs)
		}
	}
	var n whole
	if err := s.view(ctx, func(c *session) error {
		_, err := c.one(ctx, "SELECT COUNT(*) FROM bearer_revocation", nil, &n)
		return err
	}); err != nil || n != 3 {
		t.Fatalf("%d rows are left, %v; want 3", n, err)
	}
}

// TestPreparedStatementsAreBounded prepares more statements than a session keeps, and uses all of them twice.
func TestPreparedStatementsAreBounded(t *testing.T) {
	ctx := context.Background()
	s := migrated(t)
	err := s.read.lend(ctx, func(c *session) error {
		text := "SELECT 1"
		for range 2 * maxPrepared {
			text += " "
			for range 2 {
				if found, err := c.one(ctx, text, nil, new(whole)); err != nil || !found {
					return errors.Join(err, errors.New("no row"))
				}
			}
			if len(c.prepared) > maxPrepared {
				return errors.New("too many statements are kept")
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWaitingForAConnectionEnds keeps the only writer busy.
func TestWaitingForAConnectionEnds(t *testing.T) {
	s := migrated(t)
	ctx, cancel := context.WithCancel(context.Background())
	err := s.change(context.Background(), func(*session) error {
		cancel()
		return s.DeleteSession(ctx, "x")
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

// TestReadersDontWaitForTheWriter reads while a transaction that writes is open.
func TestReadersDontWaitForTheWriter(t *testing.T) {
	ctx := context.Background()
	s := migrated(t)
	ana := &person.Person{UUID: "a", Username: "ana", Role: person.Athlete}
	if err := s.CreatePerson(ctx, ana, "", auth.Errand{}); err != nil {
		t.Fatal(err)
	}
	err := s.change(ctx, func(c *session) error {
		if _, err := c.exec(ctx, "INSERT INTO bearer_revocation (hash, until_us) VALUES ('x', 1)"); err != nil {
			return err
		}
		if _, revoked, err := s.PersonOfBearer(ctx, ana.ID, "x"); err != nil || revoked {
			return errors.Join(err, errors.New("a reader sees what isn't committed"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, revoked, err := s.PersonOfBearer(ctx, ana.ID, "x"); err != nil || !revoked {
		t.Fatalf("after the commit: %v, %v", revoked, err)
	}
}
