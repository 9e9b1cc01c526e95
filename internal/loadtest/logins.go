package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// The one account of the load test.
const email, password = "load@example.org", "made for a server that lives for minutes"

// logins measures signing in, which costs what its password's hash costs, and what others notice of a crowd that does.
func (t *trial) logins(ctx context.Context) error {
	anonymous := *t.client
	anonymous.token = ""
	login := func(ctx context.Context, _ int) error {
		someone := anonymous
		return someone.signIn(ctx, email, password)
	}
	t.say("logins")
	c, err := t.server.measure(ctx, t.size.logins, login)
	if err != nil {
		return fmt.Errorf("login: %w", err)
	}
	t.table.cost("login", "its hash", c, peer{})
	t.say("%d logins at once", t.size.crowd)
	others, rate, err := beside(ctx, t.size.crowd, t.size.heavy, login, t.list(20, 1))
	if err != nil {
		return fmt.Errorf("logins at once: %w", err)
	}
	t.table.beside(fmt.Sprintf("list of 20, beside %d logins at once", t.size.crowd), "as without", others, rate)
	return nil
}

// beside does count requests one after the other while so many others are always under way, and says how long the former
// took and how many of the latter were answered a second.
func beside(ctx context.Context, crowd, count int, other, do request) (repetition, float64, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var done atomic.Bool
	var answered atomic.Int64
	var others sync.WaitGroup
	begin := time.Now()
	for range crowd {
		others.Go(func() {
			for ctx.Err() == nil && !done.Load() {
				if err := other(ctx, int(answered.Add(1))); err != nil {
					cancel(err)
				}
			}
		})
	}
	r, err := repeat(ctx, 1, count, do)
	done.Store(true)
	others.Wait() // each is answered: none is cut off, and all of them are counted with their time
	return r, float64(answered.Load()) / time.Since(begin).Seconds(), err
}
