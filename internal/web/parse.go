package web

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// parseDecimal reads a number as people write it: 12.5 or 12,5; where both marks occur, the last one is the decimal one.
// Spaces group thousands. Not a number, infinite or negative is not ok.
func parseDecimal(s string) (v float64, ok bool) {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	if last := strings.LastIndexAny(s, ".,"); last >= 0 {
		group := strings.NewReplacer(".", "", ",", "")
		s = group.Replace(s[:last]) + "." + s[last+1:]
	}
	if strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && !math.IsInf(v, 0)
}

// parseDuration reads h:mm:ss or m:ss as seconds; a number alone is minutes.
func parseDuration(s string) (seconds int64, ok bool) {
	parts := strings.Split(strings.TrimSpace(s), ":")
	if len(parts) > 3 {
		return 0, false
	}
	for i, part := range parts {
		n, err := strconv.ParseInt(part, 10, 32)
		if err != nil || n < 0 || strings.HasPrefix(part, "+") || i > 0 && (n > 59 || len(part) != 2) {
			return 0, false
		}
		seconds = seconds*60 + n
	}
	if len(parts) == 1 {
		seconds *= 60
	}
	return seconds, true
}
