package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"palestra/internal/core/fault"
)

// attempts is how often a transaction is tried that others keep getting in the way of.
const attempts = 6

// change runs fn in a transaction that writes. What fn did is kept when it returns nil, and undone otherwise. fn may be
// run again when other transactions got in the way.
func (s *Store) change(ctx context.Context, fn func(*session) error) error {
	return s.perform(ctx, false, fn)
}

// brief is change for a handful of statements by index, which others may wait for before they are committed with it.
func (s *Store) brief(ctx context.Context, fn func(*session) error) error {
	return s.perform(ctx, true, fn)
}

func (s *Store) perform(ctx context.Context, brief bool, fn func(*session) error) error {
	queued, catalogued := false, false
	err := s.retry(ctx, s.write, func() error {
		return s.written(ctx, brief, func(c *session) error {
			c.queued, c.catalogued = false, false
			err := fn(c)
			queued, catalogued = c.queued, c.catalogued
			return err
		})
	})
	if catalogued {
		s.version.changes.Add(1) // after an error as well: it may be that of a commit that was done
	}
	if err == nil && queued {
		s.wakeWorkers()
	}
	return err
}

func (s *Store) written(ctx context.Context, brief bool, fn func(*session) error) error {
	if s.writer != nil {
		return s.writer.do(ctx, brief, fn)
	}
	return s.write.lend(ctx, func(c *session) error { return c.transaction(ctx, s.dialect.begin, fn) })
}

// snapshot runs fn on one state of the database. fn may be run again, and begins anew then.
func (s *Store) snapshot(ctx context.Context, fn func(*session) error) error {
	return s.retry(ctx, s.read, func() error {
		return s.read.lend(ctx, func(c *session) error {
			c.summaries = s.summaries
			defer func() { c.summaries = nil }()
			if a := s.answers.Load(); a != nil {
				if err := a.snapshot(ctx, c, fn); !errors.Is(err, errMoved) {
					return err
				}
			}
			return c.transaction(ctx, s.dialect.snapshot, fn)
		})
	})
}

// stream is snapshot for what gives away its rows as it reads them, and so is never run again.
func (s *Store) stream(ctx context.Context, fn func(*session) error) error {
	return s.retry(ctx, s.read, func() error {
		return s.read.lend(ctx, func(c *session) error { return c.transaction(ctx, s.dialect.snapshot, fn) })
	})
}

// view runs fn without a transaction, for a single statement that reads.
func (s *Store) view(ctx context.Context, fn func(*session) error) error {
	return s.retry(ctx, s.read, func() error {
		return s.read.lend(ctx, func(c *session) error {
			if a := s.answers.Load(); a != nil {
				c.look = &look{answers: a, single: true, since: math.MaxUint64}
				defer func() { c.look = nil }()
			}
			return c.unlessStale(ctx, fn(c))
		})
	})
}

// errStale is a connection that broke while it waited for work: nothing has been done on it.
var errStale = errors.New("connection lost")

// unlessStale is err, or errStale when the connection turns out to be gone although nobody asked for an end.
func (c *session) unlessStale(ctx context.Context, err error) error {
	if err != nil && ctx.Err() == nil && c.dialect.lost(c.conn) {
		return fmt.Errorf("%w: %w", errStale, err)
	}
	return err
}

// retry runs a transaction until it ends for good, and turns its error into a fault.
func (s *Store) retry(ctx context.Context, p *pool, fn func() error) error {
	for n := 1; ; n++ {
		err := fn()
		if err == nil {
			return nil
		}
		again := n < attempts && ctx.Err() == nil
		switch {
		case again && errors.Is(err, errStale):
			p.forget() // where one is lost the others are, too
		case again && errors.Is(err, errUndone):
		case again && s.dialect.transient(err):
			time.Sleep(time.Duration(rand.Int64N(int64(time.Millisecond) << n)))
		default:
			return s.refused(ctx, err)
		}
	}
}

// refused is the error as callers know it. A driver's own word for an interrupted statement becomes the context's.
func (s *Store) refused(ctx context.Context, err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		return err
	}
	if ended := ctx.Err(); ended != nil && !errors.Is(err, ended) {
		return errors.Join(ended, err)
	}
	return s.dialect.refusal(err)
}

// lend runs fn with a session, and takes it back even when fn panics.
func (p *pool) lend(ctx context.Context, fn func(*session) error) error {
	c, err := p.acquire(ctx)
	if err != nil {
		return err
	}
	failed := true
	defer func() { p.release(c, failed) }()
	err = fn(c)
	failed = err != nil
	return err
}

func (c *session) transaction(ctx context.Context, begin string, fn func(*session) error) error {
	if _, err := c.exec(ctx, begin); err != nil {
		return c.unlessStale(ctx, err)
	}
	// The end of the context ends statements, never the two that finish the transaction.
	last := context.WithoutCancel(ctx)
	open := true
	defer func() {
		if open {
			// It fails only when the engine has rolled back already, or the connection is gone.
			_, _ = c.exec(last, "ROLLBACK")
		}
	}()
	if err := c.work(ctx, fn); err != nil {
		return err
	}
	_, err := c.exec(last, "COMMIT")
	open = err != nil
	return err
}

// work runs what a transaction is for. It fails when the engine has undone it, whatever fn makes of that.
func (c *session) work(ctx context.Context, fn func(*session) error) error {
	c.undone = nil
	if err := fn(c); err != nil {
		return err
	}
	if c.undone != nil {
		return c.undone
	}
	return ctx.Err()
}
