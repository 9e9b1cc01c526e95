package monitor

import (
	"context"

	"palestra/internal/core/access"
)

// Live is all that it takes to measure a time frame while its samples come.
type Live struct {
	TimeFrame TimeFrame
	Frame     Frame
	// Owned is when samples of its device count, none without a device.
	Owned []Interval
}

// Live reads how a time frame is measured now. It asks nobody whether they may.
func (s *Service) Live(ctx context.Context, id int64) (*Live, error) {
	t, err := s.store.TimeFrameByID(ctx, id)
	if err != nil {
		return nil, err
	}
	l := &Live{TimeFrame: *t}
	if l.Frame, err = s.frameOf(ctx, t); err != nil || t.Device == 0 {
		return l, err
	}
	holds, err := s.store.Ownerships(ctx, t.Device, t.Owner)
	l.Owned = Owned(holds, t.Device, t.Owner, t.interval())
	return l, err
}

// Replay gives an engine what the device has sent so far.
func (s *Service) Replay(ctx context.Context, l *Live, e *Engine) error {
	return s.deviceSource(ctx, &l.TimeFrame).Feed(e)
}

// Stored is the newest measuring of a time frame, nil when there is none. It asks nobody whether they may.
func (s *Service) Stored(ctx context.Context, id int64) (*Computed, error) {
	all, err := s.store.Computed(ctx, []int64{id})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// NoteWatching writes down that the viewer follows a time frame.
func (s *Service) NoteWatching(ctx context.Context, v access.Viewer, t *TimeFrame) error {
	return s.looked(ctx, v, LookComputed, t)
}
