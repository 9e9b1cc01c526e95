package storetest

import (
	"sync"
	"time"

	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

var today = time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)

func weights(w *world) {
	g := newGym(w)
	first := keep(g, g.body.Weights, g.ana, body.Weight{Day: noon, Figure: 80_50, Unit: body.Kilogram})
	w.same(first.Day, today, "the day")
	_, err := g.body.Weights.Create(w.ctx, g.ana, body.Weight{Day: today, Figure: 81_00, Unit: body.Kilogram})
	w.refused(err, fault.Conflict, "weight.day_taken")
	keep(g, g.body.Weights, g.ben, body.Weight{Day: today, Figure: 180_00, Unit: body.Pound})
	second := keep(g, g.body.Weights, g.ana, body.Weight{Day: today.AddDate(0, 0, -1), Figure: 178_00, Unit: body.Pound})
	page := kept(g, g.body.Weights, g.ana, listing.Query{})
	w.same(page, listing.Page[body.Weight]{Rows: []body.Weight{*second, *first}, Count: 2}, "oldest first")
	page = kept(g, g.body.Weights, g.ana, listing.Query{Order: []listing.Key{{Field: "weight"}}, Offset: 1, Limit: 1})
	w.same(page, listing.Page[body.Weight]{Rows: []body.Weight{*second}, Count: 2}, "the heavier")
	page = kept(g, g.body.Weights, g.ana, listing.Query{Conditions: []listing.Condition{{Field: "day", Op: listing.From, Values: []any{today}}}})
	w.same(page.Rows, []body.Weight{*first}, "since today")

	_, err = g.body.Weights.Update(w.ctx, g.ana, second.ID, func(e *body.Weight) error { e.Day = today; return nil })
	w.refused(err, fault.Conflict, "weight.day_taken")
	changed, err := g.body.Weights.Update(w.ctx, g.ana, second.ID, func(e *body.Weight) error { e.Figure = 179_00; return nil })
	w.must(err)
	if changed.In(body.Kilogram) != 81_19 || changed.ID != second.ID {
		w.Fatalf("got %+v", changed)
	}
	for _, figure := range []unit.Hundredths{19_99, 900_01, -1} {
		_, err := g.body.Weights.Create(w.ctx, g.ana, body.Weight{Day: noon.AddDate(1, 0, 0), Figure: figure, Unit: body.Kilogram})
		w.refused(err, fault.Invalid, "fields.invalid")
	}
	_, err = g.body.Weights.Get(w.ctx, g.ben, first.ID)
	w.refused(err, fault.NotFound, "weight.not_found")
	w.refused(g.body.Weights.Delete(w.ctx, g.ben, first.ID), fault.NotFound, "weight.not_found")
	w.must(g.body.Weights.Delete(w.ctx, g.ana, first.ID))
	w.refused(g.body.Weights.Delete(w.ctx, g.ana, first.ID), fault.NotFound, "weight.not_found")
}

func measurements(w *world) {
	g := newGym(w)
	waist := keep(g, g.body.Categories, g.ana, body.Category{Name: "Waist", Unit: "cm"})
	arm := keep(g, g.body.Categories, g.ana, body.Category{Name: "Arm", Unit: "cm"})
	w.same(kept(g, g.body.Categories, g.ana, listing.Query{}).Rows, []body.Category{*waist, *arm}, "names descend")
	keep(g, g.body.Measurements, g.ana, body.Measurement{Category: waist.ID, Day: today, Value: 80_55})
	keep(g, g.body.Measurements, g.ana, body.Measurement{Category: arm.ID, Day: today, Value: 35_55})
	_, err := g.body.Measurements.Create(w.ctx, g.ana, body.Measurement{Category: arm.ID, Day: today, Value: 1})
	w.refused(err, fault.Conflict, "measurement.day_taken")
	_, err = g.body.Measurements.Create(w.ctx, g.ben, body.Measurement{Category: arm.ID, Day: today, Value: 1})
	w.refused(err, fault.Forbidden, "reference.foreign")
	_, err = g.body.Measurements.Create(w.ctx, g.ben, body.Measurement{Category: 99, Day: today, Value: 1})
	w.refused(err, fault.Invalid, "reference.unknown")
	w.must(g.body.Categories.Delete(w.ctx, g.ana, waist.ID))
	if n := kept(g, g.body.Measurements, g.ana, listing.Query{}).Count; n != 1 {
		w.Fatalf("%d measurements stay", n)
	}
}

