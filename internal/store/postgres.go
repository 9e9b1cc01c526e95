package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// connections is how many are open to PostgreSQL at most, unless configured.
const connections = 16

var postgresDialect = &dialect{
	name:     "PostgreSQL",
	numbered: true,
	begin:    "BEGIN",
	snapshot: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
	// It doesn't hold up the references of new rows to the locked one.
	lock:       " FOR NO KEY UPDATE",
	lockPeople: "LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE",
	versioned:  "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'goose_db_version'",
	migrations: goose.DialectPostgres,
	folder:     "migrations/postgres",
	refusal:    postgresRefusal,
	transient:  postgresTransient,
	undoes:     func(error) bool { return true }, // every one does
	lost:       postgresLost,
}

func openPostgres(ctx context.Context, c Config) (*Store, error) {
	if c.Connections == 0 {
		c.Connections = connections
	}
	open := func() (*sql.DB, error) { return sql.Open("pgx", c.URL) }
	db, err := open()
	if err != nil {
		return nil, err
	}
	p := newPool(postgresDialect, db, c.Connections)
	s := &Store{dialect: postgresDialect, read: p, write: p, connect: open}
	if err := s.requireUTF8(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// requireUTF8 refuses a database that can't hold every text or would count its characters differently.
func (s *Store) requireUTF8(ctx context.Context) error {
	var encoding word
	err := s.view(ctx, func(c *session) error {
		_, err := c.one(ctx, "SELECT current_setting('server_encoding')", nil, &encoding)
		return err
	})
	if err != nil {
		return err
	}
	if encoding != "UTF8" {
		return fmt.Errorf("the encoding of the database is %s; make one with ENCODING 'UTF8'", encoding)
	}
	return nil
}

// postgresRefusal reads the codes of https://www.postgresql.org/docs/current/errcodes-appendix.html.
func postgresRefusal(err error) error {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		var lost *pgconn.ConnectError
		if errors.As(err, &lost) || errors.Is(err, errStale) {
			return busy(err)
		}
		return err
	}
	switch e.Code {
	case "23505":
		return taken(err)
	case "23503":
		return dangling(err)
	case "23502", "23514", "22003":
		return unfit(err)
	case "40001", "40P01", "55P03", "53300", "57P01", "57P03":
		return busy(err)
	}
	return err
}

// postgresTransient tells transactions that others made fail: a broken serialization, a deadlock.
func postgresTransient(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}

func postgresLost(conn *sql.Conn) bool {
	lost := true
	err := conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		lost = !ok || c.Conn().IsClosed()
		return nil
	})
	return lost || err != nil
}
