package insiders_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"palestra/internal/api/insiders"
	"palestra/internal/core/access"
	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
	"palestra/internal/store/storetest"
)

// pitch is a server with streams, a device of mia's and a time frame of ana's that lasts an hour from now on.
type pitch struct {
	*world
	t        *testing.T
	monitor  *monitor.Service
	server   *httptest.Server
	device   *monitor.Tracker
	key      string
	occasion *monitor.Occasion
	frame    *monitor.TimeFrame
}

func newPitch(t *testing.T) *pitch {
	w := newWorld(t, storetest.SQLite(t))
	p := &pitch{world: w, t: t}
	var streams *live.Service
	p.monitor = monitor.New(w.store, monitor.Options{
		Now: w.clock, NewUUID: w.newUUID, Access: w.access, Received: func(device int64, r *monitor.RawFrame) { streams.Received(device, r) },
	})
	streams = live.New(p.monitor, w.clock)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		streams.Run(ctx)
		close(ended)
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	p.server = httptest.NewServer(insiders.NewLive(insiders.LiveDeps{
		Auth: w.auth, Devices: p.monitor, Streams: streams, Now: w.clock, Origins: []string{"squad.example"}, Stop: ctx.Done(),
		Log: slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelError})),
	}).Handler())
	t.Cleanup(p.server.Close)
	p.fill()
	return p
}

func (p *pitch) fill() {
	ctx, mia := p.t.Context(), access.Viewer{Person: p.people["mia"]}
	for _, permission := range []access.Permission{access.PermissionRead, access.PermissionWrite} {
		_, err := p.access.Grant(ctx, access.Grant{
			Athlete: p.people["ana"].ID, Coach: mia.ID(), Permission: permission, From: p.now.Add(-time.Hour), Until: p.now.Add(24 * time.Hour),
		})
		must(p.t, err)
	}
	var err error
	p.device, p.key, err = p.monitor.AddTracker(ctx, "SN-1", "", mia.ID())
	must(p.t, err)
	p.occasion, err = p.monitor.CreateOccasion(ctx, mia, monitor.Occasion{Name: "match", Schema: 3, Document: json.RawMessage(`{"sport":"soccer"}`)})
	must(p.t, err)
	p.frame, err = p.monitor.CreateTimeFrame(ctx, mia, monitor.TimeFrame{
		Athlete: p.people["ana"].ID, Occasion: p.occasion.ID, Device: p.device.ID, Schema: 9, From: p.now, Until: p.now.Add(time.Hour),
	})
	must(p.t, err)
}

// second is a frame of a second at 10 Hz, running ever faster.
func (p *pitch) second(n int) string {
	var times, lat, lon, speed []string
	for i := range 10 {
		times = append(times, fmt.Sprint(p.now.UnixMilli()+int64(n*1000+i*100)))
		lat = append(lat, fmt.Sprintf("46.%07d", 5200000+n*300+i*30))
		lon = append(lon, "6.62")
		speed = append(speed, fmt.Sprintf("%d.%d", n%8, i))
	}
	list := func(s []string) string { return "[" + strings.Join(s, ",") + "]" }
	return fmt.Sprintf(`{"gnss":{"timestamp":%s,"latitude":%s,"longitude":%s,"speed":%s},"ecg":{"timestamp":%s,"hr":%d},"device":{"Bat_lvl":90}}`,
		list(times), list(lat), list(lon), list(speed), times[0], 120+n)
}

// client is one end of a connection.
type client struct {
	t    *testing.T
	conn *websocket.Conn
}

func (p *pitch) dial(path, authorization string) *client {
	p.t.Helper()
	o := &websocket.DialOptions{HTTPHeader: http.Header{}}
	if authorization != "" {
		o.HTTPHeader.Set("Authorization", authorization)
	}
	conn, _, err := websocket.Dial(p.t.Context(), p.server.URL+path, o) //nolint:bodyclose // the library closes the body itself
	must(p.t, err)
	conn.SetReadLimit(1 << 20)
	p.t.Cleanup(func() { _ = conn.CloseNow() })
	return &client{p.t, conn}
}

