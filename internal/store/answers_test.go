package store_test

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"palestra/internal/core/auth"
	"palestra/internal/core/person"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

// TestAnswersAreRemembered changes what is remembered behind the store's back, to see when it comes from there: until
// something is written to a table that it depends on, and not beyond.
func TestAnswersAreRemembered(t *testing.T) {
	ctx := context.Background()
	s := storetest.SQLite(t)
	p := &person.Person{UUID: "p", Username: "ana", Role: person.Athlete}
	if err := s.CreatePerson(ctx, p, "x", auth.Errand{}); err != nil {
		t.Fatal(err)
	}
	name := func() string {
		t.Helper()
		found, err := s.PersonByName(ctx, "ana")
		if err != nil {
			t.Fatal(err)
		}
		return found.Username
	}
	_ = name()
	if n, _ := s.Remembered(); n != 0 {
		t.Fatalf("%d answers are remembered of what was asked for once", n)
	}
	_ = name()
	if s.Tamper("ana", "eve") == 0 {
		t.Fatal("nothing is remembered of what was asked for twice")
	}
	if err := s.RevokeBearer(ctx, "h", p.CreatedAt); err != nil { // another table
		t.Fatal(err)
	}
	if got := name(); got != "eve" {
		t.Fatalf("read as %q although it is remembered", got)
	}
	if _, err := s.UpdatePerson(ctx, p.ID, func(p *person.Person) error { p.Profile.FirstName = "Ana"; return nil }); err != nil {
		t.Fatal(err)
	}
	if got := name(); got != "ana" {
		t.Fatalf("read as %q after a change", got)
	}
}

