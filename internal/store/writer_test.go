package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// crowd has transactions queue up behind one that is held, in the order of their calls.
type crowd struct {
	*testing.T
	s       *Store
	release chan struct{}
	wait    sync.WaitGroup
	queued  int
}

func newCrowd(t *testing.T) *crowd {
	c := &crowd{T: t, s: migrated(t), release: make(chan struct{})}
	held := make(chan struct{})
	c.wait.Go(func() {
		if err := c.s.change(context.Background(), func(*session) error {
			close(held)
			<-c.release
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
	<-held
	return c
}

// queue starts do, which must ask for the writer's turn, and waits until it stands in the queue.
func (c *crowd) queue(do func()) {
	c.wait.Go(do)
	c.queued++
	for c.length() < c.queued {
		runtime.Gosched()
	}
}

func (c *crowd) length() int {
	c.s.writer.mu.Lock()
	defer c.s.writer.mu.Unlock()
	return len(c.s.writer.queue)
}

// goOn lets all of them have their turns, and waits for the last.
func (c *crowd) goOn() {
	close(c.release)
	c.wait.Wait()
}

// insert stores a row by this name.
func insert(ctx context.Context, c *session, name string) error {
	_, err := c.exec(ctx, "INSERT INTO bearer_revocation (hash, until_us) VALUES (?, 1)", name)
	return err
}

// names are those of the rows that another connection sees.
func (c *crowd) names() []string {
	c.Helper()
	all := []string{}
	var name string
	err := c.s.view(context.Background(), func(r *session) error {
		return r.query(context.Background(), "SELECT hash FROM bearer_revocation ORDER BY hash", nil, []any{(*word)(&name)}, func() error {
			all = append(all, name)
			return nil
		})
	})
	if err != nil {
		c.Fatal(err)
	}
	return all
}

func (c *crowd) wants(want ...string) {
	c.Helper()
	if got := c.names(); !slices.Equal(got, want) {
		c.Errorf("stored are %q, want %q", got, want)
	}
}

// TestBriefTransactionsFailAlone commits some together of which one fails, one panics and one has given up waiting.
func TestBriefTransactionsFailAlone(t *testing.T) {
	c := newCrowd(t)
	ctx := context.Background()
	refused := errors.New("refused")
	add := func(name string, end func() error, want error) {
		c.queue(func() {
			err := c.s.brief(ctx, func(s *session) error { return errors.Join(insert(ctx, s, name), end()) })
			if !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", name, err, want)
			}
		})
	}
	well := func() error { return nil }
	add("a", well, nil)
	add("b", func() error { return refused }, refused)
	add("c", well, nil)
	c.queue(func() {
		defer func() {
			if v := recover(); v != "d" {
				t.Errorf("recovered %v", v)
			}
		}()
		_ = c.s.brief(ctx, func(s *session) error {
			if err := insert(ctx, s, "d"); err != nil {
				t.Error(err)
			}
			panic("d")
		})
	})
	add("e", well, nil)
	c.goOn()
	c.wants("a", "c", "e")
}

// TestUndoneTogetherBeginAnew has the engine undo a whole transaction: those who were to be committed with the one that
// caused it lose nothing, and it is told.
func TestUndoneTogetherBeginAnew(t *testing.T) {
	c := newCrowd(t)
	ctx := context.Background()
	full := errors.New("disk full")
	runs := 0
	c.queue(func() {
		if err := c.s.brief(ctx, func(s *session) error { runs++; return insert(ctx, s, "a") }); err != nil {
			t.Error(err)
		}
	})
	c.queue(func() {
		if err := c.s.brief(ctx, func(s *session) error {
			_, err := s.exec(ctx, "ROLLBACK") // as the engine does it by itself when it can't write
			return errors.Join(err, full)
		}); !errors.Is(err, full) {
			t.Errorf("the cause: %v", err)
		}
	})
	c.goOn()
	c.wants("a")
	if runs != 2 {
		t.Errorf("the first ran %d times, want 2", runs)
	}
}

// TestAnUndoneTransactionFails has a transaction take no notice of an error that ended it.
func TestAnUndoneTransactionFails(t *testing.T) {
	ctx := context.Background()
	s := migrated(t)
	err := s.change(ctx, func(c *session) error {
		if err := insert(ctx, c, "a"); err != nil {
			return err
		}
		_, _ = c.exec(ctx, "ROLLBACK TO nowhere")
		return nil
	})
	if err == nil {
		t.Error("told to be stored")
	}
	// An error that ends one statement alone is the transaction's own business.
	if err := s.change(ctx, func(c *session) error {
		if err := insert(ctx, c, "b"); err != nil {
			return err
		}
		if err := insert(ctx, c, "b"); err == nil {
			return errors.New("stored twice")
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// TestBriefOnesDontWaitForALongOne has one come between two brief ones: when it runs, the first is on the disk.
func TestBriefOnesDontWaitForALongOne(t *testing.T) {
	c := newCrowd(t)
	ctx := context.Background()
	store := func(name string) {
		c.queue(func() {
			if err := c.s.brief(ctx, func(s *session) error { return insert(ctx, s, name) }); err != nil {
				t.Error(err)
			}
		})
	}
	store("a")
	store("b")
	c.queue(func() {
		if err := c.s.change(ctx, func(s *session) error {
			c.wants("a", "b")
			return insert(ctx, s, "c")
		}); err != nil {
			t.Error(err)
		}
	})
	store("d")
	c.goOn()
	c.wants("a", "b", "c", "d")
}

// TestManyWriters has many write at once, of whom some fail and some give up: what is told to be stored is there, and
// nothing else.
func TestManyWriters(t *testing.T) {
	const writers, each = 12, 30
	c := &crowd{T: t, s: migrated(t)}
	stored := make([][]string, writers)
	refused := errors.New("refused")
	var done sync.WaitGroup
	for w := range writers {
		done.Go(func() {
			random := rand.New(rand.NewPCG(uint64(w), 1))
			for i := range each {
				name := fmt.Sprintf("%02d-%02d", w, i)
				ctx, cancel := context.WithCancel(context.Background())
				write := c.s.brief
				if random.IntN(5) == 0 {
					write = c.s.change
				}
				fate := random.IntN(5)
				if fate == 1 {
					go cancel()
				}
				err := write(ctx, func(s *session) error {
					if err := insert(ctx, s, name); err != nil || fate != 0 {
						return err
					}
					return refused
				})
				cancel()
				switch {
				case err == nil:
					stored[w] = append(stored[w], name)
				case fate == 0 && errors.Is(err, refused), fate == 1 && errors.Is(err, context.Canceled):
				default:
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	done.Wait()
	c.wants(slices.Concat(stored...)...)
}
