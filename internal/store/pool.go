package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
)

// pool lends out sessions, at most size at once.
type pool struct {
	dialect *dialect
	db      *sql.DB
	// idle holds size places, nil in those whose connection is yet to be made.
	idle chan *session
}

func newPool(d *dialect, db *sql.DB, size int) *pool {
	p := &pool{dialect: d, db: db, idle: make(chan *session, size)}
	db.SetMaxOpenConns(size)
	for range size {
		p.idle <- nil
	}
	return p
}

// acquire waits for a session until the context ends. It must be released.
func (p *pool) acquire(ctx context.Context) (*session, error) {
	var c *session
	select {
	case c = <-p.idle:
	default:
		select {
		case c = <-p.idle:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if c != nil {
		return c, nil
	}
	conn, err := p.db.Conn(ctx)
	if err != nil {
		p.idle <- nil
		return nil, err
	}
	return &session{dialect: p.dialect, conn: conn, prepared: map[string]*sql.Stmt{}}, nil
}

// forget ends the sessions that nobody has, so that the next callers connect anew.
func (p *pool) forget() {
	for range cap(p.idle) {
		select {
		case c := <-p.idle:
			if c != nil {
				c.discard()
			}
			p.idle <- nil
		default:
			return
		}
	}
}

// release takes a session back; one whose connection broke makes room for a new one.
func (p *pool) release(c *session, failed bool) {
	if failed && p.dialect.lost(c.conn) {
		c.discard()
		c = nil
	}
	p.idle <- c
}

// discard ends a connection instead of handing it back to database/sql, which would lend it out again.
func (c *session) discard() {
	_ = c.conn.Raw(func(any) error { return driver.ErrBadConn }) // the error is the one we give
}

// close ends the statements and hands the connection back. One that broke meanwhile has nothing left to end.
func (c *session) close() error {
	var errs []error
	for _, s := range c.prepared {
		errs = append(errs, s.Close())
	}
	err := errors.Join(errs...)
	if err != nil && c.dialect.lost(c.conn) {
		c.discard()
		return nil
	}
	return errors.Join(err, c.conn.Close())
}

// close waits for the sessions that are lent out, and ends all. Who asks for one afterwards gets an error.
func (p *pool) close() error {
	var errs []error
	for range cap(p.idle) {
		if c := <-p.idle; c != nil {
			errs = append(errs, c.close())
		}
	}
	errs = append(errs, p.db.Close())
	for range cap(p.idle) {
		p.idle <- nil
	}
	return errors.Join(errs...)
}