func (c *client) read() string {
	c.t.Helper()
	_, message, err := c.conn.Read(c.t.Context())
	must(c.t, err)
	return string(message)
}

func (c *client) says(want string) {
	c.t.Helper()
	if got := c.read(); got != want {
		c.t.Fatalf("got %s, want %s", got, want)
	}
}

func (c *client) write(message string) {
	c.t.Helper()
	must(c.t, c.conn.Write(c.t.Context(), websocket.MessageText, []byte(message)))
}

// ends reads what is left, and wants the connection to be closed with a code.
func (c *client) ends(code websocket.StatusCode) (last string) {
	c.t.Helper()
	for {
		_, message, err := c.conn.Read(c.t.Context())
		if err != nil {
			if got := websocket.CloseStatus(err); got != code {
				c.t.Fatalf("closed with %d, want %d: %v", got, code, err)
			}
			return last
		}
		last = string(message)
	}
}

const (
	needed       = `{"message":"Authorization needed"}`
	authorized   = `{"message":"Authorized"}`
	unauthorized = `{"message":"Unauthorized"}`
)

func (p *pitch) bearer(who string) string {
	p.t.Helper()
	token, err := p.token(who, p.app, p.appSecret, "all")
	must(p.t, err)
	return token
}

func authorize(token string) string { return `{"action":"authorize","token":"` + token + `"}` }

func (p *pitch) computedPath() string {
	return fmt.Sprintf("/ws/v1/computed-data/%d/%d/", p.occasion.ID, p.frame.ID)
}

// computed is a message of a computed stream.
type computed struct {
	TimeFrame int64 `json:"timeframe"`
	Data      struct {
		LastTimestamp int64   `json:"last_timestamp"`
		TotalDistance float64 `json:"total_distance"`
		MaxSpeed      float64 `json:"max_speed"`
		HRMax         float64 `json:"hr_max"`
	} `json:"data"`
}

// until reads computed frames up to one whose newest sample is of a time.
func (c *client) until(last int64) (got computed) {
	c.t.Helper()
	for {
		must(c.t, json.Unmarshal([]byte(c.read()), &got))
		if got.Data.LastTimestamp == last {
			return got
		}
	}
}

// send streams seconds over a connection of the device, and waits until they are stored.
func (p *pitch) send(c *client, from, to int) {
	p.t.Helper()
	for n := from; n < to; n++ {
		c.write(p.second(n))
	}
	for c.read() != fmt.Sprintf(`{"ack":%d}`, to) {
	}
}

// A match from the first word to its end: the device streams, the manager follows, and the numbers are those of the batch.
func TestLiveMatch(t *testing.T) {
	p := newPitch(t)
	viewer := p.dial(p.computedPath(), "")
	viewer.says(needed)
	viewer.write(authorize(p.bearer("mia")))
	viewer.says(authorized)
	if first := viewer.until(0); first.TimeFrame != p.frame.ID || first.Data.TotalDistance != 0 {
		t.Errorf("%+v", first)
	}
	device := p.dial(fmt.Sprintf("/ws/v1/ingest/%d/", p.device.ID), "")
	device.says(needed)
	device.write(authorize(p.key))
	device.says(authorized)
	p.send(device, 0, 20)
	late := p.dial(fmt.Sprintf("/v1/ws/computed-data/%d", p.occasion.ID), "Bearer "+p.bearer("mia"))
	late.says(authorized)
	late.until(p.now.UnixMilli() + 19_900)
	p.send(device, 20, 40)
	end := p.now.UnixMilli() + 39_900
	a, b := viewer.until(end), late.until(end)
	must(t, p.monitor.Compute(t.Context(), p.frame.ID, 0))
	batch, err := p.monitor.Computed(t.Context(), access.Viewer{Person: p.people["mia"]}, p.frame.ID)
	must(t, err)
	for _, got := range []computed{a, b} {
		if got.Data.TotalDistance != batch.Result.TotalDistance || got.Data.MaxSpeed != batch.Result.MaxSpeed || got.Data.HRMax != batch.Result.HRMax || got.Data.HRMax != 159 {
			t.Errorf("%+v, the batch has %v m, %v m/s, %v bpm", got, batch.Result.TotalDistance, batch.Result.MaxSpeed, batch.Result.HRMax)
		}
	}
	must(t, p.monitor.RevokeGrants(t.Context(), access.Viewer{Person: p.people["ana"]}, p.people["ana"].ID, p.people["mia"].ID, 0))
	if last := viewer.ends(4403); last != unauthorized {
		t.Errorf("the last word was %s", last)
	}
}

