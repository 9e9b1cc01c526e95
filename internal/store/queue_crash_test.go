package store_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/job"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/store"
)

// crashing names the variable that makes this test a worker that is killed: it holds the database's address as JSON.
const crashing = "PALESTRA_TEST_CRASHING_WORKER"

const crashFrames = 12

// TestJobsOfAKilledWorker kills worker processes in the middle of their work, before and after the result of a job is stored.
// Another worker does what is left, once the leases are over: every time frame has its result, and every job is done.
func TestJobsOfAKilledWorker(t *testing.T) {
	if address := os.Getenv(crashing); address != "" {
		crash(t, address)
	}
	onEmpty(t, func(t *testing.T, c store.Config) {
		ctx := context.Background()
		s := opened(t, c)
		if err := s.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		frames := framesToMeasure(t, s)
		address, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			child := exec.Command(os.Args[0], "-test.run=^TestJobsOfAKilledWorker$")
			child.Env = append(os.Environ(), crashing+"="+string(address))
			if out, err := child.CombinedOutput(); child.ProcessState == nil || child.ProcessState.Exited() {
				t.Fatalf("the worker was not killed: %v\n%s", err, out)
			}
		}
		left := states(t, s)
		if left[job.Running] == 0 || left[job.Done] == 0 || left[job.Running]+left[job.Done]+left[job.Waiting] != crashFrames {
			t.Fatalf("after the crashes: %v", left)
		}
		finish(t, s)
		if done := states(t, s); done[job.Done] != crashFrames {
			t.Fatalf("at the end: %v", done)
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
	})
}

func monitoring(s *store.Store) *monitor.Service {
	return monitor.New(s, monitor.Options{Now: time.Now, Access: access.New(s, time.Now)})
}

// framesToMeasure makes time frames of 10 s each, with a device's data in them, and the jobs that measure them.
func framesToMeasure(t *testing.T, s *store.Store) (ids []int64) {
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
	for i := range crashFrames {
		from := start.Add(time.Duration(i) * 10 * time.Second)
		f := &monitor.TimeFrame{Owner: coach.ID, Athlete: coach.ID, Device: device.ID, From: from, Until: from.Add(10 * time.Second), Schema: 9, Params: json.RawMessage("{}")}
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

// crash works, and dies in its third job: in one process before the result is stored, in the next after it.
func crash(t *testing.T, address string) {
	ctx := context.Background()
	var c store.Config
	if err := json.Unmarshal([]byte(address), &c); err != nil {
		t.Fatal(err)
	}
	s := opened(t, c)
	m, begun := monitoring(s), 0
	before := states(t, s)[job.Done]%4 == 0
	for {
		jobs, err := s.LeaseJobs(ctx, job.ComputeTimeFrame, time.Now(), time.Now().Add(time.Minute), 1)
		if err != nil || len(jobs) == 0 {
			t.Fatalf("%d jobs, %v", len(jobs), err)
		}
		begun++
		if begun == 3 && before {
			die(t)
		}
		if err := m.Compute(ctx, jobs[0].Subject); err != nil {
			t.Fatal(err)
		}
		if begun == 3 {
			die(t)
		}
		if err := s.FinishJob(ctx, &jobs[0], time.Now()); err != nil {
			t.Fatal(err)
		}
	}
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

// finish runs a worker whose clock is an hour ahead, so that every lease is over, until nothing is left to do.
func finish(t *testing.T, s *store.Store) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	m, ended := monitoring(s), make(chan struct{})
	w := job.NewWorker(s, job.Options{
		Now: func() time.Time { return time.Now().Add(time.Hour) }, Log: slog.New(slog.DiscardHandler),
		Handlers: map[job.Kind]job.Handler{job.ComputeTimeFrame: func(ctx context.Context, j *job.Job) error { return m.Compute(ctx, j.Subject) }},
	})
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
