package trackfile

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
	lt := plainLen(window)
	n := closing(window[lt:], s.open())
	if n == 0 {
		return nil, false
	}
	s.start = s.pos
	s.pos += lt + n
	s.pop()
	return window[:lt], true
}

// plainLen is how much of b comes before a tag or a reference. A loop, because most texts are numbers of a few digits.
func plainLen(b []byte) int {
	for i, c := range b {
		if c == '<' || c == '&' {
			return i
		}
	}
	return len(b)
}

// appendBounded is append up to maxTextBytes.
func appendBounded(to, b []byte) []byte {
	return append(to, b[:max(0, min(len(b), maxTextBytes-len(to)))]...)
}