// routine is one of ana's with a day of two sets.
func (g *gym) routine() (*strength.Routine, *strength.Day, *strength.Set, *strength.Set) {
	g.Helper()
	r := keep(g, g.training.Routines, g.ana, strength.Routine{Name: "Push", Created: noon})
	d := keep(g, g.training.Days, g.ana, strength.Day{Routine: r.ID, Description: "Arms", Weekdays: []int64{5, 3, 5}})
	second := keep(g, g.training.Sets, g.ana, strength.Set{Day: d.ID, Position: 2, Sets: 3})
	first := keep(g, g.training.Sets, g.ana, strength.Set{Day: d.ID, Position: 1, Sets: 4})
	return r, d, first, second
}

func prescribed(set, exercise, repetitions int64) strength.Prescription {
	return strength.Prescription{Set: set, Exercise: exercise, Repetitions: repetitions, RepetitionUnit: 1, LoadUnit: 1, Position: 1}
}

func routines(w *world) {
	g := newGym(w)
	r, d, first, second := g.routine()
	w.same(d.Weekdays, []int64{3, 5}, "weekdays")
	rest := keep(g, g.training.Days, g.ana, strength.Day{Routine: r.ID, Description: "Rest"})
	early := keep(g, g.training.Days, g.ana, strength.Day{Routine: r.ID, Description: "Early", Weekdays: []int64{1}})
	a := keep(g, g.training.Prescriptions, g.ana, prescribed(first.ID, 1, 10))
	b := prescribed(second.ID, 2, 8)
	b.Load, b.Reserve = pointer(unit.Hundredths(20_50)), pointer("")
	pb := keep(g, g.training.Prescriptions, g.ana, b)
	pc := keep(g, g.training.Prescriptions, g.ana, prescribed(second.ID, 1, 6))
	plan, err := g.training.Plan(w.ctx, g.ana, r.ID)
	w.must(err)
	w.same(plan, &strength.Plan{Routine: *r, Days: []strength.PlannedDay{
		{Day: *early},
		{Day: *d, Sets: []strength.PlannedSet{
			{Set: *first, Exercises: []strength.PlannedExercise{{Exercise: 1, Prescriptions: []strength.Prescription{*a}}}},
			{Set: *second, Exercises: []strength.PlannedExercise{
				{Exercise: 2, Prescriptions: []strength.Prescription{*pb}}, {Exercise: 1, Prescriptions: []strength.Prescription{*pc}},
			}},
		}},
		{Day: *rest},
	}}, "the plan")
	_, err = g.training.Plan(w.ctx, g.ben, r.ID)
	w.refused(err, fault.NotFound, "routine.not_found")
	set, err := g.training.SetPlan(w.ctx, g.ana, second.ID)
	w.must(err)
	if len(set.Rounds()) != 6 || !set.Superset() {
		w.Fatalf("rounds: %+v", set.Rounds())
	}
	days := kept(g, g.training.Days, g.ana, listing.Query{Conditions: []listing.Condition{listing.Is("weekday", int64(1), int64(5))}})
	w.same(days.Rows, []strength.Day{*d, *early}, "on Monday or Friday")

	keep(g, g.training.Logs, g.ana, strength.Log{Routine: r.ID, Exercise: 1, Day: noon, Repetitions: 5, RepetitionUnit: 1, Load: 80_00, LoadUnit: 1})
	keep(g, g.training.Sessions, g.ana, strength.Session{Routine: r.ID, Day: noon, Impression: "2", Start: pointer(7 * time.Hour)})
	w.must(g.training.Routines.Delete(w.ctx, g.ana, r.ID))
	left := kept(g, g.training.Days, g.ana, listing.Query{}).Count + kept(g, g.training.Sets, g.ana, listing.Query{}).Count +
		kept(g, g.training.Prescriptions, g.ana, listing.Query{}).Count + kept(g, g.training.Logs, g.ana, listing.Query{}).Count +
		kept(g, g.training.Sessions, g.ana, listing.Query{}).Count
	if left != 0 {
		w.Fatalf("%d rows stay", left)
	}
}

func foreignTraining(w *world) {
	g := newGym(w)
	r, d, set, _ := g.routine()
	_, err := g.training.Days.Create(w.ctx, g.ben, strength.Day{Routine: r.ID, Description: "x"})
	w.refused(err, fault.Forbidden, "reference.foreign")
	_, err = g.training.Sets.Create(w.ctx, g.ben, strength.Set{Day: d.ID})
	w.refused(err, fault.Forbidden, "reference.foreign")
	_, err = g.training.Prescriptions.Create(w.ctx, g.ben, prescribed(set.ID, 1, 1))
	w.refused(err, fault.Forbidden, "reference.foreign")
	_, err = g.training.Prescriptions.Create(w.ctx, g.ana, prescribed(set.ID, 99, 1))
	w.refused(err, fault.Invalid, "reference.unknown")
	his := keep(g, g.training.Routines, g.ben, strength.Routine{Created: noon})
	_, err = g.training.Days.Update(w.ctx, g.ana, d.ID, func(d *strength.Day) error { d.Routine = his.ID; return nil })
	w.refused(err, fault.Forbidden, "reference.foreign")
	got, err := g.training.Days.Get(w.ctx, g.ana, d.ID)
	w.must(err)
	w.same(got, d, "unchanged")
	// Not even past the service can a row hang on what is somebody else's.
	w.refused(g.RoutineDays().Create(w.ctx, &strength.Day{Owner: g.ben.ID(), Routine: r.ID}), fault.NotFound, "store.not_found")
	_, err = g.training.Sets.Create(w.ctx, g.ana, strength.Set{Day: d.ID, Sets: 11})
	w.refused(err, fault.Invalid, "fields.invalid")
	bad := prescribed(set.ID, 1, 601)
	bad.Reserve = pointer("5")
	_, err = g.training.Prescriptions.Create(w.ctx, g.ana, bad)
	w.refused(err, fault.Invalid, "fields.invalid")
}

