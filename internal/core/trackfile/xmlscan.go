package trackfile

import (
	"bytes"
	"io"
)

// Bounds of the scanner. A tag with all its attributes has to fit into the buffer, text need not.
const (
	scanBuffer   = 64 << 10
	maxAttrs     = 64
	maxNameBytes = 256
	maxTextBytes = 64 << 10
	// maxEntityBytes is the longest reference worth looking at: "&#x10FFFF;" with some leading zeros.
	maxEntityBytes = 16
)

// event is what the scanner stopped at.
type event uint8

const (
	eventEnd   event = iota + 1 // an end tag, or the end of an empty element
	eventStart                  // a start tag; name and attrs are set
	eventStop                   // the end of the document, or an error
)

// attr is one attribute with its references replaced.
type attr struct{ name, value []byte }

// scanner reads XML as a stream of start and end tags through a buffer of fixed size. Text is only looked at when asked
// for. Names lose their namespace prefix. Slices that it gives are valid until the next call.
//
// It checks what tells a whole document from a damaged one: matching tags, one root, known references, attribute
// syntax. It doesn't know DTDs: a DOCTYPE is an error, so that there are no entities to expand. Characters that XML
// forbids are let through, because text that is kept gets cleaned (see cleanText).
//
//	for s.child(depth) {
//		switch string(s.name) {
//		case "ele":
//			ele := s.text()
type scanner struct {
	format Format
	src    io.Reader
	buf    []byte
	// pos is the next byte to look at, end the end of what was read, start the beginning of the current token.
	pos, end, start int
	// lines counts line ends before buf[counted].
	lines, counted int
	atEOF          bool
	err            error

	name  []byte
	attrs []attr
	// values holds attribute values in which references were replaced.
	values []byte
	// words holds text that is in pieces.
	words []byte

	// clock reads the document's times.
	clock clock

	// depth is the number of open elements, whose names are in opened.
	depth, maxDepth int
	opened          []*word
	names           vocabulary
	// empty says that the current start tag was "<x/>", so its end comes next.
	empty    bool
	rootSeen bool
}

// newScanner reads UTF-8 from src.
func newScanner(src io.Reader, f Format, maxDepth int) *scanner {
	return &scanner{
		format: f, src: src, buf: make([]byte, scanBuffer), maxDepth: maxDepth,
		attrs: make([]attr, 0, 8), opened: make([]*word, 0, 16), names: newVocabulary(),
	}
}

// line is where the current token begins, from 1.
func (s *scanner) line() int {
	s.lines += bytes.Count(s.buf[s.counted:s.start], []byte{'\n'})
	s.counted = s.start
	return s.lines + 1
}

// fail ends scanning with an error of this code at the current token. The first error stays.
func (s *scanner) fail(code, format string, args ...any) {
	if s.err == nil {
		s.err = refuse(code, s.format, "line %d: "+format, append([]any{s.line()}, args...)...)
	}
}

// invalid is fail for what is not well-formed. It gives false, for the caller to pass on.
func (s *scanner) invalid(format string, args ...any) bool {
	s.fail(CodeInvalid, format, args...)
	return false
}

// fill reads more behind what the buffer holds from start on. It gives false, with or without an error, when there is
// no more.
func (s *scanner) fill() bool {
	if s.atEOF || s.err != nil {
		return false
	}
	s.line()
	copy(s.buf, s.buf[s.start:s.end])
	s.pos, s.end, s.start, s.counted = s.pos-s.start, s.end-s.start, 0, 0
	if s.end == len(s.buf) {
		return s.invalid("a tag is longer than %d bytes", len(s.buf))
	}
	n, err := io.ReadFull(s.src, s.buf[s.end:])
	s.end += n
	switch err {
	case nil:
	case io.EOF, io.ErrUnexpectedEOF:
		s.atEOF = true
	default:
		s.err = err
		return false
	}
	return n > 0
}

// need makes n bytes from pos on available; false at the end of the document.
func (s *scanner) need(n int) bool {
	for s.end-s.pos < n {
		if !s.fill() {
			return false
		}
	}
	return true
}

// next goes to the next tag, over text, comments and processing instructions.
func (s *scanner) next() event {
	if s.err != nil {
		return eventStop
	}
	if s.empty {
		s.empty = false
		s.pop()
		return eventEnd
	}
	if s.atTag() {
		if e := s.expectedTag(); e != 0 {
			return e
		}
	}
	for s.toTag(false) {
		if e := s.tag(false); e != 0 {
			return e
		}
		if s.err != nil {
			break
		}
	}
	return eventStop
}

// child goes to the next start tag directly within the element whose own depth is given; false at its end. What was
// not read of the child before is skipped.
func (s *scanner) child(depth int) bool {
	for {
		switch s.next() {
		case eventStart:
			if s.depth == depth+1 {
				return true
			}
		case eventEnd:
			if s.depth < depth {
				return false
			}
		default:
			return false
		}
	}
}

// root goes to the root element and refuses any but the named one.
func (s *scanner) root(name string) bool {
	if s.next() != eventStart {
		return false
	}
	if string(s.name) != name {
		return s.invalid("the document is <%.40s>, not <%s>", cleanText(s.name), name)
	}
	return true
}

// finish reads the rest of the document, so that damage behind the last thing of interest is seen too.
func (s *scanner) finish() error {
	for s.next() != eventStop {
	}
	return s.err
}

// toTag goes to the next '<' and checks the references on the way. With keep, the text goes to words.
func (s *scanner) toTag(keep bool) bool {
	if !keep && s.atTag() {
		return true
	}
	for {
		s.start = s.pos
		window := s.buf[s.pos:s.end]
		lt := bytes.IndexByte(window, '<')
		run := window
		if lt >= 0 {
			run = window[:lt]
		}
		amp := bytes.IndexByte(run, '&')
		if amp >= 0 {
			run = run[:amp]
		}
		if s.depth == 0 && len(trimSpace(run)) > 0 {
			return s.invalid("text %s outside of the document's element", quoted(trimSpace(run)))
		}
		if keep {
			s.words = appendBounded(s.words, run)
		}
		s.pos += len(run)
		s.start = s.pos
		switch {
		case amp >= 0:
			if !s.textReference(keep) {
				return false
			}
		case lt >= 0:
			return true
		case !s.fill():
			return s.endOfDocument()
		}
	}
}

// atTag goes over the white space that most often is all there is before a tag, and reports whether it was.
func (s *scanner) atTag() bool {
	for i := s.pos; i < s.end; i++ {
		switch c := s.buf[i]; {
		case c == '<':
			s.pos, s.start = i, i
			return true
		case !isSpace(c):
			return false
		}
	}
	return false
}

// endOfDocument checks that nothing is missing.
func (s *scanner) endOfDocument() bool {
	switch {
	case s.err != nil:
	case s.depth > 0:
		s.invalid("the file ends within <%.40s>", cleanText(s.open()))
	case !s.rootSeen:
		s.invalid("the file has no XML element")
	}
	return false
}

// textReference replaces the reference at pos.
func (s *scanner) textReference(keep bool) bool {
	if s.depth == 0 {
		return s.invalid("a reference outside of the document's element")
	}
	s.need(maxEntityBytes)
	window := s.buf[s.pos:min(s.end, s.pos+maxEntityBytes)]
	r, n := reference(window)
	if n == 0 {
		return s.err == nil && s.invalid("unknown reference %s", quoted(window))
	}
	s.pos += n
	if keep {
		s.words = appendRune(s.words, r)
	}
	return true
}
