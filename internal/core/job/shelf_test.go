package job_test

import (
	"bytes"
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"palestra/internal/core/job"
)

// shelf keeps jobs in memory, as the database does: who has lost a job to somebody else can't end it.
type shelf struct {
	mu     sync.Mutex
	jobs   []*job.Job
	wanted chan struct{}
	// broken makes noting how a job went fail.
	broken error
}

func newShelf(subjects ...int64) *shelf {
	s := &shelf{wanted: make(chan struct{}, 1)}
	for _, subject := range subjects {
		s.add(job.ComputeTimeFrame, subject)
	}
	return s
}

func (s *shelf) add(kind job.Kind, subject int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	s.jobs = append(s.jobs, &job.Job{ID: int64(len(s.jobs) + 1), Kind: kind, Subject: subject, State: job.Waiting, At: now, CreatedAt: now})
	select {
	case s.wanted <- struct{}{}:
	default:
	}
}

func (s *shelf) LeaseJobs(_ context.Context, kind job.Kind, now, until time.Time, limit int) (leased []job.Job, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, j := range s.jobs {
		if j.Kind == kind && (j.State == job.Waiting || j.State == job.Running) && !j.At.After(now) && len(leased) < limit {
			j.State, j.At = job.Running, until
			j.Attempts++
			j.Lease++
			leased = append(leased, *j)
		}
	}
	return leased, nil
}

// end changes a job that is still in the same attempt.
func (s *shelf) end(j *job.Job, change func(*job.Job)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if own := s.jobs[j.ID-1]; s.broken == nil && own.State == job.Running && own.Lease == j.Lease {
		change(own)
	}
	return s.broken
}

func (s *shelf) FinishJob(_ context.Context, j *job.Job, at time.Time) error {
	return s.end(j, func(own *job.Job) { own.State, own.At, own.Error = job.Done, at, "" })
}

func (s *shelf) FailJob(_ context.Context, j *job.Job, reason string, at, next time.Time) error {
	return s.end(j, func(own *job.Job) {
		own.State, own.At, own.Error = job.Waiting, next, reason
		if next.IsZero() {
			own.State, own.At = job.GivenUp, at
		}
	})
}

func (s *shelf) Jobs(context.Context, job.Filter) ([]job.Job, int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []job.Job
	for _, j := range s.jobs {
		all = append(all, *j)
	}
	return all, int64(len(all)), nil
}

func (s *shelf) RunJob(context.Context, int64, time.Time) error { return nil }
func (s *shelf) SweepJobs(context.Context, time.Time) error     { return nil }
func (s *shelf) JobsWanted() <-chan struct{}                    { return s.wanted }
func (s *shelf) broke(err error)                                { s.mu.Lock(); s.broken = err; s.mu.Unlock() }
func (s *shelf) job(t *testing.T, id int64) job.Job {
	t.Helper()
	all, _, err := s.Jobs(t.Context(), job.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return all[id-1]
}

// working is a worker that runs, on a clock that jumps as soon as everybody waits.
type working struct {
	*shelf
	log  *bytes.Buffer
	stop func()
}

// work runs a worker with one handler for all kinds until the bubble's test ends, or stop is called.
func work(t *testing.T, s *shelf, handler job.Handler) *working {
	t.Helper()
	w := &working{shelf: s, log: &bytes.Buffer{}}
	worker := job.NewWorker(s, job.Options{
		Now: time.Now, Log: slog.New(slog.NewTextHandler(w.log, nil)),
		Handlers: map[job.Kind]job.Handler{job.ComputeTimeFrame: handler, job.DeliverWebhooks: handler},
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		worker.Run(ctx)
		close(ended)
	}()
	w.stop = func() {
		cancel()
		<-ended
	}
	t.Cleanup(w.stop)
	return w
}

// pass lets time pass, and everything happen that does then.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}
