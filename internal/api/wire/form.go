package wire

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/http"
	"strings"
	"sync"
)

var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}

// Form is a multipart body that is read in large pieces. mime/multipart asks for 4 KiB at a time, and walks back through each
// byte by byte to see whether a boundary begins in it. So it gets to see what stands between the parts only; what is in them
// passes it by.
//
// That works where the body begins with its boundary and ends lines with \r\n, as clients send it. Any other body is left to
// mime/multipart as a whole.
type Form struct {
	request *http.Request
	plain   io.ReadCloser
	body    *bufio.Reader
	parts   *multipart.Reader
	// delimiter is "\r\n--boundary", nil when mime/multipart reads everything.
	delimiter []byte
	part      *Part
}

// Part is one part of a form; Read gives its content, without the quoting of a transfer encoding.
type Part struct {
	*multipart.Part
	content io.Reader
}

func (p *Part) Read(b []byte) (int, error) { return p.content.Read(b) }

// ReadForm begins to read a body. The error is that of http.Request.MultipartReader. Without one, call Close before the
// handler returns.
func ReadForm(r *http.Request) (*Form, error) {
	f := &Form{request: r, plain: r.Body, body: readers.Get().(*bufio.Reader)}
	f.body.Reset(r.Body)
	r.Body = struct {
		io.Reader
		io.Closer
	}{between{f}, f.plain}
	var err error
	if f.parts, err = r.MultipartReader(); err != nil {
		f.Close()
		return nil, err
	}
	_, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // MultipartReader has found it in order
	delimiter := []byte("\r\n--" + params["boundary"])
	if head, _ := f.body.Peek(len(delimiter)); string(head) == string(delimiter[2:])+"\r\n" {
		f.delimiter = delimiter
	}
	return f, nil
}

// Close puts the request's body back, without what has been read ahead. The parts must not be used any more.
func (f *Form) Close() {
	f.request.Body = f.plain
	f.body.Reset(nil)
	readers.Put(f.body)
}

// NextPart goes on to the next part; io.EOF when there is none. What was not read of the one before is skipped.
func (f *Form) NextPart() (*Part, error) {
	if f.delimiter == nil {
		part, err := f.parts.NextPart()
		if err != nil {
			return nil, err
		}
		return &Part{part, part}, nil
	}
	if f.part != nil {
		if _, err := io.Copy(io.Discard, f.part); err != nil {
			return nil, err
		}
	}
	part, err := f.parts.NextRawPart()
	if err != nil {
		return nil, err
	}
	f.part = &Part{part, &content{body: f.body, delimiter: f.delimiter}}
	if strings.EqualFold(part.Header.Get("Content-Transfer-Encoding"), "quoted-printable") {
		f.part.content = quotedprintable.NewReader(f.part.content)
	}
	return f.part, nil
}

// between is what mime/multipart reads: a line at a time, so that it never holds what follows a part's header.
type between struct{ f *Form }

func (b between) Read(p []byte) (int, error) {
	if b.f.delimiter != nil {
		_, err := b.f.body.Peek(1)
		if err != nil {
			return 0, err
		}
		line, _ := b.f.body.Peek(b.f.body.Buffered())
		if n := bytes.IndexByte(line, '\n') + 1; n > 0 && n < len(p) {
			p = p[:n]
		}
	}
	return b.f.body.Read(p)
}

// content is what stands in a part, up to the boundary behind it, which is left in body.
type content struct {
	body      *bufio.Reader
	delimiter []byte
	// known is how much of what body holds belongs to the part, err what comes then: io.EOF is the boundary.
	known int
	err   error
	// begun is set when anything has been read, failed when there is no more in body.
	begun  bool
	failed error
}

func (c *content) Read(p []byte) (int, error) {
	for c.known == 0 && c.err == nil {
		held, _ := c.body.Peek(c.body.Buffered())
		c.known, c.err = c.measure(held)
		if c.known == 0 && c.err == nil {
			c.more(len(held))
		}
	}
	if c.known == 0 {
		return 0, c.err
	}
	n, _ := c.body.Read(p[:min(len(p), c.known)]) // it holds them
	c.known -= n
	c.begun = c.begun || n > 0
	return n, nil
}

// more has body hold more than so many bytes.
func (c *content) more(held int) {
	if _, c.failed = c.body.Peek(held + 1); errors.Is(c.failed, io.EOF) {
		c.failed = io.ErrUnexpectedEOF
	}
}

// measure is how much of b certainly belongs to the part, and what comes then. Nothing and no error ask for more.
func (c *content) measure(b []byte) (n int, err error) {
	dashes := c.delimiter[2:]
	switch {
	case c.begun:
	case bytes.HasPrefix(b, dashes): // a part may have no content, not even a line end
		return c.ends(b, 0, len(dashes))
	case bytes.HasPrefix(dashes, b):
		return 0, c.failed
	}
	if i := bytes.Index(b, c.delimiter); i >= 0 {
		return c.ends(b, i, len(c.delimiter))
	}
	if bytes.HasPrefix(c.delimiter, b) {
		return 0, c.failed
	}
	tail := max(0, len(b)-len(c.delimiter)+1)
	if i := bytes.LastIndexByte(b[tail:], '\r'); i >= 0 && bytes.HasPrefix(c.delimiter, b[tail+i:]) {
		return tail + i, nil
	}
	return len(b), c.failed
}

// ends is measure where so many bytes of b at i read like the boundary: what follows them decides whether they are.
func (c *content) ends(b []byte, i, length int) (n int, err error) {
	rest := b[i+length:]
	switch {
	case len(rest) == 0 && c.failed == nil, string(rest) == "-" && c.failed == nil:
		return i, nil
	case len(rest) == 0, strings.IndexByte(" \t\r\n", rest[0]) >= 0, bytes.HasPrefix(rest, []byte("--")):
		return i, io.EOF
	}
	return i + length, nil
}
