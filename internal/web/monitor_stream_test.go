package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"palestra/internal/core/access"
)

// watching is a connection to a live board.
type watching struct {
	t     *testing.T
	lines *bufio.Scanner
	end   func()
}

// second is what the script is told.
type second struct {
	Now    int64
	Clock  string
	Frames []int64
	Tiles  []struct {
		ID     int64
		Cells  map[string]string
		Zone   int
		At     int64
		Place  []float64
		Slot   int64
		Speeds []*float64
	}
}

// run measures while the test lasts.
func (m *sideline) run() {
	m.t.Helper()
	ctx, cancel := context.WithCancel(m.t.Context())
	done := make(chan struct{})
	go func() {
		m.deps.Streams.Run(ctx)
		close(done)
	}()
	m.t.Cleanup(func() {
		cancel()
		<-done
	})
}

func (v *visitor) watch(path string) *watching {
	v.t.Helper()
	ctx, cancel := context.WithCancel(v.t.Context())
	v.t.Cleanup(cancel)
	res, err := v.client.Do(v.request("GET", path, nil).WithContext(ctx))
	if err != nil {
		v.t.Fatal(err)
	}
	v.t.Cleanup(func() { _ = res.Body.Close() })
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Cache-Control") != "no-store" {
		v.t.Fatalf("status %d, %v", res.StatusCode, res.Header)
	}
	w := &watching{t: v.t, lines: bufio.NewScanner(res.Body), end: cancel}
	w.lines.Buffer(nil, 1<<20)
	return w
}

// next reads an event; "" when the server has ended the stream.
func (w *watching) next() (name string, s second) {
	w.t.Helper()
	for w.lines.Scan() {
		line := w.lines.Text()
		switch {
		case strings.HasPrefix(line, "event: "):
			name = line[7:]
		case strings.HasPrefix(line, "data: "):
			if err := json.Unmarshal([]byte(line[6:]), &s); err != nil {
				w.t.Fatal(err)
			}
			return name, s
		}
	}
	return "", s
}

// until reads events until one is as wanted.
func (w *watching) until(ok func(name string, s second) bool) second {
	w.t.Helper()
	for {
		name, s := w.next()
		if ok(name, s) {
			return s
		}
		if name != "scene" {
			w.t.Fatalf("the stream ended with %q", name)
		}
	}
}

// at waits for a time frame to be told up to a second after kick-off.
func (w *watching) at(frame int64, seconds int) second {
	w.t.Helper()
	kickOff := noon.Add(-30 * time.Minute).UnixMilli()
	return w.until(func(_ string, s second) bool {
		for i := range s.Tiles {
			if s.Tiles[i].ID == frame && s.Tiles[i].At >= kickOff+int64(seconds)*1000-100 {
				return true
			}
		}
		return false
	})
}

func (m *sideline) viewer(name string) access.Viewer { return access.Viewer{Person: m.person(name)} }

func TestLiveBoardTellsEachSecond(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T13:15")
	m.run()
	m.carl.get(at+"/live").wants(t, 200, "ana", "ben", "Heart", "Sprints", "Load", "–")
	frames := m.frames()
	w := m.carl.watch(at + "/live/stream")
	name, first := w.next()
	if name != "scene" || len(first.Frames) != 2 || first.Clock != "30:00" || first.Now != noon.UnixMilli() {
		t.Fatalf("%s %+v", name, first)
	}
	m.play(0, 0, 60)
	s := w.at(frames[0].ID, 60)
	for i := range s.Tiles {
		tile := &s.Tiles[i]
		if tile.ID != frames[0].ID {
			continue
		}
		if tile.Cells["distance"] == "0.00" || tile.Cells["heart"] == "–" || tile.Zone < 1 || len(tile.Place) != 2 || len(tile.Speeds) == 0 || tile.Cells["load"] == "–" {
			t.Errorf("%+v", tile)
		}
	}
	m.compute()
	m.carl.get(at+"/live").wants(t, 200, "As of 13:00.")
}

// A second connection of the same reader, and what is told to those who come late, has the whole history.
func TestLiveBoardAfterAReconnection(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T13:15")
	m.run()
	frame := m.frames()[0].ID
	one := m.carl.watch(at + "/live/stream")
	m.play(0, 0, 20)
	one.at(frame, 20)
	m.play(0, 20, 22)
	short := one.at(frame, 22)
	two := m.carl.watch(at + "/live/stream")
	long := two.at(frame, 22)
	if a, b := len(short.Tiles[0].Speeds), len(long.Tiles[0].Speeds); a > 3 || b < 10 {
		t.Errorf("%d values of what is new, %d of the whole", a, b)
	}
}

