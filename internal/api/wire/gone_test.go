package wire

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// requestLog hands out the lines of the log one by one.
type requestLog chan string

func (l requestLog) Write(line []byte) (int, error) {
	l <- string(line)
	return len(line), nil
}

// status is that of the next line that tells of a request.
func (l requestLog) status(t *testing.T) int {
	t.Helper()
	for {
		var line struct {
			Msg    string
			Status int
		}
		if err := json.Unmarshal([]byte(<-l), &line); err != nil {
			t.Fatal(err)
		}
		if line.Msg == "request" {
			return line.Status
		}
	}
}

// listening serves a handler as the dialects are served.
func listening(t *testing.T, h http.HandlerFunc) (addr string, log requestLog) {
	log = make(requestLog, 10)
	logger := slog.New(slog.NewJSONHandler(log, nil))
	limits := Limits{Body: 1000, Stall: 200 * time.Millisecond, Read: time.Minute, Write: time.Minute}
	s := httptest.NewServer(Logged(logger, nil, Bound(limits, Recovered(logger, func(*http.Request) Reply { return Empty(500, "") }, h))))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String(), log
}

// dial opens a connection and sends the beginning of a request.
func dial(t *testing.T, addr, begin string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if _, err := io.WriteString(c, begin); err != nil {
		t.Fatal(err)
	}
	return c
}

func failed(err error) Reply {
	return JSON(http.StatusInternalServerError, func(j *Encoder) { j.String(fmt.Sprint(err)) })
}

func TestAClientThatLeavesWhileItWaitsIsNoFailure(t *testing.T) {
	begun := make(chan struct{})
	addr, log := listening(t, func(w http.ResponseWriter, r *http.Request) {
		close(begun)
		<-r.Context().Done()
		Write(w, r, failed(r.Context().Err()))
	})
	c := dial(t, addr, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	<-begun
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if got := log.status(t); got != StatusClientGone {
		t.Errorf("status %d, want %d", got, StatusClientGone)
	}
}

func TestAClientThatLeavesWithinItsBodyIsNoFailure(t *testing.T) {
	for name, header := range map[string]string{"length": "Content-Length: 100", "chunks": "Transfer-Encoding: chunked"} {
		t.Run(name, func(t *testing.T) {
			begun := make(chan struct{})
			addr, log := listening(t, func(w http.ResponseWriter, r *http.Request) {
				_, err := r.Body.Read(make([]byte, 1))
				close(begun)
				for err == nil {
					_, err = r.Body.Read(make([]byte, 100))
				}
				if !Gone(r) {
					t.Errorf("%v is not taken for a client that has left", err)
				}
				Write(w, r, failed(err))
			})
			c := dial(t, addr, "POST / HTTP/1.1\r\nHost: x\r\n"+header+"\r\n\r\n5\r\nhello\r\n")
			<-begun
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
			if got := log.status(t); got != StatusClientGone {
				t.Errorf("status %d, want %d", got, StatusClientGone)
			}
		})
	}
}

// A client that stalls, sends too much or sends what is no body is still there, and gets its answer.
func TestAClientThatStaysGetsItsAnswer(t *testing.T) {
	for name, body := range map[string]string{
		"stalls": "5\r\nhello\r\n", "too much": "800\r\n" + strings.Repeat("a", 2048) + "\r\n0\r\n\r\n", "no chunks": "zz\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			addr, log := listening(t, func(w http.ResponseWriter, r *http.Request) {
				_, err := io.Copy(io.Discard, r.Body)
				Write(w, r, failed(err))
			})
			c := dial(t, addr, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"+body)
			res, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			text, err := io.ReadAll(res.Body)
			if err != nil || res.StatusCode != http.StatusInternalServerError || bytes.Equal(text, []byte(`"<nil>"`)) {
				t.Errorf("%d %s, %v", res.StatusCode, text, err)
			}
			if got := log.status(t); got != http.StatusInternalServerError {
				t.Errorf("logged as %d", got)
			}
		})
	}
}

// A deadline of our own is no client that has left.
func TestADeadlineIsNoClientThatLeft(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 0)
	defer cancel()
	r, w := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil), httptest.NewRecorder()
	<-ctx.Done()
	if Write(w, r, failed(ctx.Err())); w.Code != http.StatusInternalServerError {
		t.Errorf("status %d", w.Code)
	}
}
