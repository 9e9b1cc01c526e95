package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/job"
)

const jobColumns = "id, kind, subject_id, args, state, attempts, lease, COALESCE(due_us, ended_us), created_us, error"

// jobRow is a place to scan the rows of jobColumns into.
type jobRow struct {
	j        job.Job
	args     string
	attempts int64
}

func (r *jobRow) dest() []any {
	j := &r.j
	return []any{
		(*whole)(&j.ID), (*word)(&j.Kind), (*whole)(&j.Subject), (*word)(&r.args), (*word)(&j.State), (*whole)(&r.attempts), (*whole)(&j.Lease),
		(*instant)(&j.At), (*instant)(&j.CreatedAt), (*word)(&j.Error),
	}
}

func (r *jobRow) job() job.Job {
	j := r.j
	j.Attempts, j.Args = int(r.attempts), nil
	if r.args != "" {
		j.Args = json.RawMessage(r.args)
	}
	return j
}

// enqueue writes a job as part of the transaction: it is there when the transaction is committed, and only then. Workers are
// woken for one whose time has come; when that of others comes they look themselves.
func (c *session) enqueue(ctx context.Context, n job.New, now time.Time) error {
	conflict := ""
	if n.Merge {
		conflict = " ON CONFLICT (kind, subject_id) WHERE state = 'waiting' AND merges = 1 DO UPDATE SET due_us = excluded.due_us WHERE job.due_us > excluded.due_us"
	}
	_, err := c.exec(ctx, "INSERT INTO job (kind, subject_id, args, state, merges, attempts, lease, due_us, created_us, error)"+
		" VALUES (?, ?, ?, 'waiting', ?, 0, 0, ?, ?, '')"+conflict,
		string(n.Kind), n.Subject, filled(string(n.Args)), n.Merge, n.At.UnixMicro(), now.UnixMicro())
	c.queued = c.queued || err == nil && !n.At.After(now)
	return err
}

// wakeWorkers says that there may be something to do.
func (s *Store) wakeWorkers() {
	select {
	case s.queued <- struct{}{}:
	default:
	}
}

// JobsWanted is signalled after this process wrote a job whose time has come.
func (s *Store) JobsWanted() <-chan struct{} { return s.queued }

// LeaseJobs begins jobs of a kind whose time has come, the earliest first, and those whose lease has run out.
func (s *Store) LeaseJobs(ctx context.Context, kind job.Kind, now, until time.Time, limit int) (all []job.Job, err error) {
	// Mostly there is nothing, and to find that out needs no turn at writing.
	due := false
	err = s.view(ctx, func(c *session) error {
		due, err = c.one(ctx, "SELECT 1 FROM job WHERE kind = ? AND due_us <= ? LIMIT 1", []any{string(kind), now.UnixMicro()}, new(whole))
		return err
	})
	if err != nil || !due {
		return nil, err
	}
	err = s.brief(ctx, func(c *session) error {
		all = nil
		var row jobRow
		return c.query(ctx, "UPDATE job SET state = 'running', attempts = attempts + 1, lease = lease + 1, due_us = ? WHERE id IN"+
			" (SELECT id FROM job WHERE kind = ? AND due_us <= ? ORDER BY due_us, id LIMIT ?"+c.dialect.lockFree()+") RETURNING "+jobColumns,
			[]any{until.UnixMicro(), string(kind), now.UnixMicro(), int64(limit)}, row.dest(), func() error {
				all = append(all, row.job())
				return nil
			})
	})
	// The order of what an update returns is nobody's promise.
	slices.SortFunc(all, func(a, b job.Job) int { return cmp.Compare(a.ID, b.ID) })
	return all, err
}

// lockFree is lock for rows that nobody else has locked, passing over the others.
func (d *dialect) lockFree() string {
	if d.lock == "" {
		return ""
	}
	return d.lock + " SKIP LOCKED"
}

// FinishJob ends a job that is still in the same attempt.
func (s *Store) FinishJob(ctx context.Context, j *job.Job, at time.Time) error {
	return s.run(ctx, "UPDATE job SET state = 'done', due_us = NULL, ended_us = ?, error = '' WHERE id = ? AND state = 'running' AND lease = ?",
		at.UnixMicro(), j.ID, j.Lease)
}

