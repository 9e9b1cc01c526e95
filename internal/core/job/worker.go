package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// Handler does the work of one kind. It must be safe to run again for the same job.
type Handler func(ctx context.Context, j *Job) error

// ErrGiveUp in an error says that trying again can't help.
var ErrGiveUp = errors.New("no use in trying again")

// Options are what a worker needs besides its store.
type Options struct {
	Now      func() time.Time
	Handlers map[Kind]Handler
	Log      *slog.Logger
}

// Worker runs jobs.
type Worker struct {
	store Store
	opt   Options
}

// NewWorker makes one for the kinds that have a handler.
func NewWorker(store Store, opt Options) *Worker { return &Worker{store: store, opt: opt} }

const (
	// lookEvery is how often a worker looks for jobs that another process wrote, or whose time has come.
	lookEvery = time.Second
	// noteTime is what a lease has left when the context of its work ends.
	noteTime = 5 * time.Second
	// keep is how long ended jobs stay in the list.
	keep = 7 * 24 * time.Hour
	// sweepEvery is how often older ones are removed.
	sweepEvery = time.Hour
)

// Run runs jobs until the context ends, and then waits for those under way, whose contexts end with it. Several workers, in
// this process or in others, share the work.
func (w *Worker) Run(ctx context.Context) {
	var all sync.WaitGroup
	var wake []chan struct{}
	for kind := range w.opt.Handlers {
		policy, known := PolicyOf(kind)
		if !known {
			panic("job: no policy for " + string(kind)) // a kind is made of both
		}
		c := make(chan struct{}, 1)
		wake = append(wake, c)
		all.Go(func() { w.runKind(ctx, kind, policy, c) })
	}
	all.Go(func() { w.sweep(ctx) })
	for {
		select {
		case <-ctx.Done():
			all.Wait()
			return
		case <-w.store.JobsWanted():
			for _, c := range wake {
				select {
				case c <- struct{}{}:
				default:
				}
			}
		}
	}
}

// runKind keeps up to as many jobs of a kind going as its policy allows.
func (w *Worker) runKind(ctx context.Context, kind Kind, p Policy, wake <-chan struct{}) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	ended := make(chan struct{}, p.Parallel)
	going := 0
	for {
		for going < p.Parallel {
			now := w.opt.Now()
			jobs, err := w.store.LeaseJobs(ctx, kind, now, now.Add(p.Lease), p.Parallel-going)
			if err != nil && ctx.Err() == nil {
				w.opt.Log.Error("jobs", "kind", string(kind), "error", err)
			}
			for i := range jobs {
				going++
				go func() {
					w.attempt(ctx, &jobs[i], p)
					ended <- struct{}{}
				}()
			}
			if len(jobs) == 0 {
				break
			}
		}
		select {
		case <-ended:
			going--
		case <-wake:
		case <-tick.C:
		case <-ctx.Done():
			for ; going > 0; going-- {
				<-ended
			}
			return
		}
	}
}

// attempt runs one job and notes how it went. One that the end of the worker cut short waits again at once.
func (w *Worker) attempt(ctx context.Context, j *Job, p Policy) {
	working, cancel := context.WithTimeout(ctx, p.Lease-noteTime)
	err := w.work(working, j)
	cancel()
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteTime)
	defer cancel()
	now := w.opt.Now()
	switch {
	case err == nil:
		err = w.store.FinishJob(noting, j, now)
	case ctx.Err() != nil:
		err = w.store.FailJob(noting, j, "the server stopped", now, now)
	default:
		next := p.Next(now, j.Attempts)
		if errors.Is(err, ErrGiveUp) {
			next = time.Time{}
		}
		w.opt.Log.Warn("job failed", "kind", string(j.Kind), "job", j.ID, "subject", j.Subject, "attempt", j.Attempts, "given_up", next.IsZero(), "error", err)
		err = w.store.FailJob(noting, j, shortened(err.Error()), now, next)
	}
	if err != nil {
		// The lease runs out, and the job runs again.
		w.opt.Log.Error("job not noted", "kind", string(j.Kind), "job", j.ID, "error", err)
	}
}

// work runs the handler; a panic is an error.
func (w *Worker) work(ctx context.Context, j *Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return w.opt.Handlers[j.Kind](ctx, j)
}

// maxReason bounds what is kept of an error, in bytes.
const maxReason = 2000

func shortened(reason string) string {
	if len(reason) > maxReason {
		reason = reason[:maxReason]
	}
	valid := make([]rune, 0, len(reason))
	for _, r := range reason {
		if r != 0 {
			valid = append(valid, r)
		}
	}
	return string(valid)
}

func (w *Worker) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := w.store.SweepJobs(ctx, w.opt.Now().Add(-keep)); err != nil && ctx.Err() == nil {
			w.opt.Log.Error("jobs", "sweep", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
