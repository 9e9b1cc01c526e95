package storetest

import (
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

// statisticRow is what statistics see of an activity.
func statisticRow(d *activity.Draft) activity.StatisticRow {
	return activity.StatisticRow{Start: d.Start, Sport: d.Sport, Distance: d.Distance, Moving: d.Moving, AveSpeed: d.AveSpeed, Ascent: d.Ascent, Descent: d.Descent}
}

func statistics(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	early, late, walk := w.run(ana, 1, 1000, 300), w.run(ana, 5, 2000, 400), w.run(ana, 3, 3000, 900)
	walk.Sport, walk.Ascent, walk.Descent = sport.Walking, 12.5, 7
	w.create(late, early, walk)
	w.create(w.run(ben, 2, 1, 1))
	row := statisticRow
	cases := []struct {
		name     string
		from, to time.Time
		sport    sport.ID
		want     []activity.StatisticRow
	}{
		{"one sport", time.Time{}, time.Time{}, sport.Walking, []activity.StatisticRow{row(walk)}},
		{"between", early.Start, late.Start, 0, []activity.StatisticRow{row(early), row(walk)}},
		{"within what was between", walk.Start, late.Start, 0, []activity.StatisticRow{row(walk)}},
		{"beyond what was between", walk.Start, late.Start.Add(time.Microsecond), 0, []activity.StatisticRow{row(walk), row(late)}},
		{"none", late.Start.Add(time.Microsecond), time.Time{}, 0, nil},
		{"backwards", late.Start, early.Start, 0, nil},
		{"until", time.Time{}, late.Start, 0, []activity.StatisticRow{row(early), row(walk)}},
		{"since", walk.Start, time.Time{}, 0, []activity.StatisticRow{row(walk), row(late)}},
		{"all", time.Time{}, time.Time{}, 0, []activity.StatisticRow{row(early), row(walk), row(late)}},
	}
	// The second time all of them are known.
	for range 2 {
		for _, c := range cases {
			got, err := w.StatisticRows(w.ctx, ana.ID, c.from, c.to, c.sport)
			w.must(err)
			w.same(got, c.want, c.name)
		}
	}
}

// statisticChanges are seen at once, also those that change none of the sums.
func statisticChanges(w *world) {
	ana := w.person("ana")
	w.tells(ana, "nothing yet")
	first, second := w.run(ana, 1, 1000, 300), w.run(ana, 5, 2000, 400)
	w.create(first)
	w.tells(ana, "one", first)
	w.create(second)
	w.tells(ana, "another", first, second)
	edit := func(d *activity.Draft, change func(*activity.Activity)) {
		w.change(d, change)
		change(&d.Activity)
	}
	edit(second, func(a *activity.Activity) { a.Start = noon })
	w.tells(ana, "moved in time", second, first)
	edit(first, func(a *activity.Activity) { a.AveSpeed = 3.25 })
	w.tells(ana, "another speed", second, first)
	edit(second, func(a *activity.Activity) { a.Sport = sport.Walking })
	w.tells(ana, "another sport", second, first)
	w.must(w.TrashActivity(w.ctx, second.UUID, noon))
	w.tells(ana, "trashed", first)
	_, err := w.RestoreActivity(w.ctx, ana.ID, second.UUID)
	w.must(err)
	w.tells(ana, "restored", second, first)
	w.must(w.ReplaceNumbers(w.ctx, &activity.Draft{Activity: activity.Activity{UUID: first.UUID, Numbers: second.Numbers}}))
	first.Numbers = second.Numbers
	w.tells(ana, "computed anew", second, first)
	w.must(w.DeleteActivity(w.ctx, first.UUID))
	w.tells(ana, "deleted", second)
}

// tells wants these activities in the statistics, however they are asked for.
func (w *world) tells(p *person.Person, when string, want ...*activity.Draft) {
	w.Helper()
	var rows []activity.StatisticRow
	for _, d := range want {
		rows = append(rows, statisticRow(d))
	}
	for range 2 {
		got, err := w.StatisticRows(w.ctx, p.ID, time.Time{}, time.Time{}, 0)
		w.must(err)
		w.same(got, rows, when)
	}
}
