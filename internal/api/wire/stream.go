package wire

import (
	"net/http"
	"unicode/utf8"
)

// TextStream sends a JSON body around one long text without holding the text: what is written to it goes out as the inside
// of a JSON string. Nothing is sent before the first byte, so that an error before it can still be answered otherwise.
//
//	text := wire.NewTextStream(w, wire.TypeJSON, `{"gpx":"`, `"}`)
//	return text.Finish(writeGPX(text))
type TextStream struct {
	w             http.ResponseWriter
	kind          string
	before, after string
	begun         bool
	buf           []byte
	// rest is the beginning of a character whose end has not been written yet.
	rest []byte
}

// NewTextStream makes one; before and after are the JSON around the text.
func NewTextStream(w http.ResponseWriter, contentType, before, after string) *TextStream {
	return &TextStream{w: w, kind: contentType, before: before, after: after}
}

// streamChunk is how much is escaped at a time.
const streamChunk = 16 << 10

// Write implements io.Writer.
func (t *TextStream) Write(p []byte) (int, error) {
	written := len(p)
	if len(t.rest) > 0 {
		p = append(t.rest, p...)
		t.rest = nil
	}
	for len(p) > 0 {
		n := wholeCharacters(p[:min(len(p), streamChunk)])
		if n == 0 {
			t.rest = append([]byte(nil), p...)
			return written, nil
		}
		if err := t.send(p[:n]); err != nil {
			return 0, err
		}
		p = p[n:]
	}
	return written, nil
}

// wholeCharacters is how many bytes of p are not the beginning of a character that goes on after p.
func wholeCharacters(p []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(p); back++ {
		if i := len(p) - back; utf8.RuneStart(p[i]) {
			if !utf8.FullRune(p[i:]) {
				return i
			}
			break
		}
	}
	return len(p)
}

func (t *TextStream) begin() {
	if t.begun {
		return
	}
	t.begun = true
	t.w.Header().Set("Content-Type", t.kind)
	t.buf = append(t.buf[:0], t.before...)
}

func (t *TextStream) send(p []byte) error {
	t.begin()
	t.buf = appendEscaped(t.buf, string(p))
	_, err := t.w.Write(t.buf)
	t.buf = t.buf[:0]
	return err
}

// Finish ends the body when err is nil. With an error and nothing sent it gives the error back; with half a body out it
// cuts the connection, which is the one way left to say that the body is not whole.
func (t *TextStream) Finish(err error) error {
	if err == nil && len(t.rest) > 0 {
		err = t.send(t.rest)
	}
	if err != nil {
		if t.begun {
			panic(http.ErrAbortHandler)
		}
		return err
	}
	t.begin()
	// A client that went away is not our error and there is nobody to tell.
	_, _ = t.w.Write(append(t.buf, t.after...))
	return nil
}
