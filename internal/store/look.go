package store

import (
	"context"
	"errors"
)

// errMoved is a look whose answers are not all of one state.
var errMoved = errors.New("the database has changed meanwhile")

// look reads from memory what is remembered there and asks the database for the rest.
type look struct {
	answers *answers
	// single looks see a state of their own with each statement, of any moment. The others see one, that of since or later: a
	// transaction begins when they have to ask for the first time.
	single bool
	since  uint64
	begun  bool
	// used are the tables of what was given from memory, until the transaction has seen that none of them has changed meanwhile.
	used tables
}

// snapshot runs fn on one state of the database. It gives errMoved when fn has to be run in a transaction from the beginning.
func (a *answers) snapshot(ctx context.Context, c *session, fn func(*session) error) (err error) {
	since, ok := a.changes.moment()
	if !ok {
		return errMoved
	}
	l := &look{answers: a, since: since}
	c.look = l
	defer func() {
		c.look = nil
		if l.begun {
			err = errors.Join(err, c.finishReading(ctx))
		}
	}()
	return c.work(ctx, fn)
}

// finishReading ends a transaction that has written nothing.
func (c *session) finishReading(ctx context.Context) error {
	_, err := c.exec(context.WithoutCancel(ctx), "COMMIT")
	return err
}

// query is that of a session.
func (l *look) query(ctx context.Context, c *session, text string, args, dest []any, row func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s := l.answers.statement(text)
	question, places := s.question(args), scanners(dest)
	if question == "" || places == nil {
		return l.ask(ctx, c, text, args, dest, row)
	}
	if known := l.answers.find(s, question, l.since); known != nil {
		if !l.single && !l.begun {
			l.used.union(s.reads)
		}
		return known.give(places, row)
	}
	since, ok := l.from()
	if !ok || !l.answers.again(question) {
		return l.ask(ctx, c, text, args, dest, row)
	}
	r := &record{answer: answer{since: since}}
	err := l.ask(ctx, c, text, args, r.before(places), row)
	if err == nil && !r.full {
		l.answers.keep(question, &r.answer)
	}
	return err
}

// from is the moment that what is asked now holds from; ok is false when it can't be told.
func (l *look) from() (since uint64, ok bool) {
	if l.single {
		return l.answers.changes.moment()
	}
	return l.since, true
}

// ask asks the database.
func (l *look) ask(ctx context.Context, c *session, text string, args, dest []any, row func() error) error {
	if !l.single && !l.begun {
		if _, err := c.exec(ctx, c.dialect.snapshot); err != nil {
			return err
		}
		l.begun = true
	}
	return c.ask(ctx, text, args, dest, row)
}

// settle is called when a statement has begun to read, and so has fixed the state that the transaction sees. It gives errMoved
// when that isn't the one of what was given from memory before.
func (l *look) settle() error {
	if l == nil || l.used == (tables{}) {
		return nil
	}
	used := l.used
	l.used = tables{}
	if !l.answers.changes.none(used, l.since) {
		return errMoved
	}
	return nil
}
