package planif

import (
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
)

const (
	required   = "This field is required."
	notNull    = "This field may not be null."
	notBlank   = "This field may not be blank."
	notString  = "Not a valid string."
	notInteger = "A valid integer is required."
	notBoolean = "Must be a valid boolean."
	notList    = "Expected a list of items."
)

// form is a decoded object being read, with what was wrong so far.
type form struct {
	o      map[string]any
	fields []fault.Field
}

// numberText is a decoded number, or a text that may hold one.
func numberText(v any) string {
	switch v := v.(type) {
	case json.Number:
		return v.String()
	case string:
		return v
	}
	return ""
}

// readForm reads a body that must be one object.
func readForm(r *http.Request) (*form, error) {
	v, err := readBody(r)
	if err != nil {
		return nil, err
	}
	o, ok := v.(map[string]any)
	if !ok {
		return nil, invalid("non_field_errors", "Invalid data. Expected a dictionary.")
	}
	return &form{o: o}, nil
}

func (f *form) refuse(name, message string) {
	f.fields = append(f.fields, fault.Field{Name: name, Message: message})
}

// err is what was wrong, nil when nothing was.
func (f *form) err() error {
	if len(f.fields) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "request.invalid", "can't be accepted", f.fields...)
}

// has reports whether a member is there, null included.
func (f *form) has(name string) bool {
	_, ok := f.o[name]
	return ok
}

// take gives a member that is there; null and a missing one that is needed are refused.
func (f *form) take(name string, needed bool) (any, bool) {
	v, ok := f.o[name]
	switch {
	case !ok && needed:
		f.refuse(name, required)
	case ok && v == nil:
		f.refuse(name, notNull)
	}
	return v, ok && v != nil
}

// text reads a text; numbers count as one, as they do in forms.
func (f *form) text(name string, needed bool) string {
	v, ok := f.take(name, needed)
	if !ok {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	f.refuse(name, notString)
	return ""
}

// refused reports whether something is wrong with a field already.
func (f *form) refused(name string) bool {
	return slices.ContainsFunc(f.fields, func(e fault.Field) bool { return e.Name == name })
}

func (f *form) notBlank(name, s string) {
	if f.has(name) && !f.refused(name) && s == "" {
		f.refuse(name, notBlank)
	}
}

// integer reads a whole number.
func (f *form) integer(name string, needed bool) (int64, bool) {
	v, ok := f.take(name, needed)
	if !ok {
		return 0, false
	}
	n, ok := wholeNumber(v)
	if !ok {
		f.refuse(name, notInteger)
	}
	return n, ok
}

// wholeNumber takes 5, 5.0, "5" and {"$numberInt": "5"}.
func wholeNumber(v any) (int64, bool) {
	text := ""
	switch v := unextend(v).(type) {
	case json.Number:
		text = v.String()
	case string:
		text = strings.TrimSpace(v)
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, true
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || x != math.Trunc(x) || math.Abs(x) > 1<<53 {
		return 0, false
	}
	return int64(x), true
}

// boolean reads true, false and their usual spellings.
func (f *form) boolean(name string) (value, ok bool) {
	v, ok := f.take(name, false)
	if !ok {
		return false, false
	}
	text := ""
	switch v := v.(type) {
	case bool:
		return v, true
	case string:
		text = strings.ToLower(v)
	case json.Number:
		text = v.String()
	}
	switch text {
	case "true", "t", "1", "yes", "on":
		return true, true
	case "false", "f", "0", "no", "off":
		return false, true
	}
	f.refuse(name, notBoolean)
	return false, false
}

// date reads YYYY-MM-DD.
func (f *form) date(name string, needed bool) (time.Time, bool) {
	if _, ok := f.take(name, needed); !ok {
		return time.Time{}, false
	}
	day, err := parseDay(f.text(name, false))
	if err != nil {
		f.refuse(name, "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.")
	}
	return day, err == nil
}

func parseDay(s string) (time.Time, error) { return time.Parse(time.DateOnly, s) }

// tags reads a list of texts, or one text with commas.
func (f *form) tags() ([]string, bool) {
	v, ok := f.take("tags", false)
	if !ok {
		return nil, false
	}
	switch v := v.(type) {
	case string:
		if strings.TrimSpace(v) == "" {
			return nil, true
		}
		return strings.Split(v, ","), true
	case []any:
		all := make([]string, 0, len(v))
		for _, item := range v {
			s, isText := item.(string)
			if !isText {
				f.refuse("tags", notString)
				return nil, false
			}
			all = append(all, s)
		}
		return all, true
	}
	f.refuse("tags", notList)
	return nil, false
}

// list reads a list; one value alone, as a form sends it, is a list of one.
func (f *form) list(name string) ([]any, bool) {
	v, ok := f.take(name, false)
	if !ok {
		return nil, false
	}
	switch v := v.(type) {
	case []any:
		return v, true
	case string:
		return []any{v}, true
	}
	f.refuse(name, notList)
	return nil, false
}
