package storetest

import (
	"fmt"
	"sync"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

// lifted is a log of ten repetitions.
func lifted(routine, exercise int64, on time.Time, load unit.Hundredths) strength.Log {
	return strength.Log{Routine: routine, Exercise: exercise, Day: on, Repetitions: 10, RepetitionUnit: 1, Load: load, LoadUnit: 1}
}

// logged checks how many logs somebody has, of a routine or in all, by the number that is kept and by the rows there are.
func (g *gym) logged(routine, want int64) {
	g.Helper()
	q := listing.Query{Limit: listing.MaxLimit}
	if routine != 0 {
		q.Conditions = []listing.Condition{listing.Is("routine", routine)}
	}
	page := kept(g, g.training.Logs, g.ana, q)
	if page.Count != want || int64(len(page.Rows)) != want {
		g.Fatalf("routine %d: count %d, %d rows, want %d", routine, page.Count, len(page.Rows), want)
	}
}

func logCounts(w *world) {
	g := newGym(w)
	push := keep(g, g.training.Routines, g.ana, strength.Routine{Created: noon})
	pull := keep(g, g.training.Routines, g.ana, strength.Routine{Created: noon})
	his := keep(g, g.training.Routines, g.ben, strength.Routine{Created: noon})
	g.logged(0, 0)
	g.logged(push.ID, 0)
	keep(g, g.training.Logs, g.ben, lifted(his.ID, 1, today, 80_00))
	var first *strength.Log
	var made sync.WaitGroup
	for i := range 4 {
		made.Go(func() {
			l, err := g.training.Logs.Create(g.ctx, g.ana, lifted(push.ID, int64(1+i%2), today.AddDate(0, 0, i), 80_00))
			if err != nil {
				g.Error(err)
			}
			if i == 0 {
				first = l
			}
		})
	}
	made.Wait()
	keep(g, g.training.Logs, g.ana, lifted(pull.ID, 1, today, 60_00))
	g.logged(0, 5)
	g.logged(push.ID, 4)
	g.logged(his.ID, 0)
	some := kept(g, g.training.Logs, g.ana, listing.Query{Conditions: []listing.Condition{listing.Is("routine", push.ID), listing.Is("exercise", int64(1))}})
	g.same(some.Count, int64(2), "of one exercise")
	_, err := g.training.Logs.Update(g.ctx, g.ana, first.ID, func(l *strength.Log) error { l.Routine = pull.ID; return nil })
	w.must(err)
	g.logged(push.ID, 3)
	g.logged(pull.ID, 2)
	w.must(g.training.Logs.Delete(w.ctx, g.ana, first.ID))
	g.logged(pull.ID, 1)
	_, err = g.training.Logs.Update(g.ctx, g.ana, 1, func(*strength.Log) error { return fmt.Errorf("no") })
	if err == nil {
		w.Fatal("an update that failed was kept")
	}
	w.must(g.training.Routines.Delete(w.ctx, g.ana, push.ID))
	g.logged(0, 1)
}

func logFilters(w *world) {
	g := newGym(w)
	r := keep(g, g.training.Routines, g.ana, strength.Routine{Created: noon})
	heavy := keep(g, g.training.Logs, g.ana, lifted(r.ID, 1, today, 80_50))
	light := lifted(r.ID, 2, today.AddDate(0, 0, -1), 20_00)
	light.Repetitions, light.Reserve, light.LoadUnit = 12, pointer("2"), 2
	kl := keep(g, g.training.Logs, g.ana, light)
	for _, c := range []struct {
		conditions []listing.Condition
		order      []listing.Key
		want       []strength.Log
	}{
		{nil, nil, []strength.Log{*kl, *heavy}},
		{nil, []listing.Key{{Field: "day", Descending: true}}, []strength.Log{*heavy, *kl}},
		{nil, []listing.Key{{Field: "load"}}, []strength.Log{*kl, *heavy}},
		{nil, []listing.Key{{Field: "reserve", Descending: true}}, []strength.Log{*heavy, *kl}},
		{[]listing.Condition{listing.Is("load", int64(80_50))}, nil, []strength.Log{*heavy}},
		{[]listing.Condition{listing.Is("reserve", "2")}, nil, []strength.Log{*kl}},
		{[]listing.Condition{listing.Is("load_unit", int64(2)), listing.Is("repetitions", int64(12))}, nil, []strength.Log{*kl}},
		{[]listing.Condition{{Field: "day", Op: listing.From, Values: []any{today}}}, nil, []strength.Log{*heavy}},
		{[]listing.Condition{listing.Is("routine")}, nil, nil},
	} {
		page := kept(g, g.training.Logs, g.ana, listing.Query{Conditions: c.conditions, Order: c.order})
		g.same(page, listing.Page[strength.Log]{Rows: c.want, Count: int64(len(c.want))}, fmt.Sprintf("%+v by %+v", c.conditions, c.order))
	}
}

func recordedLogs(w *world) {
	g := newGym(w)
	r := keep(g, g.training.Routines, g.ana, strength.Routine{Created: noon})
	many := make([]strength.Log, 120)
	for i := range many {
		many[i] = lifted(r.ID, int64(1+i%3), today.AddDate(0, 0, i/20), unit.Hundredths(20_00+i))
		if i%2 == 0 {
			many[i].UUID = w.uuid()
		}
	}
	stored, err := g.training.Record(w.ctx, g.ana, many)
	w.must(err)
	g.logged(r.ID, 120)
	for i := range stored {
		if stored[i].ID == 0 || stored[i].Owner != g.ana.ID() || stored[i].Load != many[i].Load || stored[i].UUID == "" {
			w.Fatalf("log %d: %+v", i, stored[i])
		}
	}
	// An answer that was lost: what has a UUID is there already, and stays as it is.
	again := slicesOf(stored, 0, 2, 4)
	again[1].Load = 99_99
	again = append(again, lifted(r.ID, 1, today, 77_00))
	second, err := g.training.Record(w.ctx, g.ana, again)
	w.must(err)
	g.logged(r.ID, 121)
	w.same(second[:3], slicesOf(stored, 0, 2, 4), "what was there")
	// All or none.
	w.refusedLogs(g, fault.Invalid, "fields.invalid", lifted(r.ID, 1, today, 1_00), lifted(r.ID, 1, today, -1))
	w.refusedLogs(g, fault.Invalid, "reference.unknown", lifted(r.ID, 1, today, 1_00), lifted(r.ID, 99, today, 1_00))
	his := keep(g, g.training.Routines, g.ben, strength.Routine{Created: noon})
	w.refusedLogs(g, fault.Forbidden, "reference.foreign", lifted(r.ID, 1, today, 1_00), lifted(his.ID, 1, today, 1_00))
	theirs := keep(g, g.training.Logs, g.ben, lifted(his.ID, 1, today, 1_00))
	taken := lifted(r.ID, 1, today, 1_00)
	taken.UUID = theirs.UUID
	nameless := lifted(r.ID, 1, today, 1_00)
	nameless.UUID = "x"
	w.refusedLogs(g, fault.Invalid, "fields.invalid", nameless)
	w.refusedLogs(g, fault.Conflict, "log.uuid_taken", lifted(r.ID, 1, today, 1_00), taken)
	w.refusedLogs(g, fault.TooLarge, "record.too_many", make([]strength.Log, listing.MaxLimit+1)...)
	g.logged(r.ID, 121)
	_, err = g.training.Record(w.ctx, viewer(nil), nil)
	w.refused(err, fault.Unauthenticated, "auth.session")
}

func (w *world) refusedLogs(g *gym, kind fault.Kind, code string, logs ...strength.Log) {
	w.Helper()
	_, err := g.training.Record(w.ctx, g.ana, logs)
	w.refused(err, kind, code)
}

// slicesOf are some of the rows.
func slicesOf[T any](all []T, at ...int) []T {
	some := make([]T, 0, len(at)+1)
	for _, i := range at {
		some = append(some, all[i])
	}
	return some
}

func copiedRoutines(w *world) {
	g := newGym(w)
	r, d, first, second := g.routine()
	keep(g, g.training.Days, g.ana, strength.Day{Routine: r.ID, Description: "Rest"})
	b := prescribed(second.ID, 2, 8)
	b.Load, b.Reserve, b.Comment = pointer(unit.Hundredths(20_50)), pointer(""), "slowly"
	keep(g, g.training.Prescriptions, g.ana, b)
	keep(g, g.training.Prescriptions, g.ana, prescribed(first.ID, 1, 6))
	keep(g, g.training.Logs, g.ana, lifted(r.ID, 1, today, 80_00))
	made, err := g.training.Copy(w.ctx, g.ana, r.ID, noon.AddDate(0, 0, 3))
	w.must(err)
	if made.ID == r.ID || made.UUID == r.UUID || made.Name != r.Name || !made.Created.Equal(today.AddDate(0, 0, 3)) {
		w.Fatalf("the copy: %+v", made)
	}
	g.logged(made.ID, 0)
	want, err := g.training.Plan(w.ctx, g.ana, r.ID)
	w.must(err)
	got, err := g.training.Plan(w.ctx, g.ana, made.ID)
	w.must(err)
	w.same(stripped(got), stripped(want), "the copy")
	w.must(g.training.Routines.Delete(w.ctx, g.ana, r.ID))
	again, err := g.training.Plan(w.ctx, g.ana, made.ID)
	w.must(err)
	w.same(again, got, "the copy stays whole")
	_, err = g.training.Copy(w.ctx, g.ben, made.ID, noon)
	w.refused(err, fault.NotFound, "routine.not_found")
	_, err = g.training.Days.Get(w.ctx, g.ana, d.ID)
	w.refused(err, fault.NotFound, "day.not_found")
}

// stripped is a plan without what tells one copy from another.
func stripped(p *strength.Plan) *strength.Plan {
	s := &strength.Plan{Routine: strength.Routine{Name: p.Routine.Name, Description: p.Routine.Description}}
	for _, d := range p.Days {
		d.Day.ID, d.Day.Routine, d.Day.Owner = 0, 0, 0
		sets := d.Sets
		d.Sets = nil
		for _, set := range sets {
			set.Set.ID, set.Set.Day, set.Set.Owner = 0, 0, 0
			exercises := set.Exercises
			set.Exercises = nil
			for _, e := range exercises {
				some := e.Prescriptions
				e.Prescriptions = nil
				for _, p := range some {
					p.ID, p.Set, p.Owner = 0, 0, 0
					e.Prescriptions = append(e.Prescriptions, p)
				}
				set.Exercises = append(set.Exercises, e)
			}
			d.Sets = append(d.Sets, set)
		}
		s.Days = append(s.Days, d)
	}
	return s
}

func publicTemplates(w *world) {
	g := newGym(w)
	shown := keep(g, g.training.Routines, g.ben, strength.Routine{Name: "shown", Created: noon, Template: true, Public: true})
	hidden := keep(g, g.training.Routines, g.ben, strength.Routine{Name: "hidden", Created: noon, Template: true})
	keep(g, g.training.Routines, g.ben, strength.Routine{Name: "followed", Created: noon, Public: true})
	day := keep(g, g.training.Days, g.ben, strength.Day{Routine: shown.ID, Description: "Arms", Weekdays: []int64{7}})
	page, err := g.training.PublicTemplates.List(w.ctx, 0, listing.Query{})
	w.must(err)
	w.same(page, listing.Page[strength.Routine]{Rows: []strength.Routine{*shown}, Count: 1}, "for everybody")
	_, err = g.training.PublicTemplates.Get(w.ctx, 0, hidden.ID)
	w.refused(err, fault.NotFound, "routine.not_found")
	made, err := g.training.Copy(w.ctx, g.ana, shown.ID, noon)
	w.must(err)
	if made.Template || made.Public || made.Owner != g.ana.ID() {
		w.Fatalf("the copy: %+v", made)
	}
	days := kept(g, g.training.Days, g.ana, listing.Query{}).Rows
	if len(days) != 1 || days[0].ID == day.ID || days[0].Routine != made.ID {
		w.Fatalf("days: %+v", days)
	}
	_, err = g.training.Copy(w.ctx, g.ana, hidden.ID, noon)
	w.refused(err, fault.NotFound, "routine.not_found")
	_, err = g.training.Plan(w.ctx, g.ana, shown.ID)
	w.refused(err, fault.NotFound, "routine.not_found")
}

func progress(w *world) {
	g := newGym(w)
	r := keep(g, g.training.Routines, g.ana, strength.Routine{Created: noon})
	other := keep(g, g.training.Routines, g.ana, strength.Routine{Created: noon})
	second := keep(g, g.training.Logs, g.ana, lifted(r.ID, 1, today, 80_00))
	first := keep(g, g.training.Logs, g.ana, lifted(r.ID, 1, today.AddDate(0, 0, -7), 75_00))
	pounds, plates, seconds := lifted(r.ID, 1, today.AddDate(0, 0, 1), 1_00), lifted(r.ID, 1, today, 1_00), lifted(r.ID, 1, today, 1_00)
	pounds.LoadUnit, seconds.RepetitionUnit = 2, 2
	third := keep(g, g.training.Logs, g.ana, pounds)
	keep(g, g.training.Logs, g.ana, seconds)
	plates.Routine = other.ID
	keep(g, g.training.Logs, g.ana, plates)
	keep(g, g.training.Logs, g.ana, lifted(r.ID, 2, today, 80_00))
	logs, err := g.training.Progress(w.ctx, g.ana, r.ID, 1)
	w.must(err)
	w.same(logs, []strength.Log{*first, *second, *third}, "logs")
	_, err = g.training.Progress(w.ctx, g.ben, r.ID, 1)
	w.refused(err, fault.NotFound, "routine.not_found")
	_, err = g.training.Progress(w.ctx, g.ana, r.ID, 99)
	w.refused(err, fault.NotFound, "exercise.not_found")
}

func deletedTraining(w *world) {
	g := newGym(w)
	r, d, first, _ := g.routine()
	p := keep(g, g.training.Prescriptions, g.ana, prescribed(first.ID, 1, 6))
	s := keep(g, g.training.Schedules, g.ana, strength.Schedule{Name: "a", Start: noon})
	other := keep(g, g.training.Schedules, g.ana, strength.Schedule{Name: "b", Start: noon})
	step := keep(g, g.training.Steps, g.ana, strength.Step{Schedule: s.ID, Routine: r.ID, Weeks: 4})
	stays := keep(g, g.training.Steps, g.ana, strength.Step{Schedule: other.ID, Routine: r.ID, Weeks: 4})
	w.must(g.training.Schedules.Delete(w.ctx, g.ana, s.ID))
	_, err := g.training.Steps.Get(w.ctx, g.ana, step.ID)
	w.refused(err, fault.NotFound, "step.not_found")
	w.must(g.training.Days.Delete(w.ctx, g.ana, d.ID))
	_, err = g.training.Sets.Get(w.ctx, g.ana, first.ID)
	w.refused(err, fault.NotFound, "set.not_found")
	_, err = g.training.Prescriptions.Get(w.ctx, g.ana, p.ID)
	w.refused(err, fault.NotFound, "prescription.not_found")
	w.must(g.training.Routines.Delete(w.ctx, g.ana, r.ID))
	_, err = g.training.Steps.Get(w.ctx, g.ana, stays.ID)
	w.refused(err, fault.NotFound, "step.not_found")
	_, err = g.training.Schedules.Get(w.ctx, g.ana, other.ID)
	w.must(err)
}
