package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/sqlite/*.sql migrations/postgres/*.sql
var migrations embed.FS

// Migrate brings the schema up to date, each step in a transaction of its own. Safe to call again, and by several
// processes at once.
func (s *Store) Migrate(ctx context.Context) error {
	version, err := s.SchemaVersion(ctx)
	for err == nil && version < newest() {
		failed := s.migrate(ctx, newest())
		reached, again := s.SchemaVersion(ctx)
		if failed != nil && (again != nil || reached == version) {
			return fmt.Errorf("store: migrate: %w", failed)
		}
		// After a failure that nevertheless brought us on, another process was at it too.
		version, err = reached, again
	}
	if err != nil {
		return err
	}
	return s.learn(ctx)
}

// migrate applies what is missing up to a version.
func (s *Store) migrate(ctx context.Context, version int) (err error) {
	db, err := s.connect()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	folder, err := fs.Sub(migrations, s.dialect.folder)
	if err != nil {
		return err
	}
	options := []goose.ProviderOption{goose.WithSlog(slog.New(slog.DiscardHandler)), goose.WithDisableGlobalRegistry(true)}
	if s.dialect.migrations == goose.DialectPostgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(s.dialect.migrations, db, folder, options...)
	if err != nil {
		return err
	}
	_, err = p.UpTo(ctx, int64(version))
	return err
}

// SchemaVersion is the number of the last migration that has been applied, 0 for an empty database.
func (s *Store) SchemaVersion(ctx context.Context) (int, error) {
	var version whole
	err := s.snapshot(ctx, func(c *session) error {
		found, err := c.one(ctx, s.dialect.versioned, nil, &version)
		version = 0
		if err != nil || !found {
			return err
		}
		_, err = c.one(ctx, "SELECT MAX(version_id) FROM goose_db_version", nil, &version)
		return err
	})
	return int(version), err
}

// meet looks at the schema that is there. It keeps an older program from writing into one that it doesn't know.
func (s *Store) meet(ctx context.Context) error {
	version, err := s.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	switch known := newest(); {
	case version > known:
		return fmt.Errorf("the database has schema %d, this program knows %d: use the release that wrote it, or a later one", version, known)
	case version == known:
		return s.learn(ctx)
	}
	return nil
}

// newest is the number of the last migration, equal for both engines. Files are named by it, with zeros before.
func newest() int {
	files, err := migrations.ReadDir("migrations/sqlite")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	number, _, _ := strings.Cut(files[len(files)-1].Name(), "_")
	n, err := strconv.Atoi(number)
	if err != nil {
		panic(err) // so is the name
	}
	return n
}
