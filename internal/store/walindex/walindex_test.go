package walindex_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"palestra/internal/store/walindex"
)

// another names the variable that makes this test another process: it holds a database and a statement to run there.
const another = "PALESTRA_TEST_WALINDEX"

func TestMain(m *testing.M) {
	if path, statement, ok := strings.Cut(os.Getenv(another), "\n"); ok {
		os.Exit(foreign(path, statement))
	}
	os.Exit(m.Run())
}

// foreign prints the first number that a statement gives, and doesn't close the database: as if it had been killed.
func foreign(path, statement string) int {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		panic(err)
	}
	var n int
	switch err := db.QueryRow(statement).Scan(&n, new(any), new(any)); {
	case err == nil:
		_, _ = fmt.Println(n)
	case !errors.Is(err, sql.ErrNoRows):
		_, _ = fmt.Println(err)
		return 1
	}
	return 0
}

// elsewhere runs a statement in another process, and gives what that said of it.
func elsewhere(t *testing.T, path, statement string) string {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), another+"="+path+"\n"+statement)
	said, err := c.CombinedOutput()
	if err != nil && len(said) == 0 {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(said))
}

func database(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec("CREATE TABLE IF NOT EXISTS probe (n INTEGER NOT NULL)"); err != nil {
		t.Fatal(err)
	}
	return db
}

func opened(t *testing.T, path string) *walindex.File {
	t.Helper()
	f, err := walindex.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func state(t *testing.T, f *walindex.File) walindex.State {
	t.Helper()
	s, ok := f.State()
	if !ok {
		t.Fatal("the state is not to be seen")
	}
	return s
}

// TestStateChangesWithCommits, and with nothing else that changes what the database says.
func TestStateChangesWithCommits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "probe.db")
	db := database(t, path)
	f := opened(t, path)
	defer f.Close()
	run := func(statements ...string) func() {
		return func() {
			t.Helper()
			for _, text := range statements {
				if _, err := db.Exec(text); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	insert := "INSERT INTO probe VALUES (1)"
	for _, step := range []struct {
		name             string
		do               func()
		changes, follows bool
	}{
		{"a read", run("SELECT * FROM probe"), false, false},
		{"a commit", run(insert), true, true},
		{"a transaction", run("BEGIN", insert, insert, "COMMIT"), true, true},
		{"one taken back", run("BEGIN", insert, "ROLLBACK"), false, false},
		{"one that found nothing to write", run("DELETE FROM probe WHERE n = 2"), false, false},
		{"two commits", run(insert, insert), true, false},
		{"a commit after the log was written back", run("PRAGMA wal_checkpoint(RESTART)", insert), true, true},
		{"another process", func() {
			if said := elsewhere(t, path, insert); said != "" {
				t.Fatal(said)
			}
		}, true, true},
	} {
		before := state(t, f)
		step.do()
		after := state(t, f)
		if (after != before) != step.changes || after.Follows(before) != step.follows {
			t.Errorf("%s: %v became %v", step.name, before, after)
		}
	}
}

// TestClosingKeepsTheLocks closes one of two uses while SQLite reads: no other process may then begin the log anew, which is
// still being read.
func TestClosingKeepsTheLocks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "probe.db")
	db := database(t, path)
	reading := database(t, path)
	if _, err := reading.Exec("BEGIN; SELECT COUNT(*) FROM probe"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO probe VALUES (1)"); err != nil {
		t.Fatal(err)
	}
	first, second := opened(t, path), opened(t, path)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	_ = state(t, second)
	restart := "PRAGMA wal_checkpoint(TRUNCATE)" // gives 1 when somebody is in its way
	if said := elsewhere(t, path, restart); said != "1" {
		t.Errorf("another process said %q of the log that is being read", said)
	}
	if _, err := reading.Exec("COMMIT"); err != nil {
		t.Fatal(err)
	}
	if said := elsewhere(t, path, restart); said != "0" {
		t.Errorf("another process said %q of the log that nobody reads", said)
	}
	if err := errors.Join(db.Close(), reading.Close(), second.Close()); err != nil {
		t.Error(err)
	}
}

func TestOpenWithoutLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "probe.db")
	if _, err := walindex.Open(path); err == nil {
		t.Error("opened the index of nothing")
	}
	if err := os.WriteFile(path+"-shm", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := walindex.Open(path); err == nil {
		t.Error("opened an empty index")
	}
}
