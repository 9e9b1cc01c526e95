package live

import (
	"context"
	"slices"
	"sync"
	"time"

	"palestra/internal/core/monitor"
)

const (
	// rebuildEvery is how often a time frame is measured anew, at most, because samples came late.
	rebuildEvery = 10 * time.Second
	// maxPending bounds the samples that come while a time frame is being prepared; with more it is prepared again.
	maxPending = 20_000
)

// watched is a time frame that somebody follows.
type watched struct {
	id int64
	// device and followers are guarded by Service.mu.
	device    int64
	followers int

	mu   sync.Mutex
	live *monitor.Live
	// engine is nil until the time frame was prepared.
	engine *monitor.Engine
	// scene is nil until then, too.
	scene *scene
	// started says that a sample of the device counted; until then what is stored counts, which may be of another source.
	started  bool
	stored   *monitor.Computed
	changed  bool
	pace     pace
	stale    bool
	rebuilt  time.Time
	pending  []*monitor.Samples
	waiting  int
	building bool
}

func (w *watched) unseen() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.engine == nil
}

// add measures samples, or keeps them while the engine is being prepared.
func (w *watched) add(s *monitor.Samples) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.building {
		if w.waiting += s.Len(); w.waiting <= maxPending {
			w.pending = append(w.pending, s)
		} else {
			w.stale = true
		}
	}
	if w.engine != nil {
		w.feed(s)
	}
}

// feed measures what was sent while the owner held the device. With a sample that is late, all is to be measured anew.
func (w *watched) feed(s *monitor.Samples) {
	for _, i := range w.live.Owned {
		part := s.Between(i.From.UnixMilli(), i.Until.UnixMilli())
		if part.Len() == 0 {
			continue
		}
		late := w.engine.AddSamples(part)
		w.scene.add(part)
		w.stale = w.stale || late > 0
		w.changed, w.started = true, true
	}
}

// news is the state if it has changed since it was last told and is due, else nil and when it will be, zero for never.
func (w *watched) news(now time.Time) (*monitor.Result, time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.changed || w.engine == nil {
		return nil, time.Time{}
	}
	if due := w.pace.due(); due.After(now) {
		return nil, due
	}
	w.changed = false
	w.pace.tell(now)
	return w.current(), time.Time{}
}

// current is what the time frame adds up to now.
func (w *watched) current() *monitor.Result {
	if !w.started && w.stored != nil {
		r := w.stored.Result
		return &r
	}
	r := w.engine.Snapshot()
	if w.started {
		r.Explain.Source = monitor.SourceDevice
	}
	return &r
}

// refresh looks how the time frame is measured now, and prepares it when that is new or samples came late.
func (w *watched) refresh(ctx context.Context, s *Service) error {
	l, err := s.source.Live(ctx, w.id)
	if err != nil {
		return err
	}
	w.mu.Lock()
	same := w.engine != nil && sameMeasuring(w.live, l)
	late := w.stale && s.now().Sub(w.rebuilt) >= rebuildEvery
	started := w.started
	w.mu.Unlock()
	if !same || late {
		return w.rebuild(ctx, s, l)
	}
	if started {
		return nil
	}
	return w.readStored(ctx, s)
}

// rebuild measures from what is stored, and then what came meanwhile.
func (w *watched) rebuild(ctx context.Context, s *Service, l *monitor.Live) error {
	s.mu.Lock()
	if s.watched[w.id] == w {
		s.wear(w, l.TimeFrame.Device)
	}
	s.mu.Unlock()
	w.mu.Lock()
	w.building, w.stale = true, false
	w.mu.Unlock()
	e := monitor.NewEngine(l.Frame)
	err := s.source.Replay(ctx, l, e)
	sc := newScene(l.Frame)
	if err == nil {
		err = s.source.Recent(ctx, l, sceneSince(l, s.now()), sc.add)
	}
	used := e.Result().Explain.Counts.Used > 0
	var stored *monitor.Computed
	if err == nil && !used {
		stored, err = s.source.Stored(ctx, w.id)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	pending := w.pending
	w.building, w.pending, w.waiting, w.rebuilt = false, nil, 0, s.now()
	if err != nil {
		w.stale = true
		return err
	}
	w.live, w.engine, w.scene, w.started, w.stored, w.changed = l, e, sc, used, stored, true
	for _, p := range pending {
		w.feed(p)
	}
	return nil
}

// readStored takes over a newer measuring of what isn't measured here.
func (w *watched) readStored(ctx context.Context, s *Service) error {
	stored, err := s.source.Stored(ctx, w.id)
	if err != nil || stored == nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stored == nil || !w.stored.At.Equal(stored.At) || w.stored.Revision != stored.Revision {
		w.stored, w.changed = stored, true
	}
	return nil
}

// sameMeasuring reports whether two ways to measure a time frame agree.
func sameMeasuring(a, b *monitor.Live) bool {
	return a.TimeFrame.From.Equal(b.TimeFrame.From) && a.TimeFrame.Until.Equal(b.TimeFrame.Until) && a.TimeFrame.Device == b.TimeFrame.Device &&
		string(a.TimeFrame.Params) == string(b.TimeFrame.Params) && a.Frame.AthleteMaxHR == b.Frame.AthleteMaxHR &&
		slices.EqualFunc(a.Owned, b.Owned, func(a, b monitor.Interval) bool { return a.From.Equal(b.From) && a.Until.Equal(b.Until) })
}
