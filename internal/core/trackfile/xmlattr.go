package trackfile

import "bytes"

// attribute parses "name = 'value'" at the beginning of b and gives its length, 0 as startTag does.
func (s *scanner) attribute(b []byte) int {
	i := nameLen(b)
	name := b[:i]
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	if i == len(b) {
		return 0
	}
	if len(name) == 0 || b[i] != '=' {
		s.invalid("an attribute without a name or value")
		return 0
	}
	i++
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	if i == len(b) {
		return 0
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		s.invalid("attribute %s has no quotes", quoted(name))
		return 0
	}
	i++
	n, plain := valueLen(b[i:], quote)
	if n < 0 {
		return 0
	}
	value := b[i : i+n]
	if !plain {
		var ok bool
		if value, ok = s.attributeValue(value); !ok {
			return 0
		}
	}
	if !s.addAttr(name, value) {
		return 0
	}
	return i + n + 1
}

// valueLen is the length of the attribute value that ends with this quote, -1 when b doesn't hold all of it. A plain value
// has neither references nor what may not be in one.
func valueLen(b []byte, quote byte) (n int, plain bool) {
	plain = true
	for i, c := range b {
		switch c {
		case quote:
			return i, plain
		case '<', '&':
			plain = false
		}
	}
	return -1, false
}

// attributeValue checks a value and replaces its references.
func (s *scanner) attributeValue(raw []byte) ([]byte, bool) {
	if bytes.IndexByte(raw, '<') >= 0 {
		return nil, s.invalid("a '<' within an attribute")
	}
	amp := bytes.IndexByte(raw, '&')
	if amp < 0 {
		return raw, true
	}
	from := len(s.values)
	for ; amp >= 0; amp = bytes.IndexByte(raw, '&') {
		s.values = append(s.values, raw[:amp]...)
		r, n := reference(raw[amp:])
		if n == 0 {
			return nil, s.invalid("unknown reference %s", quoted(raw[amp:]))
		}
		s.values = appendRune(s.values, r)
		raw = raw[amp+n:]
	}
	s.values = append(s.values, raw...)
	return s.values[from:], true
}

// addAttr notes an attribute under its name without prefix.
func (s *scanner) addAttr(full, value []byte) bool {
	if len(s.attrs) == maxAttrs {
		return s.invalid("more than %d attributes", maxAttrs)
	}
	s.attrs = append(s.attrs, attr{localName(full), value})
	return true
}

// attr is the value of the current start tag's attribute, nil when it has none of this name.
func (s *scanner) attr(name string) []byte {
	for i := range s.attrs {
		if string(s.attrs[i].name) == name {
			return s.attrs[i].value
		}
	}
	return nil
}
