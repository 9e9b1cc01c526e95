package storetest

import (
	"math"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

func orders(w *world) {
	ana := w.person("ana")
	low, high, none, tie := w.run(ana, 3, 10, 100), w.run(ana, 1, 30, 300), w.run(ana, 2, 20, 200), w.run(ana, 3, 10, 100)
	set := func(d *activity.Draft, title string, v float64, modified time.Time) {
		d.Title, d.AveSpeed, d.MaxSpeed, d.Ascent, d.Descent, d.ModifiedAt = title, v, v, v, v, modified
		d.CreatedAt, d.Sport = d.Start, sport.ID(d.Duration/100)
	}
	set(low, "a low", 0, noon)
	set(high, "c high", 9.5, noon.Add(time.Hour))
	set(none, "b none", math.NaN(), time.Time{})
	set(tie, "a low", 0, noon)
	w.create(low, high, none, tie)

	some := []*activity.Draft{low, tie, none, high}
	last := []*activity.Draft{low, tie, high, none}
	for order, want := range map[activity.Order][]*activity.Draft{
		"": {high, none, low, tie}, activity.ByStart: {high, none, low, tie}, activity.ByCreation: {high, none, low, tie},
		activity.ByDistance: some, activity.ByMoving: some, activity.ByDuration: some, activity.BySport: some, activity.ByTitle: some,
		activity.ByAveSpeed: last, activity.ByMaxSpeed: last, activity.ByAscent: last, activity.ByDescent: last, activity.ByModifying: last,
	} {
		var ids []int64
		for _, d := range want {
			ids = append(ids, d.ID)
		}
		w.same(idsOf(w.list(ana, activity.Filter{Order: order, Ascending: true})), ids, string(order)+" ascending")
		slices.Reverse(ids)
		w.same(idsOf(w.list(ana, activity.Filter{Order: order})), ids, string(order)+" descending")
	}
	_, err := w.ListActivities(w.ctx, activity.Filter{Scope: own(ana), Order: "id; DROP TABLE person"})
	w.refused(err, fault.Invalid, "filter.order")
}

func idsOf(p activity.Page) []int64 {
	var ids []int64
	for i := range p.Activities {
		ids = append(ids, p.Activities[i].ID)
	}
	return ids
}

func titleOrder(w *world) {
	ana := w.person("ana")
	want := []string{"", " a", "-b", "A", "Z", "_", "a", "a b", "ab", "b", "~", "é", "ß", "東", "🏔"}
	slices.Sort(want) // by bytes
	for i := range want {
		d := w.run(ana, i, 1, 1)
		d.Title = want[(i*7)%len(want)]
		w.create(d)
	}
	w.same(titles(w.list(ana, activity.Filter{Order: activity.ByTitle, Ascending: true})), want, "titles")
}

func pages(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	for i := range 7 {
		w.create(w.run(ana, i, 1, 1))
	}
	w.create(w.run(ben, 3, 1, 1))
	for _, c := range []struct {
		page, per                            int
		number, perPage, pages, from, length int
	}{
		{0, 5, 1, 5, 2, 7, 5}, {1, 5, 1, 5, 2, 7, 5}, {2, 5, 2, 5, 2, 2, 2}, {3, 5, 3, 5, 2, 0, 0}, {-4, 3, 1, 3, 3, 7, 3},
		{1, 0, 1, 20, 1, 7, 7}, {1, -1, 1, 20, 1, 7, 7}, {1, 101, 1, 100, 1, 7, 7}, {math.MaxInt, 100, math.MaxInt, 100, 1, 0, 0}, {7, 1, 7, 1, 7, 1, 1},
	} {
		p := w.list(ana, activity.Filter{Page: c.page, PerPage: c.per})
		if p.Number != c.number || p.PerPage != c.perPage || p.Pages != c.pages || p.Total != 7 || len(p.Activities) != c.length {
			w.Fatalf("page %d of %d: number %d, per page %d, pages %d, total %d, rows %d", c.page, c.per, p.Number, p.PerPage, p.Pages, p.Total, len(p.Activities))
		}
		for i := range p.Activities {
			if want := noon.Add(time.Duration(c.from-1-i) * time.Hour); !p.Activities[i].Start.Equal(want) {
				w.Fatalf("page %d of %d, row %d starts %v, want %v", c.page, c.per, i, p.Activities[i].Start, want)
			}
		}
	}
	if p := w.list(w.person("eve"), activity.Filter{}); p.Pages != 0 || p.Total != 0 || p.HasNext() || p.HasPrevious() {
		w.Fatalf("empty list: %+v", p)
	}
}

// sample is what filters choose from; the titles are their names.
func (w *world) sample(ana *person.Person) {
	w.Helper()
	shoes := &activity.Equipment{UUID: "shoes", Owner: ana.ID, Label: "Shoes", Type: 1, Active: true, CreatedAt: noon}
	w.must(w.CreateEquipment(w.ctx, shoes))
	a, b, c := w.run(ana, 0, 1000, 600), w.run(ana, 1, 2000, 600), w.run(ana, 2, 3000, 900)
	a.Title, b.Title, c.Title = "a", "b", "c"
	a.EquipmentIDs, c.Sport = []int64{shoes.ID}, sport.Walking
	b.Notes, c.Description = pointer("legs hurt 100%"), pointer("50_50")
	c.AveSpeed = math.NaN()
	w.create(a, b, c)
}

func filters(w *world) {
	ana := w.person("ana")
	w.sample(ana)
	between := func(from, to float64) activity.Range { return activity.Range{From: &from, To: &to} }
	from := func(v float64) activity.Range { return activity.Range{From: &v} }
	to := func(v float64) activity.Range { return activity.Range{To: &v} }
	for _, c := range []struct {
		name string
		f    activity.Filter
		want []string
	}{
		{"nothing", activity.Filter{}, []string{"a", "b", "c"}},
		{"sport", activity.Filter{Sport: sport.Walking}, []string{"c"}},
		{"sport without activities", activity.Filter{Sport: sport.Hiking}, nil},
		{"from", activity.Filter{From: noon.Add(time.Hour)}, []string{"b", "c"}},
		{"to", activity.Filter{To: noon.Add(time.Hour)}, []string{"a"}},
		{"distance", activity.Filter{Distance: between(1000, 2000)}, []string{"a", "b"}},
		{"distance from", activity.Filter{Distance: from(2000.001)}, []string{"c"}},
		{"moving", activity.Filter{Moving: to(600)}, []string{"a", "b"}},
		{"moving in parts of a second", activity.Filter{Moving: between(599.5, 899.5)}, []string{"a", "b"}},
		{"average speed", activity.Filter{AveSpeed: from(0)}, []string{"a", "b"}},
		{"maximum speed", activity.Filter{MaxSpeed: between(12, 12)}, []string{"b", "c"}},
		{"equipment", activity.Filter{Equipment: "shoes"}, []string{"a"}},
		{"unknown equipment", activity.Filter{Equipment: "none"}, nil},
		{"without equipment", activity.Filter{Unequipped: true}, []string{"b", "c"}},
		{"two at once", activity.Filter{Sport: sport.Running, Distance: from(1500)}, []string{"b"}},
	} {
		c.f.Ascending = true
		page := w.list(ana, c.f)
		w.same(titles(page), c.want, c.name)
		if page.Total != int64(len(c.want)) {
			w.Errorf("%s: total %d", c.name, page.Total)
		}
	}
}

func textFilters(w *world) {
	ana := w.person("ana")
	for i, title := range []string{"Étape 3 of 7", "étape 13", "100% done", "under_score", `back\slash`, "wow! yes", "E\u0301tape last"} {
		d := w.run(ana, i, 1, 1)
		d.Title, d.Notes, d.Description = title, &title, &title
		w.create(d)
	}
	w.create(w.run(ana, 10, 1, 1)) // "Run …", without notes
	all := 8
	for _, c := range []struct {
		pattern        string
		title, literal int
	}{
		{"étape", 3, 3}, {"ÉTAPE", 3, 3}, {"3 OF 7", 1, 1}, {"%", all, 1}, {"_", all, 1}, {"1%3", 1, 0}, {"t_pe", 3, 0}, {"0% d", 1, 1}, {"r_s", 1, 1},
		{`\`, 1, 1}, {`k\s`, 1, 1}, {`\%`, 1, 0}, {"!", 1, 1}, {"!%", 1, 0}, {"wow!", 1, 1}, {"!!", 0, 0}, {"'", 0, 0}, {"nothing", 0, 0},
	} {
		if got := w.list(ana, activity.Filter{Title: c.pattern}).Total; got != int64(c.title) {
			w.Errorf("title %q: %d, want %d", c.pattern, got, c.title)
		}
		texts := int64(c.title)
		if c.title == all {
			texts = 7 // one has neither notes nor description
		}
		if got := w.list(ana, activity.Filter{Notes: c.pattern}).Total; got != texts {
			w.Errorf("notes %q: %d, want %d", c.pattern, got, texts)
		}
		if got := w.list(ana, activity.Filter{Description: c.pattern}).Total; got != texts {
			w.Errorf("description %q: %d, want %d", c.pattern, got, texts)
		}
		if got := w.list(ana, activity.Filter{Search: c.pattern}).Total; got != int64(c.literal) {
			w.Errorf("search %q: %d, want %d", c.pattern, got, c.literal)
		}
	}
	long := activity.Filter{Scope: own(ana), Title: string(make([]rune, 60_000))}
	_, err := w.ListActivities(w.ctx, long)
	w.refused(err, fault.Invalid, "filter.too_long")
}

func foreignNotes(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	d := w.run(ana, 0, 1, 1)
	d.Visibility, d.Notes, d.Description = access.Public, pointer("secret"), pointer("told")
	w.create(d)
	for _, f := range []activity.Filter{{Notes: "secret"}, {Search: "secret"}} {
		if got := w.list(ana, f).Total; got != 1 {
			w.Errorf("the owner finds %d by %+v", got, f)
		}
		f.Scope = access.Scope{Viewer: ben.ID, Owner: ana.ID}
		page, err := w.ListActivities(w.ctx, f)
		w.must(err)
		if page.Total != 0 {
			w.Errorf("somebody else finds %d by %+v", page.Total, f)
		}
	}
	page, err := w.ListActivities(w.ctx, activity.Filter{Scope: access.Scope{Viewer: ben.ID, Owner: ana.ID}, Search: "TOLD"})
	w.must(err)
	if page.Total != 1 {
		w.Errorf("somebody else finds %d by the description", page.Total)
	}
}

func sumsOfFilters(w *world) {
	ana := w.person("ana")
	const n = 1000
	drafts := make([]*activity.Draft, n)
	for i := range drafts {
		drafts[i] = w.run(ana, i, 0.1, 10)
		drafts[i].Ascent, drafts[i].Descent = 0.001, 0.7
		if i%2 == 0 {
			drafts[i].Sport, drafts[i].Ascent = sport.Walking, math.NaN()
		}
	}
	w.create(drafts...)
	got, err := w.SumActivities(w.ctx, activity.Filter{Scope: own(ana), PerPage: 1, Page: 3})
	w.must(err)
	w.same(got, activity.Sums{Count: n, Distance: 100, Duration: 10 * n, Moving: 10 * n, Ascent: 0.5, Descent: 700}, "sums of all")
	got, err = w.SumActivities(w.ctx, activity.Filter{Scope: own(ana), Sport: sport.Walking, From: noon.Add(time.Hour), To: noon.Add(5 * time.Hour)})
	w.must(err)
	w.same(got, activity.Sums{Count: 2, Distance: 0.2, Duration: 20, Moving: 20, Ascent: 0, Descent: 1.4}, "sums of some")
	got, err = w.SumActivities(w.ctx, activity.Filter{Scope: own(ana), Title: "no such"})
	w.must(err)
	w.same(got, activity.Sums{}, "sums of none")
	totals, err := w.Totals(w.ctx, ana.ID)
	w.must(err)
	w.same(totals, []activity.SportTotal{
		{Sport: sport.Running, Activities: 500, Distance: 50, Duration: 5000, Moving: 5000, Ascent: 0.5, Descent: 350},
		{Sport: sport.Walking, Activities: 500, Distance: 50, Duration: 5000, Moving: 5000, Descent: 350},
	}, "totals by sport")
}
