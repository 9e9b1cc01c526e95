// Package format writes numbers, dates and quantities the way a reader of a language expects them, in metric or imperial units.
//
//	p := format.New("de", format.Metric, berlin)
//	p.Distance(42195)        // {"42,20", "km"}
//	p.Duration(3*time.Hour)  // "3:00:00"
//	p.Date(t)                // "So., 22. Nov. 2026"
package format

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Units is the reader's choice of units.
type Units string

// The systems of units.
const (
	Metric   Units = "metric"
	Imperial Units = "imperial"
)

// Dash stands for a value that is not known.
const Dash = "–"

// Quantity is a number ready to be read, and its unit, apart so that a page can set them in different type.
// An unknown quantity has the value Dash and no unit.
type Quantity struct{ Value, Unit string }

// String is value and unit with a space that does not break.
func (q Quantity) String() string {
	if q.Unit == "" {
		return q.Value
	}
	return q.Value + "\u00a0" + q.Unit
}

var unknown = Quantity{Value: Dash}

// Printer formats for one reader. It is a value without state, safe for concurrent use.
type Printer struct {
	Lang  string
	Units Units
	Zone  *time.Location
	words words
}

// New makes a printer; an unknown language reads as English, unknown units as metric, a nil zone as UTC.
func New(lang string, units Units, zone *time.Location) Printer {
	w, ok := wordsOf[lang]
	if !ok {
		lang, w = "en", wordsOf["en"]
	}
	if units != Imperial {
		units = Metric
	}
	if zone == nil {
		zone = time.UTC
	}
	return Printer{Lang: lang, Units: units, Zone: zone, words: w}
}

// Number writes v with a fixed number of decimals, grouped by thousands: 1,234.5 or 1 234,5 or 1.234,5. NaN and infinities are a Dash.
func (p Printer) Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Dash
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	var b strings.Builder
	if v < 0 && strings.Trim(s, "0.") != "" {
		b.WriteString("−")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(p.words.group)
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString(p.words.decimal + fraction)
	}
	return b.String()
}

// Count writes a whole number.
func (p Printer) Count(n int) string { return p.Number(float64(n), 0) }

// Duration writes hours, minutes and seconds: "1:02:03", or "2:03" under an hour. Negative durations are a Dash.
func (p Printer) Duration(d time.Duration) string {
	if d < 0 {
		return Dash
	}
	s := int64(d.Round(time.Second) / time.Second)
	if s < 3600 {
		return strconv.FormatInt(s/60, 10) + ":" + two(s%60)
	}
	return strconv.FormatInt(s/3600, 10) + ":" + two(s/60%60) + ":" + two(s%60)
}

func two(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

// Bytes writes a size the way settings are given: a kB is 1024 bytes, a MB 1024 of those.
func (p Printer) Bytes(n int64) Quantity {
	const k = 1 << 10
	switch v := float64(n); {
	case n >= k*k:
		return Quantity{p.Number(v/k/k, decimalsFor(v/k/k, 10, 1, 0)), "MB"}
	case n >= k:
		return Quantity{p.Number(v/k, 0), "kB"}
	}
	return Quantity{p.Count(int(n)), "B"}
}
