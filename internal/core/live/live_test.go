package live_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

var kickoff = time.Date(2026, 5, 1, 15, 0, 0, 0, time.UTC)

var coach = access.Viewer{Person: &person.Person{ID: 7, Role: person.Coach}}

// club is a source with one occasion and its time frames, all of one device each: frame 1 has device 11.
type club struct {
	mu       sync.Mutex
	frames   map[int64]monitor.TimeFrame
	sent     map[int64]*monitor.Samples
	computed map[int64]*monitor.Computed
	revoked  map[int64]bool
	noted    int
	holder   int64
}

func newClub() *club {
	c := &club{frames: map[int64]monitor.TimeFrame{}, sent: map[int64]*monitor.Samples{}, computed: map[int64]*monitor.Computed{}, revoked: map[int64]bool{}, holder: 7}
	c.add(1)
	return c
}

func (c *club) add(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.frames[id] = monitor.TimeFrame{ID: id, Owner: 7, Athlete: 20 + id, Occasion: 5, Device: 10 + id, From: kickoff, Until: kickoff.Add(time.Hour), Params: json.RawMessage(`{}`)}
}

func (c *club) revoke(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.revoked[id] = true
}

// send stores samples and hands them on.
func (c *club) send(l *live.Service, device int64, s *monitor.Samples) {
	c.mu.Lock()
	if c.sent[device] == nil {
		c.sent[device] = &monitor.Samples{}
	}
	c.sent[device] = monitor.Merge(c.sent[device], s).Samples
	c.mu.Unlock()
	l.Received(device, &monitor.RawFrame{Samples: s, JSON: json.RawMessage(`{}`)})
}

