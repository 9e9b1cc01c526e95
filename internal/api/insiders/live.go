package insiders

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
)

// LivePrefixes are the paths that Live answers below: the vendor's older and newer form.
var LivePrefixes = []string{"/ws/v1/", "/v1/ws/"}

// LiveDeps are what streams stand on.
type LiveDeps struct {
	// Auth resolves access tokens, at the start of a stream and again while it runs; auth.Service is one.
	Auth interface {
		Resolve(ctx context.Context, token string) (access.Viewer, error)
	}
	// Devices knows devices by their keys and keeps what they send; monitor.Service is one.
	Devices interface {
		TrackerByKey(ctx context.Context, key string) (*monitor.Tracker, error)
		Receive(ctx context.Context, device int64, frames []monitor.RawFrame) (monitor.Received, error)
	}
	Streams *live.Service
	Now     func() time.Time
	// Origins are hosts, besides the server's own, whose pages may open streams.
	Origins []string
	// Stop ends all streams when it is closed; nil is never.
	Stop    <-chan struct{}
	Proxies wire.Proxies
	Log     *slog.Logger
}

// Live serves the WebSockets of the API: what time frames add up to while they last, what devices send, and a way in for
// devices. It is safe for concurrent use.
type Live struct {
	LiveDeps
	open atomic.Int64
}

// NewLive makes it.
func NewLive(d LiveDeps) *Live { return &Live{LiveDeps: d} }

// maxSockets is how many connections may be open at once.
const maxSockets = 4000

// Handler serves the streams below LivePrefixes.
func (l *Live) Handler() http.Handler {
	r := chi.NewRouter()
	r.NotFound(func(w http.ResponseWriter, r *http.Request) { wire.Write(w, r, notFound()) })
	r.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		wire.Write(w, r, wire.Detail(http.StatusMethodNotAllowed, `Method "`+wire.CleanText(r.Method)+`" not allowed.`))
	})
	for _, prefix := range LivePrefixes {
		r.Get(prefix+"computed-data/{activity}/{timeframe}", l.socket(l.computed))
		r.Get(prefix+"computed-data/{activity}/{timeframe}/", l.socket(l.computed))
		r.Get(prefix+"computed-data/{activity}", l.socket(l.computed))
		r.Get(prefix+"computed-data/{activity}/", l.socket(l.computed))
		r.Get(prefix+"preprocessed-data/{device}", l.socket(l.preprocessed))
		r.Get(prefix+"preprocessed-data/{device}/", l.socket(l.preprocessed))
		r.Get(prefix+"ingest/{device}", l.socket(l.ingest))
		r.Get(prefix+"ingest/{device}/", l.socket(l.ingest))
	}
	return wire.Logged(l.Log, l.Proxies, r)
}

// socket makes a handler of what happens on a connection. That ends with the connection, or when the server stops.
func (l *Live) socket(talk func(context.Context, *socket, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if l.open.Add(1) > maxSockets {
			l.open.Add(-1)
			wire.Write(w, r, wire.Detail(http.StatusServiceUnavailable, "The server is busy, try again."))
			return
		}
		defer l.open.Add(-1)
		conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{OriginPatterns: l.Origins})
		if err != nil {
			return // it has answered
		}
		s := newSocket(r.Context(), conn)
		defer s.end()
		go s.stopWith(l.Stop)
		talk(s.ctx, s, r)
	}
}

// numbered is a number in the path, 0 for none: nothing has that.
func numbered(r *http.Request, name string) int64 {
	id, err := strconv.ParseInt(chi.URLParam(r, name), 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}
