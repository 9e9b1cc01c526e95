package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"palestra/internal/store"
)

// Postgres makes an empty database of the present schema on the server that PALESTRA_TEST_POSTGRES_URL names, dropped when
// the test ends. Without a server the test is skipped.
func Postgres(t testing.TB) *store.Store {
	t.Helper()
	return open(t, store.Config{URL: PostgresDatabase(t), Connections: 8})
}

// PostgresDatabase is Postgres for tests that connect by themselves: it gives the address of the database.
func PostgresDatabase(t testing.TB) string {
	t.Helper()
	server := requireServer(t)
	KeepTemplate(t)
	return create(t, server, "TEMPLATE "+template.name)
}

// EmptyPostgres is PostgresDatabase without a schema.
func EmptyPostgres(t testing.TB) string {
	t.Helper()
	return create(t, requireServer(t), fromNothing)
}

// fromNothing makes a database that holds every text, whatever the server was set up with.
const fromNothing = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"

func requireServer(t testing.TB) string {
	t.Helper()
	server := os.Getenv(PostgresURL)
	if server == "" {
		t.Skip("PostgreSQL is left out: " + PostgresURL + " is not set; ./test starts a server and sets it")
	}
	return server
}

// create makes a database that is dropped when the test ends.
func create(t testing.TB, server, how string) string {
	t.Helper()
	name := newName()
	statement(t, server, "CREATE DATABASE "+name+" "+how)
	t.Cleanup(func() { statement(t, server, "DROP DATABASE "+name+" WITH (FORCE)") })
	return database(t, server, name)
}

// KeepTemplate keeps what databases are copied from until the test ends. A test with many parts calls it first, so that it is
// not made anew for each. It does nothing without a server.
func KeepTemplate(t testing.TB) {
	t.Helper()
	if server := os.Getenv(PostgresURL); server != "" {
		template.acquire(t, server)
	}
}

// template is a migrated database that others are copied from. It is dropped when no test uses it any more.
var template shared

type shared struct {
	mu   sync.Mutex
	name string
	uses int
}

func (s *shared) acquire(t testing.TB, server string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.uses == 0 {
		s.name = newName()
		statement(t, server, "CREATE DATABASE "+s.name+" "+fromNothing)
		if err := migrated(store.Config{URL: database(t, server, s.name)}); err != nil {
			statement(t, server, "DROP DATABASE "+s.name+" WITH (FORCE)")
			t.Fatal(err)
		}
	}
	s.uses++
	t.Cleanup(func() { s.release(t, server) })
}

func (s *shared) release(t testing.TB, server string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.uses--
	if s.uses == 0 {
		statement(t, server, "DROP DATABASE "+s.name+" WITH (FORCE)")
	}
}

var names atomic.Int64

// newName is a name that no other test process on this server has.
func newName() string { return fmt.Sprintf("palestra_test_%d_%d", os.Getpid(), names.Add(1)) }

// database is the server's address with another database.
func database(t testing.TB, server, name string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatalf("%s: %v", PostgresURL, err)
	}
	u.Path = "/" + name
	return u.String()
}

func statement(t testing.TB, server, text string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(context.Background(), text)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}
