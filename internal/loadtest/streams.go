package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// streams measures live monitoring: devices stream at 10 Hz through WebSockets, each with a time frame of its own, and a
// coach follows all of them at once. Devices run in another process, whose work doesn't count.
func (t *trial) streams(ctx context.Context) error {
	if err := errors.Join(t.server.stop(), t.start(ctx, t.data())); err != nil { // what was before is not to count
		return err
	}
	t.say("registering %d devices", t.size.devices)
	m, err := t.newMatch(ctx)
	if err != nil {
		return fmt.Errorf("live: %w", err)
	}
	viewer, err := m.follow(ctx, t.size.devices)
	if err != nil {
		return fmt.Errorf("live: %w", err)
	}
	defer func() { _ = viewer.conn.CloseNow() }()
	t.say("streaming %d devices for %d seconds", t.size.devices, t.size.seconds)
	before, err := t.server.cpu()
	if err != nil {
		return err
	}
	memory, _, err := t.server.memory()
	if err != nil {
		return err
	}
	listening := make(chan error, 1)
	go func() { listening <- viewer.listen(ctx) }()
	begin := time.Now()
	if err := m.play(ctx, t.binary, t.size); err != nil {
		return fmt.Errorf("live: %w", err)
	}
	took := time.Since(begin)
	after, err := t.server.cpu()
	if err != nil {
		return err
	}
	grown, _, err := t.server.memory()
	if err != nil {
		return err
	}
	_ = viewer.conn.Close(websocket.StatusNormalClosure, "") // the server may be quicker
	if err := <-listening; websocket.CloseStatus(err) != websocket.StatusNormalClosure && !errors.Is(err, context.Canceled) && len(viewer.delays) == 0 {
		return fmt.Errorf("live: %w", err)
	}
	samples, err := m.stored(ctx)
	if err != nil {
		return fmt.Errorf("live: %w", err)
	}
	if want := t.size.devices * t.size.seconds * hertz; samples != want {
		return fmt.Errorf("live: %d samples are stored, %d were sent", samples, want)
	}
	t.table.add(fmt.Sprintf("live: %d devices at %d Hz, followed by a coach", t.size.devices, hertz), "one processor; p99 ≤ 250 ms",
		fmt.Sprintf("%.2f processors, p50 %s, p99 %s; %d time frames told; memory %+.0f MiB", (after-before).Seconds()/took.Seconds(),
			short(percentile(viewer.delays, 50)), short(percentile(viewer.delays, 99)), len(viewer.delays), float64(grown-memory)/(1<<20)), "", "")
	return nil
}

// hertz is how often devices measure.
const hertz = 10

// match is what a coach has prepared: devices with their keys in a file, and an activity with a time frame for each.
type match struct {
	coach    *client
	keys     string
	devices  []int64
	activity int64
	begin    time.Time
}

// command runs palestra beside the server, with the answer in JSON; nil forgets it.
func (t *trial) command(ctx context.Context, answer any, args ...string) error {
	c := exec.CommandContext(ctx, t.binary, append(args, "--json", "--data", t.data())...)
	c.Env = append(foreign(os.Environ()), "PALESTRA_DATABASE_URL="+t.databaseURL)
	out, err := c.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return fmt.Errorf("palestra %s: %w: %s", strings.Join(args[:2], " "), err, exit.Stderr)
		}
		return err
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(out, answer)
}

