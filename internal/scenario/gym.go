package scenario

import (
	"context"
	"math"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

// lift is an exercise of the demo's routine: the id that it has in the catalogue that comes with the program, and the load in
// kilograms that the season begins with; 0 for the body's own weight.
type lift struct {
	exercise    int64
	sets        int64
	repetitions int64
	load        float64
}

// bodyWeight is the unit of loads that are somebody's own weight.
const bodyWeight int64 = 3

// gymDay is a day of the routine.
type gymDay struct {
	name    string
	weekday time.Weekday
	lifts   []lift
}

// program is a routine as it is made.
type program struct {
	name, description string
	days              []gymDay
}

// The exercises: squats, bench press, rows, deadlifts, overhead press, pull-ups and planks.
var (
	twiceAWeek = program{"Twice a week", "Strength beside running and riding.", []gymDay{
		{"Legs and push", time.Monday, []lift{{615, 3, 8, 45}, {73, 3, 8, 30}, {687, 3, 10, 17.5}, {458, 3, 45, 0}}},
		{"Back and pull", time.Friday, []lift{{184, 3, 6, 55}, {83, 3, 10, 27.5}, {475, 3, 5, 0}}},
	}}
	evenings = program{"Strength evenings", "The short one that the coach has written down.", []gymDay{
		{"At home", strengthEvening, []lift{{615, 3, 10, 0}, {475, 3, 5, 0}, {458, 3, 40, 0}}},
	}}
)

// strengthEvening is the weekday on which coaches plan strength for those who don't lift twice a week anyway.
const strengthEvening = time.Wednesday

// plank is counted in seconds.
const plank int64 = 458

// gymWeeks is how far back the logs go, weightDays how far back the weights do.
const (
	gymWeeks   = 10
	weightDays = 150
)

// Those who lift, weigh themselves and write down what they eat: the first account, and the busiest athlete.
var lifters = []int{coachCamille, athleteMaya}

// gym gives some of the cast a routine with what they lifted, a series of weights, and a nutrition plan with a diary. It needs
// the catalogue of exercises, and leaves food out where there are no foods.
func (f *filling) gym(ctx context.Context, seed uint64, now time.Time) error {
	if f.Training == nil {
		return nil
	}
	if err := f.sketch(ctx, f.people[cast[coachCamille].Username]); err != nil {
		return err
	}
	for _, i := range lifters {
		who := &cast[i]
		v := f.people[who.Username]
		today := dateIn(now, who.location())
		logs, err := f.lift(ctx, v, seed, who, today, &twiceAWeek)
		if err != nil {
			return err
		}
		if err := f.remark(ctx, v, logs); err != nil {
			return err
		}
		if err := f.weigh(ctx, v, seed, who, today); err != nil {
			return err
		}
		if err := f.eat(ctx, v, who, now); err != nil {
			return err
		}
	}
	return f.evenings(ctx, seed, now)
}

// evenings lets the other athletes do what their coaches plan for an evening of the week, of which they write down how long it took.
func (f *filling) evenings(ctx context.Context, seed uint64, now time.Time) error {
	for i := range cast {
		who := &cast[i]
		if who.Coach || slices.Contains(lifters, i) {
			continue
		}
		v := f.people[who.Username]
		today := dateIn(now, who.location())
		logs, err := f.lift(ctx, v, seed, who, today, &evenings)
		if err != nil {
			return err
		}
		begun, end := 19*time.Hour+30*time.Minute, 20*time.Hour+2*time.Minute
		for n := range logs {
			l := &logs[n]
			if n > 0 && l.Day.Equal(logs[n-1].Day) || l.Day.Before(today.AddDate(0, 0, -7*plannedBefore-7)) {
				continue
			}
			s := strength.Session{Routine: l.Routine, Day: l.Day, Impression: "2", Start: &begun, End: &end}
			if _, err := f.Training.Sessions.Create(ctx, v, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// lift makes a routine and logs what was done of it; it gives the logs.
func (f *filling) lift(ctx context.Context, v access.Viewer, seed uint64, who *Person, today time.Time, p *program) ([]strength.Log, error) {
	rng := newRand(seed, "gym/"+who.Username)
	first := today.AddDate(0, 0, -7*gymWeeks)
	routine, err := f.Training.Routines.Create(ctx, v, strength.Routine{Name: p.name, Description: p.description, Created: first})
	if err != nil {
		return nil, err
	}
	var logs []strength.Log
	for i := range p.days {
		d := &p.days[i]
		if err := f.planDay(ctx, v, routine.ID, d); err != nil {
			return nil, err
		}
		for week := range gymWeeks {
			day := first.AddDate(0, 0, 7*week+(int(d.weekday)-int(first.Weekday())+7)%7)
			if !day.Before(today) || rng.IntN(8) == 0 { // now and then life gets in between
				continue
			}
			tired := rng.IntN(3)
			for _, l := range d.lifts {
				logs = append(logs, l.logs(routine.ID, day, week, tired)...)
			}
		}
	}
	_, err = f.Training.Record(ctx, v, logs)
	return logs, err
}

// remarks are what was said of the last trainings, the latest last.
var remarks = []struct{ text, impression string }{{"Slept badly, kept it short.", "1"}, {"Squats felt light.", "3"}}

// remark says something of the last trainings.
func (f *filling) remark(ctx context.Context, v access.Viewer, logs []strength.Log) error {
	days := map[time.Time]bool{}
	last := time.Time{}
	for i := range logs {
		days[logs[i].Day] = true
		if logs[i].Day.After(last) {
			last = logs[i].Day
		}
	}
	for i := len(remarks) - 1; i >= 0 && len(days) > 0; last = last.AddDate(0, 0, -1) {
		if !days[last] {
			if last.Year() < 1971 {
				return nil
			}
			continue
		}
		delete(days, last)
		begun, end := 18*time.Hour+10*time.Minute, 19*time.Hour+5*time.Minute
		s := strength.Session{Routine: logs[0].Routine, Day: last, Notes: &remarks[i].text, Impression: remarks[i].impression, Start: &begun, End: &end}
		if _, err := f.Training.Sessions.Create(ctx, v, s); err != nil {
			return err
		}
		i--
	}
	return nil
}

// planDay puts a day with its sets into the routine, with what the season has come to.
func (f *filling) planDay(ctx context.Context, v access.Viewer, routine int64, d *gymDay) error {
	day, err := f.Training.Days.Create(ctx, v, strength.Day{Routine: routine, Description: d.name, Weekdays: []int64{int64(d.weekday)}})
	if err != nil {
		return err
	}
	for i, l := range d.lifts {
		set, err := f.Training.Sets.Create(ctx, v, strength.Set{Day: day.ID, Position: int64(i + 1), Sets: l.sets})
		if err != nil {
			return err
		}
		p := strength.Prescription{Set: set.ID, Exercise: l.exercise, Repetitions: l.repetitions, Position: 1}
		p.RepetitionUnit, p.LoadUnit = l.units()
		if l.load > 0 {
			load := l.at(gymWeeks)
			p.Load = &load
		}
		if _, err := f.Training.Prescriptions.Create(ctx, v, p); err != nil {
			return err
		}
	}
	return nil
}

func (l *lift) units() (repetitions, load int64) {
	repetitions, load = strength.Repetitions, strength.Kilograms
	if l.exercise == plank {
		repetitions = 3
	}
	if l.load == 0 {
		load = bodyWeight
	}
	return repetitions, load
}

// at is the load of a week: two and a half kilograms more every other week.
func (l *lift) at(week int) unit.Hundredths {
	return unit.Hundredths(math.Round((l.load + 2.5*float64(week/2)) * 100))
}

// logs are the sets of a day. Whoever is tired leaves a repetition out of the last one.
func (l *lift) logs(routine int64, day time.Time, week, tired int) []strength.Log {
	all := make([]strength.Log, l.sets)
	for i := range all {
		log := strength.Log{Routine: routine, Exercise: l.exercise, Day: day, Repetitions: l.repetitions}
		log.RepetitionUnit, log.LoadUnit = l.units()
		if l.load > 0 {
			log.Load = l.at(week)
		}
		if i == len(all)-1 {
			log.Repetitions -= int64(tired)
		}
		all[i] = log
	}
	return all
}

// weigh keeps the series of weights: twice a week or so, going down a little with ripples.
func (f *filling) weigh(ctx context.Context, v access.Viewer, seed uint64, who *Person, today time.Time) error {
	rng := newRand(seed, "weight/"+who.Username)
	mass := who.Mass
	if mass == 0 {
		mass = 64
	}
	for back := weightDays; back >= 0; back -= 1 + rng.IntN(4) {
		kilograms := mass + 2.2*float64(back)/weightDays + 0.7*(rng.Float64()-0.5) + 0.3*math.Sin(float64(back)/9)
		w := body.Weight{Day: today.AddDate(0, 0, -back), Figure: unit.Hundredths(math.Round(kilograms*10) * 10), Unit: body.Kilogram}
		if _, err := f.Body.Weights.Create(ctx, v, w); err != nil {
			return err
		}
	}
	return nil
}

// dish is so many grams of an ingredient of the catalogue that comes with the program.
type dish struct {
	ingredient int64
	grams      unit.Hundredths
}

// mealPlan is a meal of the nutrition plan.
type mealPlan struct {
	name   string
	at     time.Duration
	dishes []dish
}

// The foods: oats, milk and bananas; rice, chicken and broccoli; bread, eggs and tomatoes.
var menu = []mealPlan{
	{"Breakfast", 7*time.Hour + 15*time.Minute, []dish{{6273, 70_00}, {2179, 120_00}}},
	{"Lunch", 12*time.Hour + 30*time.Minute, []dish{{6277, 250_00}, {1004, 150_00}}},
	{"Supper", 19*time.Hour + 30*time.Minute, []dish{{5380, 120_00}, {2179, 100_00}}},
}

// eatenDays is how many days of the diary there are, today with its breakfast.
const eatenDays = 12

// eat makes a nutrition plan and a diary that keeps to it.
func (f *filling) eat(ctx context.Context, v access.Viewer, who *Person, now time.Time) error {
	switch _, err := f.Foods.Ingredients.Get(ctx, 0, menu[0].dishes[0].ingredient); {
	case fault.Is(err, fault.NotFound):
		return nil
	case err != nil:
		return err
	}
	today := dateIn(now, who.location())
	energy, protein, carbohydrates, fat := int64(2200), int64(110), int64(290), int64(65)
	p, err := f.Eating.Plans.Create(ctx, v, nutrition.Plan{
		Created: today.AddDate(0, 0, -eatenDays), Description: "Training weeks", HasGoalCalories: true,
		GoalEnergy: &energy, GoalProtein: &protein, GoalCarbohydrates: &carbohydrates, GoalFat: &fat,
	})
	if err != nil {
		return err
	}
	for i := range menu {
		m, err := f.Eating.Meals.Create(ctx, v, nutrition.Meal{Plan: p.ID, Name: menu[i].name, Time: &menu[i].at, Position: int64(i + 1)})
		if err != nil {
			return err
		}
		for n, d := range menu[i].dishes {
			amount := nutrition.Amount{Ingredient: d.ingredient, Amount: d.grams}
			if _, err := f.Eating.Items.Create(ctx, v, nutrition.Item{Meal: m.ID, Position: int64(n + 1), Amount: amount}); err != nil {
				return err
			}
			for back := range eatenDays {
				day := today.AddDate(0, 0, -back)
				at := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, who.location()).Add(menu[i].at)
				if at.After(now) {
					continue
				}
				if _, err := f.Eating.Logs.Create(ctx, v, nutrition.Log{Plan: p.ID, Meal: &m.ID, At: at, Amount: amount}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
