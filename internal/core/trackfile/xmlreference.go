package trackfile

import (
	"bytes"
	"unicode/utf8"
)

// reference reads the reference at the beginning of b, one of the five of XML or a number, and gives its length; 0 when
// it is none of these.
func reference(b []byte) (rune, int) {
	semicolon := bytes.IndexByte(b, ';')
	if semicolon < 3 {
		return 0, 0
	}
	n := semicolon + 1
	name := b[1:semicolon]
	if name[0] == '#' {
		r, ok := numericReference(name[1:])
		if !ok {
			return 0, 0
		}
		return r, n
	}
	switch string(name) {
	case "lt":
		return '<', n
	case "gt":
		return '>', n
	case "amp":
		return '&', n
	case "quot":
		return '"', n
	case "apos":
		return '\'', n
	}
	return 0, 0
}

// numericReference reads "65" or "x41", and refuses what is no character of XML 1.0.
func numericReference(b []byte) (rune, bool) {
	base := rune(10)
	if b[0] == 'x' {
		base, b = 16, b[1:]
	}
	if len(b) == 0 {
		return 0, false
	}
	r := rune(0)
	for _, c := range b {
		digit := rune(16)
		switch {
		case c-'0' <= 9:
			digit = rune(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			digit = rune(c|0x20-'a') + 10
		}
		if digit >= base || r > utf8.MaxRune {
			return 0, false
		}
		r = r*base + digit
	}
	return r, isXMLChar(r)
}

// isXMLChar is production 2 of XML 1.0.
func isXMLChar(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	case r >= 0xD800 && r <= 0xDFFF, r == 0xFFFE, r == 0xFFFF:
		return false
	}
	return r <= utf8.MaxRune
}

// appendRune is utf8.AppendRune up to maxTextBytes.
func appendRune(to []byte, r rune) []byte {
	if len(to) >= maxTextBytes {
		return to
	}
	return utf8.AppendRune(to, r)
}
