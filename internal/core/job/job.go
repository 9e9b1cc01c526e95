// Package job runs work later, and again when it fails: durable jobs, written in the transaction that caused them.
//
//	w := job.NewWorker(store, job.Options{Now: time.Now, Handlers: map[job.Kind]job.Handler{
//		job.ComputeTimeFrame: func(ctx context.Context, j *job.Job) error { return monitor.Compute(ctx, j.Subject, j.ID) },
//	}})
//	w.Run(ctx) // until the context ends
//
// A job runs at least once. Who runs it holds a lease; when that runs out, because the process ended or hung, somebody else
// does. So work must be safe to do twice. Store puts jobs into the database (internal/store/queue.go).
//
// To add a kind: a constant and its Policy here, the enqueueing in the store's transaction, a handler in internal/app.
package job

import (
	"context"
	"encoding/json"
	"time"
)

// Kind is what a job does.
type Kind string

// The kinds.
const (
	// ComputeTimeFrame measures the time frame that is the subject.
	ComputeTimeFrame Kind = "timeframe.compute"
	// DeliverWebhooks tells the subscription that is the subject what it is yet to be told.
	DeliverWebhooks Kind = "webhook.deliver"
)

// State is how far a job is.
type State string

// The states.
const (
	// Waiting for its time, the first or after a failure.
	Waiting State = "waiting"
	Running State = "running"
	Done    State = "done"
	// GivenUp after the last failure; it can be made to run again by hand.
	GivenUp State = "given_up"
)

// Valid reports whether s is a state.
func (s State) Valid() bool { return s == Waiting || s == Running || s == Done || s == GivenUp }

// New is a job to be written.
type New struct {
	Kind Kind
	// Subject is the id of what it is about.
	Subject int64
	// Args is more to know, an object of JSON, or nil.
	Args json.RawMessage
	// At is the first time to run it.
	At time.Time
	// Merge lets a job of the same kind and subject that still waits stand for this one too, at the earlier time of both.
	Merge bool
}

// Job is one that is written.
type Job struct {
	ID      int64
	Kind    Kind
	Subject int64
	Args    json.RawMessage
	State   State
	// Attempts is how often it was begun.
	Attempts int
	// Lease tells the attempts apart, also those before it was made to run again by hand.
	Lease int64
	// At is when it runs, of a running one when its lease ends, of an ended one when it ended.
	At        time.Time
	CreatedAt time.Time
	// Error is why the last attempt failed, "" when none did.
	Error string
}

// Filter is one page of the list of jobs.
type Filter struct {
	// Kind and State are "" for any.
	Kind          Kind
	State         State
	Offset, Limit int
}

// Store keeps jobs.
type Store interface {
	// LeaseJobs begins jobs of a kind whose time has come, the earliest first, and those whose lease has run out: they are Running
	// until the given time, with one more attempt.
	LeaseJobs(ctx context.Context, kind Kind, now, until time.Time, limit int) ([]Job, error)
	// FinishJob ends a job that is still in the same attempt; otherwise somebody else has it, and nothing happens.
	FinishJob(ctx context.Context, j *Job, at time.Time) error
	// FailJob notes why, and lets it wait until next; a zero next gives up. As FinishJob otherwise.
	FailJob(ctx context.Context, j *Job, reason string, at, next time.Time) error
	// Jobs lists them, the newest first, with how many there are.
	Jobs(ctx context.Context, f Filter) ([]Job, int64, error)
	// RunJob lets a job that waits or was given up run now, with all its attempts before it; fault.NotFound "job.not_found".
	RunJob(ctx context.Context, id int64, now time.Time) error
	// SweepJobs removes those that ended before a time.
	SweepJobs(ctx context.Context, before time.Time) error
	// JobsWanted is signalled after this process wrote a job whose time has come.
	JobsWanted() <-chan struct{}
}
