package web

import (
	"net/http"
	"strings"
	"time"

	"palestra/internal/core/person"
	"palestra/internal/web/format"
)

// span is the week or month that a calendar shows. Days are midnight UTC of their dates.
type span struct {
	path     string
	from, to time.Time
	today    time.Time
	month    bool
	// first is the first of the month, unless a week is shown.
	first time.Time
	// weekView is the word for a week in the address, "" where weeks are the usual view.
	weekView string
}

// span reads ?view=month and ?from=2026-11-16, any day of the week or month that is meant; this week without.
func (s *Site) span(r *http.Request, who reader, path string) span {
	q := r.URL.Query()
	sp := span{path: path, today: dateOf(s.deps.Now(), who.print.Zone), month: q.Get("view") == "month"}
	day, ok := parseDay(q.Get("from"))
	if !ok {
		day = sp.today
	}
	if sp.month {
		sp.first = time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
		sp.from, sp.to = sp.first, sp.first.AddDate(0, 1, -1)
		return sp
	}
	sp.from = weekStart(day, who)
	sp.to = sp.from.AddDate(0, 0, 6)
	return sp
}

// weekStart is the first day of the week that a day is in, as the reader counts weeks.
func weekStart(day time.Time, who reader) time.Time {
	back := int(day.Weekday())
	if who.viewer.Person == nil || who.viewer.Person.Preferences.WeekStartsMonday {
		back = (back + 6) % 7
	}
	return day.AddDate(0, 0, -back)
}

// dateOf is the date of a moment in a zone, as midnight UTC.
func dateOf(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// parseDay reads a date between 1970 and 2199.
func parseDay(s string) (time.Time, bool) {
	day, err := time.Parse(time.DateOnly, s)
	return day, err == nil && day.Year() >= 1970 && day.Year() <= 2199
}

// inUTC prints dates that are kept as midnight UTC.
func inUTC(who reader) format.Printer {
	p := who.print
	p.Zone = time.UTC
	return p
}

func (sp *span) address(view string, day time.Time) string {
	if view == "" {
		return sp.path + "?from=" + day.Format(time.DateOnly)
	}
	return sp.path + "?view=" + view + "&from=" + day.Format(time.DateOnly)
}

// head leads to the neighbours, to today, and to the other view.
func (sp *span) head(s *Site, who reader) calendarHead {
	h := calendarHead{IsMonth: sp.month}
	weekDay := sp.from
	if sp.month && sp.today.Month() == sp.first.Month() && sp.today.Year() == sp.first.Year() {
		weekDay = sp.today
	}
	h.Week, h.Month = s.link(sp.address(sp.weekView, weekDay)), s.link(sp.address("month", sp.from.AddDate(0, 0, 3)))
	if sp.month {
		h.Month = s.link(sp.address("month", sp.first))
		h.Title = who.print.Month(sp.first)
		h.Previous, h.Next = s.link(sp.address("month", sp.first.AddDate(0, -1, 0))), s.link(sp.address("month", sp.first.AddDate(0, 1, 0)))
		h.Today, h.Back = s.link(sp.address("month", sp.today)), sp.address("month", sp.first)
		return h
	}
	h.Title = who.print.Span(sp.from, sp.to)
	h.Previous, h.Next = s.link(sp.address(sp.weekView, sp.from.AddDate(0, 0, -7))), s.link(sp.address(sp.weekView, sp.from.AddDate(0, 0, 7)))
	h.Today, h.Back = s.link(sp.address(sp.weekView, sp.today)), sp.address(sp.weekView, sp.from)
	return h
}

// displayName is a person's name as others read it.
func displayName(p *person.Person) string {
	if name := strings.TrimSpace(p.Profile.FirstName + " " + p.Profile.LastName); name != "" {
		return name
	}
	return p.Username
}
