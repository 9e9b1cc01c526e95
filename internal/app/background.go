package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"palestra/internal/core/activity"
)

// How often somebody looks: at what has expired, at archives that another process was asked for, at settings that were
// changed through another, and at the outbox.
const (
	upkeepEvery  = 15 * time.Minute
	exportEvery  = time.Minute
	settingEvery = time.Minute
	mailEvery    = 5 * time.Second
)

// background starts what a server does besides answering. The function that it gives ends all of it and waits.
func (a *App) background(ctx context.Context, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	all.Go(func() {
		if pause(ctx, restAfter/2) != nil { // what has expired can wait until the first have been answered
			return
		}
		every(ctx, log, "upkeep", upkeepEvery, nil, func() error {
			return errors.Join(a.auth.Sweep(ctx), a.activities.EmptyTrash(ctx), a.exports.Sweep(ctx), a.uploads.Sweep(ctx), a.webhooks.Sweep(ctx))
		})
	})
	all.Go(func() { a.loadCatalogue(ctx, log) })
	all.Go(func() { a.worker(log).Run(ctx) })
	all.Go(func() { settle(ctx) })
	all.Go(func() { a.streams.Run(ctx) })
	all.Go(func() {
		every(ctx, log, "export", exportEvery, a.exports.Wanted(), func() error { return a.exports.Work(ctx) })
	})
	all.Go(func() {
		if pause(ctx, settingEvery) != nil { // they have just been read
			return
		}
		every(ctx, log, "settings", settingEvery, nil, func() error { return a.settings.Refresh(ctx) })
	})
	all.Go(func() {
		a.activities.RecomputeInTurn(ctx, func(r activity.Recomputed) {
			log.Info("recomputed", "person", r.Person, "sport", int(r.Sport), "done", r.Done, "kept", r.Kept, "error", r.Err)
		})
	})
	if a.auth.MailOn() {
		all.Go(func() {
			every(ctx, log, "mail", mailEvery, nil, func() error {
				_, err := a.auth.SendMails(ctx)
				return err
			})
		})
	}
	return func() {
		cancel()
		all.Wait()
	}
}

// pause waits for a time. It gives the context's error when that ends before.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// every does something at once, after each period and whenever it is wanted, until the context ends.
func every(ctx context.Context, log *slog.Logger, what string, period time.Duration, wanted <-chan struct{}, do func() error) {
	tick := time.NewTicker(period)
	defer tick.Stop()
	for {
		if err := do(); err != nil && ctx.Err() == nil {
			log.Error(what, "error", err)
		}
		select {
		case <-tick.C:
		case <-wanted:
		case <-ctx.Done():
			return
		}
	}
}