// batch is what a time frame adds up to from what is stored.
func (c *club) batch(t *testing.T, id int64) monitor.Result {
	t.Helper()
	l, err := c.Live(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	r, err := monitor.Measure(l.Frame, fromDevice(c.sent[l.TimeFrame.Device]))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fromDevice is a source of what a device sent.
func fromDevice(s *monitor.Samples) monitor.Source {
	return monitor.Source{Kind: monitor.SourceDevice, Feed: func(e *monitor.Engine) error {
		e.AddSamples(s)
		return nil
	}}
}

func (c *club) ReadableTimeFrame(_ context.Context, _ access.Viewer, id int64) (*monitor.TimeFrame, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.frames[id]
	if !ok || c.revoked[id] {
		return nil, fault.Missing("time_frame")
	}
	return &t, nil
}

func (c *club) ReadableTimeFrames(context.Context, access.Viewer, int64) ([]monitor.TimeFrame, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []monitor.TimeFrame
	for id := int64(1); id < 10; id++ {
		if t, ok := c.frames[id]; ok && !c.revoked[id] {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return nil, fault.Missing("occasion")
	}
	return all, nil
}

func (c *club) NoteWatching(context.Context, access.Viewer, *monitor.TimeFrame) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.noted++
	return nil
}

func (c *club) Tracker(_ context.Context, _ access.Viewer, id int64) (*monitor.Tracker, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if id != 11 {
		return nil, fault.Missing("device")
	}
	return &monitor.Tracker{ID: id, Owner: c.holder, OwnedFrom: kickoff.Add(-time.Hour)}, nil
}

func (c *club) LatestRaw(context.Context, access.Viewer, int64) (json.RawMessage, error) {
	return nil, fault.Missing("raw")
}

func (c *club) Live(_ context.Context, id int64) (*monitor.Live, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.frames[id]
	if !ok {
		return nil, fault.Missing("time_frame")
	}
	return &monitor.Live{
		TimeFrame: t, Frame: monitor.Frame{From: t.From.UnixMilli(), Until: t.Until.UnixMilli(), Params: monitor.Defaults()},
		Owned: []monitor.Interval{{From: t.From, Until: t.Until}},
	}, nil
}

func (c *club) Replay(_ context.Context, l *monitor.Live, e *monitor.Engine) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.sent[l.TimeFrame.Device]; s != nil {
		e.AddSamples(s)
	}
	return nil
}

func (c *club) Recent(_ context.Context, l *monitor.Live, since time.Time, each func(*monitor.Samples)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.sent[l.TimeFrame.Device]; s != nil {
		each(s.Between(since.UnixMilli(), l.Frame.Until))
	}
	return nil
}

func (c *club) Stored(_ context.Context, id int64) (*monitor.Computed, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.computed[id], nil
}

// running is a service that runs until the test ends.
func running(t *testing.T, c *club) *live.Service {
	t.Helper()
	return runningAt(t, c, time.Now)
}

// runningAt is one with a clock of its own.
func runningAt(t *testing.T, c *club, now func() time.Time) *live.Service {
	t.Helper()
	l := live.New(c, now)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		l.Run(ctx)
		close(done)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return l
}

// runner is somebody who runs ever faster and stops, at 10 Hz, from one second to another.
func runner(from, to int) *monitor.Samples {
	s := &monitor.Samples{}
	for i := from * 10; i < to*10; i++ {
		phase := i % 200
		s.Time = append(s.Time, kickoff.UnixMilli()+int64(i)*100)
		s.Lat = append(s.Lat, 465_200_000+int32(i*30))
		s.Lon = append(s.Lon, 66_200_000)
		s.Speed = append(s.Speed, int32(phase*400))
		s.HeartRate = append(s.HeartRate, int32(100+phase/4))
	}
	return s
}

// follow reads until the stream has told of so many samples, and gives the last state and all sprints told by their start.
func follow(t *testing.T, st *live.Stream, id, last int64) (monitor.Result, map[int64]monitor.Effort) {
	t.Helper()
	sprints := map[int64]monitor.Effort{}
	for {
		updates, err := st.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range updates {
			if u.TimeFrame != id {
				continue
			}
			for _, e := range u.Result.Sprint[0].Values {
				sprints[e.StartTime] = e
			}
			if u.Result.LastTimestamp == last {
				return u.Result, sprints
			}
		}
	}
}

// Somebody who comes in the middle is told what was, then what is new, and ends with the batch's numbers.
func TestLiveEndsWithTheBatch(t *testing.T) {
	c := newClub()
	l := running(t, c)
	c.send(l, 11, runner(0, 60))
	st, err := l.TimeFrame(t.Context(), coach, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	first, sprints := follow(t, st, 1, runner(59, 60).Time[9])
	if first.TotalDistance <= 0 || len(sprints) != 3 {
		t.Errorf("the first state has %v m and %d sprints", first.TotalDistance, len(sprints))
	}
	for second := 60; second < 100; second++ {
		c.send(l, 11, runner(second, second+1))
	}
	final, later := follow(t, st, 1, runner(99, 100).Time[9])
	batch := c.batch(t, 1)
	for start, e := range later {
		sprints[start] = e
	}
	if len(sprints) != len(batch.Sprint[0].Values) || len(later) >= len(sprints) {
		t.Errorf("%d sprints were told, %d of them later; there are %d", len(sprints), len(later), len(batch.Sprint[0].Values))
	}
	efforts := cmpopts.IgnoreFields(monitor.Result{}, "Accelerations", "Decelerations", "Sprint", "HID")
	if diff := cmp.Diff(batch, final, efforts); diff != "" {
		t.Error(diff)
	}
	if c.noted != 1 {
		t.Errorf("looks were noted %d times", c.noted)
	}
}

// What comes late counts as soon as the time frame was measured anew, which somebody new always causes.
func TestWhoComesLaterSeesWhatCameLate(t *testing.T) {
	c := newClub()
	l := running(t, c)
	c.send(l, 11, runner(30, 60))
	c.send(l, 11, runner(0, 30))
	st, err := l.TimeFrame(t.Context(), coach, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	got, _ := follow(t, st, 1, runner(59, 60).Time[9])
	if want := c.batch(t, 1); got.TotalDistance != want.TotalDistance || want.TotalDistance <= 0 {
		t.Errorf("%v m, want %v", got.TotalDistance, want.TotalDistance)
	}
}

func TestRevokingEndsTheStream(t *testing.T) {
	c := newClub()
	l := running(t, c)
	st, err := l.TimeFrame(t.Context(), coach, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for told := false; !told; {
		updates, err := st.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		told = len(updates) > 0
	}
	c.revoke(1)
	c.send(l, 11, runner(0, 10))
	for {
		updates, err := st.Next(t.Context())
		if len(updates) > 0 {
			t.Fatalf("was told %+v", updates)
		}
		if err != nil {
			if !fault.Is(err, fault.NotFound) {
				t.Error(err)
			}
			return
		}
	}
}

func TestTimeFramesOfOtherOccasionsAreNotThere(t *testing.T) {
	l := live.New(newClub(), time.Now)
	if _, err := l.TimeFrame(t.Context(), coach, 6, 1); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	st, err := l.TimeFrame(t.Context(), coach, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	st.Close()
}

// A stream of an occasion tells of those time frames that the viewer may read, new ones included.
func TestOccasionsAreFollowed(t *testing.T) {
	c := newClub()
	c.add(2)
	c.revoke(2)
	l := running(t, c)
	st, err := l.Occasion(t.Context(), coach, 5)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	c.add(3)
	told := map[int64]bool{}
	for !told[1] || !told[3] {
		updates, err := st.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range updates {
			told[u.TimeFrame] = true
		}
	}
	c.revoke(1)
	c.revoke(3)
	for err == nil {
		_, err = st.Next(t.Context())
	}
	if told[2] || !fault.Is(err, fault.NotFound) {
		t.Errorf("told %v, ended with %v", told, err)
	}
}

// Without samples of a device, what was computed from another source is told.
func TestOtherSourcesAreTold(t *testing.T) {
	c := newClub()
	c.computed[1] = &monitor.Computed{TimeFrame: 1, At: kickoff, Result: monitor.Result{TotalDistance: 1234, Sprint: []monitor.Efforts{{}}}}
	l := running(t, c)
	st, err := l.TimeFrame(t.Context(), coach, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if got, _ := follow(t, st, 1, 0); got.TotalDistance != 1234 {
		t.Errorf("%v m", got.TotalDistance)
	}
	c.mu.Lock()
	c.computed[1] = &monitor.Computed{TimeFrame: 1, At: kickoff.Add(time.Second), Result: monitor.Result{TotalDistance: 2345, Sprint: []monitor.Efforts{{}}}}
	c.mu.Unlock()
	if got, _ := follow(t, st, 1, 0); got.TotalDistance != 2345 {
		t.Errorf("%v m", got.TotalDistance)
	}
}

func TestRawFramesAreForTheHolder(t *testing.T) {
	c := newClub()
	l := live.New(c, time.Now)
	if _, err := l.Raw(t.Context(), coach, 12); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	st, err := l.Raw(t.Context(), coach, 11)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for _, text := range []string{`{"n":1}`, `{"n":2}`} {
		l.Received(11, &monitor.RawFrame{Samples: runner(0, 1), JSON: json.RawMessage(text)})
	}
	if frame, err := st.Next(t.Context()); err != nil || string(frame) != `{"n":2}` {
		t.Errorf("%s %v", frame, err)
	}
	c.mu.Lock()
	c.holder = 8
	c.mu.Unlock()
	l.Received(11, &monitor.RawFrame{Samples: runner(0, 1), JSON: json.RawMessage(`{"n":3}`)})
	if frame, err := st.Next(t.Context()); !fault.Is(err, fault.NotFound) || frame != nil {
		t.Errorf("%s %v", frame, err)
	}
}

func TestStreamsOfOnePersonAreBounded(t *testing.T) {
	l := live.New(newClub(), time.Now)
	var all []*live.Stream
	for range live.MaxStreams {
		st, err := l.TimeFrame(t.Context(), coach, 5, 1)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, st)
	}
	if _, err := l.TimeFrame(t.Context(), coach, 6, 1); !fault.Is(err, fault.Limited) {
		t.Error(err)
	}
	all[0].Close()
	st, err := l.TimeFrame(t.Context(), coach, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, open := range append(all[1:], st) {
		open.Close()
	}
}
