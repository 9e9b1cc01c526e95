package job_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"palestra/internal/core/job"
)

// A handler that panics has failed: that is logged and kept, the job is tried again, and the worker goes on.
func TestPanicsAreFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var panics atomic.Bool
		panics.Store(true)
		w := work(t, newShelf(1, 2), func(_ context.Context, j *job.Job) error {
			if j.Subject == 1 && panics.Load() {
				panic("out of luck")
			}
			return nil
		})
		synctest.Wait()
		failed := w.job(t, 1)
		if failed.State != job.Waiting || !strings.HasPrefix(failed.Error, "panic: out of luck\n") || !strings.Contains(failed.Error, "worker_test.go") {
			t.Errorf("%+v", failed)
		}
		if other := w.job(t, 2); other.State != job.Done {
			t.Errorf("%+v", other)
		}
		if log := w.log.String(); !strings.Contains(log, "out of luck") || !strings.Contains(log, "subject=1 attempt=1 given_up=false") {
			t.Errorf("logged %q", log)
		}
		panics.Store(false)
		pass(3 * time.Second)
		if again := w.job(t, 1); again.State != job.Done || again.Attempts != 2 || again.Error != "" {
			t.Errorf("%+v", again)
		}
	})
}

// What always fails is tried at growing distances, and then given up, with the reason to be seen.
func TestFailuresAreTriedAgainLaterAndLater(t *testing.T) {
	for _, kind := range []job.Kind{job.ComputeTimeFrame, job.DeliverWebhooks} {
		synctest.Test(t, func(t *testing.T) {
			policy, _ := job.PolicyOf(kind)
			s := newShelf()
			s.add(kind, 1)
			var tried []time.Time
			w := work(t, s, func(context.Context, *job.Job) error {
				tried = append(tried, time.Now())
				return fmt.Errorf("no luck, %d", len(tried))
			})
			pass(24 * time.Hour)
			end := w.job(t, 1)
			if want := len(policy.Delays) + 1; end.State != job.GivenUp || len(tried) != want || end.Attempts != want || end.Error != fmt.Sprint("no luck, ", want) {
				t.Fatalf("tried %d times, %+v", len(tried), end)
			}
			for i, delay := range policy.Delays {
				// A worker looks every second.
				if waited := tried[i+1].Sub(tried[i]); waited < delay || waited > delay+delay/5+time.Second {
					t.Errorf("attempt %d came %v after the one before, want %v", i+2, waited, delay)
				}
				if i > 0 && delay <= policy.Delays[i-1] {
					t.Errorf("delay %d is not longer than the one before", i)
				}
			}
			if log := w.log.String(); strings.Count(log, "given_up=true") != 1 {
				t.Errorf("logged %q", log)
			}
		})
	}
}

func TestWhatIsOfNoUseIsNotTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := work(t, newShelf(1), func(context.Context, *job.Job) error { return fmt.Errorf("unknown: %w", job.ErrGiveUp) })
		pass(time.Hour)
		if j := w.job(t, 1); j.State != job.GivenUp || j.Attempts != 1 {
			t.Errorf("%+v", j)
		}
	})
}

// When the worker stops, a job under way may finish.
func TestStoppingWaitsForWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := work(t, newShelf(1), func(ctx context.Context, _ *job.Job) error {
			<-ctx.Done()
			time.Sleep(time.Second)
			return nil
		})
		synctest.Wait()
		begin := time.Now()
		w.stop()
		if j := w.job(t, 1); j.State != job.Done || time.Since(begin) != time.Second {
			t.Errorf("%+v after %v", j, time.Since(begin))
		}
	})
}

// One that is cut short waits again at once, and another worker does it.
func TestWhatStoppingCutsShortIsDoneByTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(1, 2)
		var begun atomic.Int32
		first := work(t, s, func(ctx context.Context, _ *job.Job) error {
			begun.Add(1)
			<-ctx.Done()
			return ctx.Err()
		})
		synctest.Wait()
		first.stop()
		for id := range int64(2) {
			if j := s.job(t, id+1); j.State != job.Waiting || j.At.After(time.Now()) || j.Error != "the server stopped" {
				t.Errorf("%+v", j)
			}
		}
		work(t, s, func(context.Context, *job.Job) error { return nil })
		pass(time.Second)
		for id := range int64(2) {
			if j := s.job(t, id+1); j.State != job.Done || begun.Load() != 2 {
				t.Errorf("%+v, %d were begun", j, begun.Load())
			}
		}
	})
}

// Work that hangs loses its time before its lease is over, so that nobody else has begun when it ends.
func TestWorkThatHangsEndsBeforeItsLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy, _ := job.PolicyOf(job.ComputeTimeFrame)
		begin := time.Now()
		w := work(t, newShelf(1), func(ctx context.Context, j *job.Job) error {
			if j.Attempts > 1 {
				return nil
			}
			<-ctx.Done()
			if took := time.Since(begin); took >= policy.Lease {
				t.Errorf("had %v of %v", took, policy.Lease)
			}
			return ctx.Err()
		})
		pass(policy.Lease + time.Minute)
		if j := w.job(t, 1); j.State != job.Done || j.Attempts != 2 {
			t.Errorf("%+v", j)
		}
	})
}

// When it can't be noted that a job is done, it is done again once the lease is over: at least once, never not at all.
func TestWhatCouldNotBeNotedIsDoneAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy, _ := job.PolicyOf(job.ComputeTimeFrame)
		s := newShelf(1)
		s.broke(errors.New("disk full"))
		done := 0
		w := work(t, s, func(context.Context, *job.Job) error { done++; return nil })
		pass(time.Minute)
		if j := w.job(t, 1); j.State != job.Running || done != 1 || !strings.Contains(w.log.String(), "disk full") {
			t.Errorf("%+v, done %d times: %s", j, done, w.log)
		}
		s.broke(nil)
		pass(policy.Lease)
		if j := w.job(t, 1); j.State != job.Done || done != 2 {
			t.Errorf("%+v, done %d times", j, done)
		}
	})
}

// So many of a kind as its policy says run at once; other kinds are not held up by them.
func TestKindsHaveTheirOwnPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy, _ := job.PolicyOf(job.ComputeTimeFrame)
		s := newShelf(1, 2, 3, 4, 5, 6, 7)
		s.add(job.DeliverWebhooks, 8)
		var now, most, delivered atomic.Int32
		work(t, s, func(_ context.Context, j *job.Job) error {
			if j.Kind == job.DeliverWebhooks {
				delivered.Add(1)
				return nil
			}
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(time.Minute)
			now.Add(-1)
			return nil
		})
		synctest.Wait()
		if delivered.Load() != 1 || int(now.Load()) != policy.Parallel {
			t.Errorf("%d delivered, %d at work", delivered.Load(), now.Load())
		}
		pass(10 * time.Minute)
		for id := range int64(8) {
			if j := s.job(t, id+1); j.State != job.Done || j.Attempts != 1 {
				t.Errorf("%+v", j)
			}
		}
		if int(most.Load()) != policy.Parallel {
			t.Errorf("%d at once", most.Load())
		}
	})
}

func TestUnknownKindsHaveNoPolicy(t *testing.T) {
	if _, known := job.PolicyOf("tea.brew"); known {
		t.Error("known")
	}
	if next := (job.Policy{}).Next(time.Now(), 1); !next.IsZero() {
		t.Errorf("tried again at %v", next)
	}
}