// TestAnswersAreBounded asks for more than is to be remembered.
func TestAnswersAreBounded(t *testing.T) {
	ctx := context.Background()
	s := storetest.SQLite(t)
	s.Keen()
	most, long := 0, strings.Repeat("x", 1000)
	for i := range 6000 {
		if _, err := s.Glance(ctx, "SELECT COUNT(*) FROM person WHERE username = ?", long+strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
		_, size := s.Remembered()
		most = max(most, size)
	}
	if n, size := s.Remembered(); most > 4<<20 || size < 3<<20 || n < 3000 {
		t.Fatalf("%d answers of %d bytes, %d at most", n, size, most)
	}
	before, _ := s.Remembered()
	if _, err := s.Glance(ctx, "SELECT COUNT(*) FROM person WHERE username = ?", strings.Repeat(long, 100)); err != nil {
		t.Fatal(err)
	}
	if n, _ := s.Remembered(); n > before {
		t.Error("what takes a hundred kilobytes is remembered")
	}
}

// probes opens a store with two tables of one row each, a child of the first that goes with it, and a count of those by
// triggers.
func probes(t *testing.T) (s *store.Store, config store.Config) {
	t.Helper()
	config = store.Config{Path: filepath.Join(t.TempDir(), "palestra.db")}
	first := opened(t, config)
	if err := first.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := first.Run(context.Background(),
		"CREATE TABLE probe_a (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)",
		"CREATE TABLE probe_b (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)",
		"CREATE TABLE probe_child (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES probe_a (id) ON DELETE CASCADE)",
		"CREATE TRIGGER probe_more AFTER INSERT ON probe_child BEGIN UPDATE probe_b SET n = n + 1; END",
		"INSERT INTO probe_a (id, n) VALUES (1, 0)", "INSERT INTO probe_b (id, n) VALUES (1, 0)",
	); err != nil {
		t.Fatal(err)
	}
	s = opened(t, config)
	s.Keen()
	return s, config
}

func TestAnswersFollowKeysAndTriggers(t *testing.T) {
	ctx := context.Background()
	s, _ := probes(t)
	expect := func(text string, want int64) {
		t.Helper()
		for range 2 {
			if n, err := s.Glance(ctx, text); err != nil || n != want {
				t.Fatalf("%s gives %d, %v, want %d", text, n, err, want)
			}
		}
	}
	children, counted := "SELECT COUNT(*) FROM probe_child", "SELECT n FROM probe_b"
	expect(children, 0)
	expect(counted, 0)
	for _, step := range []struct {
		statement         string
		children, counted int64
	}{
		{"INSERT INTO probe_child (a_id) VALUES (1)", 1, 1},
		{"INSERT INTO probe_child (a_id) SELECT id FROM probe_a", 2, 2},
		{"DELETE FROM probe_a", 0, 2},
		{"WITH one AS (SELECT 7 AS n) UPDATE probe_b SET n = (SELECT n FROM one)", 0, 7},
	} {
		if err := s.Run(ctx, step.statement); err != nil {
			t.Fatal(err)
		}
		expect(children, step.children)
		expect(counted, step.counted)
	}
}

// TestLooksSeeOneState lets another process write between two statements of which the first is answered from memory.
func TestLooksSeeOneState(t *testing.T) {
	ctx := context.Background()
	s, config := probes(t)
	other := opened(t, config)
	runs := 0
	look := func(between func()) []int64 {
		t.Helper()
		runs = 0
		all, err := s.Look(ctx, func(i int) {
			if i == 0 {
				runs++
			} else if runs == 1 {
				between()
			}
		}, "SELECT n FROM probe_a", "SELECT n FROM probe_b", "SELECT COUNT(*) FROM probe_a WHERE n = (SELECT n FROM probe_b)")
		if err != nil || all[0] != all[1] || all[2] != 1 {
			t.Fatalf("looked at %v, %v", all, err)
		}
		return all
	}
	more := func(s *store.Store) func() {
		return func() {
			if err := s.Run(ctx, "UPDATE probe_a SET n = n + 1", "UPDATE probe_b SET n = n + 1"); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, by := range []*store.Store{s, other, s, other} {
		_ = look(func() {})
		if got := look(more(by)); got[0] != int64(i+1) || runs != 2 {
			t.Fatalf("looked at %v in %d runs, want %d in two", got, runs, i+1)
		}
		if got := look(func() {}); got[0] != int64(i+1) || runs != 1 {
			t.Fatalf("looked at %v in %d runs, want %d in one", got, runs, i+1)
		}
	}
}

// TestNothingOldIsGiven has many readers and several writers, one of them another process as far as the store can tell: a
// reader sees whatever a writer was told to be done before it began, and both tables in one state.
func TestNothingOldIsGiven(t *testing.T) {
	ctx := context.Background()
	s, config := probes(t)
	other := opened(t, config)
	var told atomic.Int64
	var writing, reading sync.WaitGroup
	end := make(chan struct{})
	write := func(change func() error, by int64) {
		for range 150 {
			if err := change(); err != nil {
				t.Error(err)
				return
			}
			told.Add(by)
		}
	}
	both := func(s *store.Store) func() error {
		return func() error { return s.Run(ctx, "UPDATE probe_a SET n = n + 1", "UPDATE probe_b SET n = n + 1") }
	}
	writing.Go(func() { write(both(s), 1) })
	writing.Go(func() { write(both(other), 1) })
	for range 3 { // these don't count
		writing.Go(func() {
			write(func() error { return s.RunBriefly(ctx, "INSERT INTO probe_child (a_id) SELECT 1 WHERE 1 = 0") }, 0)
		})
	}
	for i := range 4 {
		reading.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-end:
					return
				default:
				}
				least := told.Load()
				if i%2 == 0 {
					if n, err := s.Glance(ctx, "SELECT n FROM probe_a"); err != nil || n < least {
						t.Errorf("glanced at %d, %v, of at least %d", n, err, least)
						return
					}
					continue
				}
				all, err := s.Look(ctx, func(int) {}, "SELECT n FROM probe_a", "SELECT n FROM probe_b WHERE id > "+strconv.Itoa(-n%2), "SELECT n FROM probe_b")
				if err != nil || all[0] < least || all[1] != all[0] || all[2] != all[0] {
					t.Errorf("looked at %v, %v, of at least %d", all, err, least)
					return
				}
			}
		})
	}
	writing.Wait()
	close(end)
	reading.Wait()
	if n, err := s.Glance(ctx, "SELECT n FROM probe_a"); err != nil || n != 300 {
		t.Errorf("in the end %d, %v", n, err)
	}
}

// checkTables asks the engine which tables each statement opens.
func checkTables(t *testing.T, statements map[string]bool) {
	t.Helper()
	ctx := context.Background()
	s := storetest.SQLite(t)
	for text := range statements {
		if verb, _, _ := strings.Cut(text, " "); !slices.Contains([]string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}, verb) {
			continue
		}
		unnamed, err := s.Unnamed(ctx, text)
		if err != nil {
			t.Errorf("%v: %s", err, text)
		}
		for _, table := range unnamed {
			t.Errorf("%s: %s", table, text)
		}
	}
}
