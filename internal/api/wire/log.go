package wire

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

type requestIDKey struct{}

// RequestID is the name of the request in logs and in X-Request-Id, "" outside of one.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// Logged gives every request a name and writes one line for it when it is done, one that ends in a panic as well. A
// client's own X-Request-Id is kept when it is short and plain. Query strings are not logged: they may hold secrets.
func Logged(log *slog.Logger, proxies Proxies, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		id := r.Header.Get("X-Request-Id")
		if !plainID(id) {
			id = newID()
		}
		w.Header()["X-Request-Id"] = []string{id}
		r = r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id))
		seen := &observed{ResponseWriter: w}
		defer func() {
			log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("request", id), slog.String("method", r.Method),
				slog.String("path", r.URL.Path), slog.Int("status", seen.code()), slog.Int64("bytes", seen.bytes),
				slog.Float64("took_ms", float64(time.Since(start).Microseconds())/1000), slog.String("client", proxies.ClientAddr(r).String()))
		}()
		next.ServeHTTP(seen, r)
	})
}

// Recovered keeps a panic from ending the program: it is logged with its stack and answered by failed. When half an answer
// is out already, the connection is cut, which is the one way left to say that it failed.
func Recovered(log *slog.Logger, failed func(*http.Request) Reply, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen, ok := w.(*observed)
		if !ok {
			seen = &observed{ResponseWriter: w}
		}
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler { //nolint:errorlint // compared as net/http does
				panic(cause)
			}
			log.ErrorContext(r.Context(), "panic", "request", RequestID(r.Context()), "path", r.URL.Path, "cause", cause, "stack", string(debug.Stack()))
			if seen.status != 0 {
				panic(http.ErrAbortHandler)
			}
			Write(seen, r, failed(r))
		}()
		next.ServeHTTP(seen, r)
	})
}

func newID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails, see crypto/rand
	return hex.EncodeToString(b[:])
}

func plainID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for i := 0; i < len(id); i++ {
		c := id[i]
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return true
}

// observed counts what goes out.
type observed struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// Unwrap lets http.ResponseController reach the connection.
func (o *observed) Unwrap() http.ResponseWriter { return o.ResponseWriter }

func (o *observed) WriteHeader(status int) {
	if o.status == 0 && status >= 200 {
		o.status = status
	}
	o.ResponseWriter.WriteHeader(status)
}

func (o *observed) Write(b []byte) (int, error) {
	if o.status == 0 {
		o.status = http.StatusOK
	}
	n, err := o.ResponseWriter.Write(b)
	o.bytes += int64(n)
	return n, err
}

// code is the status, 200 when a handler returned without writing anything.
func (o *observed) code() int {
	if o.status == 0 {
		return http.StatusOK
	}
	return o.status
}
