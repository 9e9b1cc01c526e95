package trackfile

import "bytes"

// tag reads what begins with the '<' at pos. It gives no event (0) for comments, processing instructions and CDATA, and
// on errors. With keep, CDATA goes to words.
func (s *scanner) tag(keep bool) event {
	s.start = s.pos
	if !s.need(2) {
		return s.cutOff()
	}
	switch s.buf[s.pos+1] {
	case '/':
		return s.endTag()
	case '!':
		s.markup(keep)
		return 0
	case '?':
		s.instruction()
		return 0
	}
	for {
		n := s.startTag(s.buf[s.pos:s.end])
		switch {
		case n > 0:
			s.pos += n
			return eventStart
		case s.err != nil:
			return 0
		case !s.fill():
			return s.cutOff()
		}
	}
}

// expectedTag reads the tag at pos when it is the likely one: "</name>" of the open element, or a "<name>" without
// attributes that the vocabulary guesses. It gives no event (0) for all else, which is left to tag.
func (s *scanner) expectedTag() event {
	b := s.buf[s.pos:s.end]
	if len(b) < 2 || s.depth == 0 {
		return 0
	}
	if b[1] == '/' {
		n := closing(b, s.open())
		if n == 0 {
			return 0
		}
		s.pos += n
		s.pop()
		return eventEnd
	}
	w := s.names.guess(b[1:])
	if w == nil || s.depth == s.maxDepth {
		return 0
	}
	s.attrs, s.values = s.attrs[:0], s.values[:0]
	s.pos += 2 + len(w.full)
	s.begin(w, false)
	return eventStart
}

// cutOff is the error of a document that ends within a tag.
func (s *scanner) cutOff() event {
	if s.err == nil {
		s.invalid("the file ends within a tag")
	}
	return 0
}

// startTag parses "<name a='b'>" at the beginning of b and opens the element. It gives the tag's length, 0 on an error
// or when b doesn't hold the whole tag.
func (s *scanner) startTag(b []byte) int {
	i := 1 + nameLen(b[1:])
	if i == len(b) {
		return 0
	}
	full := b[1:i]
	if len(full) == 0 {
		s.invalid("a '<' that begins no tag")
		return 0
	}
	s.attrs, s.values = s.attrs[:0], s.values[:0]
	for {
		gap := i
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		if i == len(b) {
			return 0
		}
		switch b[i] {
		case '>':
			return s.push(full, i+1, false)
		case '/':
			if i+1 == len(b) {
				return 0
			}
			if b[i+1] != '>' {
				s.invalid("a '/' within a tag")
				return 0
			}
			return s.push(full, i+2, true)
		}
		if gap == i {
			s.invalid("no space before an attribute")
			return 0
		}
		n := s.attribute(b[i:])
		if n == 0 {
			return 0
		}
		i += n
	}
}

// push opens an element and gives n, or 0 on an error.
func (s *scanner) push(full []byte, n int, empty bool) int {
	switch {
	case s.depth == 0 && s.rootSeen:
		s.invalid("a second element beside the document's own")
	case s.depth == s.maxDepth:
		s.invalid("elements are nested deeper than %d", s.maxDepth)
	case len(full) > maxNameBytes:
		s.invalid("an element's name is longer than %d bytes", maxNameBytes)
	default:
		s.begin(s.names.next(full, s.depth), empty)
		return n
	}
	return 0
}

// begin opens an element of this name.
func (s *scanner) begin(w *word, empty bool) {
	s.names.last = w
	s.name = w.local
	s.opened = append(s.opened, w)
	s.depth++
	s.rootSeen = true
	s.empty = empty
}

// open is the full name of the innermost open element.
func (s *scanner) open() []byte { return s.opened[s.depth-1].full }

// pop closes the innermost element.
func (s *scanner) pop() {
	s.depth--
	s.opened = s.opened[:s.depth]
}

// endTag reads "</name >" at pos.
func (s *scanner) endTag() event {
	if s.depth == 0 {
		s.invalid("an end tag without its start")
		return 0
	}
	name := s.open()
	if !s.need(3 + len(name)) {
		return s.cutOff()
	}
	i := s.pos + 2 + len(name)
	if string(s.buf[s.pos+2:i]) != string(name) || nameLen(s.buf[i:i+1]) > 0 {
		found := s.buf[s.pos+2 : s.end]
		s.invalid("</%.40s> does not end <%.40s>", cleanText(found[:min(nameLen(found), maxNameBytes)]), cleanText(name))
		return 0
	}
	for s.pos = i; ; s.pos++ {
		if !s.need(1) {
			return s.cutOff()
		}
		if c := s.buf[s.pos]; c == '>' {
			break
		} else if !isSpace(c) {
			s.invalid("</%.40s is not closed", cleanText(name))
			return 0
		}
	}
	s.pos++
	s.pop()
	return eventEnd
}

// closing is the length of "</name>" at the beginning of b, 0 when something else stands there.
func closing(b, name []byte) int {
	n := 3 + len(name)
	if len(b) < n || b[0] != '<' || b[1] != '/' || b[n-1] != '>' || string(b[2:n-1]) != string(name) {
		return 0
	}
	return n
}

// markup reads what begins with "<!" at pos: a comment or CDATA. Anything else belongs to a DTD.
func (s *scanner) markup(keep bool) {
	const cdata = "<![CDATA["
	s.need(len(cdata))
	rest := s.buf[s.pos:s.end]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.comment()
	case bytes.HasPrefix(rest, []byte(cdata)):
		if s.depth == 0 {
			s.invalid("CDATA outside of the document's element")
			return
		}
		s.pos += len(cdata)
		s.skipPast("]]>", keep)
	case len(rest) < len(cdata):
		s.cutOff()
	default:
		s.invalid("document type declarations (DOCTYPE) are not accepted")
	}
}

// comment skips "<!-- … -->" at pos.
func (s *scanner) comment() {
	s.pos += len("<!--")
	if !s.skipPast("--", false) {
		return
	}
	if !s.need(1) || s.buf[s.pos] != '>' {
		s.invalid("'--' within a comment")
		return
	}
	s.pos++
}

// instruction skips "<?target …?>" at pos.
func (s *scanner) instruction() {
	s.pos += len("<?")
	if !s.need(1) || nameLen(s.buf[s.pos:s.pos+1]) == 0 {
		s.invalid("a processing instruction without a name")
		return
	}
	s.skipPast("?>", false)
}

// skipPast goes behind the next occurrence of a mark, however far it is. With keep, what stands before goes to words.
func (s *scanner) skipPast(mark string, keep bool) bool {
	for {
		window := s.buf[s.pos:s.end]
		i := bytes.Index(window, []byte(mark))
		run := window[:max(0, len(window)-len(mark)+1)]
		if i >= 0 {
			run = window[:i]
		}
		if keep {
			s.words = appendBounded(s.words, run)
		}
		s.pos += len(run)
		if i >= 0 {
			s.pos += len(mark)
			return true
		}
		s.start = s.pos
		if !s.fill() {
			s.cutOff()
			return false
		}
	}
}
