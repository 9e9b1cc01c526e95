package job

import (
	"context"
	"time"

	"palestra/internal/core/access"
)

// Overview shows administrators the jobs of everybody, and lets them have one run again. It is safe for concurrent use.
type Overview struct {
	store Store
	now   func() time.Time
}

// NewOverview makes it; now is the clock.
func NewOverview(store Store, now func() time.Time) *Overview {
	return &Overview{store: store, now: now}
}

// Page is a part of the list, with how many there are in all and in each state.
type Page struct {
	Jobs   []Job
	Total  int64
	States map[State]int64
}

// List is one page, the newest first; the numbers of States are of the filter's kind and any state. Errors: fault.Forbidden
// "auth.admin_only".
func (o *Overview) List(ctx context.Context, v access.Viewer, f Filter) (Page, error) {
	p := Page{States: map[State]int64{}}
	if err := v.Administers(); err != nil {
		return p, err
	}
	for _, s := range []State{Waiting, Running, GivenUp, Done} {
		_, n, err := o.store.Jobs(ctx, Filter{Kind: f.Kind, State: s})
		if err != nil {
			return p, err
		}
		p.States[s] = n
	}
	var err error
	p.Jobs, p.Total, err = o.store.Jobs(ctx, f)
	return p, err
}

// RunNow lets a job that waits or was given up run now, with all its attempts before it. Errors: fault.Forbidden
// "auth.admin_only", fault.NotFound "job.not_found".
func (o *Overview) RunNow(ctx context.Context, v access.Viewer, id int64) error {
	if err := v.Administers(); err != nil {
		return err
	}
	return o.store.RunJob(ctx, id, o.now())
}
