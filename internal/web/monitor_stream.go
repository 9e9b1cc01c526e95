package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
)

// sendTime is how long a second of the board may wait for a slow reader, who then has to come again.
const sendTime = 30 * time.Second

// scene is what the script is told each second.
type scene struct {
	// Now is the server's clock in milliseconds, and Clock the time since the start, "" before it.
	Now   int64      `json:"now"`
	Clock string     `json:"clock"`
	Tiles []liveTile `json:"tiles"`
	// Frames are all that the reader may see.
	Frames []int64 `json:"frames"`
}

// The last words of a stream, as names of events.
const (
	// wordGone: nothing of it may be seen any more.
	wordGone = "gone"
	// wordOver: the occasion is.
	wordOver = "over"
	// wordBye: the server stops; whoever comes again finds it back.
	wordBye = "bye"
)

// streamLive serves GET /monitoring/{id}/live/stream: server-sent events named "scene", one a second while there is something
// new and one every few seconds otherwise, and at the end one that says why.
func (s *Site) streamLive(w http.ResponseWriter, r *http.Request, who reader) error {
	o, err := s.occasionOf(r, who)
	if err != nil {
		return err
	}
	if s.deps.Streams == nil {
		return fault.Missing("page")
	}
	frames, err := s.squadFrames(r, who, o.ID)
	if err != nil {
		return err
	}
	board, err := s.deps.Streams.Board(r.Context(), who.viewer, o.ID)
	if err != nil {
		return err
	}
	defer board.Close()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	go func() {
		select {
		case <-s.deps.Stopping:
			cancel()
		case <-ctx.Done():
		}
	}()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy in front must hand on what comes
	l := &listener{site: s, who: who, occasion: o.ID, board: board, frames: frames, slots: map[int64]int64{}, out: events{w, http.NewResponseController(w)}}
	err = l.listen(ctx)
	if word := s.lastWord(ctx, r, err); word != "" {
		_ = l.out.send(word, struct{}{}) // the reader may be gone already
	}
	return errGone // it has answered
}

// errOver ends a stream because the occasion has ended.
var errOver = errors.New("the occasion is over")

// lastWord is what a reader is told of why a stream ends, "" for one who is gone or has to sign in again. ctx is that of the
// stream, which the server ends when it stops.
func (s *Site) lastWord(ctx context.Context, r *http.Request, err error) string {
	switch {
	case r.Context().Err() != nil || errors.Is(err, errGone) || fault.Is(err, fault.Unauthenticated):
		return ""
	case ctx.Err() != nil:
		return wordBye
	case errors.Is(err, errOver):
		return wordOver
	case fault.Is(err, fault.Internal):
		s.deps.Log.ErrorContext(r.Context(), "live board failed", "err", err)
		return ""
	}
	return wordGone
}

// listener is one who watches a board.
type listener struct {
	site     *Site
	who      reader
	occasion int64
	board    *live.Board
	frames   []monitor.TimeFrame
	// slots are up to where each history was told.
	slots map[int64]int64
	out   events
}

// listen tells seconds until an error says why not any longer: errGone, errOver, that of the context, or that nothing may be
// seen any more.
func (l *listener) listen(ctx context.Context) error {
	if err := l.tell(nil); err != nil {
		return err
	}
	for {
		tiles, err := l.board.Next(ctx)
		if err != nil {
			return err
		}
		if _, err := l.site.deps.Auth.Session(ctx, l.who.secret); err != nil {
			return err
		}
		if len(l.board.TimeFrames()) == 0 {
			return fault.Missing("time_frame")
		}
		if err := l.over(ctx); err != nil {
			return err
		}
		if err := l.tell(tiles); err != nil {
			return err
		}
	}
}

// graceTime is how long after the end the board goes on, for what comes late.
const graceTime = 30 * time.Second

// over gives errOver when the occasion is, which may have been made longer meanwhile.
func (l *listener) over(ctx context.Context) error {
	ended := func() bool {
		_, until := bounds(l.frames)
		return l.site.deps.Now().After(until.Add(graceTime))
	}
	if !ended() {
		return nil
	}
	page, err := l.site.deps.Monitor.TimeFrames(ctx, l.who.viewer, monitor.TimeFrameFilter{Occasion: l.occasion})
	if err != nil {
		return err
	}
	if l.frames = page.Rows; ended() {
		return errOver
	}
	return nil
}

// tell sends a second.
func (l *listener) tell(tiles []live.Tile) error {
	now := l.site.deps.Now()
	out := scene{Now: now.UnixMilli(), Tiles: make([]liveTile, 0, len(tiles)), Frames: l.board.TimeFrames()}
	if from, _ := bounds(l.frames); !from.IsZero() && !now.Before(from) {
		out.Clock = l.who.print.Duration(now.Sub(from))
	}
	for i := range tiles {
		t := &tiles[i]
		out.Tiles = append(out.Tiles, tileOf(l.who, t, l.slots[t.TimeFrame]))
		if n := len(t.Scene.History); n > 0 {
			l.slots[t.TimeFrame] = t.Scene.History[n-1].Number // which may still grow
		}
	}
	if err := l.out.send("scene", out); err != nil {
		return errGone
	}
	return nil
}

// events writes server-sent events.
type events struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (e *events) send(name string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if err := e.control.SetWriteDeadline(time.Now().Add(sendTime)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := fmt.Fprintf(e.w, "event: %s\ndata: %s\n\n", name, b); err != nil {
		return err
	}
	return e.control.Flush()
}
