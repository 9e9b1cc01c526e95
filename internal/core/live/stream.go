package live

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// What may be open: streams of one person, and time frames in one stream.
const (
	MaxStreams    = 100
	MaxTimeFrames = 1000
)

const (
	// together is the least time between two deliveries of a stream, which may be of different time frames: before each of them it
	// is looked whether the viewer still may.
	together = 100 * time.Millisecond
	// checkEvery is how often a stream with nothing to tell looks whether it is still allowed.
	checkEvery = 2 * time.Second
)

// counter bounds the streams of a person.
type counter struct {
	mu   sync.Mutex
	open map[int64]int
}

func (c *counter) begin(person int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[person] >= MaxStreams {
		return fault.New(fault.Limited, "live.too_many", "too many streams are open")
	}
	c.open[person]++
	return nil
}

func (c *counter) end(person int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[person]--; c.open[person] == 0 {
		delete(c.open, person)
	}
}

// Update is what there is to tell of a time frame.
type Update struct {
	TimeFrame int64
	// Result is all numbers, and of the efforts those that are new or have changed (monitor.News).
	Result monitor.Result
}

// Stream follows time frames for a viewer. It belongs to one goroutine, and has to be closed.
type Stream struct {
	service *Service
	viewer  access.Viewer
	allowed func(context.Context) ([]monitor.TimeFrame, error)
	reader  *Reader[int64, *monitor.Result]
	// seen is what the viewer was told last of each time frame.
	seen map[int64]seen
	told time.Time
	// held says that something is there to tell that was put off.
	held bool
}

// seen is what somebody was told of a time frame, and when; nothing yet when it is zero.
type seen struct {
	result *monitor.Result
	at     time.Time
}

// TimeFrame follows one of an occasion; 0 is any. Errors: those of monitor.Service.ReadableTimeFrame; fault.Limited
// "live.too_many".
func (s *Service) TimeFrame(ctx context.Context, v access.Viewer, occasion, id int64) (*Stream, error) {
	return s.stream(ctx, v, func(ctx context.Context) ([]monitor.TimeFrame, error) {
		t, err := s.source.ReadableTimeFrame(ctx, v, id)
		if err != nil {
			return nil, err
		}
		if occasion != 0 && t.Occasion != occasion {
			return nil, fault.Missing("time_frame")
		}
		return []monitor.TimeFrame{*t}, nil
	})
}

// Occasion follows those time frames of an occasion that the viewer may read, also ones that come later; MaxTimeFrames at
// most. Errors: those of monitor.Service.ReadableTimeFrames; fault.Limited "live.too_many".
func (s *Service) Occasion(ctx context.Context, v access.Viewer, id int64) (*Stream, error) {
	return s.stream(ctx, v, func(ctx context.Context) ([]monitor.TimeFrame, error) { return s.source.ReadableTimeFrames(ctx, v, id) })
}

func (s *Service) stream(ctx context.Context, v access.Viewer, allowed func(context.Context) ([]monitor.TimeFrame, error)) (*Stream, error) {
	if err := s.streams.begin(v.ID()); err != nil {
		return nil, err
	}
	st := &Stream{service: s, viewer: v, allowed: allowed, reader: s.computed.Reader(), seen: map[int64]seen{}}
	if err := st.check(ctx); err != nil {
		st.Close()
		return nil, err
	}
	return st, nil
}

// check follows what the viewer may read now, and nothing else.
func (st *Stream) check(ctx context.Context) error {
	frames, err := st.allowed(ctx)
	if err != nil {
		return err
	}
	frames = frames[:min(len(frames), MaxTimeFrames)]
	may := make(map[int64]bool, len(frames))
	for i := range frames {
		t := &frames[i]
		may[t.ID] = true
		if _, followed := st.seen[t.ID]; followed {
			continue
		}
		if err := st.service.source.NoteWatching(ctx, st.viewer, t); err != nil {
			return err
		}
		st.seen[t.ID] = seen{}
		st.service.watch(t)
		st.reader.Follow(t.ID)
	}
	for id := range st.seen {
		if !may[id] {
			st.drop(id)
		}
	}
	return nil
}

