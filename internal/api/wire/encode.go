package wire

import "strconv"

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
