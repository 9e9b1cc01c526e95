package store

import (
	"context"
	"slices"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// perPage is the length of a page that asks for none.
const perPage = 20

// ordering is a column to sort by. Only those that can be NULL say where NULL goes.
type ordering struct {
	column   string
	nullable bool
}

var orderings = map[activity.Order]ordering{
	"":                   {"start_us", false},
	activity.ByStart:     {"start_us", false},
	activity.ByDistance:  {"distance_m", false},
	activity.ByMoving:    {"moving_s", false},
	activity.ByDuration:  {"duration_s", false},
	activity.ByAveSpeed:  {"ave_speed_kmh", true},
	activity.ByMaxSpeed:  {"max_speed_kmh", true},
	activity.ByAscent:    {"ascent_m", true},
	activity.ByDescent:   {"descent_m", true},
	activity.ByTitle:     {"title", false},
	activity.BySport:     {"sport_id", false},
	activity.ByCreation:  {"created_us", false},
	activity.ByModifying: {"modified_us", true},
}

// orderBy is " ORDER BY …". Absent values count as the largest, and ties end by id in the same direction.
func orderBy(order activity.Order, ascending bool) (string, error) {
	o, ok := orderings[order]
	switch {
	case !ok:
		return "", fault.InvalidField("order", "filter.order", "activities can't be sorted by this")
	case ascending && o.nullable:
		return " ORDER BY " + o.column + " ASC NULLS LAST, id ASC", nil
	case ascending:
		return " ORDER BY " + o.column + " ASC, id ASC", nil
	case o.nullable:
		return " ORDER BY " + o.column + " DESC NULLS FIRST, id DESC", nil
	}
	return " ORDER BY " + o.column + " DESC, id DESC", nil
}

// ListActivities gives one page of those in the filter's scope, complete like Activity. Other people's notes are never
// searched.
//
// The first pages cost the same whatever there is behind them: the total of a plain list is kept, and every documented
// order has an index. A page further in also steps over the index entries between it and the nearer end of the list.
func (s *Store) ListActivities(ctx context.Context, f activity.Filter) (activity.Page, error) {
	f.Page = max(f.Page, 1)
	if f.PerPage < 1 {
		f.PerPage = perPage
	}
	f.PerPage = min(f.PerPage, activity.MaxPerPage)
	w, err := condition(&f)
	if err != nil {
		return activity.Page{}, err
	}
	if _, err := orderBy(f.Order, f.Ascending); err != nil {
		return activity.Page{}, err
	}
	page := activity.Page{Number: f.Page, PerPage: f.PerPage}
	err = s.snapshot(ctx, func(c *session) error {
		if chronological(&f) && f.Page == 1 {
			page.Activities, page.Total, err = c.latest(ctx, &f, w)
		} else {
			page.Activities, page.Total, err = c.page(ctx, &f, w)
		}
		return err
	})
	page.Pages = pagesOf(page.Total, f.PerPage)
	return page, err
}

func pagesOf(total int64, per int) int { return int((total + int64(per) - 1) / int64(per)) }

// total counts what a filter lets through. That of a person's own activities is known.
func (c *session) total(ctx context.Context, f *activity.Filter, w *where) (n int64, err error) {
	switch {
	case !f.Scope.IsOwn() || !plain(f):
		_, err = c.one(slow{ctx}, "SELECT COUNT(*) FROM activity"+w.sql(), w.args, (*whole)(&n))
	case f.Sport != 0:
		_, err = c.one(ctx, "SELECT activities FROM sport_total WHERE owner_id = ? AND sport_id = ?", []any{f.Scope.Owner, int64(f.Sport)}, (*whole)(&n))
	default:
		_, err = c.one(ctx, "SELECT "+ownTotal, []any{f.Scope.Owner}, (*whole)(&n))
	}
	return n, err
}

// ownTotal is how many activities a person has.
const ownTotal = "(SELECT CAST(SUM(activities) AS BIGINT) FROM sport_total WHERE owner_id = ?)"

// page reads one page and how many activities there are on all of them.
func (c *session) page(ctx context.Context, f *activity.Filter, w *where) ([]activity.Activity, int64, error) {
	total, err := c.total(ctx, f, w)
	if err != nil || f.Page > pagesOf(total, f.PerPage) {
		return nil, total, err
	}
	from := int64(f.Page-1) * int64(f.PerPage)
	to := min(from+int64(f.PerPage), total)
	if chronological(f) {
		all, err := c.timeline(ctx, f, w, total, from, to)
		return all, total, err
	}
	rows, err := c.slice(ctx, f, w, total, from, to)
	if err != nil {
		return nil, 0, err
	}
	all, err := c.activities(ctx, idsOf(rows), parts{neighbours: true})
	return all, total, err
}

// place is where an activity stands in time.
type place struct {
	id    int64
	start int64 // in microseconds
}

func idsOf(rows []place) []int64 {
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].id
	}
	return ids
}

// slice reads the rows from (included) to (left out) of a list of total rows.
func (c *session) slice(ctx context.Context, f *activity.Filter, w *where, total, from, to int64) ([]place, error) {
	var rows []place
	var p place
	err := c.cut(ctx, f, "id, start_us FROM activity", w, total, from, to, []any{(*whole)(&p.id), (*whole)(&p.start)}, func() {
		rows = append(rows, p)
	})
	if turned(total, from, to) {
		slices.Reverse(rows)
	}
	return rows, err
}

// fewRows is how many index entries are stepped over in less time than it takes to watch for the end of a context.
const fewRows = 100

// turned reports whether rows are read from the other end of the list, which is nearer.
func turned(total, from, to int64) bool { return from > total-to }

// cut reads columns of the rows from (included) to (left out), in the opposite order when they are turned.
func (c *session) cut(ctx context.Context, f *activity.Filter, columns string, w *where, total, from, to int64, dest []any, row func()) error {
	back := turned(total, from, to)
	order, err := orderBy(f.Order, f.Ascending != back)
	if err != nil {
		return err
	}
	offset := from
	if back {
		offset = total - to
	}
	if !chronological(f) || offset > fewRows {
		ctx = slow{ctx}
	}
	args := append(w.args[:len(w.args):len(w.args)], to-from, offset)
	return c.query(ctx, "SELECT "+columns+w.sql()+order+" LIMIT ? OFFSET ?", args, dest, func() error {
		row()
		return nil
	})
}
