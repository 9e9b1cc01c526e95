package store_test

import (
	"testing"

	"palestra/internal/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Stores { return storetest.SQLite(t) })
}

func TestPostgres(t *testing.T) {
	storetest.KeepTemplate(t)
	storetest.Run(t, func(t *testing.T) storetest.Stores { return storetest.Postgres(t) })
}
