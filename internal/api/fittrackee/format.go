package fittrackee

import (
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/person"
)

// dateLayout is how every date is written: RFC 1123, always GMT.
const dateLayout = "Mon, 02 Jan 2006 15:04:05 GMT"

// formatDate writes a date; the zero time is "".
func formatDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	year, month, day := t.UTC().Date()
	if year < 1000 || year > 9999 {
		return t.UTC().Format(dateLayout)
	}
	hour, minute, second := t.UTC().Clock()
	// By hand, because lists have hundreds of dates and interpreting a layout takes most of the time of a short text.
	var text [len(dateLayout)]byte
	b := append(text[:0], weekdays[t.UTC().Weekday()*3:][:3]...)
	b = append2(append(b, ',', ' '), int64(day))
	b = append(append(append(b, ' '), months[(month-1)*3:][:3]...), ' ')
	b = append2(append2(b, int64(year/100)), int64(year%100))
	b = append2(append(b, ' '), int64(hour))
	b = append2(append(b, ':'), int64(minute))
	b = append2(append(b, ':'), int64(second))
	return string(append(b, " GMT"...))
}

const (
	weekdays = "SunMonTueWedThuFriSat"
	months   = "JanFebMarAprMayJunJulAugSepOctNovDec"
)

// appendDuration writes seconds as H:MM:SS, from one day on as "1 day, 2:00:00".
func appendDuration(b []byte, seconds int64) []byte {
	seconds = max(seconds, 0)
	if days := seconds / 86400; days > 0 {
		b = strconv.AppendInt(b, days, 10)
		if days == 1 {
			b = append(b, " day, "...)
		} else {
			b = append(b, " days, "...)
		}
		seconds %= 86400
	}
	b = strconv.AppendInt(b, seconds/3600, 10)
	b = append(b, ':', byte('0'+seconds/600%6), byte('0'+seconds/60%10))
	return append(b, ':', byte('0'+seconds%60/10), byte('0'+seconds%10))
}

// formatSize writes bytes as people read them: "0 bytes", "1 byte", "512.0 bytes", "2.5KB".
func formatSize(n int64) string {
	switch n {
	case 0:
		return "0 bytes"
	case 1:
		return "1 byte"
	}
	size, unit := float64(n), " bytes"
	for _, next := range []string{"KB", "MB", "GB", "TB"} {
		if size < 1024 {
			break
		}
		size, unit = size/1024, next
	}
	return strconv.FormatFloat(size, 'f', 1, 64) + unit
}

// parseDay reads a date like 2018-03-05 (leading zeros may be missing) as midnight at loc, days later.
func parseDay(text string, loc *time.Location, days int) (time.Time, bool) {
	year, month, day, ok := parseDateParts(text)
	if !ok {
		return time.Time{}, false
	}
	return person.InZone(time.Date(year, month, day+days, 0, 0, 0, 0, time.UTC), loc), true
}

// parseMoment reads "2018-03-05 14:05" (leading zeros may be missing, no seconds) at loc.
func parseMoment(text string, loc *time.Location) (time.Time, bool) {
	date, clock, _ := strings.Cut(text, " ")
	year, month, day, ok := parseDateParts(date)
	hour, minute, ok2 := parsePair(clock)
	if !ok || !ok2 || hour > 23 || minute > 59 {
		return time.Time{}, false
	}
	return person.InZone(time.Date(year, month, day, hour, minute, 0, 0, time.UTC), loc), true
}

func parseDateParts(text string) (year int, month time.Month, day int, ok bool) {
	y, rest, _ := strings.Cut(text, "-")
	year, ok = parseDigits(y, 4, 4)
	m, d, ok2 := parsePairOf(rest, "-")
	if !ok || !ok2 || year < 1 {
		return 0, 0, 0, false
	}
	t := time.Date(year, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	// A date that does not exist comes out as another one.
	return year, time.Month(m), d, int(t.Month()) == m && t.Day() == d
}

// parsePair reads "14:05".
func parsePair(text string) (first, second int, ok bool) { return parsePairOf(text, ":") }

func parsePairOf(text, separator string) (first, second int, ok bool) {
	a, b, found := strings.Cut(text, separator)
	first, ok1 := parseDigits(a, 1, 2)
	second, ok2 := parseDigits(b, 1, 2)
	return first, second, found && ok1 && ok2
}

// parseDigits reads a number of shortest to longest digits and nothing else.
func parseDigits(text string, shortest, longest int) (int, bool) {
	if len(text) < shortest || len(text) > longest {
		return 0, false
	}
	n := 0
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return n, true
}
