package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"palestra/internal/scenario"
)

// terminal is what a command prints, to be read while it runs.
type terminal struct {
	mu   sync.Mutex
	text strings.Builder
	// wrote is signalled after something was printed.
	wrote chan struct{}
}

func newTerminal() *terminal { return &terminal{wrote: make(chan struct{}, 1)} }

func (t *terminal) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	select {
	case t.wrote <- struct{}{}:
	default:
	}
	return t.text.Write(b)
}

func (t *terminal) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}

// demo runs the demo on a folder until the test or stop ends it, and gives what it printed when it is ready.
func demo(t *testing.T, data string) (printed string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	screen, ended := newTerminal(), make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"demo", "--data", data, "--addr", "127.0.0.1:0"}, Streams{In: strings.NewReader(""), Out: screen, Err: screen})
	}()
	stopped := false
	stop = func() {
		if !stopped {
			stopped = true
			cancel()
			if code := <-ended; code != 0 {
				t.Errorf("the demo ended with %d:\n%s", code, screen)
			}
		}
	}
	t.Cleanup(stop)
	for !strings.Contains(screen.String(), "Stop with Ctrl-C") {
		select {
		case <-screen.wrote:
		case code := <-ended:
			stopped = true
			t.Fatalf("the demo ended with %d:\n%s", code, screen)
		}
	}
	return screen.String(), stop
}

// TestDemoAndSimulateShowALiveMatch is the two terminals of the documentation.
func TestDemoAndSimulateShowALiveMatch(t *testing.T) {
	data := filepath.Join(t.TempDir(), "demo")
	printed, stop := demo(t, data)
	if info, err := os.Stat(filepath.Join(data, devicesFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the keys of the devices: %v, %v", info, err)
	}
	line := regexp.MustCompile(`(?m)^ +palestra simulate (.*)$`).FindStringSubmatch(printed)
	if line == nil {
		t.Fatalf("the demo doesn't say how to have its match played:\n%s", printed)
	}
	base := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(printed)
	coach := signInAs(t, data, base, scenario.TeamCoach())
	board := coach.watch(t, coach.today(t))

	code, out, failed := simulate(append(strings.Fields(line[1]), "--devices", "3", "--minutes", "0.05")...)
	if code != 0 || !strings.Contains(out, "9 frames of 10 samples sent, 9 stored") {
		t.Fatalf("exit %d: %s%s", code, out, failed)
	}
	board.measures(t)
	strengthIsDone(t, data, base)

	stop()
	again, _ := demo(t, data)
	coach.base = regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(again)
	if coach.today(t) != board.occasion {
		t.Error("the match that was played a moment ago is another after the demo was started again")
	}
}

// signedIn is somebody who asks the API of a demo.
type signedIn struct{ base, token string }

// signInAs takes the password that the demo made, and an application of its own.
func signInAs(t *testing.T, data, base, name string) *signedIn {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, signInsFile))
	var people []scenario.SignIn
	if err == nil {
		err = json.Unmarshal(text, &people)
	}
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"grant_type": {"password"}, "username": {name}}
	for _, p := range people {
		if p.Username == name {
			form.Set("password", p.Password)
		}
	}
	app := object(t, data, "app", "create", "--name", "Board", "--owner", name, "--grant", "password")
	form.Set("client_id", app["client_id"].(string))
	form.Set("client_secret", app["client_secret"].(string))
	res, err := http.PostForm(base+"/oauth2/token/", form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || answer.Token == "" {
		t.Fatalf("%s: %v", res.Status, err)
	}
	return &signedIn{base: base, token: "Bearer " + answer.Token}
}

// get asks the API for monitoring.
func (s *signedIn) get(t *testing.T, path string, answer any) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, s.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", s.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(answer); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", path, res.Status, err)
	}
}

// count is how many there are in a list.
func (s *signedIn) count(t *testing.T, path string) int {
	t.Helper()
	var page struct{ Count int }
	s.get(t, path, &page)
	return page.Count
}

// today is the occasion that is on.
func (s *signedIn) today(t *testing.T) int64 {
	t.Helper()
	var page struct {
		Results []struct {
			Activity int64  `json:"activity"`
			Start    string `json:"start_time"`
			End      string `json:"end_time"`
		} `json:"results"`
	}
	if s.get(t, "/api/v1/timeframes/?limit=1&ordering=-start_time", &page); len(page.Results) != 1 {
		t.Fatalf("%+v", page)
	}
	f := page.Results[0]
	const written = "2006-01-02T15:04:05-0700"
	start, startErr := time.Parse(written, f.Start)
	end, endErr := time.Parse(written, f.End)
	if startErr != nil || endErr != nil || start.After(time.Now()) || end.Before(time.Now().Add(time.Hour)) {
		t.Errorf("the match goes from %s until %s", f.Start, f.End)
	}
	return f.Activity
}

// board is the stream of an occasion.
type board struct {
	conn     *websocket.Conn
	occasion int64
}

func (s *signedIn) watch(t *testing.T, occasion int64) *board {
	t.Helper()
	address := fmt.Sprintf("%s/ws/v1/computed-data/%d/", s.base, occasion)
	conn, _, err := websocket.Dial(t.Context(), address, &websocket.DialOptions{HTTPHeader: http.Header{"Authorization": {s.token}}}) //nolint:bodyclose // the library closes the body itself
	if err != nil {
		t.Fatal(err)
	}
	conn.SetReadLimit(-1)
	t.Cleanup(func() { _ = conn.CloseNow() }) // the demo may have ended it
	return &board{conn, occasion}
}

// measures waits until three players have run some meters.
func (b *board) measures(t *testing.T) {
	t.Helper()
	ran := map[int64]bool{}
	for len(ran) < 3 {
		_, message, err := b.conn.Read(t.Context())
		if err != nil {
			t.Fatalf("%d of 3 players are measured: %v", len(ran), err)
		}
		var frame struct {
			TimeFrame int64 `json:"timeframe"`
			Data      struct {
				Distance float64 `json:"total_distance"`
			} `json:"data"`
		}
		if err := json.Unmarshal(message, &frame); err != nil {
			t.Fatalf("%v in %s", err, message)
		}
		if frame.Data.Distance > 0 {
			ran[frame.TimeFrame] = true
		}
	}
}

// strengthIsDone wants that an athlete's strength evenings are on the calendar, and that some were done and some weren't.
func strengthIsDone(t *testing.T, data, base string) {
	t.Helper()
	token := object(t, data, "token", "create", "jonas")["token"].(string)
	day := func(n int) string { return time.Now().AddDate(0, 0, n).Format(time.DateOnly) }
	req, err := http.NewRequest(http.MethodGet, base+"/api-coach/training-planned/?start_date="+day(-35)+"&end_date="+day(7), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Token "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var trainings []struct {
		Sport string
		Done  []struct{ Status string }
	}
	if err := json.NewDecoder(res.Body).Decode(&trainings); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for i := range trainings {
		if trainings[i].Sport == "STRENGTH_TRAINING" {
			for _, d := range trainings[i].Done {
				count[d.Status]++
			}
		}
	}
	if count["done"] < 8 || count["done"] <= count["missed"] {
		t.Errorf("strength evenings: %v", count)
	}
}
