package store

import (
	"context"
	"database/sql"
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

// release takes a session back; one whose connection broke makes room for a new one.
func (p *pool) release(c *session, failed bool) {
	if failed && p.dialect.lost(c.conn) {
		// The connection is gone, so nothing that closing it says would help.
		_ = c.conn.Close()
		c = nil
	}
	p.idle <- c
}

// close waits for the sessions that are lent out, and ends all.
func (p *pool) close() error {
	var errs []error
	for range cap(p.idle) {
		if c := <-p.idle; c != nil {
			for _, s := range c.prepared {
				errs = append(errs, s.Close())
			}
			errs = append(errs, c.conn.Close())
		}
	}
	return errors.Join(append(errs, p.db.Close())...)
}
