package wire

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"sync/atomic"
	"time"
)

// Limits bound what one request may make the server read, wait for and write.
type Limits struct {
	// Body is the largest body in bytes.
	Body int64
	// Stall is how long the client may send nothing while its body is being read.
	Stall time.Duration
	// Read bounds reading the whole body, Write everything from its arrival at the handler to the last byte of the answer.
	Read, Write time.Duration
}

// Bound applies the limits to every request. Reading beyond Body gives *http.MaxBytesError. The deadline for writing
// stays on the connection, so every route of a server needs limits of its own, as net/http's WriteTimeout would set them.
func Bound(l Limits, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := http.NewResponseController(w)
		now := time.Now()
		// Writers without deadlines (tests) simply have none.
		_ = c.SetWriteDeadline(now.Add(l.Write))
		if r.Body != nil && r.Body != http.NoBody {
			body := &patientBody{ReadCloser: r.Body, control: c, stall: l.Stall, end: now.Add(l.Read)}
			r = r.WithContext(context.WithValue(r.Context(), patientBodyKey{}, body))
			r.Body = http.MaxBytesReader(w, body, l.Body)
		}
		next.ServeHTTP(w, r)
	})
}

// patientBody moves the connection's read deadline on with each read, and takes it away at the end of the body: net/http
// goes on reading in the background to notice a client that leaves, and would take a late deadline for that.
type patientBody struct {
	io.ReadCloser
	control *http.ResponseController
	stall   time.Duration
	end     time.Time
	// late is true when the client has sent nothing for too long, or not all of its body in time.
	late atomic.Bool
}

type patientBodyKey struct{}

func (b *patientBody) Read(p []byte) (int, error) {
	deadline := time.Now().Add(b.stall)
	if deadline.After(b.end) {
		deadline = b.end
	}
	_ = b.control.SetReadDeadline(deadline)
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		_ = b.control.SetReadDeadline(time.Time{})
		if errors.Is(err, os.ErrDeadlineExceeded) {
			b.late.Store(true)
		}
	}
	return n, err
}
