package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"palestra/internal/scenario"
)

// demoUntilKilled is the victim that makes a demo.
func demoUntilKilled() error {
	args := []string{"demo", "--data", os.Getenv("PALESTRA_TEST_DATA"), "--addr", "127.0.0.1:0"}
	if code := Run(context.Background(), args, Streams{In: strings.NewReader(""), Out: os.Stdout, Err: os.Stderr}); code != exitOK {
		return fmt.Errorf("exit %d", code)
	}
	return errors.New("nobody killed the process")
}

// killedDemo makes a demo in another process, and kills that as soon as there is a file while the demo is made.
func killedDemo(t *testing.T, data, file string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^$")
	cmd.Env = append(os.Environ(), crashVariable+"=demo", "PALESTRA_TEST_DATA="+data)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for len(glob(t, data, unfinished+"*", file)) == 0 {
		select {
		case err := <-ended:
			t.Fatalf("the demo was to be killed when there is %s, but: %v\n%s", file, err, said.String())
		case <-time.After(5 * time.Millisecond):
		}
	}
	_ = cmd.Process.Kill() // it may have ended, which is told next
	err := <-ended
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the demo was to be killed, but: %v\n%s", err, said.String())
	}
}

func glob(t *testing.T, parts ...string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestDemoThatWasKilledIsMadeAnew kills a demo while its team is made, and moves a finished one half-way back.
func TestDemoThatWasKilledIsMadeAnew(t *testing.T) {
	data := t.TempDir()
	notes := filepath.Join(data, "notes.txt")
	if err := os.WriteFile(notes, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	killedDemo(t, data, signInsFile)
	if done, err := finished(data); done || err != nil {
		t.Fatalf("a demo that was killed counts as finished: %v, %v", done, err)
	}
	match, stop := teamIsThere(t, data)
	stop()

	// As if it had been killed while it was moved to where it belongs.
	back := filepath.Join(data, unfinished+"1")
	if err := os.Mkdir(back, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{devicesFile, databaseFile} {
		if err := os.Rename(filepath.Join(data, name), filepath.Join(back, name)); err != nil {
			t.Fatal(err)
		}
	}
	if again, _ := teamIsThere(t, data); again != match {
		t.Error("a demo that was moved half-way was made anew")
	}
	if text, err := os.ReadFile(notes); err != nil || string(text) != "mine" {
		t.Errorf("what else was in the folder: %q, %v", text, err)
	}
}

// teamIsThere runs the demo on a folder, wants its whole team with the devices and nothing half-made, and gives today's match.
func teamIsThere(t *testing.T, data string) (match int64, stop func()) {
	t.Helper()
	printed, stop := demo(t, data)
	coach := signInAs(t, data, regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(printed), scenario.TeamCoach())
	keys, err := os.ReadFile(filepath.Join(data, devicesFile))
	if err != nil {
		t.Fatal(err)
	}
	const players = 12
	if n := bytes.Count(keys, []byte("\n")); n != players {
		t.Errorf("the keys of %d devices", n)
	}
	match = coach.today(t)
	if n := coach.count(t, fmt.Sprintf("/api/v1/timeframes/?activity=%d", match)); n != players {
		t.Errorf("%d players are in today's match", n)
	}
	if n := coach.count(t, "/api/v1/activities/"); n != 4 {
		t.Errorf("%d matches and trainings", n)
	}
	if left := glob(t, data, unfinished+"*"); len(left) > 0 {
		t.Errorf("%s is left", left)
	}
	return match, stop
}

// TestDemoThatIsStoppedLeavesNothing stops a demo while its season is made, by ctrl-c.
func TestDemoThatIsStoppedLeavesNothing(t *testing.T) {
	data := filepath.Join(t.TempDir(), "demo")
	ctx, cancel := context.WithCancel(t.Context())
	screen, ended := newTerminal(), make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"demo", "--data", data, "--addr", "127.0.0.1:0"}, Streams{In: strings.NewReader(""), Out: screen, Err: screen})
	}()
	for !strings.Contains(screen.String(), "Making a season") {
		select {
		case <-screen.wrote:
		case code := <-ended:
			t.Fatalf("exit %d: %s", code, screen)
		}
	}
	cancel()
	if code := <-ended; code != exitFailed {
		t.Errorf("exit %d: %s", code, screen)
	}
	if left := glob(t, data, "*"); len(left) > 0 {
		t.Errorf("%s is left", left)
	}
}

// TestDemoLeavesOtherDataAlone starts it on the folder of a real server.
func TestDemoLeavesOtherDataAlone(t *testing.T) {
	data := t.TempDir()
	object(t, data, "user", "add", "--username", "ana", "--password", "correct horse")
	before := glob(t, data, "*")
	code, _, failed := cli(t, data, "", "demo", "--addr", "127.0.0.1:0")
	if code != exitFailed || !strings.Contains(failed, "use another folder") {
		t.Errorf("exit %d: %s", code, failed)
	}
	if after := glob(t, data, "*"); sprint(after) != sprint(before) {
		t.Errorf("there was %s, and is %s", before, after)
	}
	if again, _, failed := cli(t, data, "", "user", "list"); again != exitOK {
		t.Errorf("exit %d: %s", again, failed)
	}
}
