package trackfile

import "bytes"

// text gives the text directly within the current element, without that of its children, and goes past its end tag.
// Beyond maxTextBytes it is cut.
func (s *scanner) text() []byte {
	if s.empty || s.err != nil {
		s.next()
		return nil
	}
	if t, ok := s.plainText(); ok {
		return t
	}
	s.words = s.words[:0]
	depth := s.depth
	for s.depth >= depth && s.err == nil && s.toTag(s.depth == depth) {
		s.tag(s.depth == depth)
		if s.empty {
			s.next()
		}
	}
	return s.words
}

// plainText is text for the common case: no reference and no child, and the end tag is in the buffer.
func (s *scanner) plainText() ([]byte, bool) {
	window := s.buf[s.pos:s.end]
	lt := bytes.IndexByte(window, '<')
	if lt < 0 {
		return nil, false
	}
	name := s.open()
	after := lt + 2 + len(name)
	if after >= len(window) || window[lt+1] != '/' || window[after] != '>' || string(window[lt+2:after]) != string(name) {
		return nil, false
	}
	if bytes.IndexByte(window[:lt], '&') >= 0 {
		return nil, false
	}
	s.start = s.pos
	s.pos += after + 1
	s.pop()
	return window[:lt], true
}

// appendBounded is append up to maxTextBytes.
func appendBounded(to, b []byte) []byte {
	return append(to, b[:max(0, min(len(b), maxTextBytes-len(to)))]...)
}
