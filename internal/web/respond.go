package web

import (
	"net/http"
	"strconv"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// minGzip is the size below which compressing costs more than it saves.
const minGzip = 1 << 10

var zippers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is a valid constant
	return z
}}

// respond sends a whole body, compressed for a browser that takes it. Compressing what one reader sees is safe here: no page
// holds a secret that another site could guess at, since sessions and form protection need none.
func respond(w http.ResponseWriter, r *http.Request, status int, body []byte) error {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	if len(body) < minGzip || !acceptsGzip(r) {
		h.Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		return gone(w.Write(body))
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(w)
	if err := gone(z.Write(body)); err != nil {
		return err
	}
	return gone(0, z.Close())
}

// gone makes every failure of writing one that nobody has to hear of: the browser has left.
func gone(_ int, err error) error {
	if err != nil {
		return errGone
	}
	return nil
}