func sessionsOfTraining(w *world) {
	g := newGym(w)
	r, _, _, _ := g.routine()
	s := keep(g, g.training.Sessions, g.ana, strength.Session{Routine: r.ID, Day: noon, Impression: "3", Notes: pointer("hard"), End: pointer(8 * time.Hour)})
	_, err := g.training.Sessions.Create(w.ctx, g.ana, strength.Session{Routine: r.ID, Day: today, Impression: "1"})
	w.refused(err, fault.Conflict, "session.day_taken")
	got, err := g.training.Sessions.Get(w.ctx, g.ana, s.ID)
	w.must(err)
	w.same(got, s, "read back")
	_, err = g.training.Sessions.Create(w.ctx, g.ana, strength.Session{Routine: r.ID, Day: today.AddDate(0, 0, 1), Impression: "4"})
	w.refused(err, fault.Invalid, "fields.invalid")
}

func schedules(w *world) {
	g := newGym(w)
	first := keep(g, g.training.Schedules, g.ana, strength.Schedule{Name: "first", Start: noon, Active: true})
	his := keep(g, g.training.Schedules, g.ben, strength.Schedule{Name: "his", Start: noon, Active: true})
	var made sync.WaitGroup
	for range 3 {
		made.Go(func() {
			if _, err := g.training.Schedules.Create(w.ctx, g.ana, strength.Schedule{Name: "next", Start: noon, Active: true}); err != nil {
				w.Error(err)
			}
		})
	}
	made.Wait()
	active := listing.Query{Conditions: []listing.Condition{listing.Is("active", true)}}
	if n := kept(g, g.training.Schedules, g.ana, active).Count; n != 1 {
		w.Fatalf("%d are active", n)
	}
	_, err := g.training.Schedules.Update(w.ctx, g.ana, first.ID, func(s *strength.Schedule) error { s.Active = true; return nil })
	w.must(err)
	if rows := kept(g, g.training.Schedules, g.ana, active).Rows; len(rows) != 1 || rows[0].ID != first.ID {
		w.Fatalf("active: %+v", rows)
	}
	if rows := kept(g, g.training.Schedules, g.ben, active).Rows; len(rows) != 1 || rows[0].ID != his.ID {
		w.Fatalf("his: %+v", rows)
	}
	r, _, _, _ := g.routine()
	keep(g, g.training.Steps, g.ana, strength.Step{Schedule: first.ID, Routine: r.ID, Weeks: 4, Position: 1})
	_, err = g.training.Steps.Create(w.ctx, g.ana, strength.Step{Schedule: first.ID, Routine: r.ID, Weeks: 26})
	w.refused(err, fault.Invalid, "fields.invalid")
	_, err = g.training.Steps.Create(w.ctx, g.ana, strength.Step{Schedule: his.ID, Routine: r.ID, Weeks: 2})
	w.refused(err, fault.Forbidden, "reference.foreign")
}

