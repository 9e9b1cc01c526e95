package reference

import (
	"slices"
	"strings"
	"testing"
)

// plainly ranks names as Find is said to, by looking at all of them.
func plainly(names []Name, term string, limit int) []Ranked {
	plain := Plain(term)
	grams := gramsOf(plain, nil)
	best := map[int64]Ranked{}
	for _, n := range names {
		name := Plain(n.Name)
		all := gramsOf(name, nil)
		shared := 0
		for _, g := range grams {
			if slices.Contains(all, g) {
				shared++
			}
		}
		if shared < needed(len(grams)) {
			continue
		}
		r := Ranked{ID: n.ID, Score: likeness(shared, len(grams), len(all)), plain: name}
		if strings.HasPrefix(name, plain) {
			r.Score += beginning
		}
		if name == plain {
			r.Score = 1
		}
		if before, ok := best[n.ID]; !ok || ahead(r, before) < 0 {
			best[n.ID] = r
		}
	}
	var ranked []Ranked
	for _, r := range best {
		ranked = append(ranked, r)
	}
	slices.SortFunc(ranked, ahead)
	return ranked[:min(limit, len(ranked))]
}

// However few of them are kept, they are the best, of rows with several names too.
func TestFindKeepsTheBest(t *testing.T) {
	names := generated(3000)
	for i := range names {
		names[i].ID = int64(i%700 + 1)
	}
	names = append(names, Name{ID: 9001, Name: "Chicken"}, Name{ID: 9002, Name: "chicken"}, Name{ID: 9001, Name: "Chickens"})
	x := NewIndex(names)
	for _, term := range []string{"chicken", "c", "smoked salmon", "tomatoe soup", "extra creamy vanilla yogurt low-fat 500g", "raw", "zzzz"} {
		for _, limit := range []int{1, 7, 150} {
			want, got := plainly(names, term, limit), x.Find(term, nil, limit)
			for i := range want {
				if i >= len(got) || got[i].ID != want[i].ID || got[i].Score != want[i].Score {
					t.Fatalf("%q, %d of %d: %+v at %d, not %+v", term, limit, len(want), got[min(i, len(got)-1)], i, want[i])
				}
			}
			if len(got) != len(want) {
				t.Fatalf("%q: %d found, not %d", term, len(got), len(want))
			}
		}
	}
}
