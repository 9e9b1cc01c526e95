package wire

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// Encoder appends one JSON document. Commas put themselves: keys and values are written one after the other.
//
//	j.Object()
//	j.Key("ids").Array()
//	j.Int(1)
//	j.Int(2)
//	j.EndArray()
//	j.EndObject() // {"ids":[1,2]}
//
// It does not check that brackets match; callers are few and their bodies are tested whole.
type Encoder struct{ buf []byte }

// Bytes is what has been written so far, valid until the next call.
func (j *Encoder) Bytes() []byte { return j.buf }

// Buffer hands out the buffer for appending by hand where every nanosecond counts; give it back with SetBuffer.
func (j *Encoder) Buffer() []byte { return j.buf }

// SetBuffer takes the buffer back.
func (j *Encoder) SetBuffer(b []byte) { j.buf = b }

// Raw appends bytes as they are.
func (j *Encoder) Raw(b []byte) { j.buf = append(j.buf, b...) }

// comma separates from a value before. The last byte tells: after an opening bracket, a colon or nothing there is none.
func (j *Encoder) comma() {
	if n := len(j.buf); n > 0 {
		switch j.buf[n-1] {
		case '{', '[', ':':
		default:
			j.buf = append(j.buf, ',')
		}
	}
}

// Object opens an object.
func (j *Encoder) Object() { j.comma(); j.buf = append(j.buf, '{') }

// EndObject closes it.
func (j *Encoder) EndObject() { j.buf = append(j.buf, '}') }

// Array opens an array.
func (j *Encoder) Array() { j.comma(); j.buf = append(j.buf, '[') }

// EndArray closes it.
func (j *Encoder) EndArray() { j.buf = append(j.buf, ']') }

// Key starts a member; name is plain ASCII of our own.
func (j *Encoder) Key(name string) *Encoder {
	j.comma()
	j.buf = append(j.buf, '"')
	j.buf = append(j.buf, name...)
	j.buf = append(j.buf, '"', ':')
	return j
}

// KeyOf starts a member whose name comes from outside.
func (j *Encoder) KeyOf(name string) *Encoder {
	j.String(name)
	j.buf = append(j.buf, ':')
	return j
}

// Null writes null.
func (j *Encoder) Null() { j.comma(); j.buf = append(j.buf, "null"...) }

// Bool writes true or false.
func (j *Encoder) Bool(v bool) { j.comma(); j.buf = strconv.AppendBool(j.buf, v) }

// Int writes a whole number.
func (j *Encoder) Int(v int64) { j.comma(); j.buf = strconv.AppendInt(j.buf, v, 10) }

// Float writes a number that always has a decimal point or an exponent: 10.0. Not-a-number and infinities are null.
func (j *Encoder) Float(v float64) { j.comma(); j.buf = AppendFloat(j.buf, v) }

// String writes a text. Invalid UTF-8 becomes U+FFFD.
func (j *Encoder) String(s string) { j.comma(); j.buf = AppendString(j.buf, s) }

// Plain writes a text of our own that is known to need no escaping: dates, ids, words.
func (j *Encoder) Plain(s string) {
	j.comma()
	j.buf = append(j.buf, '"')
	j.buf = append(j.buf, s...)
	j.buf = append(j.buf, '"')
}

// PlainBytes is Plain for bytes.
func (j *Encoder) PlainBytes(s []byte) {
	j.comma()
	j.buf = append(j.buf, '"')
	j.buf = append(j.buf, s...)
	j.buf = append(j.buf, '"')
}

// StringOrNull writes a text, or null for nil.
func (j *Encoder) StringOrNull(s *string) {
	if s == nil {
		j.Null()
		return
	}
	j.String(*s)
}

// PlainOrNull writes a text of our own, or null when it is empty.
func (j *Encoder) PlainOrNull(s string) {
	if s == "" {
		j.Null()
		return
	}
	j.Plain(s)
}

// AppendFloat appends the shortest decimal that reads back as v, always recognisable as a float, as Python writes them:
// 10.0, 0.1, 1e-05. Not-a-number and infinities are null.
func AppendFloat(b []byte, v float64) []byte {
	if v != v || math.IsInf(v, 0) {
		return append(b, "null"...)
	}
	// Most numbers have at most 3 decimals: a whole number of thousandths below 10^15 is printed as such. That is the
	// shortest form, because no two decimals of 15 digits or less share a float.
	if scaled := v * 1000; scaled > -1e14 && scaled < 1e14 {
		if n := math.Round(scaled); n/1000 == v {
			return AppendFixed(b, int64(n), 3)
		}
	}
	if a := math.Abs(v); a < 1e-4 || a >= 1e16 {
		return strconv.AppendFloat(b, v, 'e', -1, 64)
	}
	start := len(b)
	b = strconv.AppendFloat(b, v, 'f', -1, 64)
	for _, c := range b[start:] {
		if c == '.' {
			return b
		}
	}
	return append(b, ".0"...)
}

var pow10 = [...]uint64{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// AppendFixed appends n / 10^decimals (at most 9) without trailing zeros but with at least one decimal: 1200 with 3 is 1.2,
// 1000 is 1.0.
func AppendFixed(b []byte, n int64, decimals int) []byte {
	u := uint64(n)
	if n < 0 {
		b = append(b, '-')
		u = -u
	}
	whole, frac := u/pow10[decimals], u%pow10[decimals]
	b = strconv.AppendUint(b, whole, 10)
	b = append(b, '.')
	if frac == 0 {
		return append(b, '0')
	}
	for frac%10 == 0 {
		frac /= 10
		decimals--
	}
	start := len(b)
	b = append(b, "000000000"[:decimals]...)
	for i := len(b) - 1; i >= start; i-- {
		b[i] = byte('0' + frac%10)
		frac /= 10
	}
	return b
}

const hexDigits = "0123456789abcdef"

// AppendString appends s as a JSON string. < > & stay as they are: bodies are never put into HTML unescaped.
// U+2028 and U+2029 are escaped, as encoding/json does.
func AppendString(b []byte, s string) []byte {
	return append(appendEscaped(append(b, '"'), s), '"')
}

// appendEscaped appends the inside of a JSON string.
func appendEscaped(b []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			b = append(b, s[start:i]...)
			b = appendEscape(b, c)
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(append(b, s[start:i]...), `\ufffd`...)
		case r == '\u2028' || r == '\u2029':
			b = append(append(b, s[start:i]...), `\u202`...)
			b = append(b, hexDigits[r&0xf])
		default:
			i += size
			continue
		}
		i += size
		start = i
	}
	return append(b, s[start:]...)
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	case '\b':
		return append(b, '\\', 'b')
	case '\f':
		return append(b, '\\', 'f')
	default:
		return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
	}
}
