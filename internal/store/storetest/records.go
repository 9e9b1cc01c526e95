package storetest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

// held are a person's records as "sport type value@title", in their order.
func (w *world) held(p *person.Person, drafts ...*activity.Draft) []string {
	w.Helper()
	names := map[string]string{}
	for _, d := range drafts {
		names[d.UUID] = d.Title
	}
	all, err := w.Records(w.ctx, p.ID)
	w.must(err)
	held := []string{}
	for _, r := range all {
		held = append(held, fmt.Sprintf("%d %s %v@%s", r.Sport, r.Type, r.Value, names[r.Activity]))
		a := w.read(r.Activity)
		if r.Owner != p.ID || r.OwnerName != p.Username || !r.Start.Equal(a.Start) {
			w.Fatalf("record %+v of activity %+v", r, a)
		}
	}
	w.toldBy(p, all)
	return held
}

// toldBy wants a person's activities to tell these records and no others, read one by one and in a list.
func (w *world) toldBy(p *person.Person, all []activity.Record) {
	w.Helper()
	told := map[string][]activity.Record{}
	for _, r := range all {
		told[r.Activity] = append(told[r.Activity], r)
	}
	for _, listed := range w.list(p, activity.Filter{PerPage: activity.MaxPerPage}).Activities {
		slices.SortFunc(told[listed.UUID], func(a, b activity.Record) int { return strings.Compare(string(a.Type), string(b.Type)) })
		w.same(listed.Records, told[listed.UUID], "records of "+listed.Title+" in a list")
		w.same(w.read(listed.UUID).Records, listed.Records, "records of "+listed.Title)
	}
}

// change edits the numbers of an activity.
func (w *world) change(d *activity.Draft, fn func(*activity.Activity)) {
	w.Helper()
	_, err := w.UpdateActivity(w.ctx, d.UUID, func(a *activity.Activity) error { fn(a); return nil }, nil)
	w.must(err)
}

func recordExamples(w *world) {
	ana := w.person("ana")
	at := func(title string, days, minutes int, meters float64, seconds int64) *activity.Draft {
		d := w.run(ana, 0, meters, seconds)
		d.Title, d.Start = title, noon.AddDate(0, 0, days).Add(time.Duration(minutes)*time.Minute)
		return d
	}
	a, b, c := at("a", 0, 0, 7000, 3600), at("b", 1, 0, 7000, 3000), at("c", 2, 0, 6500, 3500)
	w.create(a)
	w.same(w.held(ana, a), []string{"5 AS 7@a", "5 FD 7000@a", "5 LD 3600@a", "5 MS 7@a"}, "one activity; no ascent, no record of it")
	w.create(b)
	w.same(w.held(ana, a, b), []string{"5 AS 8.4@b", "5 FD 7000@a", "5 LD 3600@a", "5 MS 8.4@b"}, "equal values stay with the earlier start")
	w.create(c)
	w.change(c, func(x *activity.Activity) { x.Duration, x.Moving = 4000, 4000 })
	w.same(w.held(ana, a, b, c), []string{"5 AS 8.4@b", "5 FD 7000@a", "5 LD 4000@c", "5 MS 8.4@b"}, "a change takes one")
	w.must(w.DeleteActivity(w.ctx, b.UUID))
	w.same(w.held(ana, a, c), []string{"5 AS 7@a", "5 FD 7000@a", "5 LD 4000@c", "5 MS 7@a"}, "after a deletion the next best has it")
	w.change(c, func(x *activity.Activity) { x.Duration, x.Moving = 100, 100 })
	w.same(w.held(ana, a, c), []string{"5 AS 7@a", "5 FD 7000@a", "5 LD 3600@a", "5 MS 7@a"}, "after a change for the worse")
	d, e := at("d", 3, 0, 7000, 3600), at("e", 0, -5, 7000, 3600)
	w.create(d)
	w.same(w.held(ana, a, c, d), []string{"5 AS 7@a", "5 FD 7000@a", "5 LD 3600@a", "5 MS 7@a"}, "a later equal changes nothing")
	w.create(e)
	w.same(w.held(ana, e), []string{"5 AS 7@e", "5 FD 7000@e", "5 LD 3600@e", "5 MS 7@e"}, "an earlier equal takes all")
	f := at("f", 0, -5, 7000, 3600)
	w.create(f)
	w.same(w.held(ana, e), []string{"5 AS 7@e", "5 FD 7000@e", "5 LD 3600@e", "5 MS 7@e"}, "of equal starts the one stored first stays")
	w.change(e, func(x *activity.Activity) { x.Start = x.Start.Add(time.Minute); x.Ascent = 0 })
	w.same(w.held(ana, f), []string{"5 AS 7@f", "5 FD 7000@f", "5 LD 3600@f", "5 MS 7@f"}, "a holder that starts later loses to an equal; an ascent of 0 is none")
	w.change(f, func(x *activity.Activity) { x.Ascent, x.Descent = 43.976, 1 })
	w.same(w.held(ana, f), []string{"5 AS 7@f", "5 FD 7000@f", "5 HA 43.976@f", "5 LD 3600@f", "5 MS 7@f"}, "an ascent is a record")
	w.change(f, func(x *activity.Activity) { x.Ascent, x.Descent = math.NaN(), math.NaN() })
	w.same(w.held(ana, f), []string{"5 AS 7@f", "5 FD 7000@f", "5 LD 3600@f", "5 MS 7@f"}, "until it is taken away")
	for _, x := range []*activity.Draft{a, c, d, e, f} {
		w.must(w.DeleteActivity(w.ctx, x.UUID))
	}
	w.same(w.held(ana), []string{}, "nothing done, no records")
}

