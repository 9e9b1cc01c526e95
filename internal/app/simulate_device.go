package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"

	"palestra/internal/scenario"
)

const (
	// reconnectAfter is how long a device waits before it connects again, and maxAttempts how often it does in a row.
	reconnectAfter = time.Second
	maxAttempts    = 10
	// settleTime is how long the last frames may take to be stored.
	settleTime = 30 * time.Second
)

// transmitter is a device: it sends a frame each second, keeps those that are not stored yet, and sends them again over a
// new connection when the one before broke.
type transmitter struct {
	address, key string
	player       *scenario.Player
	kickOff      time.Time
	seconds      int
	// played is how many frames were made, pending those that are not known to be stored.
	played       int
	pending      [][]byte
	sent, stored *atomic.Int64
}

// run plays to the end.
func (t *transmitter) run(ctx context.Context) error {
	var last error
	for attempt := 0; attempt < maxAttempts; attempt++ {
		before := t.played
		var done bool
		if done, last = t.connected(ctx); done {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if code := websocket.CloseStatus(last); code >= 4400 {
			return fmt.Errorf("%s: %w", t.address, last) // it would say so again
		}
		if t.played > before {
			attempt = 0
		}
		if err := pause(ctx, reconnectAfter); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s: %w", t.address, last)
}

// connected plays over one connection, until that breaks or all is stored.
func (t *transmitter) connected(ctx context.Context) (done bool, err error) {
	conn, _, err := websocket.Dial(ctx, t.address, &websocket.DialOptions{HTTPHeader: http.Header{"Authorization": {"Device " + t.key}}}) //nolint:bodyclose // the library closes the body itself
	if err != nil {
		return false, err
	}
	defer func() { _ = conn.CloseNow() }() // a close after the end says nothing new
	acks, broken := make(chan int64), make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() { broken <- listenToAcks(ctx, conn, acks) }()
	for _, frame := range t.pending {
		if err := conn.Write(ctx, websocket.MessageText, frame); err != nil {
			return false, lastWord(err, broken)
		}
	}
	known := int64(0)
	for {
		next := time.Until(t.kickOff.Add(time.Duration(t.played+1) * time.Second))
		if t.played == t.seconds {
			next = settleTime
		}
		timer := time.NewTimer(next)
		select {
		case err := <-broken:
			timer.Stop()
			return false, err
		case n := <-acks:
			timer.Stop()
			fresh := min(n-known, int64(len(t.pending)))
			t.pending, known = t.pending[fresh:], n
			t.stored.Add(fresh)
			if t.played == t.seconds && len(t.pending) == 0 {
				return true, conn.Close(websocket.StatusNormalClosure, "")
			}
		case <-timer.C:
			if t.played == t.seconds {
				return false, fmt.Errorf("%d frames are not stored", len(t.pending))
			}
			frame := t.player.Second(t.kickOff)
			t.played++
			t.pending = append(t.pending, frame)
			t.sent.Add(1)
			if err := conn.Write(ctx, websocket.MessageText, frame); err != nil {
				return false, lastWord(err, broken)
			}
		}
	}
}

// lastWord is why a connection broke: what the server said of it, if it did.
func lastWord(err error, broken <-chan error) error {
	select {
	case said := <-broken:
		return errors.Join(said, err)
	case <-time.After(reconnectAfter):
		return err
	}
}

// listenToAcks hands on how many frames are stored, and gives back why the connection ended. A frame that is refused ends it.
func listenToAcks(ctx context.Context, conn *websocket.Conn, acks chan<- int64) error {
	for {
		_, message, err := conn.Read(ctx)
		if err != nil {
			return err
		}
		var said struct {
			Ack   *int64 `json:"ack"`
			Error string `json:"error"`
		}
		if err := json.Unmarshal(message, &said); err != nil {
			return err
		}
		if said.Error != "" {
			return errors.New(said.Error)
		}
		if said.Ack == nil {
			continue
		}
		select {
		case acks <- *said.Ack:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
