// Package wire is the mechanical part of speaking HTTP: replies, JSON in and out, bounds, logs. It knows no words of any
// domain; each dialect brings its own.
//
// A handler returns a Reply; the dialect's adapter turns an error into another Reply; Write sends it:
//
//	reply := wire.JSON(http.StatusOK, func(j *wire.Encoder) {
//		j.Object()
//		j.Key("message").String("pong!")
//		j.EndObject()
//	})
//	wire.Write(w, r, reply)
//
// Bodies are encoded while they are sent, into a buffer that the next request uses again.
package wire

import (
	"net/http"
	"strconv"
	"sync"
)

// TypeJSON is the content type of JSON bodies.
const TypeJSON = "application/json"

// Reply is an answer that has been decided and not yet written.
type Reply struct {
	Status int
	// Type is the Content-Type, "" for none.
	Type string
	// Header are further headers, nil for none.
	Header http.Header
	// encode writes the body, ready is one that is there already; both nil for an empty one.
	encode func(*Encoder)
	ready  []byte
	// zipped is ready as gzip, nil to compress it for each client that asks for that.
	zipped []byte
}

// JSON is a reply whose body encode writes. encode runs once, when the reply is written.
func JSON(status int, encode func(*Encoder)) Reply {
	return Reply{Status: status, Type: TypeJSON, encode: encode}
}

// Bytes is a reply with a ready body.
func Bytes(status int, contentType string, body []byte) Reply {
	if body == nil {
		body = []byte{}
	}
	return Reply{Status: status, Type: contentType, ready: body}
}

// Empty is a reply without a body.
func Empty(status int, contentType string) Reply { return Reply{Status: status, Type: contentType} }

// With returns the reply with one more header.
func (p Reply) With(name, value string) Reply {
	h := p.Header.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Set(name, value)
	p.Header = h
	return p
}

// maxKept bounds the buffers that wait for the next request, so that one huge body is not remembered for ever.
const maxKept = 4 << 20

var encoders = sync.Pool{New: func() any { return &Encoder{buf: make([]byte, 0, 16<<10)} }}

// Write sends a reply, compressed when the client asked for that and the body is worth it. The body of an answer to HEAD
// is left away by net/http. A failure or refusal that a client did not wait for is noted as StatusClientGone instead.
func Write(w http.ResponseWriter, r *http.Request, p Reply) {
	if p.Status >= http.StatusBadRequest && Gone(r) {
		w.WriteHeader(StatusClientGone)
		return
	}
	h := w.Header()
	for name, values := range p.Header {
		h[name] = values
	}
	if p.Type != "" {
		h["Content-Type"] = []string{p.Type}
	}
	switch {
	case p.ready != nil:
		send(w, r, &p, p.ready)
	case p.encode != nil:
		j := encoders.Get().(*Encoder)
		defer func() {
			if cap(j.buf) <= maxKept {
				encoders.Put(j)
			}
		}()
		j.buf = j.buf[:0]
		p.encode(j)
		send(w, r, &p, j.buf)
	default:
		if p.Status != http.StatusNoContent {
			h["Content-Length"] = []string{"0"}
		}
		w.WriteHeader(p.Status)
	}
}

// send writes a body as the client wants it.
func send(w http.ResponseWriter, r *http.Request, p *Reply, body []byte) {
	h := w.Header()
	if Compressible(p.Type, len(body)) {
		h.Add("Vary", "Accept-Encoding")
		switch zipped := AcceptsGzip(r); {
		case zipped && p.zipped == nil:
			writeGzip(w, p.Status, body)
			return
		case zipped:
			h["Content-Encoding"] = []string{"gzip"}
			body = p.zipped
		}
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(p.Status)
	// A client that went away is not our error and there is nobody to tell.
	_, _ = w.Write(body)
}
