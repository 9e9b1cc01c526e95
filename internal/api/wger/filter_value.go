package wger

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/listing"
)

const (
	badChoice = "Select a valid choice. That choice is not one of the available choices."
	notAmong  = "Select a valid choice. %s is not one of the available choices."
)

// parse reads one value. known is false for one that no row can have.
func (f *filter) parse(d *Dialect, c *call, s string) (v any, known bool, message string, err error) {
	known = true
	switch f.kind {
	case textKind, urlKind, emailKind:
		v = s
	case uuidKind:
		if !uuidPattern.MatchString(s) {
			return nil, false, "Enter a valid UUID.", nil
		}
		v = dashed(s)
	case booleanKind:
		v = f.flag(s)
	case choiceKind:
		for _, one := range f.choices {
			if one.value == s {
				return s, true, "", nil
			}
		}
		return nil, false, fmt.Sprintf(notAmong, s), nil
	case relationKind:
		return f.row(d, c, s)
	case dateKind, timeKind, datetimeKind:
		v, message = f.moment(d, s)
	default:
		v, known, message = f.number(s)
	}
	if message == "" && known && f.convert != nil {
		v = f.convert(d, c, v)
	}
	return v, known, message, nil
}

func (f *filter) flag(s string) any {
	if !f.strict {
		s = strings.ToLower(s)
	}
	switch s {
	case "True", "true", "1":
		if f.strict && s != "True" {
			return nil
		}
		return true
	case "False", "false", "0":
		if f.strict && s != "False" {
			return nil
		}
		return false
	}
	return nil
}

// number reads one into units of the last place. One with more places than rows have, no row can have; to compare with it,
// it is brought to the next place below.
func (f *filter) number(s string) (v any, known bool, message string) {
	dec, ok := parseDecimal(s)
	if !ok || len(s) > maxNumeral {
		return nil, false, "Enter a number."
	}
	n, exact := dec.scaled(f.places)
	switch {
	case exact:
		return n, true, ""
	case f.op == listing.Among:
		return nil, false, ""
	}
	x, _ := strconv.ParseFloat(strings.TrimSpace(s), 64)
	x *= math.Pow10(f.places)
	if f.op == listing.After || f.op == listing.Until {
		x = math.Floor(x)
	} else {
		x = math.Ceil(x)
	}
	return int64(max(min(x, 1e18), -1e18)), true, ""
}

// moment reads a date, a moment or a time of day, which the core counts in seconds.
func (f *filter) moment(d *Dialect, s string) (any, string) {
	switch f.kind {
	case timeKind:
		t, ok := parseTime(s)
		if !ok {
			return nil, "Enter a valid time."
		}
		return int64(t / time.Second), ""
	case datetimeKind:
		t, ok := parseInstant(s, d.zone)
		if !ok {
			return nil, "Enter a valid date/time."
		}
		return t, ""
	}
	t, ok := parseDate(s)
	if !ok {
		return nil, "Enter a valid date."
	}
	if f.day {
		t = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, d.zone)
	}
	return t, ""
}

// row reads the id of another row and looks whether it is there for the viewer.
func (f *filter) row(d *Dialect, c *call, s string) (v any, known bool, message string, err error) {
	id, bad := strconv.ParseInt(s, 10, 64)
	if bad != nil && f.many {
		return nil, false, "“" + s + "” is not a valid value.", nil
	}
	if bad != nil {
		return nil, false, badChoice, nil //nolint:nilerr // what was wrong with it is told in words
	}
	owner, found, err := f.find(d)(c.ctx(), id)
	switch {
	case err != nil:
		return nil, false, "", err
	case found && (owner == 0 || owner == c.v.ID()):
		return id, true, "", nil
	case f.many:
		return nil, false, fmt.Sprintf(notAmong, s), nil
	}
	return nil, false, badChoice, nil
}

// dashed is a UUID as rows have it.
func dashed(s string) string {
	s = strings.ToLower(strings.ReplaceAll(s, "-", ""))
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}