func (st *Stream) drop(id int64) {
	st.reader.Drop(id)
	st.service.leave(id)
	delete(st.seen, id)
}

// Next waits for something to tell: the whole state first, then, at most once a second, what is new of each time frame. It
// gives an error of TimeFrame or Occasion once the viewer may no longer read, without having told anything after that, and
// the context's when that ends. It may give nothing, when it is time to look whether the viewer is still there.
func (st *Stream) Next(ctx context.Context) ([]Update, error) {
	turns, err := st.next(ctx)
	if err != nil {
		return nil, err
	}
	updates := make([]Update, len(turns))
	for i, t := range turns {
		updates[i] = Update{t.id, monitor.News(t.before, t.now)}
	}
	return updates, nil
}

// turn is a time frame that the viewer is to be told of: as they know it, and as it is.
type turn struct {
	id          int64
	before, now *monitor.Result
}

func (st *Stream) next(ctx context.Context) ([]turn, error) {
	wait := checkEvery
	if st.held {
		wait = apart
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-timer.C:
			return st.take(ctx)
		case <-st.reader.Wake():
			// What comes until then is told with it.
			timer.Reset(max(0, together-time.Since(st.told)))
		}
	}
}

// take is what the viewer may be told now.
func (st *Stream) take(ctx context.Context) ([]turn, error) {
	if err := st.check(ctx); err != nil {
		return nil, err
	}
	now := time.Now()
	st.held = false
	items := st.reader.Take(func(id int64) bool {
		wanted := now.Sub(st.seen[id].at) >= apart
		st.held = st.held || !wanted
		return wanted
	})
	turns := make([]turn, 0, len(items))
	for _, i := range items {
		before := st.seen[i.Key].result
		if before == nil {
			before = &monitor.Result{}
		}
		turns = append(turns, turn{i.Key, before, i.Value})
		st.seen[i.Key] = seen{i.Value, now}
	}
	st.told = now
	return turns, nil
}

// Close ends the stream.
func (st *Stream) Close() {
	for id := range st.seen {
		st.drop(id)
	}
	st.service.streams.end(st.viewer.ID())
}

// RawStream follows a device for whoever holds it. It belongs to one goroutine, and has to be closed.
type RawStream struct {
	service *Service
	viewer  access.Viewer
	device  int64
	reader  *Reader[int64, json.RawMessage]
}

// Raw follows what a device sends. Errors: those of monitor.Service.Tracker, fault.NotFound "device.not_found" for one that
// the viewer doesn't hold now; fault.Limited "live.too_many".
func (s *Service) Raw(ctx context.Context, v access.Viewer, device int64) (*RawStream, error) {
	st := &RawStream{service: s, viewer: v, device: device, reader: s.raw.Reader()}
	if err := st.check(ctx); err != nil {
		return nil, err
	}
	if err := s.streams.begin(v.ID()); err != nil {
		return nil, err
	}
	st.reader.Follow(device)
	return st, nil
}

func (st *RawStream) check(ctx context.Context) error {
	t, err := st.service.source.Tracker(ctx, st.viewer, st.device)
	if err == nil && (t.Owner != st.viewer.ID() || !t.HeldAt(st.service.now())) {
		return fault.Missing("device")
	}
	return err
}

// Latest is the newest frame that is stored, nil when there is none that the viewer may see.
func (st *RawStream) Latest(ctx context.Context) (json.RawMessage, error) {
	frame, err := st.service.source.LatestRaw(ctx, st.viewer, st.device)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return frame, err
}

// Next waits for the newest frame, as the device sent it; nil when it is time to look whether the viewer is still there.
// Errors as Raw, and the context's.
func (st *RawStream) Next(ctx context.Context) (json.RawMessage, error) {
	timer := time.NewTimer(checkEvery)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-timer.C:
	case <-st.reader.Wake():
	}
	if err := st.check(ctx); err != nil {
		return nil, err
	}
	if items := st.reader.Take(func(int64) bool { return true }); len(items) > 0 {
		return items[0].Value, nil
	}
	return nil, nil
}

// Close ends the stream.
func (st *RawStream) Close() {
	st.reader.Close()
	st.service.streams.end(st.viewer.ID())
}
