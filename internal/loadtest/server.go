package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// build compiles palestra into a folder, as one static program.
func build(ctx context.Context, folder string) (string, error) {
	linked := filepath.Join(folder, "linked")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", linked, "palestra/cmd/palestra")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building palestra: %w\n%s", err, out)
	}
	return install(folder, linked)
}

// install copies a program piece by piece, as what unpacks archives does. The kernel keeps a file in as large pieces as it was
// written in and counts whole ones as memory of the process that touches a page of them: of the same program, written at once,
// half as much again.
func install(folder, linked string) (binary string, err error) {
	from, err := os.Open(linked)
	if err != nil {
		return "", err
	}
	defer from.Close()
	binary = filepath.Join(folder, "palestra")
	to, err := os.OpenFile(binary, os.O_CREATE|os.O_WRONLY, 0o700) //nolint:gosec // it is to be run
	if err != nil {
		return "", err
	}
	// Without ReadFrom and WriteTo, by which the system would copy it at once.
	_, err = io.Copy(struct{ io.Writer }{to}, struct{ io.Reader }{from})
	return binary, errors.Join(err, to.Close())
}

// server is a palestra process of ours.
type server struct {
	process
	cmd *exec.Cmd
	// base is "http://127.0.0.1:PORT".
	base string
	// exited is closed when the process has ended; stderr is what it said.
	exited chan struct{}
	stderr *bytes.Buffer
	// ready is how long it took to its first answer, readyCPU what that cost.
	ready, readyCPU time.Duration
}

// How long a server may take to answer first, and to stop when asked.
const (
	startLimit = time.Minute
	stopLimit  = 30 * time.Second
)

// serve starts a server on a free port and waits for its first answer.
func serve(ctx context.Context, binary, data, databaseURL string) (*server, error) {
	address, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	s := &server{base: "http://" + address, exited: make(chan struct{}), stderr: &bytes.Buffer{}}
	// Not by ctx: a server is asked to stop, even when we are in a hurry.
	s.cmd = exec.CommandContext(context.WithoutCancel(ctx), binary, "serve", "--addr", address, "--data", data)
	s.cmd.Env = append(foreign(os.Environ()), "PALESTRA_LOG_LEVEL=warn", "PALESTRA_WEBHOOK_ALLOW_PRIVATE=true", "PALESTRA_DATABASE_URL="+databaseURL)
	s.cmd.Stderr = s.stderr
	begin := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	s.process = process(s.cmd.Process.Pid)
	go func() {
		defer close(s.exited)
		_ = s.cmd.Wait() // how it ended is in its state
	}()
	if err := s.await(ctx); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	s.ready = time.Since(begin)
	s.readyCPU, err = s.cpu()
	if err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// foreign leaves out settings meant for another server.
func foreign(environment []string) []string {
	var kept []string
	for _, e := range environment {
		if !strings.HasPrefix(e, "PALESTRA_") {
			kept = append(kept, e)
		}
	}
	return kept
}

// freeAddress is one of this machine that nobody listens on just now.
func freeAddress(ctx context.Context) (string, error) {
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// await asks until there is an answer.
func (s *server) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+"/api/ping", nil)
		if err != nil {
			return err
		}
		if answer, err := http.DefaultClient.Do(r); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
			return fmt.Errorf("the server's first answer is %s", answer.Status)
		}
		select {
		case <-time.After(time.Millisecond):
		case <-s.exited:
			return fmt.Errorf("the server ended (%s) before it answered:\n%s", s.cmd.ProcessState, s.stderr)
		case <-ctx.Done():
			return fmt.Errorf("waiting for the server's first answer: %w", ctx.Err())
		}
	}
}

// stop asks the server to end, and ends it if it doesn't. Safe to call twice.
func (s *server) stop() error {
	select {
	case <-s.exited:
		return nil
	default:
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-s.exited:
		return nil
	case <-time.After(stopLimit):
		_ = s.cmd.Process.Kill()
		<-s.exited
		return fmt.Errorf("the server did not stop within %s", stopLimit)
	}
}
