package web

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

// perPage is how many activities a page of the list has.
const perPage = 20

// orders are the names that addresses use for what a list can be ordered by.
var orders = map[string]activity.Order{
	"date":     activity.ByStart,
	"distance": activity.ByDistance,
	"time":     activity.ByMoving,
	"speed":    activity.ByAveSpeed,
	"ascent":   activity.ByAscent,
	"title":    activity.ByTitle,
}

// upwards at the end of an order's name turns it round, smallest first.
const upwards = "-up"

// query is a filter as its address has it: what was asked for, and what the core makes of it.
type query struct {
	values url.Values
	filter activity.Filter
	// order is the name in orders.
	order string
}

// The parameters of the list. Unknown ones are dropped, those that can't be read ask for nothing.
var filterParams = []string{"sport", "q", "from", "to", "min", "max", "order", "page"}

// parseQuery reads a list's address; dates are days in the reader's zone, distances in the reader's unit.
func parseQuery(asked url.Values, who reader) query {
	q := query{values: url.Values{}}
	for _, name := range filterParams {
		if v := strings.TrimSpace(asked.Get(name)); v != "" && len(v) <= activity.MaxTitle {
			q.values.Set(name, v)
		}
	}
	f := &q.filter
	f.PerPage, f.Page = perPage, max(1, atoi(q.values.Get("page")))
	f.Sport = sport.ID(atoi(q.values.Get("sport")))
	f.Search = q.values.Get("q")
	f.From = day(q.values.Get("from"), 0, who.print.Zone)
	f.To = day(q.values.Get("to"), 1, who.print.Zone)
	unit := who.print.MetersPerDistanceUnit()
	f.Distance = activity.Range{From: bound(q.values.Get("min"), unit), To: bound(q.values.Get("max"), unit)}
	q.order, f.Ascending = strings.CutSuffix(q.values.Get("order"), upwards)
	if o, ok := orders[q.order]; ok {
		f.Order = o
	} else {
		q.order, f.Order = "date", activity.ByStart
	}
	return q
}

// with is the address of the same list with some parameters changed, given as name, value …; "" takes one away.
func (q query) with(pairs ...string) string {
	next := url.Values{}
	for name, v := range q.values {
		next[name] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			next.Del(pairs[i])
		} else {
			next.Set(pairs[i], pairs[i+1])
		}
	}
	if len(next) == 0 {
		return "/activities"
	}
	return "/activities?" + next.Encode()
}

// filtered reports whether anything narrows the list.
func (q query) filtered() bool {
	for _, name := range []string{"sport", "q", "from", "to", "min", "max"} {
		if q.values.Has(name) {
			return true
		}
	}
	return false
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// day is the start of a date such as 2026-11-22 in a zone, plus some days; zero when it is none.
func day(s string, plus int, zone *time.Location) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return person.InZone(t.AddDate(0, 0, plus), zone)
}

// bound is a number in units as meters; nil when it is none.
func bound(s string, unit float64) *float64 {
	v, ok := parseDecimal(s)
	if !ok {
		return nil
	}
	v *= unit
	return &v
}