func (t *trial) newMatch(ctx context.Context) (*match, error) {
	m := &match{keys: filepath.Join(t.folder, "keys.json"), begin: time.Now().Truncate(time.Second)}
	const coach = "coach@example.org"
	if err := t.command(ctx, nil, "user", "add", "--username", "coach", "--email", coach, "--password", password, "--role", "coach"); err != nil {
		return nil, err
	}
	for _, permission := range []string{"READ", "WRITE"} {
		if err := t.command(ctx, nil, "grant", "add", "--athlete", "load", "--coach", "coach", "--permission", permission, "--from", "2020-01-01"); err != nil {
			return nil, err
		}
	}
	m.coach = t.client.at(t.server.base)
	m.coach.token = ""
	if err := m.coach.signIn(ctx, coach, password); err != nil {
		return nil, err
	}
	var athlete struct {
		Results []struct {
			ID int64 `json:"id"`
		} `json:"results"`
	}
	if err := m.coach.ask(ctx, "/api/v1/athletes/", &athlete); err != nil {
		return nil, err
	}
	if len(athlete.Results) != 1 {
		return nil, errors.New("the coach has another number of athletes than one")
	}
	var me, made struct {
		ID int64 `json:"id"`
	}
	if err := m.coach.ask(ctx, "/api/v1/account/", &me); err != nil {
		return nil, err
	}
	if err := m.coach.create(ctx, "/api/v1/activities/", map[string]any{
		"owner": me.ID, "name": "Match", "json_schema": soccer, "json": map[string]any{"sport": "soccer"},
	}, &made); err != nil {
		return nil, err
	}
	m.activity = made.ID
	file, err := os.Create(m.keys)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	keys := json.NewEncoder(file)
	for n := range t.size.devices {
		var device struct {
			ID  int64  `json:"id"`
			Key string `json:"key"`
		}
		if err := t.command(ctx, &device, "device", "add", "--serial", "LOAD-"+strconv.Itoa(n), "--owner", "coach"); err != nil {
			return nil, err
		}
		if err := keys.Encode(device); err != nil {
			return nil, err
		}
		m.devices = append(m.devices, device.ID)
		if err := m.coach.create(ctx, "/api/v1/timeframes/", map[string]any{
			"start_time": m.begin.UTC().Format(time.RFC3339), "end_time": m.begin.Add(2 * time.Hour).UTC().Format(time.RFC3339),
			"athlete": athlete.Results[0].ID, "activity": m.activity, "device": device.ID, "json_schema": soccerFrame, "params": map[string]any{},
		}, nil); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// The numbers of the schemas of soccer.
const (
	soccer      = 3
	soccerFrame = 9
)

// create posts something that is answered with 201.
func (c *client) create(ctx context.Context, path string, body, answer any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, strings.NewReader(string(text)))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	return c.do(r, http.StatusCreated, answer)
}

// play streams a match with all devices, which fails unless every frame was acknowledged.
func (m *match) play(ctx context.Context, binary string, s size) error {
	minutes := strconv.FormatFloat(float64(s.seconds)/60, 'f', -1, 64)
	c := exec.CommandContext(ctx, binary, "simulate", "--url", m.coach.base, "--keys", m.keys, "--devices", strconv.Itoa(s.devices),
		"--hz", strconv.Itoa(hertz), "--minutes", minutes)
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("simulate: %w\n%s", err, out)
	}
	return nil
}

// stored counts the samples that the server gives back.
func (m *match) stored(ctx context.Context) (samples int, err error) {
	during := url.Values{"start": {m.begin.UTC().Format(time.RFC3339)}, "stop": {m.begin.Add(2 * time.Hour).UTC().Format(time.RFC3339)}, "limit": {"1"}}.Encode()
	for _, id := range m.devices {
		var page struct {
			Count int `json:"count"`
		}
		if err := m.coach.ask(ctx, fmt.Sprintf("/api/v1/devices/%d/preprocessed/?%s", id, during), &page); err != nil {
			return 0, err
		}
		samples += page.Count
	}
	return samples, nil
}

// viewer follows an activity, and notes how late time frames are.
type viewer struct {
	conn   *websocket.Conn
	delays []time.Duration
}

// maxTold bounds a message of a time frame, in bytes.
const maxTold = 1 << 20

// follow opens the stream, and waits until it has told of every time frame once.
func (m *match) follow(ctx context.Context, frames int) (*viewer, error) {
	conn, _, err := websocket.Dial(ctx, fmt.Sprintf("%s/ws/v1/computed-data/%d/", m.coach.base, m.activity), //nolint:bodyclose // the library closes the body itself
		&websocket.DialOptions{HTTPHeader: http.Header{"Authorization": {m.coach.token}}})
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(maxTold)
	for range frames + 1 { // and a word before them
		if _, _, err := conn.Read(ctx); err != nil {
			return nil, errors.Join(err, conn.CloseNow())
		}
	}
	return &viewer{conn: conn}, nil
}

// listen reads until the connection ends. A device sends its second when that is over, a sample's time after the last one:
// how much later that is told is the delay.
func (v *viewer) listen(ctx context.Context) error {
	for {
		_, text, err := v.conn.Read(ctx)
		if err != nil {
			return err
		}
		now := time.Now()
		var message struct {
			Data struct {
				Last int64 `json:"last_timestamp"`
			} `json:"data"`
		}
		if err := json.Unmarshal(text, &message); err != nil {
			return err
		}
		v.delays = append(v.delays, now.Sub(time.UnixMilli(message.Data.Last).Add(time.Second/hertz)))
	}
}
