package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"palestra/internal/config"
	"palestra/internal/core/auth"
)

// running is a whole server on a free port.
type running struct {
	*testing.T
	app  *App
	base string
	stop func() error
}

// start serves these settings until the test ends.
func start(t *testing.T, c config.Config) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	a, err := Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- a.Serve(ctx, listener, newLog(io.Discard, "error")) }()
	stopped := false
	s := &running{T: t, app: a, base: "http://" + listener.Addr().String()}
	s.stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		err := <-served
		return joinErrors(err, a.Close())
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func joinErrors(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

// do sends a request and gives status and body.
func (s *running) do(client *http.Client, r *http.Request) (int, string) {
	s.Helper()
	res, err := client.Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func (s *running) get(path string, header ...string) (int, string) {
	s.Helper()
	r, err := http.NewRequest(http.MethodGet, s.base+path, nil)
	if err != nil {
		s.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return s.do(http.DefaultClient, r)
}

// form is a multipart body with one file and one field.
func form(t *testing.T, path, field, value string) (io.Reader, string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", filepath.Base(path))
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.WriteField(field, value)
	}
	if err := joinErrors(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return &body, w.FormDataContentType()
}

// account makes one and signs it in at the API.
func (s *running) account(name string) (token string) {
	s.Helper()
	p, err := s.app.auth.CreateAccount(context.Background(), auth.Registration{Username: name, Password: "correct horse"})
	if err == nil {
		token, err = s.app.auth.IssueBearer(p)
	}
	if err != nil {
		s.Fatal(err)
	}
	return token
}

// workouts are all of somebody's, as the API tells them, oldest first.
func (s *running) workouts(token string) []map[string]any {
	s.Helper()
	_, body := s.get("/api/workouts?per_page=100&order=asc", "Authorization", "Bearer "+token)
	var answer struct {
		Data struct{ Workouts []map[string]any }
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		s.Fatalf("%v in %s", err, body)
	}
	return answer.Data.Workouts
}

// uploadAPI is curl -F on the dialect.
func (s *running) uploadAPI(token, path string, sport int) {
	s.Helper()
	body, kind := form(s.T, path, "data", fmt.Sprintf(`{"sport_id": %d}`, sport))
	r, err := http.NewRequest(http.MethodPost, s.base+"/api/workouts", body)
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Authorization", "Bearer "+token)
	if status, answer := s.do(http.DefaultClient, r); status != http.StatusCreated {
		s.Fatalf("%s by the API: %d %s", filepath.Base(path), status, answer)
	}
}

// uploadPage is what a browser without JavaScript sends.
func (s *running) uploadPage(name, path string, sport int) {
	s.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	res, err := client.PostForm(s.base+"/sign-in", url.Values{"login": {name}, "password": {"correct horse"}})
	if err != nil {
		s.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		s.Fatal(err)
	}
	body, kind := form(s.T, path, "sport", fmt.Sprint(sport))
	r, err := http.NewRequest(http.MethodPost, s.base+"/activities/upload", body)
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	if status, page := s.do(client, r); status != http.StatusOK {
		s.Fatalf("%s by the page: %d %s", filepath.Base(path), status, page)
	}
}

// TestEveryDoorGivesTheSameNumbers takes recordings of real devices in through the page, the API and the command line.
func TestEveryDoorGivesTheSameNumbers(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, dbURL string) {
		s := start(t, testConfig(t.TempDir(), dbURL))
		byAPI, byPage, byShell := s.account("api"), s.account("page"), s.account("shell")
		files := []string{filepath.Join(recordings, "garmin-run.tcx"), filepath.Join(recordings, "wahoo-elemnt-ride.fit")}
		s.uploadAPI(byAPI, files[1], 5)
		files = append(files, s.downloadGPX(byAPI, s.workouts(byAPI)[0]["id"].(string)))
		s.uploadAPI(byAPI, files[0], 5)
		s.uploadAPI(byAPI, files[2], 5)
		for _, f := range files {
			s.uploadPage("page", f, 5)
		}
		args := append([]string{"import", "--user", "shell", "--sport", "running", "--data", s.app.config.Data, "--duplicates",
			"--secret-key", s.app.config.SecretKey}, files...)
		if dbURL != "" {
			args = append(args, "--database-url", dbURL)
		}
		var out, errors bytes.Buffer
		if code := Run(context.Background(), args, Streams{Out: &out, Err: &errors}); code != 0 {
			t.Fatalf("import: exit %d %s", code, errors.String())
		}
		api, page, shell := s.workouts(byAPI), s.workouts(byPage), s.workouts(byShell)
		if len(api) != len(files) || len(page) != len(files) || len(shell) != len(files) {
			t.Fatalf("%d by the API, %d by the page, %d by the shell", len(api), len(page), len(shell))
		}
		for _, key := range []string{"workout_date", "distance", "duration", "moving", "pauses", "ave_speed", "max_speed", "ascent", "descent", "min_alt", "max_alt"} {
			for what, list := range map[string][]map[string]any{"page": page, "shell": shell} {
				if got, want := values(list, key), values(api, key); got != want {
					t.Errorf("%s by the %s %s, by the API %s", key, what, got, want)
				}
			}
		}
	})
}

// values are those of one key, sorted by their text: recordings with the same start have no order of their own.
func values(list []map[string]any, key string) string {
	all := make([]string, len(list))
	for i, w := range list {
		all[i] = fmt.Sprint(w["workout_date"], " ", w[key])
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// downloadGPX keeps an activity's GPX as a file.
func (s *running) downloadGPX(token, id string) string {
	s.Helper()
	status, text := s.get("/api/workouts/"+id+"/gpx/download", "Authorization", "Bearer "+token)
	if status != http.StatusOK {
		s.Fatalf("download: %d %s", status, text)
	}
	path := filepath.Join(s.TempDir(), "download.gpx")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
	return path
}

func TestHealthAndMetrics(t *testing.T) {
	t.Parallel()
	c := testConfig(t.TempDir(), "")
	s := start(t, c)
	for _, path := range []string{"/healthz", "/readyz"} {
		if status, body := s.get(path); status != 200 || body != "ok\n" {
			t.Errorf("%s: %d %q", path, status, body)
		}
	}
	s.get("/api/ping")
	if status, body := s.get("/metrics"); status != 200 || !strings.Contains(body, `palestra_request_seconds_count{method="GET",part="fittrackee",status="200"} 1`) {
		t.Errorf("/metrics: %d\n%s", status, body)
	}
	if status, _ := s.get("/metrics", "X-Forwarded-For", "192.0.2.7"); status != 403 {
		t.Errorf("/metrics through a proxy: %d", status)
	}
	c = testConfig(t.TempDir(), "")
	c.MetricsToken = "a token for the monitor"
	s = start(t, c)
	if status, _ := s.get("/metrics"); status != 403 {
		t.Errorf("/metrics without its token: %d", status)
	}
	if status, _ := s.get("/metrics", "Authorization", "Bearer "+c.MetricsToken); status != 200 {
		t.Errorf("/metrics with its token: %d", status)
	}
}

func TestServesUnderASubPath(t *testing.T) {
	t.Parallel()
	c := testConfig(t.TempDir(), "")
	c.BaseURL = "http://train.example/gym/"
	s := start(t, c)
	if status, body := s.get("/gym/api/ping"); status != 200 || !strings.Contains(body, "pong!") {
		t.Errorf("the API: %d %s", status, body)
	}
	status, page := s.get("/gym/sign-in")
	if status != 200 || !strings.Contains(page, `href="/gym/static/`) || strings.Contains(page, `href="/static/`) {
		t.Errorf("the page: %d\n%s", status, page)
	}
	if status, _ := s.get("/sign-in"); status != 404 {
		t.Errorf("outside the path: %d", status)
	}
}

func TestStoppingLetsRequestsFinish(t *testing.T) {
	t.Parallel()
	s := start(t, testConfig(t.TempDir(), ""))
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const body = `{"email": "nobody", "password": "wrong"}`
	fmt.Fprintf(conn, "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", len(body))
	answers := bufio.NewReader(conn)
	// The server says that it goes on when the handler begins to read the body.
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("%q, %v", line, err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- s.stop() }()
	for { // until the listener is closed
		other, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
		if err != nil {
			break
		}
		_ = other.Close()
		time.Sleep(time.Millisecond)
	}
	if _, err := io.WriteString(conn, body); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(answers)
	if err != nil || !strings.Contains(string(rest), "HTTP/1.1 401") {
		t.Errorf("the request under way was answered with %q, %v", rest, err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestTheKeyIsMadeOnceAndOutlivesARestart(t *testing.T) {
	t.Parallel()
	c := testConfig(t.TempDir(), "")
	c.SecretKey = ""
	s := start(t, c)
	token := s.account("ana")
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(c.Data, secretFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info, err)
	}
	s = start(t, c)
	if status, body := s.get("/api/auth/profile", "Authorization", "Bearer "+token); status != 200 {
		t.Errorf("the token after a restart: %d %s", status, body)
	}
}
