package wger

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"palestra/internal/core/auth"
)

// take makes a JSON value, or a form's text, into what the field holds: int64 (scaled for decimals), string, bool, time.Time,
// time.Duration, []int64 or nil. The message says what is wrong with it, "" for nothing.
func (s *spec) take(v any, zone *time.Location) (value any, message string) {
	if v == nil {
		if !s.null {
			return nil, "This field may not be null."
		}
		return nil, ""
	}
	if s.many {
		return s.takeMany(v)
	}
	switch s.kind {
	case integerKind:
		return s.takeInteger(v)
	case decimalKind, numberKind:
		return s.takeDecimal(v)
	case textKind, urlKind, emailKind:
		return s.takeText(v)
	case booleanKind:
		return takeBoolean(v)
	case choiceKind:
		return s.takeChoice(v)
	case relationKind:
		return takeKey(v)
	case dateKind:
		return takeDate(v)
	case timeKind:
		return takeTime(v)
	case datetimeKind:
		return takeInstant(v, zone)
	case uuidKind, imageKind, fileKind, nestedKind:
	}
	return nil, "Not a valid value."
}

// maxNumeral is the longest text that is looked at as a number.
const maxNumeral = 1000

var trailingZeros = regexp.MustCompile(`\.0*\s*$`)

func (s *spec) takeInteger(v any) (any, string) {
	written, ok := numeral(v)
	if !ok {
		return nil, "A valid integer is required."
	}
	n, err := strconv.ParseInt(strings.TrimSpace(trailingZeros.ReplaceAllString(written, "")), 10, 64)
	if err != nil {
		return nil, "A valid integer is required."
	}
	return n, s.outOf(n, 1)
}

// numeral is the text of a number or of a text that may be one.
func numeral(v any) (string, bool) {
	switch v := v.(type) {
	case json.Number:
		return v.String(), len(v) <= maxNumeral
	case string:
		return v, len(v) <= maxNumeral
	}
	return "", false
}

// outOf says whether n/one is too small or too large.
func (s *spec) outOf(n, one int64) string {
	switch {
	case s.hasLeast && n < s.least:
		return fmt.Sprintf("Ensure this value is greater than or equal to %s.", bound(s.least, one))
	case s.hasMost && n > s.most:
		return fmt.Sprintf("Ensure this value is less than or equal to %s.", bound(s.most, one))
	}
	return ""
}

// bound is n/one in digits, without an exponent.
func bound(n, one int64) string { return strconv.FormatFloat(float64(n)/float64(one), 'f', -1, 64) }

func (s *spec) takeDecimal(v any) (any, string) {
	written, ok := numeral(v)
	if !ok {
		return nil, "A valid number is required."
	}
	d, ok := parseDecimal(written)
	if !ok {
		return nil, "A valid number is required."
	}
	whole := len(d.whole)
	switch {
	case max(whole, 0)+len(d.fraction) > s.digits:
		return nil, fmt.Sprintf("Ensure that there are no more than %d digits in total.", s.digits)
	case len(d.fraction) > s.places:
		return nil, fmt.Sprintf("Ensure that there are no more than %d decimal places.", s.places)
	case whole > s.digits-s.places:
		return nil, fmt.Sprintf("Ensure that there are no more than %d digits before the decimal point.", s.digits-s.places)
	}
	n, _ := d.scaled(s.places)
	return n, s.outOf(n, int64(math.Pow10(s.places)))
}

// decimal is a number as it was written: digits before and after the point, without zeros at the start.
type decimal struct {
	negative        bool
	whole, fraction string
}

var decimalPattern = regexp.MustCompile(`^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$`)

func parseDecimal(s string) (d decimal, ok bool) {
	m := decimalPattern.FindStringSubmatch(s)
	if m == nil || m[2]+m[3] == "" {
		return d, false
	}
	d.negative, d.whole, d.fraction = m[1] == "-", m[2], m[3]
	if m[4] != "" {
		exponent, _ := strconv.Atoi(m[4])
		for ; exponent > 0 && len(d.whole) <= maxNumeral; exponent-- {
			d.fraction += "0"
			d.whole, d.fraction = d.whole+d.fraction[:1], strings.TrimSuffix(d.fraction[1:], "0")
		}
		for ; exponent < 0 && len(d.fraction) <= maxNumeral; exponent++ {
			d.whole = "0" + d.whole
			d.whole, d.fraction = d.whole[:len(d.whole)-1], d.whole[len(d.whole)-1:]+d.fraction
		}
	}
	d.whole = strings.TrimLeft(d.whole, "0")
	return d, true
}

// scaled is the number in units of the last of so many places; exact is false when it has more of them or is too large.
func (d decimal) scaled(places int) (n int64, exact bool) {
	fraction := strings.TrimRight(d.fraction, "0")
	if len(fraction) > places || len(d.whole)+places > 18 {
		return 0, false
	}
	n, _ = strconv.ParseInt("0"+d.whole+fraction+strings.Repeat("0", places-len(fraction)), 10, 64)
	if d.negative {
		n = -n
	}
	return n, true
}

var uuidPattern = regexp.MustCompile(`^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$`)

