package store

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"palestra/internal/core/fault"
	"palestra/internal/core/track"
)

// bind makes arguments what both drivers take alike: NaN becomes NULL, truth becomes 0 or 1. PostgreSQL refuses texts
// that SQLite would keep, so both refuse them here.
func bind(args []any) error {
	for i, a := range args {
		switch v := a.(type) {
		case bool:
			args[i] = int64(0)
			if v {
				args[i] = int64(1)
			}
		case float64:
			if v != v {
				args[i] = nil
			}
			if math.IsInf(v, 0) {
				return fault.New(fault.Invalid, "number.range", "a number is out of range")
			}
		case string:
			if !storable(v) {
				return errEncoding()
			}
		}
	}
	return nil
}

func errEncoding() error {
	return fault.New(fault.Invalid, "text.encoding", "text must be UTF-8 without zero bytes")
}

func storable(s string) bool { return strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) }

// fold is a text as names are compared and texts are searched in: lower case, and one spelling for each accented letter.
// It is done here because the engines disagree about letters beyond ASCII.
func fold(s string) string { return strings.ToLower(norm.NFC.String(s)) }

// folded is fold for a text that may be absent.
func folded(s *string) any {
	if s == nil {
		return nil
	}
	return fold(*s)
}

// text is a text that may be absent, as an argument.
func text(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

// filled is NULL for "".
func filled(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// counted is NULL for track.None.
func counted(n int) any {
	if n == track.None {
		return nil
	}
	return int64(n)
}

// moment is NULL for the zero time.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

// millimeters is how sums are kept; NaN adds nothing.
func millimeters(m float64) int64 {
	if m != m {
		return 0
	}
	return int64(math.Round(m * 1000))
}

// The types below are places to scan columns into. Each knows what NULL means, and none needs reflection.
type (
	whole   int64     // NULL is 0
	count   int       // NULL is track.None
	real    float64   // NULL is NaN
	truth   bool      // NULL is false
	word    string    // NULL is ""
	instant time.Time // NULL is the zero time
	maybe   struct{ s **string }
	metric  float64 // a sum in millimeters, in meters
	octets  []byte  // NULL is nil
)

func mismatch(src any, want string) error { return fmt.Errorf("column holds %T, not %s", src, want) }

// Scan implements sql.Scanner.
func (d *whole) Scan(src any) error {
	switch v := src.(type) {
	case int64:
		*d = whole(v)
	case nil:
		*d = 0
	default:
		return mismatch(src, "a whole number")
	}
	return nil
}

// Scan implements sql.Scanner.
func (d *count) Scan(src any) error {
	switch v := src.(type) {
	case int64:
		*d = count(v)
	case nil:
		*d = track.None
	default:
		return mismatch(src, "a whole number")
	}
	return nil
}

// Scan implements sql.Scanner.
func (d *real) Scan(src any) error {
	switch v := src.(type) {
	case float64:
		*d = real(v)
	case int64:
		*d = real(v)
	case nil:
		*d = real(math.NaN())
	default:
		return mismatch(src, "a number")
	}
	return nil
}

// Scan implements sql.Scanner.
func (d *truth) Scan(src any) error {
	v, _ := src.(int64)
	*d = v != 0
	return nil
}

// Scan implements sql.Scanner.
func (d *word) Scan(src any) error {
	switch v := src.(type) {
	case string:
		*d = word(v)
	case nil:
		*d = ""
	default:
		return mismatch(src, "text")
	}
	return nil
}

// Scan implements sql.Scanner.
func (d *instant) Scan(src any) error {
	switch v := src.(type) {
	case int64:
		*d = instant(time.UnixMicro(v).UTC())
	case nil:
		*d = instant{}
	default:
		return mismatch(src, "a time")
	}
	return nil
}

// Scan implements sql.Scanner.
func (d maybe) Scan(src any) error {
	*d.s = nil
	switch v := src.(type) {
	case string:
		*d.s = &v
	case nil:
	default:
		return mismatch(src, "text")
	}
	return nil
}

// Scan implements sql.Scanner.
func (d *metric) Scan(src any) error {
	v, _ := src.(int64)
	*d = metric(float64(v) / 1000)
	return nil
}

// Scan implements sql.Scanner.
func (d *octets) Scan(src any) error {
	switch v := src.(type) {
	case []byte:
		*d = bytes.Clone(v)
	case nil:
		*d = nil
	default:
		return mismatch(src, "bytes")
	}
	return nil
}