// FailJob notes why a job failed, and lets it wait until next; a zero next gives up. One that another waiting job stands for
// is done.
func (s *Store) FailJob(ctx context.Context, j *job.Job, reason string, at, next time.Time) error {
	return s.change(ctx, func(c *session) error {
		if next.IsZero() {
			_, err := c.exec(ctx, "UPDATE job SET state = 'given_up', due_us = NULL, ended_us = ?, error = ? WHERE id = ? AND state = 'running' AND lease = ?",
				at.UnixMicro(), reason, j.ID, j.Lease)
			return err
		}
		return c.waitAgain(ctx, j.ID, reason, next, "state = 'running' AND lease = ?", j.Lease)
	})
}

// waitAgain lets a job that meets a condition wait; when one waits that it could have been merged into, that one is there
// instead, at the earlier time of both, and this one is done.
func (c *session) waitAgain(ctx context.Context, id int64, reason string, next time.Time, condition string, arg any) error {
	n, err := c.exec(ctx, "UPDATE job SET state = 'done', due_us = NULL, ended_us = ?, error = ? WHERE id = ? AND "+condition+" AND merges = 1"+
		" AND EXISTS (SELECT 1 FROM job o WHERE o.kind = job.kind AND o.subject_id = job.subject_id AND o.state = 'waiting' AND o.merges = 1 AND o.id <> job.id)",
		next.UnixMicro(), reason, id, arg)
	if err != nil {
		return err
	}
	c.queued = true
	if n > 0 {
		_, err = c.exec(ctx, "UPDATE job SET due_us = ? WHERE kind = (SELECT j.kind FROM job j WHERE j.id = ?) AND subject_id = (SELECT j.subject_id FROM job j WHERE j.id = ?)"+
			" AND state = 'waiting' AND merges = 1 AND due_us > ?", next.UnixMicro(), id, id, next.UnixMicro())
		return err
	}
	_, err = c.exec(ctx, "UPDATE job SET state = 'waiting', due_us = ?, ended_us = NULL, error = ? WHERE id = ? AND "+condition, next.UnixMicro(), reason, id, arg)
	return err
}

// Jobs lists them, the newest first, with how many there are.
func (s *Store) Jobs(ctx context.Context, f job.Filter) (all []job.Job, total int64, err error) {
	var w where
	if f.Kind != "" {
		w.and("kind = ?", string(f.Kind))
	}
	if f.State != "" {
		w.and("state = ?", string(f.State))
	}
	err = s.snapshot(ctx, func(c *session) error {
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM job"+w.sql(), append([]any(nil), w.args...), (*whole)(&total)); err != nil {
			return err
		}
		all = nil
		var row jobRow
		return c.query(ctx, "SELECT "+jobColumns+" FROM job"+w.sql()+" ORDER BY id DESC LIMIT ? OFFSET ?",
			append(append([]any(nil), w.args...), int64(f.Limit), int64(f.Offset)), row.dest(), func() error {
				all = append(all, row.job())
				return nil
			})
	})
	return all, total, err
}

// RunJob lets a job that waits or was given up run now, with all its attempts before it.
func (s *Store) RunJob(ctx context.Context, id int64, now time.Time) error {
	return s.change(ctx, func(c *session) error {
		found, err := c.one(ctx, "SELECT 1 FROM job WHERE id = ? AND state IN ('waiting', 'given_up')"+c.dialect.lock, []any{id}, new(whole))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("job")
		}
		if _, err := c.exec(ctx, "UPDATE job SET attempts = 0 WHERE id = ?", id); err != nil {
			return err
		}
		return c.waitAgain(ctx, id, "", now, "state <> ?", string(job.Running))
	})
}

// SweepJobs removes those that ended before a time.
func (s *Store) SweepJobs(ctx context.Context, before time.Time) error {
	return s.sweep(ctx, "DELETE FROM job WHERE ended_us < ?", before.UnixMicro())
}
