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
	lo, hi := max(from-2, 0), min(to+1, total)
	if !f.Ascending {
		lo, hi = max(from-1, 0), min(to+2, total)
	}
	heads, err := c.stretch(ctx, f, w, total, lo, hi)
	if err != nil {
		return nil, err
	}
	all := make([]activity.Activity, to-from)
	if err := c.load(ctx, heads[from-lo:to-lo], all, parts{}); err != nil {
		return nil, err
	}
	view := window{rows: heads, more: lo > 0, past: hi < total}
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
