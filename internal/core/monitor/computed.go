package monitor

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Computed is what a time frame adds up to.
type Computed struct {
	TimeFrame int64
	// Revision is that of the time frame when it was measured.
	Revision int64
	// Job is the id of the job that measured it, 0 for none and when it is read.
	Job int64
	// At is when.
	At     time.Time
	Result Result
}

// Computed is the newest measuring of a time frame, for its athlete and for coaches who may read the athlete over its whole
// interval. Errors: fault.NotFound "time_frame.not_found" for one that is not there or is a stranger's; fault.Forbidden
// "monitor.no_read" for its owner who may not read it; fault.NotFound "computed.not_found" until it has been measured.
func (s *Service) Computed(ctx context.Context, v access.Viewer, id int64) (*Computed, error) {
	t, err := s.readable(ctx, v, id)
	if err != nil {
		return nil, err
	}
	all, err := s.store.Computed(ctx, []int64{id})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fault.Missing("computed")
	}
	return &all[0], s.looked(ctx, v, LookComputed, t)
}

// ReadableTimeFrame is a time frame whose computed data the viewer may read, for streams; errors as Computed.
func (s *Service) ReadableTimeFrame(ctx context.Context, v access.Viewer, id int64) (*TimeFrame, error) {
	return s.readable(ctx, v, id)
}

func (s *Service) readable(ctx context.Context, v access.Viewer, id int64) (*TimeFrame, error) {
	if !v.SignedIn() {
		return nil, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	t, err := s.store.TimeFrameByID(ctx, id)
	if err != nil {
		return nil, err
	}
	err = s.mayOver(ctx, v.ID(), t.Athlete, access.PermissionRead, t.interval())
	if err != nil && fault.Is(err, fault.Forbidden) && t.Owner != v.ID() {
		return nil, fault.Missing("time_frame")
	}
	return t, err
}

// ReadableTimeFrames are those of an occasion that the viewer may read, by id. Somebody who neither owns the occasion nor may
// read one of them gets fault.NotFound "occasion.not_found".
func (s *Service) ReadableTimeFrames(ctx context.Context, v access.Viewer, occasion int64) ([]TimeFrame, error) {
	if !v.SignedIn() {
		return nil, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	owner, frames, err := s.store.OccasionTimeFrames(ctx, occasion)
	if err != nil {
		return nil, err
	}
	grants, err := s.store.Grants(ctx, 0, v.ID())
	if err != nil {
		return nil, err
	}
	readable := make([]TimeFrame, 0, len(frames))
	for i := range frames {
		if t := &frames[i]; Granted(grants, t.Athlete, v.ID(), access.PermissionRead, t.interval()) {
			readable = append(readable, *t)
		}
	}
	if len(readable) == 0 && owner != v.ID() {
		return nil, fault.Missing("occasion")
	}
	return readable, nil
}

// OccasionComputed is what the time frames of an occasion add up to, of those that the viewer may read and that have been
// measured, by id. Errors as ReadableTimeFrames.
func (s *Service) OccasionComputed(ctx context.Context, v access.Viewer, occasion int64) ([]Computed, error) {
	frames, err := s.ReadableTimeFrames(ctx, v, occasion)
	if err != nil || len(frames) == 0 {
		return nil, err
	}
	ids, byID := make([]int64, len(frames)), make(map[int64]*TimeFrame, len(frames))
	for i := range frames {
		ids[i], byID[frames[i].ID] = frames[i].ID, &frames[i]
	}
	all, err := s.store.Computed(ctx, ids)
	for i := range all {
		if err == nil {
			err = s.looked(ctx, v, LookComputed, byID[all[i].TimeFrame])
		}
	}
	return all, err
}
