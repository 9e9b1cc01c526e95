package reference

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func found(x *Index, term string, languages ...int64) []int64 {
	ids := []int64{}
	for _, r := range x.Find(term, languages, 10) {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestFind(t *testing.T) {
	x := NewIndex([]Name{
		{ID: 1, Language: 1, Name: "Kniebeuge"}, {ID: 2, Language: 2, Name: "Squat"}, {ID: 3, Language: 2, Name: "Front Squat"},
		{ID: 4, Language: 2, Name: "Bench Press"}, {ID: 4, Language: 2, Name: "Flat press"}, {ID: 5, Language: 3, Name: "Crème brûlée"},
		{ID: 6, Language: 1, Name: "Gesäßheben"}, {ID: 7, Language: 2, Name: "Squat"}, {ID: 8, Language: 4, Name: "Приседания"},
	})
	for _, tt := range []struct {
		term      string
		languages []int64
		want      []int64
	}{
		{"squat", nil, []int64{2, 7, 3}}, {"SQUAT!", nil, []int64{2, 7, 3}}, {"sqat", nil, []int64{2, 7, 3}}, {"squat", []int64{1}, nil},
		{"bench pres", nil, []int64{4}}, {"flat press", nil, []int64{4}}, {"creme brulee", nil, []int64{5}}, {"gesassheben", nil, []int64{6}},
		{"приседание", nil, []int64{8}}, {"", nil, nil}, {"?!", nil, nil}, {"zzzz", nil, nil}, {"knie", nil, []int64{1}},
	} {
		if got := found(x, tt.term, tt.languages...); !slices.Equal(got, tt.want) {
			t.Errorf("%q in %v found %v, want %v", tt.term, tt.languages, got, tt.want)
		}
	}
}

// A name is found by itself, first of all or with its equals; scores are between 0 and 1 and never rise; nothing panics.
func TestNamesFindThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zäé]{1,12}( [a-z]{1,9}){0,3}`)), 1, 20).Draw(t, "names")
		var names []Name
		for i, s := range texts {
			names = append(names, Name{ID: int64(i + 1), Name: s})
		}
		x := NewIndex(names)
		term := rapid.SampledFrom(texts).Draw(t, "term")
		all := x.Find(term, nil, 0)
		if len([]rune(term)) <= MaxTerm && Plain(term) != "" && (len(all) == 0 || all[0].Score != 1) {
			t.Fatalf("%q is not found: %v", term, all)
		}
		last := 1.0
		for _, r := range all {
			if r.Score <= 0 || r.Score > last {
				t.Fatalf("scores %v", all)
			}
			last = r.Score
		}
	})
}
