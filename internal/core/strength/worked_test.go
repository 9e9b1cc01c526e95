package strength

import (
	"slices"
	"testing"
)

func TestWorkedMuscles(t *testing.T) {
	all := map[int64]*Muscle{1: {ID: 1, Front: true}, 2: {ID: 2, Front: true}, 5: {ID: 5}, 8: {ID: 8}}
	var set, day Worked
	set.Exercise(&Exercise{Muscles: []int64{1, 5}, Secondary: []int64{2, 8}}, all)
	set.Exercise(&Exercise{Muscles: []int64{1, 2}, Secondary: []int64{8, 99}}, all)
	day.Exercise(&Exercise{Muscles: []int64{8}, Secondary: []int64{5}}, all)
	day.Join(&set)
	for _, c := range []struct {
		name string
		list []Muscle
		want []int64
	}{
		{"front", set.Front, []int64{1, 2}}, {"back", set.Back, []int64{5}}, {"secondary front", set.SecondaryFront, []int64{2}},
		{"secondary back", set.SecondaryBack, []int64{8}}, {"front of the day", day.Front, []int64{1, 2}}, {"back of the day", day.Back, []int64{8, 5}},
		{"secondary back of the day", day.SecondaryBack, []int64{5, 8}},
	} {
		var ids []int64
		for _, m := range c.list {
			ids = append(ids, m.ID)
		}
		if !slices.Equal(ids, c.want) {
			t.Errorf("%s: %v, want %v", c.name, ids, c.want)
		}
	}
}