func menus(w *world) {
	g := newGym(w)
	p := keep(g, g.food.Plans, g.ana, nutrition.Plan{Created: noon, Description: "Cut", GoalEnergy: pointer(int64(2000))})
	late := keep(g, g.food.Meals, g.ana, nutrition.Meal{Plan: p.ID, Position: 1, Name: "whenever"})
	lunch := keep(g, g.food.Meals, g.ana, nutrition.Meal{Plan: p.ID, Position: 1, Time: pointer(12 * time.Hour)})
	one := keep(g, g.food.Items, g.ana, nutrition.Item{Meal: lunch.ID, Amount: nutrition.Amount{Ingredient: 1, Amount: 100_00}})
	two := keep(g, g.food.Items, g.ana, nutrition.Item{Meal: lunch.ID, Amount: nutrition.Amount{Ingredient: 1, Portion: pointer(int64(1)), Amount: 1_00}})
	menu, err := g.food.Menu(w.ctx, g.ana, p.ID)
	w.must(err)
	if len(menu.Meals) != 2 || menu.Meals[0].Meal.ID != lunch.ID || menu.Meals[1].Meal.ID != late.ID || len(menu.Meals[0].Items) != 2 ||
		menu.Meals[0].Items[0].Item.ID != one.ID || menu.Meals[0].Items[1].Item.ID != two.ID {
		w.Fatalf("menu: %+v", menu)
	}
	v := menu.Values()
	if v.Energy.Float() != 372.24 || v.Sugar != nil || v.Sodium.Float() != 1.161135 {
		w.Fatalf("energy %v, sodium %v", v.Energy.Float(), v.Sodium.Float())
	}
	_, err = g.food.Menu(w.ctx, g.ben, p.ID)
	w.refused(err, fault.NotFound, "nutrition_plan.not_found")
	older := keep(g, g.food.Plans, g.ana, nutrition.Plan{Created: noon.AddDate(0, 0, -3), Description: "Bulk"})
	keep(g, g.food.Plans, g.ana, nutrition.Plan{Created: noon.AddDate(0, 0, -1), Description: "Empty"})
	supper := keep(g, g.food.Meals, g.ana, nutrition.Meal{Plan: older.ID})
	keep(g, g.food.Items, g.ana, nutrition.Item{Meal: supper.ID, Amount: nutrition.Amount{Ingredient: 1, Amount: 50_00}})
	page, err := g.food.Menus(w.ctx, g.ana, listing.Query{})
	w.must(err)
	if m := page.Rows; page.Count != 3 || len(m) != 3 || m[0].Plan.ID != p.ID || len(m[0].Meals) != 2 || len(m[0].Meals[0].Items) != 2 ||
		len(m[1].Meals) != 0 || m[2].Plan.ID != older.ID || len(m[2].Meals) != 1 || len(m[2].Meals[0].Items) != 1 {
		w.Fatalf("menus: %+v", page)
	}
	page, err = g.food.Menus(w.ctx, g.ben, listing.Query{})
	w.must(err)
	if page.Count != 0 || len(page.Rows) != 0 {
		w.Fatalf("his menus: %+v", page)
	}
	_, err = g.food.Meals.Create(w.ctx, g.ben, nutrition.Meal{Plan: p.ID})
	w.refused(err, fault.Forbidden, "reference.foreign")
	for _, amount := range []unit.Hundredths{50, 1001_00} {
		_, err = g.food.Items.Create(w.ctx, g.ana, nutrition.Item{Meal: lunch.ID, Amount: nutrition.Amount{Ingredient: 1, Amount: amount}})
		w.refused(err, fault.Invalid, "fields.invalid")
	}
	_, err = g.food.Items.Create(w.ctx, g.ana, nutrition.Item{Meal: lunch.ID, Amount: nutrition.Amount{Ingredient: 99, Amount: 1_00}})
	w.refused(err, fault.Invalid, "reference.unknown")
}

func foodLogs(w *world) {
	g := newGym(w)
	p := keep(g, g.food.Plans, g.ana, nutrition.Plan{Created: noon})
	m := keep(g, g.food.Meals, g.ana, nutrition.Meal{Plan: p.ID})
	eaten := nutrition.Log{Plan: p.ID, Meal: &m.ID, At: noon, Amount: nutrition.Amount{Ingredient: 2, Amount: 200_00}}
	l := keep(g, g.food.Logs, g.ana, eaten)
	_, err := g.food.Logs.Create(w.ctx, g.ben, eaten)
	w.refused(err, fault.Forbidden, "reference.foreign")
	day := []listing.Condition{{Field: "at", Op: listing.From, Values: []any{today}}, {Field: "at", Op: listing.Before, Values: []any{today.AddDate(0, 0, 1)}}}
	w.same(kept(g, g.food.Logs, g.ana, listing.Query{Conditions: day}).Rows, []nutrition.Log{*l}, "today's")
	w.must(g.food.Meals.Delete(w.ctx, g.ana, m.ID))
	got, err := g.food.Logs.Get(w.ctx, g.ana, l.ID)
	w.must(err)
	if got.Meal != nil {
		w.Fatalf("meal %d", *got.Meal)
	}
	foods, err := g.food.Foods(w.ctx, []nutrition.Amount{got.Amount})
	w.must(err)
	if v := foods[0].Values(); v.Energy.Float() != 120 {
		w.Fatalf("energy %v", v.Energy.Float())
	}
	w.must(g.food.Plans.Delete(w.ctx, g.ana, p.ID))
	if n := kept(g, g.food.Logs, g.ana, listing.Query{}).Count; n != 0 {
		w.Fatalf("%d logs stay", n)
	}
}
