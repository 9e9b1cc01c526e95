package store

import (
	"sync"

	"palestra/internal/store/walindex"
)

// changes knows which tables have changed since when. It sees by the index of the write-ahead log that something was
// committed, and this process says what its own commits changed; another's may have changed anything.
type changes struct {
	index interface{ State() (walindex.State, bool) }
	mu    sync.Mutex
	// state is that of the index up to which commits are accounted for, before that when the writer's transaction began.
	state, before walindex.State
	// committing is whether the writer is at it: what it changes is told when it is done.
	committing bool
	// now counts commits, and last is when each table changed last.
	now  uint64
	last [maxTables]uint64
}

// look accounts for what others have committed. It gives false when what is going on can't be told.
func (c *changes) look() bool {
	state, ok := c.index.State()
	if !ok || c.committing && state != c.state {
		return false
	}
	if state != c.state {
		c.account(state, everything)
	}
	return true
}

func (c *changes) account(state walindex.State, changed tables) {
	c.state = state
	c.now++
	for n := range changed.numbers() {
		c.last[n] = c.now
	}
}

// moment is now: whoever begins to read afterwards sees all that had been changed by then.
func (c *changes) moment() (now uint64, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ok = c.look()
	return c.now, ok
}

// none reports whether none of these tables has changed since a moment.
func (c *changes) none(of tables, since uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.look() {
		return false
	}
	for n := range of.numbers() {
		if c.last[n] > since {
			return false
		}
	}
	return true
}

// begun is told when the writer has the database for itself, until its transaction ends.
func (c *changes) begun() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	c.before = c.state
}

// ending is told before the writer's transaction is committed, and ended afterwards with what it may have changed.
func (c *changes) ending() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.committing = true
}

func (c *changes) ended(changed tables) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.committing = false
	state, ok := c.index.State()
	switch {
	case !ok:
		c.account(walindex.State{}, everything) // a state that never is: the next look accounts for what has become of it
	case state == c.state: // it changed nothing
	case state.Follows(c.before):
		c.account(state, changed)
	default:
		c.account(state, everything)
	}
}
