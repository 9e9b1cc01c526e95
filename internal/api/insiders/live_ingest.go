package insiders

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

const (
	// ingestLimit bounds a message of a device in bytes: a thousand samples in five arrays.
	ingestLimit = 256 << 10
	// ackEvery is how often a device is told what is stored.
	ackEvery = 800 * time.Millisecond
	// backlog is how many messages of a device wait to be stored; then the next one waits with the device.
	backlog = 64
	// togetherFrames bounds what is stored at once of one device.
	togetherFrames = 256
	// storeTime is how long storing may take.
	storeTime = 30 * time.Second
)

// ack tells a device how many of the frames that it sent over this connection are stored, for good.
type ack struct {
	Stored int64 `json:"ack"`
}

// refused tells a device what is wrong with a frame, of which nothing is stored.
type refused struct {
	Error string `json:"error"`
}

// ingest serves ingest/{device}/: one frame a message.
func (l *Live) ingest(ctx context.Context, s *socket, r *http.Request) {
	s.conn.SetReadLimit(ingestLimit)
	scheme, head, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "device") {
		head = ""
	}
	key, ok := s.token(strings.TrimSpace(head))
	if !ok {
		return
	}
	device, err := l.Devices.TrackerByKey(ctx, key)
	if err == nil && device.ID != numbered(r, "device") {
		err = fault.Missing("device")
	}
	if err != nil {
		l.ended(s, err)
		return
	}
	if !s.send(say{"Authorized"}) {
		return
	}
	l.receive(s, device.ID)
}

// receive stores what a device sends until the connection ends; what was read until then is stored all the same.
func (l *Live) receive(s *socket, device int64) {
	frames := make(chan []monitor.RawFrame, backlog)
	var stored atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := l.keep(context.WithoutCancel(s.ctx), device, frames, &stored); err != nil {
			l.Log.Error("frames not stored", "device", device, "error", err)
			s.close(websocket.StatusInternalError, "")
		}
	}()
	go acknowledge(s, &stored)
	for message := range s.messages {
		decoded, err := monitor.DecodeFrames(message, l.Now())
		if err == nil {
			select {
			case frames <- decoded:
				continue
			case <-done:
			}
			break
		}
		if !json.Valid(message) {
			s.close(closeUnreadable, "Unreadable message")
			break
		}
		if !s.send(refused{sentence(err)}) {
			break
		}
	}
	close(frames)
	<-done
}

// sentence is what is wrong with a frame.
func sentence(err error) string {
	var f *fault.Error
	if errors.As(err, &f) && len(f.Fields) > 0 {
		return f.Fields[0].Message
	}
	return err.Error()
}

// keep stores frames in the order in which they came: as many at once as came while those before were being stored.
func (l *Live) keep(ctx context.Context, device int64, frames <-chan []monitor.RawFrame, stored *atomic.Int64) error {
	for next := range frames {
		together := next
		for more := true; more && len(together) < togetherFrames; {
			select {
			case others, open := <-frames:
				together = append(together, others...)
				more = open
			default:
				more = false
			}
		}
		storing, cancel := context.WithTimeout(ctx, storeTime)
		_, err := l.Devices.Receive(storing, device, together)
		cancel()
		if err != nil {
			return err
		}
		stored.Add(int64(len(together)))
	}
	return nil
}

// acknowledge tells a device from time to time what is stored.
func acknowledge(s *socket, stored *atomic.Int64) {
	tick := time.NewTicker(ackEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-tick.C:
			if !s.send(ack{stored.Load()}) {
				return
			}
		}
	}
}
