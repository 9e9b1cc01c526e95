package store_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/job"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/core/webhook"
	"palestra/internal/store"
)

// crashing names the variable that makes this test a worker that is killed: it holds a doom as JSON.
const crashing = "PALESTRA_TEST_CRASHING_WORKER"

// doom is where and when a worker dies: the third time it comes to a point.
type doom struct {
	Database store.Config
	Kind     job.Kind
	Point    string
	// Ahead is how much its clock is ahead, so that what workers before it had begun is nobody's any more.
	Ahead time.Duration
}

// The points at which workers die, in the middle of what they do.
var crashPoints = []doom{
	{Kind: job.ComputeTimeFrame, Point: "measured"}, {Kind: job.ComputeTimeFrame, Point: "stored"},
	{Kind: job.DeliverWebhooks, Point: "calling"}, {Kind: job.DeliverWebhooks, Point: "called"}, {Kind: job.DeliverWebhooks, Point: "noted"},
}

const crashFrames = 12

// TestJobsOfAKilledWorker kills worker processes in the middle of their work: with a result measured and not stored, stored and
// the job not ended, with a webhook about to be called, called and not noted, noted and the job not ended. Another worker
// does what is left once the leases are over: every time frame has its result, every job is done, and every delivery came
// to its receiver, once more only where it couldn't be noted.
func TestJobsOfAKilledWorker(t *testing.T) {
	if text := os.Getenv(crashing); text != "" {
		crash(t, text)
	}
	onEmpty(t, func(t *testing.T, c store.Config) {
		ctx := context.Background()
		s := opened(t, c)
		if err := s.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		var r receiver
		frames := framesToMeasure(t, s, r.listen(t))
		for i, d := range crashPoints {
			d.Database, d.Ahead = c, time.Duration(i)*time.Hour
			killed(t, d)
		}
		left := states(t, s)
		if left[job.Running] == 0 || left[job.Done] == 0 {
			t.Fatalf("after the crashes: %v", left)
		}
		finish(t, s, time.Duration(len(crashPoints))*time.Hour)
		if left := states(t, s); left[job.Waiting]+left[job.Running]+left[job.GivenUp] > 0 {
			t.Fatalf("at the end: %v", left)
		}
		results, err := s.Computed(ctx, frames)
		if err != nil || len(results) != crashFrames {
			t.Fatalf("%d results, %v", len(results), err)
		}
		for i := range results {
			if r := &results[i].Result; r.Explain.Counts.Used != 100 || r.TotalDistance < 39 || r.TotalDistance > 41 {
				t.Errorf("time frame %d: %v m of %d samples", results[i].TimeFrame, r.TotalDistance, r.Explain.Counts.Used)
			}
		}
		r.check(t, s)
	})
}

// killed runs a worker until it dies.
func killed(t *testing.T, d doom) {
	t.Helper()
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestJobsOfAKilledWorker$")
	child.Env = append(os.Environ(), crashing+"="+string(text))
	if out, err := child.CombinedOutput(); child.ProcessState == nil || child.ProcessState.Exited() {
		t.Fatalf("%s: the worker was not killed: %v\n%s", d.Point, err, out)
	}
}

// receiver is somebody's server, which keeps what it was told, in order.
type receiver struct {
	mu    sync.Mutex
	calls []call
}

type call struct{ id, body string }

