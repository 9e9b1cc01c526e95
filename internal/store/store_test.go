package store_test

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

func TestSQLite(t *testing.T) {
	statements := map[string]bool{}
	storetest.Run(t, func(t *testing.T) storetest.Stores {
		s := storetest.SQLite(t)
		s.Keen()
		t.Cleanup(func() {
			for _, text := range s.Statements() {
				statements[text] = true
			}
		})
		return s
	})
	t.Run("statements use an index and name their tables", func(t *testing.T) {
		if len(statements) < 50 {
			t.Skip("only a part of the suite has run")
		}
		checkPlans(t, statements)
		checkTables(t, statements)
	})
}

// TestSQLiteRestless runs the suite on a store that keeps finding that others have changed the database: reading that began
// with what was remembered begins anew.
func TestSQLiteRestless(t *testing.T) {
	if testing.Short() {
		t.Skip("the suite once more")
	}
	storetest.Run(t, func(t *testing.T) storetest.Stores {
		s := storetest.SQLite(t)
		s.Keen()
		s.Restless()
		return s
	})
}

func TestPostgres(t *testing.T) {
	storetest.KeepTemplate(t)
	storetest.Run(t, func(t *testing.T) storetest.Stores { return storetest.Postgres(t) })
}

// TestLostConnectionsAreReplaced ends all connections from the server's side, as its restart does.
func TestLostConnectionsAreReplaced(t *testing.T) {
	ctx := context.Background()
	url := storetest.PostgresDatabase(t)
	s := opened(t, store.Config{URL: url, Connections: 8})
	other := opened(t, store.Config{URL: url, Connections: 1})
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			p := &person.Person{UUID: strconv.Itoa(i), Username: strconv.Itoa(i), Role: person.Coach}
			if err := s.CreatePerson(ctx, p, "x", auth.Errand{}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for range 2 {
		if err := other.Run(ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"); err != nil {
			t.Fatal(err)
		}
		people, err := s.People(ctx, 0, 100)
		if err != nil || len(people) != 8 {
			t.Fatalf("read: %d people, %v", len(people), err)
		}
		if err := s.DeleteSession(ctx, "none"); err != nil {
			t.Fatalf("write: %v", err)
		}
	}
}

// TestOpenSaysWhatIsWrong lists addresses that can't work.
func TestOpenSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		config store.Config
		want   string
	}{
		{store.Config{}, "neither a URL nor the path"},
		{store.Config{Path: filepath.Join(t.TempDir(), "none", "x.db")}, "x.db"},
		{store.Config{URL: "postgres://nobody@127.0.0.1:1/none?connect_timeout=1"}, "127.0.0.1"},
		{store.Config{URL: "postgres://:::"}, "postgres"},
	} {
		s, err := store.Open(context.Background(), c.config)
		if err == nil {
			t.Errorf("%+v: opened", c.config)
			_ = s.Close()
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.config, err)
		}
	}
}

// TestOtherProcessesAreSeen has two programs work on one database: what one has read before, the other changes.
func TestOtherProcessesAreSeen(t *testing.T) {
	onEmpty(t, func(t *testing.T, c store.Config) {
		here, there := opened(t, c), opened(t, c)
		if err := here.Migrate(context.Background()); err != nil {
			t.Fatal(err)
		}
		seeOtherProcess(t, here, there)
	})
}

func seeOtherProcess(t *testing.T, here, there *store.Store) {
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	p := &person.Person{UUID: "p", Username: "ana", Role: person.Athlete}
	must(here.CreatePerson(ctx, p, "x", auth.Errand{}))
	d := &activity.Draft{Activity: activity.Activity{UUID: "a", Owner: p.ID, Sport: sport.Running, Title: "one", Visibility: access.Private}}
	must(here.CreateActivities(ctx, []*activity.Draft{d}))
	title := func(s *store.Store) string {
		t.Helper()
		a, err := s.Activity(ctx, "a")
		must(err)
		p, _, err := s.PersonOfBearer(ctx, a.Owner, "h")
		must(err)
		if p.Username != a.OwnerName {
			t.Fatalf("signed in as %q, read %q", p.Username, a.OwnerName)
		}
		page, err := s.ListActivities(ctx, activity.Filter{Scope: access.Scope{Viewer: p.ID, Owner: p.ID}})
		must(err)
		if page.Activities[0].Title != a.Title || page.Activities[0].OwnerName != a.OwnerName {
			t.Fatalf("read %q, listed %q", a.Title, page.Activities[0].Title)
		}
		return a.Title + " by " + a.OwnerName
	}
	stores := []*store.Store{here, there}
	for i, want := range []string{"two by ana", "three by ana", "four by ana"} {
		_, _ = title(here), title(there)
		_, err := stores[i%2].UpdateActivity(ctx, "a", func(a *activity.Activity) error {
			a.Title = strings.Fields(want)[0]
			return nil
		}, nil)
		must(err)
		if h, o := title(here), title(there); h != want || o != want {
			t.Errorf("here %q, there %q, want %q", h, o, want)
		}
	}
	must(there.TrashActivity(ctx, "a", time.Now()))
	_, err := here.RestoreActivity(ctx, p.ID, "a")
	must(err)
	_, err = there.UpdatePerson(ctx, p.ID, func(p *person.Person) error { p.Username = "Anna"; return nil })
	must(err)
	if h, o := title(here), title(there); h != "four by Anna" || o != h {
		t.Errorf("after all, here %q, there %q", h, o)
	}
}
