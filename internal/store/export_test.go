package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"palestra/internal/core/activity"
	"palestra/internal/store/walindex"
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
	columns := "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1"
	if s.dialect.local {
		columns = "SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1"
	}
	err := s.view(ctx, func(c *session) error {
		var name string
		return c.query(ctx, columns, nil, []any{(*word)(&name)}, func() error {
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

// Keen makes it remember what is asked for the first time as well.
func (s *Store) Keen() { s.answers.Load().asked = nil }

// Restless makes it believe that others keep changing the database, now and then.
func (s *Store) Restless() { s.answers.Load().changes.index = &restless{File: s.index} }

type restless struct {
	*walindex.File
	mu   sync.Mutex
	dice rand.PCG
	more uint32
}

func (r *restless) State() (walindex.State, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.dice.Uint64()%4 == 0 {
		r.more++
	}
	state, ok := r.File.State()
	state[1] += r.more // a word that is not used
	return state, ok
}

// Tamper sets a text in all that is remembered, and says how often it was there.
func (s *Store) Tamper(is, becomes string) (n int) {
	a := s.answers.Load()
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, known := range a.known {
		for i := range known.cells {
			if known.cells[i] == any(is) {
				known.cells[i] = becomes
				n++
			}
		}
	}
	return n
}

// Remembered are how many answers are, and about how many bytes they take.
func (s *Store) Remembered() (n, size int) {
	a := s.answers.Load()
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.known), a.size
}

// Look reads a whole number by each of the texts in one state of the database. It calls before ahead of each.
func (s *Store) Look(ctx context.Context, before func(i int), texts ...string) (all []int64, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		all = nil
		for i, text := range texts {
			before(i)
			var n int64
			if _, err := c.one(ctx, text, nil, (*whole)(&n)); err != nil {
				return err
			}
			all = append(all, n)
		}
		return nil
	})
	return all, err
}

// Glance reads a whole number.
func (s *Store) Glance(ctx context.Context, text string, args ...any) (n int64, err error) {
	err = s.view(ctx, func(c *session) error {
		_, err := c.one(ctx, text, args, (*whole)(&n))
		return err
	})
	return n, err
}

// RunBriefly is Run for a transaction that may be committed with others.
func (s *Store) RunBriefly(ctx context.Context, text string) error { return s.run(ctx, text) }

// Unnamed are the tables that the engine opens for a statement, by its own account, and that the store doesn't know it to have
// to do with: as table names, those that are written with " is written" behind them.
func (s *Store) Unnamed(ctx context.Context, text string) (all []string, err error) {
	a := s.answers.Load()
	of := a.statement(text)
	err = s.view(ctx, func(c *session) error {
		roots := map[int64]string{}
		var root int64
		var name string
		if err := c.query(ctx, "SELECT rootpage, tbl_name FROM sqlite_master WHERE rootpage > 0", nil, []any{(*whole)(&root), (*word)(&name)}, func() error {
			roots[root] = name
			return nil
		}); err != nil {
			return err
		}
		var opcode string
		var first, second, third int64
		var rest [3]any
		return c.query(ctx, "EXPLAIN "+text, make([]any, strings.Count(text, "?")), []any{new(whole), (*word)(&opcode), (*whole)(&first), (*whole)(&second), (*whole)(&third), &rest[0], &rest[1], &rest[2]}, func() error {
			n, known := a.schema.numbers[roots[second]]
			has := func(t tables) bool {
				with := t
				with.add(n)
				return with == t
			}
			switch {
			case third != 0 || !known || roots[second] == "sqlite_sequence": // what only the statement has, and numbers that nobody reads
			case opcode == "OpenRead" && of.reads != (tables{}) && !has(of.reads):
				all = append(all, roots[second])
			case opcode == "OpenWrite" && (of.reads != (tables{}) || !has(of.changes)):
				all = append(all, roots[second]+" is written")
			}
			return nil
		})
	})
	return all, err
}