func (r *receiver) listen(t *testing.T) (address string) {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		if err != nil {
			t.Error(err)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.calls = append(r.calls, call{q.Header.Get("X-Webhook-Delivery"), string(body)})
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// check wants every delivery to have come, the first ones in order, and one of them twice: the one that a worker had made
// when it died.
func (r *receiver) check(t *testing.T, s *store.Store) {
	t.Helper()
	page, err := s.Deliveries(context.Background(), webhook.Filter{Paging: monitor.Paging{Limit: 100}})
	if err != nil || page.Total != 2*crashFrames {
		t.Fatalf("%d deliveries, %v", page.Total, err)
	}
	came := map[string]int{}
	var first []call
	for _, c := range r.calls {
		if came[c.id]++; came[c.id] == 1 {
			first = append(first, c)
		} else if first[len(first)-1] != c {
			t.Errorf("%v came again after others, or changed", c)
		}
	}
	if len(first) != 2*crashFrames || len(r.calls) != len(first)+1 {
		t.Errorf("%d calls of %d deliveries", len(r.calls), len(first))
	}
	for i := range page.Rows {
		d := &page.Rows[len(page.Rows)-1-i]
		if d.State != webhook.Delivered || d.Attempts != 1 || came[d.UUID] == 0 {
			t.Errorf("delivery %d: %s after %d attempts, came %d times", d.ID, d.State, d.Attempts, came[d.UUID])
		}
		if i < crashFrames && (first[i] != call{d.UUID, d.Body}) {
			t.Errorf("delivery %d is %v", i, first[i])
		}
	}
}

// monitoring measures what is in a store.
func monitoring(s interface {
	monitor.Store
	access.Store
}) *monitor.Service {
	return monitor.New(s, monitor.Options{Now: time.Now, Access: access.New(s, time.Now)})
}

// framesToMeasure makes time frames of 10 s each, with a device's data in them, and the jobs that measure them and tell of
// them.
func framesToMeasure(t *testing.T, s *store.Store, told string) (ids []int64) {
	t.Helper()
	ctx, start := context.Background(), time.UnixMilli(1_700_000_000_000).UTC()
	coach := &person.Person{UUID: "c", Username: "carl", Role: person.Coach, Active: true, CreatedAt: start}
	if err := s.CreatePerson(ctx, coach, "-", auth.Errand{}); err != nil {
		t.Fatal(err)
	}
	m := monitoring(s)
	device, _, err := m.AddTracker(ctx, "SN-1", "", coach.ID)
	if err != nil {
		t.Fatal(err)
	}
	sent := &monitor.Samples{}
	for i := range crashFrames * 100 {
		sent.Time = append(sent.Time, start.UnixMilli()+int64(i)*100)
		sent.Speed = append(sent.Speed, 40_000)
	}
	if _, err := m.Receive(ctx, device.ID, []monitor.RawFrame{{Samples: sent, Time: sent.Time[0], JSON: json.RawMessage("{}")}}); err != nil {
		t.Fatal(err)
	}
	o := &monitor.Occasion{Owner: coach.ID, Name: "Match", Schema: 3, Document: json.RawMessage(`{"sport":"soccer"}`)}
	if err := s.CreateOccasion(ctx, o); err != nil {
		t.Fatal(err)
	}
	if err := s.CreateWebhook(ctx, &webhook.Subscription{Occasion: o.ID, Draft: webhook.Draft{URL: told, Secret: "s3cret", TimeFrames: true}, CreatedAt: start}, 1); err != nil {
		t.Fatal(err)
	}
	for i := range crashFrames {
		from := start.Add(time.Duration(i) * 10 * time.Second)
		f := &monitor.TimeFrame{Owner: coach.ID, Athlete: coach.ID, Device: device.ID, Occasion: o.ID, From: from, Until: from.Add(10 * time.Second), Schema: 9, Params: json.RawMessage("{}")}
		if err := s.CreateTimeFrame(ctx, f, start); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, f.ID)
	}
	return ids
}

func states(t *testing.T, s *store.Store) map[job.State]int {
	t.Helper()
	all, _, err := s.Jobs(context.Background(), job.Filter{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	count := map[job.State]int{}
	for i := range all {
		count[all[i].State]++
	}
	return count
}

// crash works until it dies.
func crash(t *testing.T, text string) {
	var d doom
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	r := &reaper{t: t, point: d.Point}
	s := opened(t, d.Database)
	stored := mortalStore{s, r}
	hooks := webhook.New(stored, nil, mortalSender{r}, ahead(d.Ahead))
	m := monitoring(stored)
	job.NewWorker(s, job.Options{Now: ahead(d.Ahead), Log: slog.New(slog.DiscardHandler), Handlers: map[job.Kind]job.Handler{
		d.Kind: func(ctx context.Context, j *job.Job) error {
			if j.Kind == job.DeliverWebhooks {
				return hooks.Deliver(ctx, j.Subject)
			}
			return m.Compute(ctx, j.Subject, j.ID)
		},
	}}).Run(context.Background())
}

// ahead is a clock.
func ahead(by time.Duration) func() time.Time {
	return func() time.Time { return time.Now().Add(by) }
}

// reaper ends the process when it comes to a point for the third time.
type reaper struct {
	t     *testing.T
	point string
	seen  atomic.Int32
}

func (r *reaper) reach(point string) {
	if point == r.point && r.seen.Add(1) >= 3 {
		die(r.t)
	}
}

type mortalStore struct {
	*store.Store
	*reaper
}

func (s mortalStore) SaveComputed(ctx context.Context, c *monitor.Computed) error {
	s.reach("measured")
	err := s.Store.SaveComputed(ctx, c)
	s.reach("stored")
	return err
}

func (s mortalStore) NoteDelivery(ctx context.Context, d *webhook.Delivery) error {
	err := s.Store.NoteDelivery(ctx, d)
	s.reach("noted")
	return err
}

type mortalSender struct{ *reaper }

func (s mortalSender) Send(ctx context.Context, c webhook.Call) (int, error) {
	s.reach("calling")
	status, err := send(ctx, c)
	s.reach("called")
	return status, err
}

func send(ctx context.Context, c webhook.Call) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, strings.NewReader(c.Body))
	if err != nil {
		return 0, err
	}
	for _, h := range c.Headers {
		r.Header.Set(h.Name, h.Value)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}

// die ends this process as a power cut would: nothing is closed or put in order.
func die(t *testing.T) {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Kill(); err != nil {
		t.Fatal(err)
	}
	select {}
}

// finish runs a worker on a clock that is ahead, so that every lease is over, until nothing is left to do.
func finish(t *testing.T, s *store.Store, by time.Duration) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	m, ended := monitoring(s), make(chan struct{})
	hooks := webhook.New(s, nil, mortalSender{&reaper{}}, ahead(by))
	w := job.NewWorker(s, job.Options{Now: ahead(by), Log: slog.New(slog.DiscardHandler), Handlers: map[job.Kind]job.Handler{
		job.ComputeTimeFrame: func(ctx context.Context, j *job.Job) error { return m.Compute(ctx, j.Subject, j.ID) },
		job.DeliverWebhooks:  func(ctx context.Context, j *job.Job) error { return hooks.Deliver(ctx, j.Subject) },
	}})
	go func() {
		w.Run(ctx)
		close(ended)
	}()
	for left := states(t, s); left[job.Waiting]+left[job.Running] > 0; left = states(t, s) {
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
	<-ended
}
