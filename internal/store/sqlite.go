package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// readers is how many connections read at once; more than the machine's cores gain nothing but memory.
const readers = 4

var sqliteDialect = &dialect{
	name:       "SQLite",
	local:      true,
	begin:      "BEGIN IMMEDIATE",
	snapshot:   "BEGIN",
	versioned:  "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'",
	integrity:  "PRAGMA quick_check(1)",
	migrations: goose.DialectSQLite3,
	folder:     "migrations/sqlite",
	refusal:    sqliteRefusal,
	transient:  func(error) bool { return false }, // a writer waits for its turn before it begins
	undoes:     sqliteUndoes,
	lost:       func(*sql.Conn) bool { return false },
}

func openSQLite(ctx context.Context, c Config) (*Store, error) {
	if c.Path == "" {
		return nil, errors.New("neither a URL nor the path of a database is set")
	}
	if c.Connections == 0 {
		c.Connections = readers
	}
	path, err := filepath.Abs(c.Path)
	if err != nil {
		return nil, err
	}
	write, err := sql.Open("sqlite", sqliteAddress(path, false))
	if err != nil {
		return nil, err
	}
	read, err := sql.Open("sqlite", sqliteAddress(path, true))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	// The first connection to a new file sets its journal, which readers may not.
	if err := write.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", c.Path, err), write.Close(), read.Close())
	}
	writing := newPool(sqliteDialect, write, 1)
	s := &Store{
		dialect: sqliteDialect,
		read:    newPool(sqliteDialect, read, c.Connections),
		write:   writing,
		path:    path,
		connect: func() (*sql.DB, error) { return sql.Open("sqlite", sqliteAddress(path, false)) },
	}
	s.writer = newWriter(writing, sqliteDialect.begin, &s.answers)
	return s, nil
}

// sqliteAddress is the file with the settings that hold for each connection. A commit is on the disk when it returns
// (synchronous FULL), readers and the writer don't wait for each other (WAL), and another process's lock is waited for.
func sqliteAddress(path string, readOnly bool) string {
	q := url.Values{"_pragma": {
		"busy_timeout(5000)", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-4096)", "temp_store(MEMORY)",
	}}
	if readOnly {
		q.Add("_pragma", "query_only(1)")
	} else {
		q.Add("_pragma", "journal_mode(WAL)")
		q.Add("_pragma", "journal_size_limit(67108864)")
		q.Set("_txlock", "immediate")
	}
	return (&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: q.Encode()}).String()
}

// sqliteUndoes tells all but the errors that end their statement alone, see https://www.sqlite.org/lang_transaction.html.
func sqliteUndoes(err error) bool {
	var e *sqlite.Error
	return !errors.As(err, &e) || e.Code()&0xff != sqlite3.SQLITE_CONSTRAINT
}

// sqliteRefusal reads the extended result codes, see https://www.sqlite.org/rescode.html.
func sqliteRefusal(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		return taken(err)
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return dangling(err)
	case sqlite3.SQLITE_CONSTRAINT_CHECK, sqlite3.SQLITE_CONSTRAINT_NOTNULL:
		return unfit(err)
	}
	if e.Code()&0xff == sqlite3.SQLITE_BUSY || e.Code()&0xff == sqlite3.SQLITE_LOCKED {
		return busy(err)
	}
	return err
}
