package store

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
)

// maxTogether bounds how many transactions are committed together: the first of them waits for all.
const maxTogether = 16

// errUndone is a transaction that was taken back because of another one that it was to be committed with.
var errUndone = errors.New("undone with another transaction")

// writer runs the transactions of an engine with a single writer one after the other, in the order in which they came. Brief
// ones that wait behind each other share one commit, and so one wait for the disk: each goes on in what those before have
// left open, behind a mark of its own that it alone goes back to when it fails, and all are told when it is on the disk.
//
// Where nobody waits, a transaction is what it would be without a writer: begin, work, commit.
type writer struct {
	pool  *pool
	begin string
	// answers are told what was changed, once there are some.
	answers *atomic.Pointer[answers]
	mu      sync.Mutex
	// busy is whether somebody has the turn.
	busy  bool
	queue []*turn
	// open and told belong to whoever has the turn: the session of a transaction that others have left open, and who of them
	// waits for the commit.
	open *session
	told []chan<- error
}

// turn is somebody who waits; come is closed when it is theirs.
type turn struct {
	brief bool
	come  chan struct{}
}

func newWriter(p *pool, begin string, a *atomic.Pointer[answers]) *writer {
	return &writer{pool: p, begin: begin, answers: a}
}

// do runs fn in a transaction, and ends when that is on the disk or undone. Only a brief one may keep others waiting for
// their commit.
func (w *writer) do(ctx context.Context, brief bool, fn func(*session) error) error {
	if err := w.wait(ctx, brief); err != nil {
		return err
	}
	committed, err := w.work(ctx, brief, fn)
	if err != nil {
		return err
	}
	return <-committed
}

// wait ends when the turn has come.
func (w *writer) wait(ctx context.Context, brief bool) error {
	w.mu.Lock()
	if !w.busy {
		w.busy = true
		w.mu.Unlock()
		return nil
	}
	t := &turn{brief: brief, come: make(chan struct{})}
	w.queue = append(w.queue, t)
	w.mu.Unlock()
	select {
	case <-t.come:
		return nil
	case <-ctx.Done():
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if i := slices.Index(w.queue, t); i >= 0 {
		w.queue = slices.Delete(w.queue, i, i+1)
		return ctx.Err()
	}
	return nil // it came at the same moment; somebody may count on us to commit
}

// work runs fn in its turn and gives the turn away. What it gives is told the outcome of the commit.
func (w *writer) work(ctx context.Context, brief bool, fn func(*session) error) (<-chan error, error) {
	defer func() { w.leave(brief) }()
	undo, err := w.enter(ctx)
	if err != nil {
		return nil, err
	}
	kept := false
	defer func() {
		if !kept { // after a panic, too
			undo()
		}
	}()
	if err := w.open.work(ctx, fn); err != nil {
		return nil, err
	}
	kept = true
	committed := make(chan error, 1)
	w.told = append(w.told, committed)
	return committed, nil
}

// enter begins a transaction, or sets a mark in the one that is open; undo takes back what comes after.
func (w *writer) enter(ctx context.Context) (undo func(), err error) {
	if w.open != nil {
		_, err := w.open.exec(ctx, "SAVEPOINT mine")
		return w.goBack, err
	}
	c, err := w.pool.acquire(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := c.exec(slow{ctx}, w.begin); err != nil { // it may have to wait for another process
		// The context may have ended just when the transaction had begun.
		_, _ = c.exec(context.Background(), "ROLLBACK")
		w.pool.release(c, true)
		return nil, err
	}
	w.open = c
	c.begun(w.answers.Load())
	return func() { w.finish("ROLLBACK", errUndone) }, nil
}

// goBack undoes the work behind the last mark. Some errors make the engine undo all of a transaction: then it has no marks
// left, and those who wait for its commit have to begin anew.
func (w *writer) goBack() {
	if _, err := w.open.exec(context.Background(), "ROLLBACK TO mine"); err != nil {
		w.finish("ROLLBACK", errUndone)
	}
}

// leave gives the turn to the next: with the transaction open when both are brief, and otherwise after the commit.
func (w *writer) leave(brief bool) {
	if brief && len(w.told) > 0 && len(w.told) < maxTogether && w.pass() {
		return
	}
	if len(w.told) > 0 {
		w.finish("COMMIT", nil)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy = len(w.queue) > 0; w.busy {
		w.call()
	}
}

// finish ends the open transaction and tells those who wait for it: that it was undone, or how the commit went.
func (w *writer) finish(statement string, undone error) {
	c, told := w.open, w.told
	w.open, w.told = nil, nil
	c.ending()
	_, err := c.exec(context.Background(), statement)
	if err != nil {
		// It fails only when the engine has rolled back already.
		_, _ = c.exec(context.Background(), "ROLLBACK")
	}
	c.ended()
	w.pool.release(c, err != nil)
	if undone == nil {
		undone = err
	}
	for _, t := range told {
		t <- undone
	}
}

// pass gives the turn to the next in the queue if that is a brief one, and reports whether it did.
func (w *writer) pass() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.queue) == 0 || !w.queue[0].brief {
		return false
	}
	w.call()
	return true
}

// call gives the turn to the next in the queue, of whom there is one.
func (w *writer) call() {
	close(w.queue[0].come)
	w.queue = slices.Delete(w.queue, 0, 1)
}
