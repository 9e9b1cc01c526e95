package app

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/scenario"
)

// crashVariable makes the test binary upload one recording after the other and die at the point it names, as a power cut
// would: by SIGKILL, with nothing flushed and nothing rolled back. At "demo" it makes a demo, to be killed from outside.
const crashVariable = "PALESTRA_TEST_CRASH_AT"

// The points between the steps of an upload.
var crashPoints = []string{"staged", "before keep", "after keep", "before commit", "after commit"}

func TestMain(m *testing.M) {
	if point := os.Getenv(crashVariable); point != "" {
		victim := func() error { return uploadUntilKilled(point) }
		if point == "demo" {
			victim = demoUntilKilled
		}
		log.Fatal(victim())
	}
	os.Exit(m.Run())
}

func die() {
	// The signal can't be caught, so nothing after it runs.
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

// uploadUntilKilled is the victim. It tells on standard output what has been acknowledged.
func uploadUntilKilled(point string) error {
	ctx := context.Background()
	a, err := Open(ctx, testConfig(os.Getenv("PALESTRA_TEST_DATA"), os.Getenv("PALESTRA_TEST_URL")))
	if err != nil {
		return err
	}
	p, err := a.auth.PersonByName(ctx, "ana")
	if err != nil {
		return err
	}
	start := time.Now().UnixNano()
	c := &crasher{point: point, after: 2}
	service := activity.New(c.store(a.store), c.blobs(a.blobs), activity.Options{
		MaxFileSize: 1 << 20, MaxArchiveSize: 1 << 20, Now: time.Now, NewUUID: uuid.NewString, NewMapID: newMapID,
	})
	for i := range 1000 {
		gpx := scenario.GPX(scenario.Ride(uint64(start)+uint64(i), 50))
		if err := uploadOne(ctx, service, access.Viewer{Person: p}, gpx); err != nil {
			return err
		}
		fmt.Println("stored")
	}
	return errors.New("nobody killed the process")
}

func uploadOne(ctx context.Context, s *activity.Service, v access.Viewer, gpx []byte) error {
	staged, err := s.Stage(bytes.NewReader(gpx), "ride.gpx")
	if err != nil {
		return err
	}
	defer staged.Discard()
	_, err = s.Upload(ctx, v, activity.Upload{File: staged, Name: "ride.gpx"})
	return err
}

// crasher kills the process when a point is reached for the third time.
type crasher struct {
	point string
	after int
}

func (c *crasher) reach(point string) {
	if point != c.point {
		return
	}
	if c.after == 0 {
		die()
	}
	c.after--
}

func (c *crasher) store(s activity.Store) activity.Store { return crashStore{s, c} }
func (c *crasher) blobs(b activity.Blobs) activity.Blobs { return crashBlobs{b, c} }

type crashStore struct {
	activity.Store
	*crasher
}

func (s crashStore) CreateActivities(ctx context.Context, drafts []*activity.Draft) error {
	s.reach("before commit")
	err := s.Store.CreateActivities(ctx, drafts)
	s.reach("after commit")
	return err
}

type crashBlobs struct {
	activity.Blobs
	*crasher
}

func (b crashBlobs) Stage(r io.Reader, limit int64) (activity.Staged, error) {
	staged, err := b.Blobs.Stage(r, limit)
	b.reach("staged")
	return crashStaged{staged, b.crasher}, err
}

type crashStaged struct {
	activity.Staged
	*crasher
}

func (s crashStaged) Keep() error {
	s.reach("before keep")
	err := s.Staged.Keep()
	s.reach("after keep")
	return err
}

// victim runs the test binary on the data and gives how many uploads it acknowledged before it died. With a point of
// "random" it is killed from outside, after the given time.
func victim(t *testing.T, data, url, point string, kill time.Duration) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^$")
	cmd.Env = append(os.Environ(), crashVariable+"="+point, "PALESTRA_TEST_DATA="+data, "PALESTRA_TEST_URL="+url)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() != "stored" {
			continue
		}
		acknowledged++
		if acknowledged == 1 && kill > 0 {
			time.AfterFunc(kill, func() { _ = cmd.Process.Kill() })
		}
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the process was to be killed, but: %v\n%s", err, stderr.String())
	}
	return acknowledged
}

// TestCrashLeavesNothingHalfStored kills an uploading process between any two steps, and at moments of chance, and looks
// at what is there afterwards.
func TestCrashLeavesNothingHalfStored(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, url string) {
		data := t.TempDir()
		ctx := context.Background()
		a, err := Open(ctx, testConfig(data, url))
		if err != nil {
			t.Fatal(err)
		}
		p, err := a.auth.CreateAccount(ctx, auth.Registration{Username: "ana", Password: "correct horse"})
		if err := errors.Join(err, a.Close()); err != nil {
			t.Fatal(err)
		}
		before := 0
		check := func(t *testing.T, acknowledged int) {
			before = checkWhole(t, data, url, access.Viewer{Person: p}, before, acknowledged)
		}
		for _, point := range crashPoints {
			t.Run(strings.ReplaceAll(point, " ", "_"), func(t *testing.T) { check(t, victim(t, data, url, point, 0)) })
		}
		for i := range 5 {
			t.Run(fmt.Sprint("random_", i), func(t *testing.T) {
				check(t, victim(t, data, url, "random", time.Duration(rand.IntN(200_000))*time.Microsecond))
			})
		}
	})
}

// checkWhole opens the data after a crash. Everything acknowledged is there, at most the upload under way more; rows, files,
// sums and records agree once doctor has been. It gives the number of activities.
func checkWhole(t *testing.T, data, url string, v access.Viewer, before, acknowledged int) int {
	t.Helper()
	ctx := context.Background()
	a, err := Open(ctx, testConfig(data, url))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	page, err := a.activities.List(ctx, v, activity.Filter{PerPage: activity.MaxPerPage})
	if err != nil {
		t.Fatal(err)
	}
	stored := int(page.Total)
	if stored < before+acknowledged || stored > before+acknowledged+1 {
		t.Errorf("%d activities after %d and %d acknowledged uploads", stored, before, acknowledged)
	}
	for _, f := range a.checkFiles(ctx, true, true) {
		if !f.OK {
			t.Errorf("%s: %s", f.Check, f.Detail)
		}
	}
	if left := a.checkLeftOver(ctx, false, true); !left.OK {
		t.Errorf("after repair %s", left.Detail)
	}
	checkSums(t, a, v)
	return stored
}

// checkSums adds up all activities by hand and compares with the sums kept beside them, and reads every track.
func checkSums(t *testing.T, a *App, v access.Viewer) {
	t.Helper()
	ctx := context.Background()
	var count int64
	var distance float64
	var moving int64
	err := a.store.FileActivities(ctx, v.ID(), func(act activity.Activity) error {
		count++
		distance += act.Distance
		moving += act.Moving
		_, err := a.activities.Points(ctx, v, act.UUID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	totals, err := a.activities.Totals(ctx, v, v.ID())
	if err != nil {
		t.Fatal(err)
	}
	for _, total := range totals {
		count -= total.Activities
		distance -= total.Distance
		moving -= total.Moving
	}
	if count != 0 || moving != 0 || distance > 0.5 || distance < -0.5 {
		t.Errorf("kept sums differ from the activities by %d activities, %g m, %d s", count, distance, moving)
	}
}