func TestLiveBoardEndsWhenNothingIsShared(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T13:15")
	m.run()
	ana, ben := m.frames()[0].ID, m.frames()[1].ID
	w := m.carl.watch(at + "/live/stream")
	m.play(0, 0, 5)
	w.at(ana, 5)
	m.revoke("ana")
	m.play(0, 5, 10)
	m.play(1, 0, 10)
	w.until(func(_ string, s second) bool {
		for i := range s.Tiles {
			if s.Tiles[i].ID == ana && s.Tiles[i].At > noon.Add(-30*time.Minute).UnixMilli()+5000 {
				t.Error("told of what was taken back")
			}
		}
		return len(s.Frames) == 1 && s.Frames[0] == ben
	})
	m.carl.get(at+"/live").wants(t, 200, "no longer shared")
	m.revoke("ben")
	w.until(func(name string, _ second) bool { return name == "gone" })
	if name, _ := w.next(); name != "" {
		t.Errorf("%q after the last word", name)
	}
}

func TestLiveBoardEndsWithTheSession(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T13:15")
	m.run()
	w := m.carl.watch(at + "/live/stream")
	if name, _ := w.next(); name != "scene" {
		t.Fatal(name)
	}
	m.carl.post("/sign-out").wants(t, 200)
	w.until(func(name string, _ second) bool { return name == "" })
	m.carl.get(at+"/live/stream").wants(t, 200, "Sign in")
}

func TestLiveBoardEndsWithTheServer(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T13:15")
	m.run()
	w := m.carl.watch(at + "/live/stream")
	if name, _ := w.next(); name != "scene" {
		t.Fatal(name)
	}
	close(m.stop)
	w.until(func(name string, _ second) bool { return name == "bye" })
	if name, _ := w.next(); name != "" {
		t.Errorf("%q after the last word", name)
	}
}

func TestLiveBoardEndsWithTheOccasion(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T12:50")
	m.run()
	if got := m.carl.get(at+"/live").wants(t, 200, "Athletes compared"); got.path() != at {
		t.Errorf("the board of what is over leads to %s", got.path())
	}
	w := m.carl.watch(at + "/live/stream")
	w.until(func(name string, _ second) bool { return name == "over" })
}

// stalling makes connections on which nothing goes out while it is held, as to a reader who doesn't read.
type stalling struct {
	net.Listener
	hold sync.RWMutex
}

type stalled struct {
	net.Conn
	hold *sync.RWMutex
}

func (l *stalling) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return stalled{c, &l.hold}, err
}

func (c stalled) Write(b []byte) (int, error) {
	c.hold.RLock()
	defer c.hold.RUnlock()
	return c.Conn.Write(b)
}

// A reader who doesn't read holds nobody up, and then gets the newest state with all that was in between, not one by one.
func TestLiveBoardForASlowReader(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T13:15")
	m.run()
	frame := m.frames()[0].ID
	server := httptest.NewUnstartedServer(m.handler)
	line := &stalling{Listener: server.Listener}
	server.Listener = line
	server.Start()
	t.Cleanup(server.Close)
	reader := &visitor{t: t, base: server.URL, client: &http.Client{Jar: m.carl.client.Jar}, lang: "en"}
	reader.post("/sign-in", "login", "carl", "password", "correct horse battery").wants(t, 200)

	quick, slow := m.carl.watch(at+"/live/stream"), reader.watch(at+"/live/stream")
	m.play(0, 0, 2)
	quick.at(frame, 2)
	slow.at(frame, 2)
	line.hold.Lock()
	const last = 6
	for second := 2; second < last; second++ {
		m.play(0, second, second+1)
		quick.at(frame, second+1)
	}
	line.hold.Unlock()
	told := 0
	slow.until(func(_ string, s second) bool {
		if len(s.Tiles) == 0 {
			return false
		}
		told++
		tile := &s.Tiles[0]
		return tile.At >= noon.Add(-30*time.Minute).UnixMilli()+last*1000-100
	})
	if told > 2 { // the one that was held, and the newest
		t.Errorf("%d states were told one after the other", told)
	}
}
