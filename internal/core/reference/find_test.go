package reference

import (
	"context"
	"errors"
	"slices"
	"testing"
)

type dish struct {
	id   int64
	name string
}

// kitchen is a catalogue of dishes that counts how often all of its names were read.
type kitchen struct {
	dishes      []dish
	version     int64
	read        int
	gone        int64
	unavailable error
}

func (k *kitchen) searched() Searched[dish] {
	return Searched[dish]{
		Version: func(context.Context) (int64, error) { return k.version, k.unavailable },
		Names: func(context.Context) (all []Name, err error) {
			k.read++
			for _, d := range k.dishes {
				all = append(all, Name{ID: d.id, Name: d.name})
			}
			return all, nil
		},
		Rows: func(_ context.Context, ids []int64) (rows []dish, err error) {
			for _, d := range k.dishes { // in their order, not in that of ids
				if slices.Contains(ids, d.id) && d.id != k.gone {
					rows = append(rows, d)
				}
			}
			return rows, nil
		},
		ID: func(d *dish) int64 { return d.id },
	}
}

func TestSearchGivesRowsTheBestFirst(t *testing.T) {
	k := &kitchen{dishes: []dish{{1, "lentil soup with leek"}, {2, "lentil soup"}, {3, "apple pie"}}}
	var names Names
	search := func(term string) []string {
		t.Helper()
		found, err := Search(t.Context(), &names, k.searched(), func(d dish, score float64) string {
			if score <= 0 || score > 1 {
				t.Errorf("%s has score %v", d.name, score)
			}
			return d.name
		}, term, nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if got := search("lentil soup"); !slices.Equal(got, []string{"lentil soup", "lentil soup with leek"}) {
		t.Errorf("found %q", got)
	}
	if got := search("zzz"); got != nil {
		t.Errorf("found %q", got)
	}
	if k.read != 1 {
		t.Errorf("names were read %d times for one version", k.read)
	}
	k.gone = 2
	if got := search("lentil soup"); !slices.Equal(got, []string{"lentil soup with leek"}) {
		t.Errorf("found %q, of which one is gone", got)
	}
	k.version, k.dishes = 1, append(k.dishes, dish{4, "quince jelly"})
	if got := search("quince"); !slices.Equal(got, []string{"quince jelly"}) || k.read != 2 {
		t.Errorf("found %q in the second version, after %d readings", got, k.read)
	}
	k.unavailable = errors.New("no answer")
	if _, err := Search(t.Context(), &names, k.searched(), func(d dish, _ float64) dish { return d }, "quince", nil, 10); !errors.Is(err, k.unavailable) {
		t.Error(err)
	}
}
