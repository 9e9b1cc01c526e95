package wire

import (
	"bufio"
	"io"
	"net/http"
	"sync"
)

var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}

// ReadAhead has the body of r read in large pieces: mime/multipart asks for 4 KiB at a time, and each would be a call into
// the system. The function that it gives puts the body back, without what has been read ahead; call it before the
// handler returns.
func ReadAhead(r *http.Request) (stop func()) {
	plain := r.Body
	ahead := readers.Get().(*bufio.Reader)
	ahead.Reset(plain)
	r.Body = struct {
		io.Reader
		io.Closer
	}{ahead, plain}
	return func() {
		r.Body = plain
		ahead.Reset(nil)
		readers.Put(ahead)
	}
}
