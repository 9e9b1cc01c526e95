package format

import (
	"strconv"
	"strings"
	"time"
)

// Date writes the day with a short weekday and month: "Sun 22 Nov 2026".
func (p Printer) Date(t time.Time) string {
	return p.fillDate(t, p.words.date, p.words.days[:], p.words.months[:])
}

// DateLong writes the day in full: "Sunday, 22 November 2026".
func (p Printer) DateLong(t time.Time) string {
	return p.fillDate(t, p.words.dateLong, p.words.daysLong[:], p.words.monthsLong[:])
}

// Clock writes the time of day, of 24 hours: "18:05".
func (p Printer) Clock(t time.Time) string { return t.In(p.Zone).Format("15:04") }

// Input writes a time the way <input type="datetime-local"> wants it.
func (p Printer) Input(t time.Time) string { return t.In(p.Zone).Format("2006-01-02T15:04") }

// Machine writes a time for the datetime attribute of <time>.
func (p Printer) Machine(t time.Time) string { return t.In(p.Zone).Format(time.RFC3339) }

func (p Printer) fillDate(t time.Time, layout string, days, months []string) string {
	t = t.In(p.Zone)
	var b strings.Builder
	for _, r := range layout {
		switch r {
		case 'D':
			b.WriteString(strconv.Itoa(t.Day()))
			if t.Day() == 1 {
				b.WriteString(p.words.first)
			}
		case 'M':
			b.WriteString(months[t.Month()-1])
		case 'Y':
			b.WriteString(strconv.Itoa(t.Year()))
		case 'W':
			b.WriteString(days[t.Weekday()])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
