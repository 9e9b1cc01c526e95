package insiders

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// query reads parameters by name and gathers what is wrong with them. An empty one is as good as none.
type query struct {
	values url.Values
	bad    []fault.Field
}

func queryOf(r *http.Request) *query { return &query{values: r.URL.Query()} }

func (q *query) refuse(name, message string) {
	q.bad = append(q.bad, fault.Field{Name: name, Message: message})
}

// err is all that was refused.
func (q *query) err() error {
	if len(q.bad) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "request.invalid", "can't be accepted", q.bad...)
}

func (q *query) text(name string) string {
	return strings.TrimSpace(wire.CleanText(q.values.Get(name)))
}

// id is the id of something, 0 for any, and -1 for one that nothing has.
func (q *query) id(name string) int64 {
	word := q.text(name)
	if word == "" {
		return 0
	}
	id, err := strconv.ParseInt(word, 10, 64)
	switch {
	case err != nil:
		q.refuse(name, "Enter a number.")
	case id < 1:
		return -1
	}
	return id
}

// flag is true, false, or nil for not told.
func (q *query) flag(name string) *bool {
	yes, no := true, false
	switch strings.ToLower(q.text(name)) {
	case "":
		return nil
	case "true", "1":
		return &yes
	case "false", "0":
		return &no
	}
	q.refuse(name, notBoolean)
	return nil
}

// is is a flag that is false when it isn't told.
func (q *query) is(name string) bool {
	v := q.flag(name)
	return v != nil && *v
}

// moment is a time, zero for none. The + of a zone may have come as a blank, as it is written in the address.
func (q *query) moment(name string) time.Time {
	word := q.text(name)
	if word == "" {
		return time.Time{}
	}
	if i := strings.LastIndexByte(word, ' '); i > 10 {
		word = word[:i] + "+" + word[i+1:]
	}
	t, ok := parseMoment(word)
	if !ok {
		q.refuse(name, "Enter a valid date/time.")
	}
	return t
}

// needed is a moment that must be told.
func (q *query) needed(name string) time.Time {
	if q.text(name) == "" {
		q.refuse(name, required)
		return time.Time{}
	}
	return q.moment(name)
}

// day is a date at midnight UTC, zero for none.
func (q *query) day(name string) time.Time {
	word := q.text(name)
	if word == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, word)
	if err != nil {
		q.refuse(name, "Enter a valid date.")
	}
	return t
}

// search are the terms that have to be found, with blanks or commas between them.
func (q *query) search() []string {
	return strings.FieldsFunc(q.text("search"), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' || r == '\r' })
}

// order is what to sort by, of the fields there are; others don't count.
func (q *query) order(fields ...string) []listing.Key {
	var keys []listing.Key
	for word := range strings.SplitSeq(q.text("ordering"), ",") {
		field, descending := strings.CutPrefix(strings.TrimSpace(word), "-")
		for _, known := range fields {
			if field == known && len(keys) < len(fields) {
				keys = append(keys, listing.Key{Field: field, Descending: descending})
			}
		}
	}
	return keys
}
