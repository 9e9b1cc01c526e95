package insiders

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"strings"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
)

// Messages about one member of a body.
const (
	required    = "This field is required."
	blank       = "This field may not be blank."
	notNull     = "This field may not be null."
	notText     = "Not a valid string."
	notInteger  = "A valid integer is required."
	notNumber   = "A valid number is required."
	notBoolean  = "Must be a valid boolean."
	notObject   = "Expected an object."
	notMoment   = "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm:ss[.uuuuuu]{+HHMM|-HHMM|Z}."
	notDay      = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."
	maxBodyText = 1 << 20
)

// body is a decoded object of JSON. Its methods read members by name and gather what is wrong with them.
type body struct {
	members map[string]json.RawMessage
	// prefix stands before the names in refusals, for an object inside another one.
	prefix string
	bad    *[]fault.Field
}

// readBody reads an object of JSON of which databases can keep every text.
func readBody(r *http.Request) (*body, error) {
	data, err := readJSON(r)
	if err != nil {
		return nil, err
	}
	b := &body{bad: new([]fault.Field)}
	if _, err := wire.ParseObject(data); err != nil && (!json.Valid(data) || data[0] == '{') {
		return nil, parseError(data)
	}
	if err := json.Unmarshal(data, &b.members); err != nil || b.members == nil {
		return nil, invalid(noField, "Invalid data. Expected a dictionary.")
	}
	return b, nil
}

// readJSON reads a whole body that says it is JSON.
func readJSON(r *http.Request) ([]byte, error) {
	kind := r.Header.Get("Content-Type")
	t, _, err := mime.ParseMediaType(kind)
	if err != nil || t != wire.TypeJSON && !strings.HasSuffix(t, "+json") {
		return nil, &refusal{wire.Detail(http.StatusUnsupportedMediaType, fmt.Sprintf("Unsupported media type %q in request.", wire.CleanText(kind)))}
	}
	data, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, fault.New(fault.TooLarge, "request.too_large", "the body is too large")
	}
	return bytes.TrimSpace(data), err
}

// parseError says where a document stops being JSON.
func parseError(data []byte) error {
	what := "a text with NUL, or too deeply nested"
	var v json.RawMessage
	err := json.Unmarshal(data, &v)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		before := data[:min(int(syntax.Offset), len(data))]
		line := bytes.Count(before, []byte("\n")) + 1
		what = fmt.Sprintf("%s: line %d column %d (char %d)", syntax, line, len(before)-bytes.LastIndexByte(before, '\n')-1, len(before))
	}
	return &refusal{wire.Detail(http.StatusBadRequest, "JSON parse error - "+what)}
}

func (b *body) refuse(name, message string) {
	*b.bad = append(*b.bad, fault.Field{Name: b.prefix + name, Message: message})
}

// err is all that was refused.
func (b *body) err() error {
	if len(*b.bad) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "request.invalid", "can't be accepted", *b.bad...)
}

func isNull(raw json.RawMessage) bool { return string(raw) == "null" }

// given reports whether there is a member, and refuses the absence of one that is needed.
func (b *body) given(name string, needed bool) (json.RawMessage, bool) {
	raw, ok := b.members[name]
	if !ok && needed {
		b.refuse(name, required)
	}
	return raw, ok
}

// value is a member that isn't null; null is refused.
func (b *body) value(name string, needed bool, into any, message string) bool {
	raw, ok := b.given(name, needed)
	switch {
	case !ok:
		return false
	case isNull(raw):
		b.refuse(name, notNull)
		return false
	case json.Unmarshal(raw, into) != nil:
		b.refuse(name, message)
		return false
	}
	return true
}

// text is a text without the blanks around it.
func (b *body) text(name string, needed bool) (s string, ok bool) {
	ok = b.value(name, needed, &s, notText)
	if len(s) > maxBodyText {
		b.refuse(name, "Ensure this field has no more than 1048576 characters.")
		return "", false
	}
	return strings.TrimSpace(s), ok
}

// textOr is a text where null is "".
func (b *body) textOr(name string) (s string, ok bool) {
	if raw, there := b.members[name]; there && isNull(raw) {
		return "", true
	}
	return b.text(name, false)
}

// filled is a text of which one character is no blank.
func (b *body) filled(name string) string {
	s, ok := b.text(name, true)
	if ok && s == "" {
		b.refuse(name, blank)
	}
	return s
}

func (b *body) integer(name string, needed bool) (n int64, ok bool) {
	ok = b.value(name, needed, &n, notInteger)
	return n, ok
}

// idOr is the id of something, or null for 0. Ids begin at 1; others are as those that nothing has.
func (b *body) idOr(name string) (id int64, ok bool) {
	if raw, there := b.members[name]; there && isNull(raw) {
		return 0, true
	}
	if id, ok = b.integer(name, false); ok && id < 1 {
		id = -1
	}
	return id, ok
}

func (b *body) boolean(name string, needed bool) (v, ok bool) {
	ok = b.value(name, needed, &v, notBoolean)
	return v, ok
}

// numberOr is a number, or nil for null.
func (b *body) numberOr(name string) (v *float64, ok bool) {
	raw, there := b.members[name]
	if !there || isNull(raw) {
		return nil, there
	}
	var n float64
	if json.Unmarshal(raw, &n) != nil || math.IsInf(n, 0) {
		b.refuse(name, notNumber)
		return nil, false
	}
	return &n, true
}

func (b *body) moment(name string, needed bool) (t time.Time, ok bool) {
	var s string
	if !b.value(name, needed, &s, notMoment) {
		return t, false
	}
	if t, ok = parseMoment(s); !ok {
		b.refuse(name, notMoment)
	}
	return t, ok
}

// dayOr is a date at midnight UTC, or zero for null.
func (b *body) dayOr(name string) (t time.Time, ok bool) {
	raw, there := b.members[name]
	if !there || isNull(raw) {
		return t, there
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		if t, err := time.Parse(time.DateOnly, s); err == nil {
			return t, true
		}
	}
	b.refuse(name, notDay)
	return t, false
}

// object is a member that is an object, read as a body of its own; nil when there is none.
func (b *body) object(name string) *body {
	raw, ok := b.members[name]
	if !ok || isNull(raw) {
		return nil
	}
	inner := &body{prefix: b.prefix + name + ".", bad: b.bad}
	if json.Unmarshal(raw, &inner.members) != nil {
		b.refuse(name, notObject)
		return nil
	}
	return inner
}

// document is a member that is an object, as it came.
func (b *body) document(name string, needed bool) (json.RawMessage, bool) {
	raw, ok := b.given(name, needed)
	switch {
	case !ok:
		return nil, false
	case isNull(raw):
		b.refuse(name, notNull)
		return nil, false
	case raw[0] != '{':
		b.refuse(name, notObject)
		return nil, false
	}
	return raw, true
}