func TestRawStream(t *testing.T) {
	p := newPitch(t)
	viewer := p.dial(fmt.Sprintf("/ws/v1/preprocessed-data/%d/", p.device.ID), "Bearer "+p.bearer("mia"))
	viewer.says(authorized)
	device := p.dial(fmt.Sprintf("/ws/v1/ingest/%d/", p.device.ID), "Device "+p.key)
	device.says(authorized)
	p.send(device, 0, 1)
	viewer.says(p.second(0))
	again := p.dial(fmt.Sprintf("/ws/v1/preprocessed-data/%d/", p.device.ID), "Bearer "+p.bearer("mia"))
	again.says(authorized)
	again.says(p.second(0))
	_, err := p.monitor.ReleaseTracker(t.Context(), access.Viewer{Person: p.people["mia"]}, p.device.ID)
	must(t, err)
	if last := viewer.ends(4403); last != unauthorized {
		t.Errorf("the last word was %s", last)
	}
}

func TestStreamsAreClosedByCode(t *testing.T) {
	p := newPitch(t)
	raw, ingest := fmt.Sprintf("/ws/v1/preprocessed-data/%d/", p.device.ID), fmt.Sprintf("/ws/v1/ingest/%d/", p.device.ID)
	tests := []struct {
		name, path, says string
		code             websocket.StatusCode
		last             string
	}{
		{"silence", p.computedPath(), "", 4401, ""},
		{"no JSON", p.computedPath(), `{"action":`, 4400, ""},
		{"no object", p.computedPath(), `[1]`, 4400, ""},
		{"another action", p.computedPath(), `{"action":"subscribe"}`, 4403, unauthorized},
		{"a token that is none", p.computedPath(), `{"action":"authorize","token":5}`, 4403, unauthorized},
		{"a forged token", p.computedPath(), authorize("x"), 4403, unauthorized},
		{"a stranger", p.computedPath(), authorize(p.bearer("max")), 4403, unauthorized},
		{"an athlete's device", raw, authorize(p.bearer("ana")), 4403, unauthorized},
		{"nobody's time frame", fmt.Sprintf("/ws/v1/computed-data/%d/999/", p.occasion.ID), authorize(p.bearer("mia")), 4403, unauthorized},
		{"another activity", fmt.Sprintf("/ws/v1/computed-data/999/%d/", p.frame.ID), authorize(p.bearer("mia")), 4403, unauthorized},
		{"no number", "/ws/v1/computed-data/x/", authorize(p.bearer("mia")), 4403, unauthorized},
		{"a wrong key", ingest, authorize("x"), 4403, unauthorized},
		{"another device", "/ws/v1/ingest/999/", authorize(p.key), 4403, unauthorized},
		{"a viewer's token", ingest, authorize(p.bearer("mia")), 4403, unauthorized},
		{"a flood", p.computedPath(), strings.Repeat("x", 10_000), websocket.StatusMessageTooBig, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := p.dial(tt.path, "")
			c.t = t
			c.says(needed)
			if tt.says != "" {
				c.write(tt.says)
			}
			if last := c.ends(tt.code); last != tt.last {
				t.Errorf("the last word was %q", last)
			}
		})
	}
}

