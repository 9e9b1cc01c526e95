package reference

import (
	"cmp"
	"slices"
)

// top keeps the best of many: of each row its best name, sorted, at most limit of them.
type top struct {
	limit  int
	ranked []Ranked
}

func newTop(limit int) *top { return &top{limit: limit, ranked: make([]Ranked, 0, limit)} }

// worst is the score below which nothing gets in any more.
func (t *top) worst() float64 {
	if len(t.ranked) < t.limit {
		return 0
	}
	return t.ranked[t.limit-1].Score
}

// offer takes r in unless what is there is better.
func (t *top) offer(r Ranked) {
	if len(t.ranked) == t.limit && ahead(t.ranked[t.limit-1], r) <= 0 {
		return
	}
	if at := slices.IndexFunc(t.ranked, func(o Ranked) bool { return o.ID == r.ID }); at >= 0 {
		if ahead(t.ranked[at], r) <= 0 {
			return
		}
		t.ranked = slices.Delete(t.ranked, at, at+1)
	}
	at, _ := slices.BinarySearchFunc(t.ranked, r, ahead)
	t.ranked = slices.Insert(t.ranked[:min(len(t.ranked), t.limit-1)], at, r)
}

// ahead is negative when a comes before b.
func ahead(a, b Ranked) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.plain, b.plain), cmp.Compare(a.ID, b.ID))
}
