// Package store keeps everything in one database, SQLite or PostgreSQL, behind one set of statements.
//
//	s, err := store.Open(ctx, store.Config{Path: "data/palestra.db"})
//	if err != nil { … }
//	defer s.Close()
//	if err := s.Migrate(ctx); err != nil { … }
//	activities := activity.New(s, …) // a *Store is the Store of every service in core
//
// Each exported method is one transaction. Refusals are *fault.Error; an error that is none of them is ours or the
// database's, or the end of the context. A text that is not UTF-8 or holds a zero byte is fault.Invalid, code "text.encoding".
//
// To add a noun: a migration of the next number in both folders, one file here, and its promises in storetest.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"palestra/internal/core/person"
	"palestra/internal/store/walindex"
)

// Config says where the database is.
type Config struct {
	// URL of a PostgreSQL database, "postgres://…"; "" selects SQLite.
	URL string
	// Path of the SQLite file, made when it is not there; its folder must be.
	Path string
	// Connections bounds those that are open at once, 0 for the engine's usual number. SQLite has one more for writing.
	Connections int
}

// Store is an open database. Its methods may be called at once.
type Store struct {
	dialect *dialect
	// read and write are one pool on PostgreSQL. SQLite has one writer, and readers that it doesn't hold up.
	read, write *pool
	// writer is what SQLite's transactions that write take turns by, nil on PostgreSQL.
	writer     *writer
	known      *remembered[person.Person]
	summaries  *summaries
	statistics *statistics
	version    catalogueVersion
	standings  standings
	present    present
	// path is SQLite's file.
	path string
	// answers are remembered when the schema is what this program knows, on SQLite, where index can be looked at.
	answers  atomic.Pointer[answers]
	learning sync.Mutex
	index    *walindex.File
	// queued is signalled after a transaction that wrote a job.
	queued chan struct{}
	// connect opens a handle of its own, for migrations.
	connect func() (*sql.DB, error)
}

// Open connects. It changes nothing in the database, and refuses one that a newer release has migrated.
func Open(ctx context.Context, c Config) (*Store, error) {
	open := openSQLite
	if c.URL != "" {
		open = openPostgres
	}
	s, err := open(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	s.begin()
	s.queued = make(chan struct{}, 1)
	if err := s.meet(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %w", err), s.Close())
	}
	return s, nil
}

// begin has nothing remembered of what was read.
func (s *Store) begin() {
	s.known, s.summaries, s.statistics = newRemembered[person.Person](maxKnown), newSummaries(), newStatistics()
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return s.view(ctx, func(c *session) error {
		_, err := c.exec(ctx, "SELECT 1")
		return err
	})
}

// Close waits for the calls under way and ends all connections.
func (s *Store) Close() error {
	err := s.read.close()
	if s.write != s.read {
		err = errors.Join(err, s.write.close())
	}
	if s.index != nil {
		err = errors.Join(err, s.index.Close())
	}
	return err
}