// Tokens end in the middle of a stream; a client that has another in time goes on.
func TestTokensEndInTheMiddle(t *testing.T) {
	p := newPitch(t)
	first, second := p.dial(p.computedPath(), "Bearer "+p.bearer("mia")), p.dial(p.computedPath(), "Bearer "+p.bearer("mia"))
	for _, c := range []*client{first, second} {
		c.says(authorized)
		c.until(0)
	}
	jwt, err := p.auth.IssueBearer(p.people["mia"])
	must(t, err)
	second.write(authorize(jwt))
	second.write(`{"something":"else"}`)
	must(t, p.auth.RevokeApp(t.Context(), access.Viewer{Person: p.people["admin"]}, p.world.app.ID))
	if last := first.ends(4403); last != unauthorized {
		t.Errorf("the last word was %s", last)
	}
	device := p.dial(fmt.Sprintf("/ws/v1/ingest/%d/", p.device.ID), "Device "+p.key)
	device.says(authorized)
	p.send(device, 0, 3)
	second.until(p.now.UnixMilli() + 2900)
	second.write(`junk`)
	second.ends(4400)
}

func TestBadFramesAreAnswered(t *testing.T) {
	p := newPitch(t)
	device := p.dial(fmt.Sprintf("/ws/v1/ingest/%d/", p.device.ID), "Device "+p.key)
	device.says(authorized)
	answer := func() string {
		for {
			if message := device.read(); !strings.HasPrefix(message, `{"ack"`) {
				return message
			}
		}
	}
	device.write(fmt.Sprintf(`{"gnss":{"timestamp":[%d],"speed":[1,2]}}`, p.now.UnixMilli()))
	if got := answer(); got != `{"error":"frame 1: gnss.speed has 2 values for 1 timestamps"}` {
		t.Error(got)
	}
	device.write(`{"gnss":{"speed":[1]}}`)
	if got := answer(); got != `{"error":"frame 1: gnss has no timestamp"}` {
		t.Error(got)
	}
	p.send(device, 0, 2)
	device.write(p.second(1)) // sent again, and stored already
	for device.read() != `{"ack":3}` {
	}
	device.write(`{"gnss":`)
	device.ends(4400)
	raw, err := p.monitor.Raw(t.Context(), access.Viewer{Person: p.people["mia"]}, p.device.ID, monitor.Interval{From: p.now, Until: p.now.Add(time.Hour)}, 0, 100)
	must(t, err)
	if raw.Total != 20 {
		t.Errorf("%d samples are stored", raw.Total)
	}
}

// Pages of other sites can't open streams with what a browser knows of somebody.
func TestForeignOriginsAreRefused(t *testing.T) {
	p := newPitch(t)
	for origin, want := range map[string]int{"https://evil.example": http.StatusForbidden, "https://squad.example": http.StatusSwitchingProtocols, p.server.URL: http.StatusSwitchingProtocols} {
		conn, answer, err := websocket.Dial(t.Context(), p.server.URL+p.computedPath(), &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {origin}}}) //nolint:bodyclose // the library closes the body itself
		if answer == nil || answer.StatusCode != want {
			t.Fatal(origin, answer, err)
		}
		if conn != nil {
			_ = conn.CloseNow()
		}
	}
}

// When the server stops, clients are told so and can come again.
func TestStreamsEndWithTheServer(t *testing.T) {
	stop := make(chan struct{})
	l := insiders.NewLive(insiders.LiveDeps{Stop: stop, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	server := httptest.NewServer(l.Handler())
	defer server.Close()
	conn, _, err := websocket.Dial(t.Context(), server.URL+"/ws/v1/ingest/1/", nil) //nolint:bodyclose // the library closes the body itself
	must(t, err)
	c := &client{t, conn}
	c.says(needed)
	close(stop)
	c.ends(websocket.StatusGoingAway)
}

func TestStreamPathsThatAreNone(t *testing.T) {
	l := insiders.NewLive(insiders.LiveDeps{Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	server := httptest.NewServer(l.Handler())
	defer server.Close()
	for path, want := range map[string]int{"/ws/v1/other/": http.StatusNotFound, "/ws/v1/ingest/1/": http.StatusUpgradeRequired} {
		answer, err := server.Client().Get(server.URL + path)
		must(t, err)
		must(t, answer.Body.Close())
		if answer.StatusCode != want {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}
