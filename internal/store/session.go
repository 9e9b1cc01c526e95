package store

import (
	"context"
	"database/sql"
	"fmt"
)

// maxPrepared bounds the prepared statements of one connection. The fixed ones are about a hundred; filters of lists can
// be combined into many more, of which any may be dropped again.
const maxPrepared = 160

// session is one connection with the statements prepared on it, used by one goroutine at a time. Statements of a
// transaction go through the connection itself: database/sql would prepare them again for each sql.Tx.
type session struct {
	dialect  *dialect
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
	// summaries are those remembered, nil in a transaction that writes: what it reads may never be committed.
	summaries *summaries
	// queued is whether the transaction wrote a job, catalogued whether it changed the catalogue.
	queued, catalogued bool
	// look reads from memory what it can, nil in a transaction that writes, and where nothing is remembered.
	look *look
	// answers are told which tables a transaction has changed, nil where nothing is remembered.
	answers *answers
	changed tables
	// undone is the error of a statement with which the engine has undone the whole transaction.
	undone error
}

// statement is text prepared on this connection.
func (c *session) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := c.prepared[text]; ok {
		return s, nil
	}
	if len(c.prepared) >= maxPrepared {
		for old, s := range c.prepared {
			delete(c.prepared, old)
			if err := s.Close(); err != nil {
				return nil, err
			}
			break
		}
	}
	s, err := c.conn.PrepareContext(ctx, c.dialect.bound(text))
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, text)
	}
	c.prepared[text] = s
	return s, nil
}

// slow marks the context of a statement that may have many rows to look at.
type slow struct{ context.Context }

// watched is the context that a statement runs under. To watch for the end of one costs more than most statements take,
// so on an engine that never waits for a network only the slow ones do, and the others look once.
func (c *session) watched(ctx context.Context) (context.Context, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s, ok := ctx.(slow); ok {
		return s.Context, nil
	}
	if c.dialect.local {
		return context.WithoutCancel(ctx), nil
	}
	return ctx, nil
}

// exec runs a statement and says how many rows it changed.
func (c *session) exec(ctx context.Context, text string, args ...any) (int64, error) {
	if err := bind(args); err != nil {
		return 0, err
	}
	c.mark(text)
	ctx, err := c.watched(ctx)
	if err != nil {
		return 0, err
	}
	s, err := c.statement(ctx, text)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(ctx, args...)
	if err != nil {
		return 0, c.failed(err)
	}
	return r.RowsAffected()
}

// query scans each row into dest and then calls row, which must not run statements itself.
func (c *session) query(ctx context.Context, text string, args, dest []any, row func() error) error {
	if err := bind(args); err != nil {
		return err
	}
	if c.look != nil {
		return c.look.query(ctx, c, text, args, dest, row)
	}
	c.mark(text)
	return c.ask(ctx, text, args, dest, row)
}

// mark writes down what a statement may change.
func (c *session) mark(text string) {
	if c.answers != nil {
		c.changed.union(c.answers.statement(text).changes)
	}
}

// begun is called when a transaction that writes has begun, ending before it ends and ended after that.
func (c *session) begun(a *answers) {
	if c.answers, c.changed = a, (tables{}); a != nil {
		a.changes.begun()
	}
}

func (c *session) ending() {
	if c.answers != nil {
		c.answers.changes.ending()
	}
}

func (c *session) ended() {
	if c.answers != nil {
		c.answers.changes.ended(c.changed)
	}
}

// ask is query to the database itself.
func (c *session) ask(ctx context.Context, text string, args, dest []any, row func() error) (err error) {
	if ctx, err = c.watched(ctx); err != nil {
		return err
	}
	s, err := c.statement(ctx, text)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return c.failed(err)
	}
	defer func() {
		if e := rows.Close(); err == nil {
			err = c.failed(e)
		}
	}()
	more := rows.Next()
	if err := c.look.settle(); err != nil {
		return err
	}
	for ; more; more = rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := row(); err != nil {
			return err
		}
	}
	return c.failed(rows.Err())
}

// failed is err, kept when it was the end of the transaction.
func (c *session) failed(err error) error {
	if err != nil && c.dialect.undoes(err) {
		c.undone = err
	}
	return err
}

// one scans the first row into dest and reports whether there was one.
func (c *session) one(ctx context.Context, text string, args []any, dest ...any) (found bool, err error) {
	err = c.query(ctx, text, args, dest, func() error {
		found = true
		return nil
	})
	return found, err
}

// ids are the first column of all rows.
func (c *session) ids(ctx context.Context, text string, args ...any) ([]int64, error) {
	var all []int64
	var id int64
	err := c.query(ctx, text, args, []any{(*whole)(&id)}, func() error {
		all = append(all, id)
		return nil
	})
	return all, err
}
