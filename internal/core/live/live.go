// Package live measures time frames while their samples come, and tells whoever follows them: when something new comes, once
// in a second at most, always the newest state, only what they may read, and only as long as they may.
//
//	l := live.New(monitors, time.Now)
//	go l.Run(ctx)
//	monitors.Received = l.Received  // samples that were stored
//	s, err := l.TimeFrame(ctx, viewer, 321, 12)
//	defer s.Close()
//	for { updates, err := s.Next(ctx) … }
//
// A time frame is measured here only while somebody follows it: its samples so far are read when the first one comes. At the
// end the result is the one that is computed from what is stored.
package live

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// Source is where time frames and samples come from; monitor.Service is one.
type Source interface {
	ReadableTimeFrame(ctx context.Context, v access.Viewer, id int64) (*monitor.TimeFrame, error)
	ReadableTimeFrames(ctx context.Context, v access.Viewer, occasion int64) ([]monitor.TimeFrame, error)
	NoteWatching(ctx context.Context, v access.Viewer, t *monitor.TimeFrame) error
	Tracker(ctx context.Context, v access.Viewer, id int64) (*monitor.Tracker, error)
	LatestRaw(ctx context.Context, v access.Viewer, device int64) (json.RawMessage, error)

	Live(ctx context.Context, id int64) (*monitor.Live, error)
	Replay(ctx context.Context, l *monitor.Live, e *monitor.Engine) error
	Recent(ctx context.Context, l *monitor.Live, since time.Time, each func(*monitor.Samples)) error
	Stored(ctx context.Context, id int64) (*monitor.Computed, error)
}

// Service measures and tells. It is safe for concurrent use.
type Service struct {
	source Source
	now    func() time.Time

	computed Hub[int64, *monitor.Result]
	raw      Hub[int64, json.RawMessage]
	streams  counter

	mu sync.RWMutex
	// watched are the time frames that somebody follows, byDevice those of a device.
	watched  map[int64]*watched
	byDevice map[int64]map[*watched]struct{}
	// wanted is signalled when one is new, changed when there may be something to tell.
	wanted, changed chan struct{}
}

// New makes the service; now is the clock. Nothing is told before Run runs.
func New(source Source, now func() time.Time) *Service {
	return &Service{
		source: source, now: now, watched: map[int64]*watched{}, byDevice: map[int64]map[*watched]struct{}{},
		wanted: make(chan struct{}, 1), changed: make(chan struct{}, 1), streams: counter{open: map[int64]int{}},
	}
}

const (
	// gather is how long what comes waits for more to be told with it.
	gather = 20 * time.Millisecond
	// idle is how long nobody looks when there is nothing to tell.
	idle = time.Hour
	// lookEvery is how often it is looked whether a time frame is still measured in the same way.
	lookEvery = 2 * time.Second
)

// Run measures until the context ends.
func (s *Service) Run(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	all.Go(func() { s.look(ctx) })
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		case <-s.changed:
			time.Sleep(gather)
		}
		timer.Reset(s.tell(time.Now()))
	}
}

// tell publishes what has changed and is due, and says how long it takes until the next is due.
func (s *Service) tell(now time.Time) (wait time.Duration) {
	wait = idle
	for _, w := range s.all() {
		r, due := w.news(now)
		if r != nil {
			s.computed.Publish(Item[int64, *monitor.Result]{w.id, r})
		} else if !due.IsZero() {
			wait = min(wait, due.Sub(now))
		}
	}
	return wait
}

// signal wakes whoever waits on a channel that holds one signal.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// look prepares time frames that are new, and looks after the others from time to time.
func (s *Service) look(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wanted:
			s.lookAfter(ctx, (*watched).unseen)
		case <-tick.C:
			s.lookAfter(ctx, func(*watched) bool { return true })
		}
	}
}

// lookAfter prepares some time frames. One that can't be is tried again the next time.
func (s *Service) lookAfter(ctx context.Context, which func(*watched) bool) {
	for _, w := range s.all() {
		if ctx.Err() != nil {
			return
		}
		if which(w) && w.refresh(ctx, s) == nil {
			signal(s.changed)
		}
	}
}

// Received takes note of samples that were stored. It doesn't wait.
func (s *Service) Received(device int64, r *monitor.RawFrame) {
	s.raw.Publish(Item[int64, json.RawMessage]{device, r.JSON})
	s.mu.RLock()
	defer s.mu.RUnlock()
	for w := range s.byDevice[device] {
		w.add(r.Samples)
		signal(s.changed)
	}
}

func (s *Service) all() []*watched {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]*watched, 0, len(s.watched))
	for _, w := range s.watched {
		list = append(list, w)
	}
	return list
}

// watch begins to measure a time frame, or lets one more follow it.
func (s *Service) watch(t *monitor.TimeFrame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.watched[t.ID]
	if w == nil {
		w = &watched{id: t.ID}
		s.watched[t.ID] = w
		s.wear(w, t.Device)
		signal(s.wanted)
	}
	w.followers++
}

// leave is one follower less; with the last one the measuring ends.
func (s *Service) leave(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.watched[id]
	if w.followers--; w.followers == 0 {
		delete(s.watched, id)
		s.wear(w, 0)
	}
}

// wear notes the device of a time frame, 0 for none; s.mu is held.
func (s *Service) wear(w *watched, device int64) {
	if old := s.byDevice[w.device]; old != nil {
		delete(old, w)
		if len(old) == 0 {
			delete(s.byDevice, w.device)
		}
	}
	w.device = device
	if device == 0 {
		return
	}
	if s.byDevice[device] == nil {
		s.byDevice[device] = map[*watched]struct{}{}
	}
	s.byDevice[device][w] = struct{}{}
}
