package store

import (
	"context"
	"fmt"
	"strings"

	"palestra/internal/core/activity"
)

// Statements are all that are prepared now, in the words of this package. No call may be under way.
func (s *Store) Statements() []string {
	var all []string
	for _, p := range []*pool{s.read, s.write} {
		for _, c := range p.idle {
			for text := range c.prepared {
				all = append(all, text)
			}
		}
		if s.read == s.write {
			break
		}
	}
	return all
}

// Explain is how the engine would run a statement: the lines of its explanation. Arguments that are left out are NULL.
// PostgreSQL is kept from sorting and from reading whole tables as far as it can be, because with few rows it prefers to.
func (s *Store) Explain(ctx context.Context, text string, args ...any) (plan []string, err error) {
	setup, explain, columns := []string{}, "EXPLAIN QUERY PLAN ", 4
	if !s.dialect.local {
		setup = []string{"SET LOCAL enable_seqscan = off", "SET LOCAL enable_sort = off", "SET LOCAL enable_bitmapscan = off"}
		explain, columns = "EXPLAIN ", 1
	}
	for len(args) < strings.Count(text, "?") {
		args = append(args, nil)
	}
	err = s.change(ctx, func(c *session) error {
		for _, statement := range setup {
			if _, err := c.exec(ctx, statement); err != nil {
				return err
			}
		}
		dest := make([]any, columns)
		for i := range dest {
			dest[i] = new(any)
		}
		return c.query(ctx, explain+text, args, dest, func() error {
			plan = append(plan, fmt.Sprint(*dest[columns-1].(*any)))
			return nil
		})
	})
	return plan, err
}

// ListStatement is what a page of a list is read with, and its arguments.
func ListStatement(f activity.Filter) (string, []any, error) {
	w, err := condition(&f)
	if err != nil {
		return "", nil, err
	}
	order, err := orderBy(f.Order, f.Ascending)
	return "SELECT id, start_us FROM activity" + w.sql() + order + " LIMIT ? OFFSET ?", append(w.args, int64(20), int64(0)), err
}

// MigrateTo applies the migrations up to a version, as a release of that time did.
func (s *Store) MigrateTo(ctx context.Context, version int) error { return s.migrate(ctx, version) }

// Newest is the version that this program knows.
func Newest() int { return newest() }

// Run runs statements that take no arguments, one after the other.
func (s *Store) Run(ctx context.Context, statements ...string) error {
	return s.change(ctx, func(c *session) error {
		for _, text := range statements {
			if _, err := c.exec(ctx, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// True is a true value of the engine's own.
func (s *Store) True() string {
	if s.dialect.local {
		return "1"
	}
	return "true"
}

// Columns are those of all tables, as "table.column", but for what only one engine or the migrations need.
func (s *Store) Columns(ctx context.Context) ([]string, error) {
	var all []string
	err := s.view(ctx, func(c *session) error {
		var name string
		return c.query(ctx, s.dialect.columns, nil, []any{(*word)(&name)}, func() error {
			if !strings.HasPrefix(name, "sqlite_") && !strings.HasPrefix(name, "goose_") {
				all = append(all, name)
			}
			return nil
		})
	})
	return all, err
}

// Forget leaves nothing remembered of what was read.
func (s *Store) Forget() { s.begin() }
