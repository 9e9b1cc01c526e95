package insiders

import (
	"context"
	"encoding/json"
	"net/http"
	"sync/atomic"

	"github.com/coder/websocket"
	"github.com/go-chi/chi/v5"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/live"
)

// listener is a viewer whose token holds.
type listener struct {
	*socket
	live *Live
	// bearer is the token, which the client may replace while it listens.
	bearer atomic.Pointer[string]
}

// authorized finds out who a client is, and tells it when that goes wrong.
func (l *Live) authorized(ctx context.Context, s *socket, r *http.Request) (*listener, access.Viewer, bool) {
	token, ok := s.token(bearer(r))
	if !ok {
		return nil, access.Viewer{}, false
	}
	v, err := l.viewer(ctx, token)
	if err != nil {
		l.ended(s, err)
		return nil, v, false
	}
	n := &listener{socket: s, live: l}
	n.bearer.Store(&token)
	return n, v, true
}

func (l *Live) viewer(ctx context.Context, token string) (access.Viewer, error) {
	v, err := l.Auth.Resolve(ctx, token)
	if err == nil && !v.Has(scopeAll) {
		err = fault.New(fault.Forbidden, "auth.scope", "the token does not reach this API")
	}
	v.Scopes = nil // all is everything
	return v, err
}

// ended closes a stream for a reason: what is refused looks alike, whether it is there or not.
func (l *Live) ended(s *socket, err error) {
	switch {
	case s.ctx.Err() != nil:
	case fault.Is(err, fault.Limited):
		s.close(websocket.StatusTryAgainLater, "Too many streams")
	case fault.Is(err, fault.Internal):
		l.Log.Error("live stream failed", "error", err)
		s.close(websocket.StatusInternalError, "")
	default:
		s.refuse()
	}
}

// hear takes what a client says while it listens: another token of the same person, for when the first one ends.
func (n *listener) hear(v access.Viewer) {
	for message := range n.messages {
		r, ok := n.read(message)
		if !ok {
			return
		}
		if r.Action != "authorize" {
			continue
		}
		if other, err := n.live.viewer(n.ctx, r.Token); err != nil || other.ID() != v.ID() {
			n.refuse()
			return
		}
		n.bearer.Store(&r.Token)
	}
}

// holds reports whether the token does still, and ends the stream if not.
func (n *listener) holds() bool {
	if _, err := n.live.viewer(n.ctx, *n.bearer.Load()); err != nil {
		n.live.ended(n.socket, err)
		return false
	}
	return true
}

// computedMessage is a second of a time frame.
type computedMessage struct {
	TimeFrame int64        `json:"timeframe"`
	Data      computedWire `json:"data"`
}

// computed serves computed-data/{activity}/{timeframe}/ and computed-data/{activity}/.
func (l *Live) computed(ctx context.Context, s *socket, r *http.Request) {
	n, v, ok := l.authorized(ctx, s, r)
	if !ok {
		return
	}
	activity := numbered(r, "activity")
	var st *live.Stream
	var err error
	if chi.URLParam(r, "timeframe") == "" {
		st, err = l.Streams.Occasion(ctx, v, activity)
	} else if id := numbered(r, "timeframe"); activity == 0 || id == 0 {
		err = fault.Missing("time_frame")
	} else {
		st, err = l.Streams.TimeFrame(ctx, v, activity, id)
	}
	if err != nil {
		l.ended(s, err)
		return
	}
	defer st.Close()
	if !s.send(say{"Authorized"}) {
		return
	}
	go n.hear(v)
	for {
		updates, err := st.Next(ctx)
		if err != nil {
			l.ended(s, err)
			return
		}
		if !n.holds() {
			return
		}
		for i := range updates {
			u := &updates[i]
			if !s.send(computedMessage{u.TimeFrame, toComputed(l.Now().UnixMilli(), &u.Result, false)}) {
				return
			}
		}
	}
}

// preprocessed serves preprocessed-data/{device}/: frames as the device sent them.
func (l *Live) preprocessed(ctx context.Context, s *socket, r *http.Request) {
	n, v, ok := l.authorized(ctx, s, r)
	if !ok {
		return
	}
	st, err := l.Streams.Raw(ctx, v, numbered(r, "device"))
	if err != nil {
		l.ended(s, err)
		return
	}
	defer st.Close()
	if !s.send(say{"Authorized"}) {
		return
	}
	go n.hear(v)
	var frame json.RawMessage
	for frame, err = st.Latest(ctx); ; frame, err = st.Next(ctx) {
		if err != nil {
			l.ended(s, err)
			return
		}
		if !n.holds() || frame != nil && !s.sendText(frame) {
			return
		}
	}
}
