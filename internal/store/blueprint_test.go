package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"palestra/internal/store"
)

var update = flag.Bool("update", false, "write the blueprint of a new database")

const blueprintFile = "migrations/blueprint.db.gz"

// migratedFile is a closed database that migrations have made, in as few pages as can be.
func migratedFile(t *testing.T) string {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "migrated.db")
	s, err := store.Open(ctx, store.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	onFile(t, path, func(db *sql.DB) {
		for _, statement := range []string{"UPDATE goose_db_version SET tstamp = '2000-01-01 00:00:00'", "VACUUM"} {
			if _, err := db.Exec(statement); err != nil {
				t.Fatal(err)
			}
		}
	})
	return path
}

func onFile(t *testing.T, path string, do func(*sql.DB)) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	do(db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// contents are the statements that made everything in a database, and all rows.
func contents(t *testing.T, path string) (all []string) {
	t.Helper()
	column := func(db *sql.DB, query string) (values []string) {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var v string
			if err := rows.Scan(&v); err != nil {
				t.Fatal(err)
			}
			values = append(values, v)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return values
	}
	onFile(t, path, func(db *sql.DB) {
		all = column(db, "SELECT type || ' ' || name || ': ' || COALESCE(sql, '') FROM sqlite_master ORDER BY 1")
		for _, table := range column(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1") {
			columns := column(db, "SELECT 'COALESCE(CAST(' || name || ' AS TEXT), ''NULL'')' FROM pragma_table_info('"+table+"') WHERE name <> 'tstamp' ORDER BY cid")
			all = append(all, column(db, "SELECT '"+table+": ' || "+strings.Join(columns, " || ' ' || ")+" FROM "+table+" ORDER BY 1")...)
		}
	})
	return all
}

// TestBlueprintIsWhatMigrationsMake compares a database made from the blueprint with one that has been migrated.
func TestBlueprintIsWhatMigrationsMake(t *testing.T) {
	made := migratedFile(t)
	if *update {
		writeBlueprint(t, made)
		return // what is built in is still the old one
	}
	copied := filepath.Join(t.TempDir(), "copied.db")
	if err := store.Prepare(store.Config{Path: copied}); err != nil {
		t.Fatal(err)
	}
	got, want := contents(t, copied), contents(t, made)
	if slices.Equal(got, want) {
		return
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("missing: %s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("too much: %s", line)
		}
	}
	t.Fatal("the blueprint is out of date: go test ./internal/store -run TestBlueprint -update")
}

func writeBlueprint(t *testing.T, path string) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(blueprintFile, packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPrepareLeavesADatabaseAlone: one that is there keeps its bytes, and nothing else is left in the folder.
func TestPrepareLeavesADatabaseAlone(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "palestra.db")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Prepare(store.Config{Path: path}); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "mine" {
		t.Fatalf("%q, %v", text, err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Fatalf("%v, %v", entries, err)
	}
}

// TestPreparedDatabaseIsUsedAsAnyOther opens, migrates and closes one.
func TestPreparedDatabaseIsUsedAsAnyOther(t *testing.T) {
	ctx := context.Background()
	c := store.Config{Path: filepath.Join(t.TempDir(), "palestra.db")}
	if err := store.Prepare(c); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.CheckIntegrity(ctx); err != nil {
		t.Fatal(err)
	}
	if version, err := s.SchemaVersion(ctx); err != nil || version != store.Newest() {
		t.Fatalf("schema %d, %v, want %d", version, err, store.Newest())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
