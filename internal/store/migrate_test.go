package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

// onEmpty runs a test on each engine, on a database without any schema.
func onEmpty(t *testing.T, fn func(t *testing.T, c store.Config)) {
	t.Run("SQLite", func(t *testing.T) {
		fn(t, store.Config{Path: filepath.Join(t.TempDir(), "a % b?.db")})
	})
	t.Run("Postgres", func(t *testing.T) {
		fn(t, store.Config{URL: storetest.EmptyPostgres(t)})
	})
}

func opened(t *testing.T, c store.Config) *store.Store {
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

func TestMigrationsAreNumberedAlike(t *testing.T) {
	names := map[string][]string{}
	for _, engine := range []string{"sqlite", "postgres"} {
		files, err := os.ReadDir(filepath.Join("migrations", engine))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			names[engine] = append(names[engine], f.Name())
		}
	}
	if d := cmp.Diff(names["sqlite"], names["postgres"]); d != "" {
		t.Errorf("the folders differ (-sqlite +postgres):\n%s", d)
	}
}

func TestSchemasAgree(t *testing.T) {
	ctx := context.Background()
	want, err := storetest.SQLite(t).Columns(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got, err := storetest.Postgres(t).Columns(ctx)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("tables and columns differ (-SQLite +PostgreSQL):\n%s", d)
	}
	if len(want) < 100 {
		t.Errorf("only %d columns", len(want))
	}
}

func TestMigrateFromNothing(t *testing.T) {
	onEmpty(t, func(t *testing.T, c store.Config) {
		ctx := context.Background()
		s := opened(t, c)
		if v, err := s.SchemaVersion(ctx); err != nil || v != 0 {
			t.Fatalf("empty: schema %d, %v", v, err)
		}
		for range 2 {
			if err := s.Migrate(ctx); err != nil {
				t.Fatal(err)
			}
			if v, err := s.SchemaVersion(ctx); err != nil || v != store.Newest() {
				t.Fatalf("migrated: schema %d, %v", v, err)
			}
		}
		if err := s.Ping(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

func TestMigrateAtOnce(t *testing.T) {
	onEmpty(t, func(t *testing.T, c store.Config) {
		const n = 4
		errs := make([]error, n)
		var all sync.WaitGroup
		for i := range n {
			s := opened(t, c)
			all.Go(func() { errs[i] = s.Migrate(context.Background()) })
		}
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
	})
}

func TestNewerSchemaIsRefused(t *testing.T) {
	onEmpty(t, func(t *testing.T, c store.Config) {
		ctx := context.Background()
		s := opened(t, c)
		if err := s.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		if err := s.Run(ctx, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, "+s.True()+")"); err != nil {
			t.Fatal(err)
		}
		_, err := store.Open(ctx, c)
		if err == nil || !strings.Contains(err.Error(), "schema 9999") {
			t.Fatalf("got %v", err)
		}
	})
}

// TestUpgrade brings a database of each earlier release up to date and looks at everything in it.
func TestUpgrade(t *testing.T) {
	onEmpty(t, func(t *testing.T, c store.Config) {
		ctx := context.Background()
		s := opened(t, c)
		if err := s.MigrateTo(ctx, 1); err != nil {
			t.Fatal(err)
		}
		if err := s.Run(ctx, statementsOf(t, "testdata/version1.sql")...); err != nil {
			t.Fatal(err)
		}
		if err := s.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		checkVersion1(t, s)
	})
}

// statementsOf reads a file of statements that each end with a semicolon at the end of a line.
func statementsOf(t *testing.T, path string) []string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, text := range strings.Split(string(b), ";\n") {
		if i := strings.Index(text, "INSERT"); i >= 0 {
			all = append(all, text[i:])
		}
	}
	return all
}

func checkVersion1(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ana, hash, err := s.PersonByLogin(ctx, "ANA@example.org")
	must(err)
	if ana.ID != 1 || !ana.Admin || hash != "$argon2id$x" || ana.Profile.LastName != "Élan" || ana.Profile.BirthDate.Year() != 1950 || !ana.Preferences.RawMaxSpeed {
		t.Errorf("person %+v", ana)
	}
	_, _, err = s.SessionByHash(ctx, "5e55", time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC))
	must(err)
	token, err := s.PermanentToken(ctx, 1)
	must(err)
	relation, err := s.Relation(ctx, 2, 1)
	must(err)
	if string(token.Sealed) != "sealed" || !relation.Follows || len(relation.Grants) != 1 {
		t.Errorf("token %+v, relation %+v", token, relation)
	}
	a, err := s.Activity(ctx, "22222222-0000-4000-8000-000000000001")
	must(err)
	if a.Distance != 10123.457 || len(a.Segments) != 1 || len(a.Laps) != 1 || len(a.Records) != 5 || len(a.Equipment) != 1 || a.File.Size != 1234 ||
		a.Next != "22222222-0000-4000-8000-000000000002" || a.Visibility != access.Followers {
		t.Errorf("activity %+v", a)
	}
	points, err := s.Track(ctx, a.ID)
	must(err)
	restored, err := s.RestoreActivity(ctx, 1, "22222222-0000-4000-8000-000000000099")
	must(err)
	if string(points) != "points" || restored.ID != 99 || restored.Sport != sport.Walking || restored.Distance != 1000 || len(restored.Records) != 4 {
		t.Errorf("points %q, restored %+v", points, restored)
	}
	page, err := s.ListActivities(ctx, activity.Filter{Scope: access.Scope{Viewer: 1, Owner: 1}, Search: "MORNING"})
	must(err)
	if page.Total != 1 {
		t.Errorf("found %d", page.Total)
	}
	must(s.DeleteActivity(ctx, a.UUID))
	totals, err := s.Totals(ctx, 1)
	must(err)
	if d := cmp.Diff([]activity.SportTotal{
		{Sport: sport.Running, Activities: 1, Distance: 5000, Duration: 1800, Moving: 1800},
		{Sport: sport.Walking, Activities: 1, Distance: 1000, Duration: 600, Moving: 600},
	}, totals); d != "" {
		t.Errorf("totals (-want +got):\n%s", d)
	}
}
