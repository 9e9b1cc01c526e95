package format

import (
	"strconv"
	"time"
)

// Weekday is a day's short name: "Mon", "lun.", "Mo.".
func (p Printer) Weekday(d time.Weekday) string { return p.words.days[d] }

// Month writes a month and its year: "November 2026".
func (p Printer) Month(t time.Time) string {
	return p.words.monthsLong[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// Span writes two days of a calendar, with the month once where it is the same: "16 – 22 Nov 2026". The zone is UTC.
func (p Printer) Span(from, to time.Time) string {
	day := func(t time.Time) string { return strconv.Itoa(t.Day()) + p.words.afterDay }
	month := func(t time.Time) string { return p.words.months[t.Month()-1] }
	end := day(to) + " " + month(to) + " " + strconv.Itoa(to.Year())
	switch {
	case from.Year() != to.Year():
		return day(from) + " " + month(from) + " " + strconv.Itoa(from.Year()) + " – " + end
	case from.Month() != to.Month():
		return day(from) + " " + month(from) + " – " + end
	}
	return day(from) + " – " + end
}
