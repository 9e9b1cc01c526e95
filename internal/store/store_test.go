package store_test

import (
	"testing"

	"palestra/internal/store/storetest"
)

func TestSQLite(t *testing.T) {
	statements := map[string]bool{}
	storetest.Run(t, func(t *testing.T) storetest.Stores {
		s := storetest.SQLite(t)
		t.Cleanup(func() {
			for _, text := range s.Statements() {
				statements[text] = true
			}
		})
		return s
	})
	t.Run("statements use an index", func(t *testing.T) {
		if len(statements) < 50 {
			t.Skip("only a part of the suite has run")
		}
		checkPlans(t, statements)
	})
}

func TestPostgres(t *testing.T) {
	storetest.KeepTemplate(t)
	storetest.Run(t, func(t *testing.T) storetest.Stores { return storetest.Postgres(t) })
}
