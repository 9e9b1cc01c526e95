package wire

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// minGzip is the size below which compressing costs more than it saves.
const minGzip = 2 << 10

var gzips = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant of the package
	}
	return z
}}

// Compressible reports whether a body of this type and size may be sent compressed at all.
func Compressible(contentType string, size int) bool {
	return size >= minGzip && (strings.HasPrefix(contentType, TypeJSON) || strings.HasPrefix(contentType, "text/"))
}

// AcceptsGzip reports whether the client names gzip in Accept-Encoding and does not weigh it with zero.
func AcceptsGzip(r *http.Request) bool {
	for _, header := range r.Header["Accept-Encoding"] {
		for part := range strings.SplitSeq(header, ",") {
			name, params, _ := strings.Cut(part, ";")
			if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
				continue
			}
			q, weighed := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
			if !weighed {
				return true
			}
			weight, err := strconv.ParseFloat(q, 64)
			return err == nil && weight > 0
		}
	}
	return false
}

// Zip compresses a body that will be sent often.
func Zip(body []byte) []byte {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
	if err != nil {
		panic(err) // the level is a constant of the package
	}
	_, _ = z.Write(body) // a buffer takes all
	_ = z.Close()
	return b.Bytes()
}

// Zipped returns a Bytes reply with its body as Zip made it, for the clients that take that.
func (p Reply) Zipped(zipped []byte) Reply {
	p.zipped = zipped
	return p
}

func writeGzip(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Encoding", "gzip")
	h.Del("Content-Length")
	w.WriteHeader(status)
	z := gzips.Get().(*gzip.Writer)
	defer gzips.Put(z)
	z.Reset(w)
	// A client that went away is not our error and there is nobody to tell.
	_, _ = z.Write(body)
	_ = z.Close()
}
