package web

import (
	"net/http"
	"strconv"
	"time"

	"palestra/internal/core/monitor"
)

// accessLog is a page of who looked at what.
type accessLog struct {
	Rows []lookRow
	// Of is the name of the coach to whom it is kept, "" for everybody; All leads to everybody then.
	Of, All string
	Pager   pager
}

// lookRow is one entry.
type lookRow struct {
	Name, What, When, Machine string
	Icon                      string
}

// looksPerPage is how many entries of the log a page lists.
const looksPerPage = 20

// accessLog reads the page that the address asks for; ?coach= keeps to what one of them looked at.
func (s *Site) accessLog(r *http.Request, who reader, coaches []sharingCoach) (accessLog, error) {
	query := r.URL.Query()
	number := pageNumber(r)
	f := monitor.LookFilter{Paging: monitor.Paging{Offset: (number - 1) * looksPerPage, Limit: looksPerPage}}
	log, address := accessLog{}, "/sharing?"
	names := map[int64]string{}
	for i := range coaches {
		c := &coaches[i]
		names[c.ID] = c.Name
		if strconv.FormatInt(c.ID, 10) == query.Get("coach") {
			f.Viewer, log.Of, log.All, address = c.ID, c.Name, s.link("/sharing#looks"), "/sharing?coach="+itoa(c.ID)
		}
	}
	page, err := s.deps.Monitor.Looks(r.Context(), who.viewer, f)
	if err != nil {
		return log, err
	}
	for i := range page.Rows {
		log.Rows = append(log.Rows, lookRowOf(who, &page.Rows[i], names))
	}
	log.Pager = s.plainPager(who, address, number, looksPerPage, int(page.Total))
	return log, nil
}

// lookRowOf says who looked at what. The log knows usernames, also of people who are gone; names are those to say instead.
func lookRowOf(who reader, l *monitor.Look, names map[int64]string) lookRow {
	row := lookRow{
		Name: l.ViewerName, What: who.words.T("sharing.look_profile"), Icon: "person",
		When: momentText(who, l.At), Machine: who.print.Machine(l.At),
	}
	if name := names[l.Viewer]; name != "" {
		row.Name = name
	}
	if l.Kind == monitor.LookComputed {
		row.Icon, row.What = "activities", who.words.T("sharing.look_computed", intervalText(who, l.From, l.Until))
	}
	return row
}

// momentText is a moment with its day: "Sun 22 Nov 2026, 18:05".
func momentText(who reader, at time.Time) string {
	return who.print.Date(at) + ", " + who.print.Clock(at)
}

// intervalText is an interval, whose end names its day only when it is another: "Sun 22 Nov 2026, 18:05–19:35".
func intervalText(who reader, from, until time.Time) string {
	if who.print.Date(from) == who.print.Date(until) {
		return momentText(who, from) + "–" + who.print.Clock(until)
	}
	return momentText(who, from) + " – " + momentText(who, until)
}
