package clienttest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// front is what a browser reaches: the client's files, and below /api the server, as a web server in front of both does it.
type front struct {
	*httptest.Server
	mu sync.Mutex
	// calls are the operations that were asked for; refused are those that were not answered well; lines are all in order.
	calls          map[string]int
	refused, lines []string
}

// statusLeft notes a request that the browser itself gave up; nobody reads it.
const statusLeft = 499

func newFront(t *testing.T, pages fs.FS) *front {
	t.Helper()
	f := &front{calls: map[string]int{}}
	behind := httptest.NewServer(newDialect(t, f).Handler())
	t.Cleanup(behind.Close)
	to, err := url.Parse(behind.URL)
	must(t, err)
	mux := http.NewServeMux()
	mux.Handle("/api/", f.watched(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.SetXForwarded()
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			if errors.Is(err, context.Canceled) {
				w.WriteHeader(statusLeft)
				return
			}
			f.complain(fmt.Sprintf("%s %s could not be handed on: %v", r.Method, r.URL, err))
			w.WriteHeader(http.StatusBadGateway)
		},
	}))
	mux.Handle("/", served(pages))
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

// watched notes what is asked for, and what is refused.
func (f *front) watched(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.note(fmt.Sprintf("… %s %s", r.Method, r.URL))
		out := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(out, r)
		line := fmt.Sprintf("%d %s %s", out.status, r.Method, r.URL)
		f.note(line)
		if out.status >= http.StatusBadRequest && out.status != statusLeft {
			f.complain(line)
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		f.calls[r.Method+" "+r.URL.Path]++
	})
}

// asked reports whether an operation has been asked for and answered; one that ends with a slash is anything below.
func (f *front) asked(operation string) bool { return f.times(operation) > 0 }

// times is how often that was.
func (f *front) times(operation string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for call, times := range f.calls {
		if call == operation || strings.HasSuffix(operation, "/") && strings.HasPrefix(call, operation) {
			n += times
		}
	}
	return n
}

func (f *front) note(line string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines = append(f.lines, line)
}

func (f *front) complain(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refused = append(f.refused, what)
}

// latest are the last requests, begun ("…") and answered.
func (f *front) latest() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.Join(f.lines[max(0, len(f.lines)-40):], "\n")
}

// last is the latest request.
func (f *front) last() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.lines) == 0 {
		return "nothing"
	}
	return f.lines[len(f.lines)-1]
}

// wants asserts that operations were asked for, and that all was well.
func (f *front) wants(t *testing.T, operations ...string) {
	t.Helper()
	for _, operation := range operations {
		if !f.asked(operation) {
			t.Errorf("the client never asked for %s", operation)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.refused) > 0 {
		t.Errorf("not all was well:\n%s", strings.Join(f.refused, "\n"))
	}
}

// statusWriter remembers the status.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
