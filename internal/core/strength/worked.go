package strength

import "slices"

// Worked is which muscles are trained, by the side of the body on which they are seen: first of all, and as well. Each is
// named once in a list, in the order in which it first turned up.
type Worked struct {
	Front, Back                   []Muscle
	SecondaryFront, SecondaryBack []Muscle
}

// Exercise adds the muscles of an exercise; muscles are looked up by id, and those that aren't there are left out.
func (w *Worked) Exercise(e *Exercise, muscles map[int64]*Muscle) {
	for _, id := range e.Muscles {
		if m, ok := muscles[id]; ok {
			add(side(m, &w.Front, &w.Back), *m)
		}
	}
	for _, id := range e.Secondary {
		if m, ok := muscles[id]; ok {
			add(side(m, &w.SecondaryFront, &w.SecondaryBack), *m)
		}
	}
}

// Join adds all that another one has.
func (w *Worked) Join(other *Worked) {
	add(&w.Front, other.Front...)
	add(&w.Back, other.Back...)
	add(&w.SecondaryFront, other.SecondaryFront...)
	add(&w.SecondaryBack, other.SecondaryBack...)
}

func side(m *Muscle, front, back *[]Muscle) *[]Muscle {
	if m.Front {
		return front
	}
	return back
}

func add(list *[]Muscle, muscles ...Muscle) {
	for _, m := range muscles {
		if !slices.Contains(*list, m) {
			*list = append(*list, m)
		}
	}
}