// recordIDs checks that a record keeps its row while it moves from one activity to another.
func recordIDs(w *world) {
	ana := w.person("ana")
	ids := func() map[activity.RecordType]int64 {
		all, err := w.Records(w.ctx, ana.ID)
		w.must(err)
		byType := map[activity.RecordType]int64{}
		for _, r := range all {
			byType[r.Type] = r.ID
		}
		return byType
	}
	a, b := w.run(ana, 0, 1000, 300), w.run(ana, 1, 2000, 500)
	w.create(a)
	first := ids()
	w.create(b)
	w.same(ids(), first, "a better activity")
	w.change(b, func(x *activity.Activity) { x.Distance = 5000 })
	w.same(ids(), first, "a better value")
	w.must(w.DeleteActivity(w.ctx, b.UUID))
	w.same(ids(), first, "back to the one before")
	w.must(w.DeleteActivity(w.ctx, a.UUID))
	c := w.run(ana, 0, 1000, 300)
	w.create(c)
	for kind, id := range ids() {
		for _, old := range first {
			if id == old {
				w.Errorf("the new record %s has the old id %d", kind, id)
			}
		}
	}
}

func recordsFollowSport(w *world) {
	ana := w.person("ana")
	a, b, c := w.run(ana, 0, 3000, 900), w.run(ana, 1, 2000, 500), w.run(ana, 2, 1000, 1000)
	a.Title, b.Title, c.Title = "a", "b", "c"
	c.Sport = sport.Walking
	w.create(a, b, c)
	w.change(a, func(x *activity.Activity) { x.Sport = sport.Walking })
	w.same(w.held(ana, a, b, c), []string{
		"5 AS 14.4@b", "5 FD 2000@b", "5 LD 500@b", "5 MS 14.4@b", "6 AS 12@a", "6 FD 3000@a", "6 LD 1000@c", "6 MS 12@a",
	}, "records of both sports")
	totals, err := w.Totals(w.ctx, ana.ID)
	w.must(err)
	w.same(totals, []activity.SportTotal{
		{Sport: sport.Running, Activities: 1, Distance: 2000, Duration: 500, Moving: 500},
		{Sport: sport.Walking, Activities: 2, Distance: 4000, Duration: 1900, Moving: 1900},
	}, "totals of both sports")
	w.change(b, func(x *activity.Activity) { x.Sport = sport.Walking })
	w.same(w.held(ana, a, b, c), []string{"6 AS 14.4@b", "6 FD 3000@a", "6 LD 1000@c", "6 MS 14.4@b"}, "a sport without activities")
	if got := w.list(ana, activity.Filter{Sport: sport.Running}).Total; got != 0 {
		w.Fatalf("%d left in the old sport", got)
	}
}
