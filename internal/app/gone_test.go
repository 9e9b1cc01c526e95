package app

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"palestra/internal/api/wire"
	"palestra/internal/core/auth"
)

// requestLog hands out the log of a server line by line.
type requestLog chan string

func (l requestLog) Write(line []byte) (int, error) {
	l <- string(line)
	return len(line), nil
}

// next is the status of the next request to a path. A line that is worse than information fails the test.
func (l requestLog) next(t *testing.T, path string) int {
	t.Helper()
	for {
		text := <-l
		var line struct {
			Level, Msg, Path string
			Status           int
		}
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}
		if line.Level != "INFO" {
			t.Errorf("logged: %s", text)
		}
		if line.Msg == "request" && line.Path == path {
			return line.Status
		}
	}
}

// watchedServer is a whole server with an account, whose log is read.
type watchedServer struct {
	*testing.T
	log           requestLog
	url           string
	data          string
	token, cookie string
}

func newWatchedServer(t *testing.T) *watchedServer {
	t.Helper()
	s := &watchedServer{T: t, log: make(requestLog, 100), data: t.TempDir()}
	a, err := Open(t.Context(), testConfig(s.data, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	h, err := a.Handler(newLog(s.log, "info"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	s.url = server.URL
	p, err := a.auth.CreateAccount(t.Context(), auth.Registration{Username: "ana", Password: "correct horse"})
	if err == nil {
		s.token, err = a.auth.IssueBearer(p)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.cookie = s.signIn()
	return s
}

// signIn gives the session's cookie.
func (s *watchedServer) signIn() string {
	s.Helper()
	stay := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := stay.PostForm(s.url+"/sign-in", url.Values{"login": {"ana"}, "password": {"correct horse"}})
	if err != nil {
		s.Fatal(err)
	}
	defer res.Body.Close()
	var all []string
	for _, c := range res.Cookies() {
		all = append(all, c.Name+"="+c.Value)
	}
	return strings.Join(all, "; ")
}

// begin opens a connection of its own and sends a request, or the beginning of one.
func (s *watchedServer) begin(head, body string) net.Conn {
	s.Helper()
	host := strings.TrimPrefix(s.url, "http://")
	c, err := net.Dial("tcp", host)
	if err == nil {
		_, err = io.WriteString(c, strings.ReplaceAll(head, "\n", "\r\n")+"\r\nHost: "+host+"\r\nAuthorization: Bearer "+s.token+
			"\r\nCookie: "+s.cookie+"\r\n\r\n"+body)
	}
	if err != nil {
		s.Fatal(err)
	}
	return c
}

// metrics are the lines that count requests.
func (s *watchedServer) metrics() string {
	s.Helper()
	res, err := http.Get(s.url + "/metrics")
	if err != nil {
		s.Fatal(err)
	}
	defer res.Body.Close()
	var lines []string
	for scan := bufio.NewScanner(res.Body); scan.Scan(); {
		if strings.HasPrefix(scan.Text(), "palestra_request_seconds_count") {
			lines = append(lines, scan.Text())
		}
	}
	return strings.Join(lines, "\n")
}

// TestAClientThatLeavesIsCountedAsNobodysFailure hangs up on real connections: in the middle of an upload, and while
// another program holds the database so that the answer has to wait.
func TestAClientThatLeavesIsCountedAsNobodysFailure(t *testing.T) {
	t.Parallel()
	s := newWatchedServer(t)
	const half = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ride.gpx\"\r\n\r\n<gpx><trk>"
	const upload = "\nContent-Type: multipart/form-data; boundary=x\nContent-Length: 5000"
	for path, request := range map[string]string{
		"/api/workouts": "POST /api/workouts HTTP/1.1" + upload, "/activities/upload": "POST /activities/upload HTTP/1.1" + upload,
	} {
		if err := s.begin(request, half).Close(); err != nil {
			t.Fatal(err)
		}
		if got := s.log.next(t, path); got != wire.StatusClientGone {
			t.Errorf("%s, left in the middle: %d", path, got)
		}
	}

	release := s.hold()
	const entry = `{"sport_id": 1, "duration": 3600, "distance": 20, "workout_date": "2026-05-15 14:05"}`
	const form = "sport=5&start=2026-05-15T18:00&duration=50:00&distance=10&visibility=private"
	for path, c := range map[string]net.Conn{
		"/api/workouts/no_gpx": s.begin("POST /api/workouts/no_gpx HTTP/1.1\nContent-Type: application/json\nContent-Length: "+strconv.Itoa(len(entry)), entry),
		"/activities/new":      s.begin("POST /activities/new HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nContent-Length: "+strconv.Itoa(len(form)), form),
	} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		if got := s.log.next(t, path); got != wire.StatusClientGone {
			t.Errorf("%s, left waiting: %d", path, got)
		}
	}
	release()

	got := s.metrics()
	for _, want := range []string{
		`{method="POST",part="fittrackee",status="499"} 2`, `{method="POST",part="web",status="499"} 2`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in\n%s", want, got)
		}
	}
	if strings.Contains(got, `status="5`) {
		t.Errorf("counted as a failure:\n%s", got)
	}
}

// hold keeps everybody else from writing to the database until it is released.
func (s *watchedServer) hold() (release func()) {
	s.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.data, databaseFile)+"?_pragma=busy_timeout(5000)&_txlock=immediate")
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = db.Close() })
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		s.Fatal(err)
	}
	return func() {
		if err := tx.Rollback(); err != nil {
			s.Error(err)
		}
	}
}
