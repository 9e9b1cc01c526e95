package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"strconv"
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
	m, err := t.newMatch(ctx, t.size.devices, time.Now().Truncate(time.Second))
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
	for _, d := range m.devices {
		var page struct {
			Count int `json:"count"`
		}
		if err := m.coach.ask(ctx, fmt.Sprintf("/api/v1/devices/%d/preprocessed/?%s", d.ID, during), &page); err != nil {
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