func (s *spec) takeText(v any) (any, string) {
	var t string
	switch v := v.(type) {
	case string:
		t = strings.TrimSpace(v)
	case json.Number:
		t = v.String()
	default:
		return nil, "Not a valid string."
	}
	switch n := utf8.RuneCountInString(t); {
	case t == "" && s.blank:
		return t, ""
	case t == "":
		return nil, "This field may not be blank."
	case strings.IndexByte(t, 0) >= 0:
		return nil, "Null characters are not allowed."
	case s.maxLength > 0 && n > s.maxLength:
		return nil, fmt.Sprintf("Ensure this field has no more than %d characters.", s.maxLength)
	case n < s.minLength:
		return nil, fmt.Sprintf("Ensure this field has at least %d characters.", s.minLength)
	case s.kind == emailKind && !auth.ValidEmail(t):
		return nil, "Enter a valid email address."
	case s.kind == urlKind && !isURL(t):
		return nil, "Enter a valid URL."
	}
	return t, ""
}

func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "ftp" || u.Scheme == "ftps") && u.Host != "" && !strings.ContainsAny(s, " <>\"")
}

var booleans = map[string]bool{
	"t": true, "T": true, "y": true, "Y": true, "yes": true, "Yes": true, "YES": true, "true": true, "True": true, "TRUE": true, "on": true, "On": true, "ON": true, "1": true,
	"f": false, "F": false, "n": false, "N": false, "no": false, "No": false, "NO": false, "false": false, "False": false, "FALSE": false, "off": false, "Off": false, "OFF": false, "0": false,
}

func takeBoolean(v any) (any, string) {
	switch v := v.(type) {
	case bool:
		return v, ""
	case string:
		if b, ok := booleans[strings.TrimSpace(v)]; ok {
			return b, ""
		}
	case json.Number:
		switch f, _ := v.Float64(); f {
		case 0:
			return false, ""
		case 1:
			return true, ""
		}
	}
	return nil, "Must be a valid boolean."
}

func (s *spec) takeChoice(v any) (any, string) {
	var t string
	switch v := v.(type) {
	case string:
		t = v
	case json.Number:
		t = v.String()
	default:
		t = pythonText(v)
	}
	if t == "" && s.blank {
		return t, ""
	}
	for _, c := range s.choices {
		if c.value == t {
			return t, ""
		}
	}
	return nil, fmt.Sprintf("\"%s\" is not a valid choice.", t)
}

// pythonText is a value as the messages show it.
func pythonText(v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "True"
		}
		return "False"
	case nil:
		return "None"
	}
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}

// takeKey reads the id of another row; whether it is there the core finds out.
func takeKey(v any) (any, string) {
	wrong := "Incorrect type. Expected pk value, received " + typeOf(v) + "."
	written, ok := numeral(v)
	if !ok {
		return nil, wrong
	}
	d, ok := parseDecimal(written)
	if !ok || strings.Trim(d.fraction, "0") != "" {
		return nil, wrong
	}
	n, exact := d.scaled(0)
	if !exact {
		return nil, fmt.Sprintf("Invalid pk \"%s\" - object does not exist.", written)
	}
	return n, ""
}

// maxRelated bounds a list of ids.
const maxRelated = 1000

func (s *spec) takeMany(v any) (any, string) {
	list, ok := v.([]any)
	if !ok {
		return nil, "Expected a list of items but got type \"" + typeOf(v) + "\"."
	}
	if len(list) > maxRelated {
		return nil, fmt.Sprintf("Ensure this field has no more than %d elements.", maxRelated)
	}
	ids := make([]int64, 0, len(list))
	for _, e := range list {
		n, message := takeKey(e)
		if message != "" {
			return nil, message
		}
		ids = append(ids, n.(int64))
	}
	return ids, ""
}

const (
	wrongDate    = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."
	wrongTime    = "Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]]."
	wrongInstant = "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
)

func takeDate(v any) (any, string) {
	t, _ := v.(string)
	if d, ok := parseDate(t); ok {
		return d, ""
	}
	return nil, wrongDate
}

// parseDate accepts one-digit months and days too.
func parseDate(s string) (time.Time, bool) {
	d, err := time.Parse("2006-1-2", strings.TrimSpace(s))
	return d, err == nil && d.Year() > 0
}

func takeTime(v any) (any, string) {
	t, _ := v.(string)
	if d, ok := parseTime(t); ok {
		return d, ""
	}
	return nil, wrongTime
}

// parseTime reads a time of day. Fractions of a second are cut off: they are not kept.
func parseTime(s string) (time.Duration, bool) {
	for _, layout := range []string{"15:04:05.999999", "15:4:5", "15:04"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t.Sub(t.Truncate(24 * time.Hour)).Truncate(time.Second), true
		}
	}
	return 0, false
}

func takeInstant(v any, zone *time.Location) (any, string) {
	t, _ := v.(string)
	if d, ok := parseInstant(t, zone); ok {
		return d, ""
	}
	return nil, wrongInstant
}

var instantLayouts = []string{"2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999999999Z0700"}

// parseInstant reads a moment; one without an offset is in the server's zone, and a bare date is its midnight there.
func parseInstant(s string, zone *time.Location) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 10 && s[10] == ' ' {
		s = s[:10] + "T" + strings.ReplaceAll(s[11:], " ", "")
	}
	for _, layout := range instantLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Truncate(time.Microsecond), t.Year() > 0
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05.999999999", "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t.Truncate(time.Microsecond), t.Year() > 0
		}
	}
	return time.Time{}, false
}
