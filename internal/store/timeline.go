package store

import (
	"context"
	"slices"

	"palestra/internal/core/activity"
)

// chronological reports whether a list is all of one's own activities in the order of time, so that neighbours in it are
// those in time.
func chronological(f *activity.Filter) bool {
	return f.Scope.IsOwn() && plain(f) && f.Sport == 0 && orderings[f.Order].column == "start_us"
}

// timeline is page for a chronological list: it reads two rows more on the older side and one on the newer, from which
// the neighbours follow without a search for each.
func (c *session) timeline(ctx context.Context, f *activity.Filter, w *where, total, from, to int64) ([]activity.Activity, error) {
	before, after := around(f)
	lo, hi := max(from-before, 0), min(to+after, total)
	heads, err := c.stretch(ctx, f, w, total, lo, hi)
	if err != nil {
		return nil, err
	}
	return c.within(ctx, f, heads, from-lo, to-lo, window{rows: heads, more: lo > 0, past: hi < total})
}

// around is how many rows before and after a page its neighbours may need.
func around(f *activity.Filter) (before, after int64) {
	if f.Ascending {
		return 2, 1
	}
	return 1, 2
}

// latest is timeline for the first page, which one statement tells with the total.
func (c *session) latest(ctx context.Context, f *activity.Filter, w *where) ([]activity.Activity, int64, error) {
	var heads []heading
	var h heading
	var total int64
	order, err := orderBy(f.Order, f.Ascending)
	if err != nil {
		return nil, 0, err
	}
	_, after := around(f)
	args := append(append([]any{f.Scope.Owner, f.Scope.Owner}, w.args...), int64(f.PerPage)+after)
	err = c.query(ctx, "SELECT "+listColumns+", "+ownTotal+" FROM activity a"+w.sql()+order+" LIMIT ?", args, append(h.dest(), (*whole)(&total)), func() error {
		heads = append(heads, h)
		return nil
	})
	if err != nil || total == 0 {
		return nil, 0, err
	}
	to := min(f.PerPage, len(heads))
	all, err := c.within(ctx, f, heads, 0, int64(to), window{rows: heads, past: int64(len(heads)) < total})
	return all, total, err
}

// within reads the activities from (included) to (left out) of a stretch, and their neighbours in it.
func (c *session) within(ctx context.Context, f *activity.Filter, heads []heading, from, to int64, view window) ([]activity.Activity, error) {
	all := make([]activity.Activity, to-from)
	if err := c.load(ctx, heads[from:to], all, parts{}); err != nil {
		return nil, err
	}
	if !f.Ascending {
		view.turn()
	}
	return all, c.placeNeighbours(ctx, all, &view)
}

// stretch is slice with the headings of the rows, all of one person's.
func (c *session) stretch(ctx context.Context, f *activity.Filter, w *where, total, from, to int64) ([]heading, error) {
	heads := make([]heading, 0, to-from)
	var h heading
	of := &where{parts: w.parts, args: append([]any{f.Scope.Owner}, w.args...)}
	err := c.cut(ctx, f, listColumns+" FROM activity a", of, total, from, to, h.dest(), func() { heads = append(heads, h) })
	if turned(total, from, to) {
		slices.Reverse(heads)
	}
	return heads, err
}

// window is a stretch of somebody's activities, by start and then id. more and past tell whether there are others before
// and after it.
type window struct {
	rows       []heading
	more, past bool
}

// turn makes the oldest row the first.
func (v *window) turn() {
	slices.Reverse(v.rows)
	v.more, v.past = v.past, v.more
}

// first is the first row with the same start as row i; certain is false when it may lie before the window.
func (v *window) first(i int) (at int, certain bool) {
	at = i
	for at > 0 && v.rows[at-1].start == v.rows[i].start {
		at--
	}
	return at, at > 0 || !v.more
}

// beside gives the rows of the neighbours of row i, -1 for none; certain is false when the window doesn't tell.
func (v *window) beside(i int) (previous, next int, certain bool) {
	first, certain := v.first(i)
	if first < i {
		return first, first, certain
	}
	if i+1 < len(v.rows) && v.rows[i+1].start == v.rows[i].start {
		return i + 1, i + 1, certain
	}
	if i+1 == len(v.rows) && v.past || !certain {
		return 0, 0, false
	}
	previous, next = -1, -1
	if i > 0 {
		previous, certain = v.first(i - 1)
	}
	if i+1 < len(v.rows) {
		next = i + 1
	}
	return previous, next, certain
}

// placeNeighbours fills in the neighbours of a page from the window around it.
func (c *session) placeNeighbours(ctx context.Context, all []activity.Activity, v *window) error {
	at := make(map[int64]*activity.Activity, len(all))
	for i := range all {
		at[all[i].ID] = &all[i]
	}
	var unsure []int64
	for i, row := range v.rows {
		a := at[row.id]
		if a == nil {
			continue
		}
		previous, next, certain := v.beside(i)
		if !certain {
			unsure = append(unsure, row.id)
			continue
		}
		if previous >= 0 {
			a.Previous = v.rows[previous].uuid
		}
		if next >= 0 {
			a.Next = v.rows[next].uuid
		}
	}
	if len(unsure) == 0 {
		return nil
	}
	list, args := among(unsure)
	return c.loadNeighbours(ctx, list, args, at)
}
