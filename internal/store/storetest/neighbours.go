package storetest

import (
	"math/rand/v2"
	"slices"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/person"
)

// beside is the naive answer: the latest start not after a's, the earliest not before it, the one stored first of equals.
func beside(a *activity.Activity, all []*activity.Draft) (previous, next string) {
	var p, n *activity.Draft
	for _, o := range all { // in the order of storing, so that the first of equals stays
		if o.UUID == a.UUID || o.Owner != a.Owner {
			continue
		}
		if !o.Start.After(a.Start) && (p == nil || o.Start.After(p.Start)) {
			p = o
		}
		if !o.Start.Before(a.Start) && (n == nil || o.Start.Before(n.Start)) {
			n = o
		}
	}
	if p != nil {
		previous = p.UUID
	}
	if n != nil {
		next = n.UUID
	}
	return previous, next
}

// crowd stores runs of two people, many of which start at the same moment.
func (w *world) crowd(ana, ben *person.Person) []*activity.Draft {
	w.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var all []*activity.Draft
	for range 60 {
		d := w.run(ana, 0, float64(random.IntN(9)), 60)
		if random.IntN(4) == 0 {
			d.Owner, d.OwnerName = ben.ID, ben.Username
		}
		d.Start = noon.Add(time.Duration(random.IntN(25)) * time.Hour)
		w.create(d)
		all = append(all, d)
	}
	return all
}

func neighbours(w *world) {
	all := w.crowd(w.person("ana"), w.person("ben"))
	for _, d := range all {
		a := w.read(d.UUID)
		if p, n := beside(a, all); a.Previous != p || a.Next != n {
			w.Fatalf("activity %d: neighbours %q and %q, want %q and %q", a.ID, a.Previous, a.Next, p, n)
		}
	}
	last := all[len(all)-1]
	if p, n := beside(&last.Activity, all); last.Previous != p || last.Next != n {
		w.Fatalf("created: neighbours %q and %q, want %q and %q", last.Previous, last.Next, p, n)
	}
}

func neighboursInLists(w *world) {
	ana := w.person("ana")
	all := w.crowd(ana, w.person("ben"))
	seen := 0
	for _, f := range []activity.Filter{{}, {Ascending: true}, {Order: activity.ByDistance}, {Sport: 5}, {From: noon.Add(3 * time.Hour)}} {
		for _, f.PerPage = range []int{1, 2, 3, 7, 100} {
			for f.Page = 1; ; f.Page++ {
				page := w.list(ana, f)
				for i := range page.Activities {
					a := &page.Activities[i]
					if p, n := beside(a, all); a.Previous != p || a.Next != n {
						w.Fatalf("%+v: activity %d: neighbours %q and %q, want %q and %q", f, a.ID, a.Previous, a.Next, p, n)
					}
					seen++
				}
				if !page.HasNext() {
					break
				}
			}
		}
	}
	owned := slices.DeleteFunc(all, func(d *activity.Draft) bool { return d.Owner != ana.ID })
	if seen < 20*len(owned) {
		w.Fatalf("saw %d rows of %d", seen, len(owned))
	}
}
