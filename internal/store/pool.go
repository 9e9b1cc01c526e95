package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
)

// pool lends out sessions, at most size at once. The one that came back last goes out first: its pages and statements are
// at hand, and a server with little to do makes no more connections than it needs.
type pool struct {
	dialect *dialect
	db      *sql.DB
	// lent has a place for each session that is out.
	lent chan struct{}
	mu   sync.Mutex
	idle []*session
}

func newPool(d *dialect, db *sql.DB, size int) *pool {
	db.SetMaxOpenConns(size)
	return &pool{dialect: d, db: db, lent: make(chan struct{}, size)}
}

// acquire waits for a session until the context ends. It must be released.
func (p *pool) acquire(ctx context.Context) (*session, error) {
	select {
	case p.lent <- struct{}{}:
	default:
		select {
		case p.lent <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if c := p.last(); c != nil {
		return c, nil
	}
	conn, err := p.db.Conn(ctx)
	if err != nil {
		<-p.lent
		return nil, err
	}
	return &session{dialect: p.dialect, conn: conn, prepared: map[string]*sql.Stmt{}}, nil
}

// last takes the session that came back last, nil when none is idle.
func (p *pool) last() *session {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.idle) - 1
	if n < 0 {
		return nil
	}
	c := p.idle[n]
	p.idle = p.idle[:n]
	return c
}

// all takes every session that nobody has.
func (p *pool) all() []*session {
	p.mu.Lock()
	defer p.mu.Unlock()
	idle := p.idle
	p.idle = nil
	return idle
}

// forget ends the sessions that nobody has, so that the next callers connect anew.
func (p *pool) forget() {
	for _, c := range p.all() {
		c.discard()
	}
}

// release takes a session back; one whose connection broke makes room for a new one.
func (p *pool) release(c *session, failed bool) {
	if failed && p.dialect.lost(c.conn) {
		c.discard()
	} else {
		p.mu.Lock()
		p.idle = append(p.idle, c)
		p.mu.Unlock()
	}
	<-p.lent
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
	for range cap(p.lent) {
		p.lent <- struct{}{}
	}
	var errs []error
	for _, c := range p.all() {
		errs = append(errs, c.close())
	}
	errs = append(errs, p.db.Close())
	for range cap(p.lent) {
		<-p.lent
	}
	return errors.Join(errs...)
}
