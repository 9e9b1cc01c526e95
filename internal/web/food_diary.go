package web

import (
	"net/http"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/unit"
)

// foodRoutes are the diary and the foods.
func (s *Site) foodRoutes() table {
	return table{
		"GET /food":                  s.member(s.showDiary),
		"GET /food/add":              s.member(s.findFood),
		"GET /food/ingredients/{id}": s.member(s.showIngredient),
		"POST /food/log":             s.member(s.eat),
		"POST /food/log/{id}":        s.member(s.changeEaten),
		"POST /food/log/{id}/again":  s.member(s.eatAgain),
		"POST /food/log/{id}/delete": s.member(s.deleteEaten),
		"POST /food/meals/{id}/eat":  s.member(s.eatMeal),
	}
}

// diaryPage is a day of the diary.
type diaryPage struct {
	Date, Machine             string
	Previous, Next, Today     string
	Add                       string
	Totals                    []nutrientBar
	More                      []number
	Entries                   []diaryEntry
	Meals                     []mealChoice
	PlanName, PlanHref, Goals string
}

// nutrientBar is a day's sum against its goal. Percent is 0 to 100; without a goal there is no bar.
type nutrientBar struct {
	Label, Value, Unit, Goal, Left string
	Percent                        int
	HasGoal, Over                  bool
}

// diaryEntry is something that was eaten.
type diaryEntry struct {
	Name, Href, Amount, Clock, Meal, Energy, Macros string
	Edit, Delete                                    string
}

// mealChoice is a meal of the plan, to be eaten by one click.
type mealChoice struct{ Name, What, Energy, Action string }

func diaryPath(day time.Time) string { return "/food?day=" + day.Format(time.DateOnly) }

// currentPlan is the nutrition plan that holds: the newest. nil without one.
func (s *Site) currentPlan(r *http.Request, who reader) (*nutrition.Plan, error) {
	page, err := s.deps.Gym.Eating.Plans.List(r.Context(), who.viewer, listing.Query{
		Order: []listing.Key{{Field: "created", Descending: true}, {Field: "id", Descending: true}}, Limit: 1,
	})
	if err != nil || len(page.Rows) == 0 {
		return nil, err
	}
	return &page.Rows[0], nil
}

// diaryPlan is the plan that what is eaten is noted under; one for the diary alone is made when there is none.
func (s *Site) diaryPlan(r *http.Request, who reader) (*nutrition.Plan, error) {
	p, err := s.currentPlan(r, who)
	if err != nil || p != nil {
		return p, err
	}
	return s.deps.Gym.Eating.Plans.Create(r.Context(), who.viewer, nutrition.Plan{Created: s.today(who), Description: who.words.T("food.diary"), OnlyLogging: true})
}

// showDiary serves GET /food?day=2026-11-22.
func (s *Site) showDiary(r *http.Request, who reader) (reply, error) {
	day, today := s.queryDay(r, who), s.today(who)
	days, err := s.deps.Gym.Eating.Days(r.Context(), who.viewer, 0, day, day, who.print.Zone)
	if err != nil {
		return reply{}, err
	}
	p, err := s.currentPlan(r, who)
	if err != nil {
		return reply{}, err
	}
	body := &diaryPage{
		Date: who.print.DateLong(noonOf(who, day)), Machine: day.Format(time.DateOnly), Previous: s.link(diaryPath(day.AddDate(0, 0, -1))),
		Next: s.link(diaryPath(day.AddDate(0, 0, 1))), Add: s.link("/food/add?day=" + day.Format(time.DateOnly)), Goals: s.link("/food/plans/new"),
	}
	if !day.Equal(today) {
		body.Today = s.link("/food")
	}
	var eaten nutrition.Day
	if len(days) > 0 {
		eaten = days[0]
	}
	body.Totals, body.More = dayTotals(who, &eaten.Values, p), moreNutrients(who, &eaten.Values)
	if err := s.fillPlan(r, who, body, p); err != nil {
		return reply{}, err
	}
	meals, err := s.mealNames(r, who, eaten.Entries)
	if err != nil {
		return reply{}, err
	}
	for i := range eaten.Entries {
		body.Entries = append(body.Entries, s.diaryEntry(who, &eaten.Entries[i], meals))
	}
	return reply{page: "diary", shell: shell{Title: who.words.T("food.title"), Nav: "food", Width: "medium"}, body: body}, nil
}

// mealNames are the names of the meals that entries were eaten for.
func (s *Site) mealNames(r *http.Request, who reader, entries []nutrition.Entry) (map[int64]string, error) {
	var ids []int64
	for i := range entries {
		if meal := entries[i].Log.Meal; meal != nil {
			ids = append(ids, *meal)
		}
	}
	names := map[int64]string{}
	if len(ids) == 0 {
		return names, nil
	}
	page, err := s.deps.Gym.Eating.Meals.List(r.Context(), who.viewer, listing.Query{Conditions: []listing.Condition{listing.Is("id", anys(ids)...)}, Limit: listing.MaxLimit})
	for i := range page.Rows {
		names[page.Rows[i].ID] = page.Rows[i].Name
	}
	return names, err
}

func (s *Site) diaryEntry(who reader, e *nutrition.Entry, meals map[int64]string) diaryEntry {
	v := e.Values()
	out := diaryEntry{
		Name: e.Ingredient.Name, Href: s.link(ingredientPath(e.Ingredient.ID)), Amount: amountText(who, &e.Food), Clock: who.print.Clock(e.Log.At),
		Energy: energyText(who, &v), Macros: macrosText(who, &v), Delete: s.link("/food/log/" + itoa(e.Log.ID) + "/delete"),
		Edit: s.link(ingredientPath(e.Ingredient.ID) + "?entry=" + itoa(e.Log.ID)),
	}
	if e.Log.Meal != nil {
		out.Meal = meals[*e.Log.Meal]
	}
	return out
}

// fillPlan offers the meals of the plan.
func (s *Site) fillPlan(r *http.Request, who reader, body *diaryPage, p *nutrition.Plan) error {
	if p == nil {
		return nil
	}
	body.PlanName, body.PlanHref = planName(who, p), s.link(foodPlanPath(p.ID))
	body.Goals = s.link(foodPlanPath(p.ID) + "/edit")
	menu, err := s.deps.Gym.Eating.Menu(r.Context(), who.viewer, p.ID)
	if err != nil {
		return err
	}
	for i := range menu.Meals {
		c := &menu.Meals[i]
		if len(c.Items) == 0 {
			continue
		}
		var what []string
		for j := range c.Items {
			what = append(what, c.Items[j].Ingredient.Name)
		}
		v := c.Values()
		body.Meals = append(body.Meals, mealChoice{
			mealName(who, &c.Meal), strings.Join(what, ", "), energyText(who, &v), s.link("/food/meals/" + itoa(c.Meal.ID) + "/eat"),
		})
	}
	return nil
}

// amountText writes an amount: "150 g", "2 × cup" is left to the ingredient's page, here portions are grams too.
func amountText(who reader, f *nutrition.Food) string {
	return who.print.Number(grams(f.Amount.Amount, f.Portion), 0) + "\u00a0g"
}

// grams is what an amount weighs: so many grams, or so many portions.
func grams(amount unit.Hundredths, p *nutrition.Portion) float64 {
	if p == nil {
		return amount.Float()
	}
	return amount.Float() * p.Amount.Float() * float64(p.Gram)
}

func energyText(who reader, v *nutrition.Values) string {
	return who.print.Energy(v.Energy.Float()).String()
}

// macrosText is protein, carbohydrates and fat in a line.
func macrosText(who reader, v *nutrition.Values) string {
	t, n := who.words.T, func(e *nutrition.Exact) string { return who.print.Number(e.Float(), 0) }
	return t("food.macros", n(&v.Protein), n(&v.Carbohydrates), n(&v.Fat))
}

// dayTotals are a day's sums against the plan's goals; p may be nil.
func dayTotals(who reader, v *nutrition.Values, p *nutrition.Plan) []nutrientBar {
	t := who.words.T
	var goal nutrition.Plan
	if p != nil {
		goal = *p
	}
	energy := goal.GoalEnergy
	return []nutrientBar{
		nutrientBarOf(who, t("food.energy"), v.Energy.Float(), who.print.Energy(0).Unit, energy),
		nutrientBarOf(who, t("food.protein"), v.Protein.Float(), "g", goal.GoalProtein),
		nutrientBarOf(who, t("food.carbohydrates"), v.Carbohydrates.Float(), "g", goal.GoalCarbohydrates),
		nutrientBarOf(who, t("food.fat"), v.Fat.Float(), "g", goal.GoalFat),
	}
}

func nutrientBarOf(who reader, label string, v float64, unit string, goal *int64) nutrientBar {
	b := nutrientBar{Label: label, Value: who.print.Number(v, 0), Unit: unit}
	if goal == nil || *goal <= 0 {
		return b
	}
	g := float64(*goal)
	b.HasGoal, b.Goal, b.Percent, b.Over = true, who.print.Number(g, 0), int(min(v/g, 1)*100), v > g*1.005
	if b.Over {
		b.Left = who.words.T("food.over", who.print.Number(v-g, 0)+"\u00a0"+unit)
	} else {
		b.Left = who.words.T("food.left", who.print.Number(max(g-v, 0), 0)+"\u00a0"+unit)
	}
	return b
}

// moreNutrients are those that are known besides.
func moreNutrients(who reader, v *nutrition.Values) []number {
	t := who.words.T
	one := func(key string, e *nutrition.Exact, decimals int) number {
		if e == nil {
			return number{Label: t(key)}
		}
		return number{Label: t(key), Value: who.print.Number(e.Float(), decimals), Unit: "g"}
	}
	return present(one("food.fiber", v.Fiber, 0), one("food.sugar", v.Sugar, 0), one("food.saturated", v.Saturated, 0), one("food.sodium", v.Sodium, 1))
}

// eatenAt is when something of a day is noted as eaten: now for today, at noon otherwise, or at the meal's time.
func (s *Site) eatenAt(who reader, day time.Time, at *time.Duration) time.Time {
	start := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, who.print.Zone)
	switch {
	case at != nil:
		return start.Add(*at)
	case day.Equal(s.today(who)):
		return s.deps.Now().UTC().Truncate(time.Second)
	}
	return noonOf(who, day)
}

// eat serves POST /food/log: an amount of an ingredient on a day.
func (s *Site) eat(r *http.Request, who reader) (reply, error) {
	day := s.queryDay(r, who)
	amount, err := s.readAmount(r)
	if err == nil {
		var p *nutrition.Plan
		if p, err = s.diaryPlan(r, who); err == nil {
			_, err = s.deps.Gym.Eating.Logs.Create(r.Context(), who.viewer, nutrition.Log{Plan: p.ID, At: s.eatenAt(who, day, nil), Amount: amount})
		}
	}
	if fault.Is(err, fault.Invalid) {
		return s.ingredient(r, who, whole(r, "ingredient"), err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: diaryPath(day), said: said{what: saidFoodAdded}}, nil
}

// readAmount takes an amount of an ingredient from a form. Less than one portion is kept in grams: portions are counted from one.
func (s *Site) readAmount(r *http.Request) (nutrition.Amount, error) {
	a := nutrition.Amount{Ingredient: whole(r, "ingredient")}
	var ok bool
	if a.Amount, ok = hundredths(typed(r, "amount")); !ok {
		return a, fault.InvalidField("amount", "fields.invalid", "a number, please")
	}
	id := whole(r, "portion")
	if id == 0 {
		return a, nil
	}
	p, err := s.deps.Gym.Foods.Portions.Get(r.Context(), 0, id)
	if err != nil {
		return a, err
	}
	if a.Amount < 100 {
		a.Amount = unit.Hundredths(grams(a.Amount, p)*100 + 0.5)
	} else {
		a.Portion = &p.ID
	}
	return a, nil
}

// changeEaten serves POST /food/log/{id}: another amount of what was eaten.
func (s *Site) changeEaten(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "food_log")
	if err != nil {
		return reply{}, err
	}
	l, err := s.deps.Gym.Eating.Logs.Get(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	amount, err := s.readAmount(r)
	if err == nil {
		amount.Ingredient = l.Ingredient
		_, err = s.deps.Gym.Eating.Logs.Update(r.Context(), who.viewer, id, func(l *nutrition.Log) error {
			l.Amount = amount
			return nil
		})
	}
	if fault.Is(err, fault.Invalid) {
		return s.ingredient(r, who, l.Ingredient, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: diaryPath(dateOf(l.At, who.print.Zone)), said: said{what: saidSaved}}, nil
}

// eatAgain serves POST /food/log/{id}/again: the same amount as then, on a day.
func (s *Site) eatAgain(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "food_log")
	if err != nil {
		return reply{}, err
	}
	then, err := s.deps.Gym.Eating.Logs.Get(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	p, err := s.diaryPlan(r, who)
	if err != nil {
		return reply{}, err
	}
	day := s.queryDay(r, who)
	if _, err := s.deps.Gym.Eating.Logs.Create(r.Context(), who.viewer, nutrition.Log{Plan: p.ID, At: s.eatenAt(who, day, nil), Amount: then.Amount}); err != nil {
		return reply{}, err
	}
	return reply{redirect: diaryPath(day), said: said{what: saidFoodAdded}}, nil
}

// deleteEaten serves POST /food/log/{id}/delete.
func (s *Site) deleteEaten(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "food_log")
	if err != nil {
		return reply{}, err
	}
	l, err := s.deps.Gym.Eating.Logs.Get(r.Context(), who.viewer, id)
	if err == nil {
		err = s.deps.Gym.Eating.Logs.Delete(r.Context(), who.viewer, id)
	}
	if err != nil {
		return reply{}, err
	}
	return s.taken(diaryPath(dateOf(l.At, who.print.Zone)), saidFoodGone, removed{FoodLog: l}), nil
}

// eatMeal serves POST /food/meals/{id}/eat: all of a meal of a plan, on a day.
func (s *Site) eatMeal(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "meal")
	if err != nil {
		return reply{}, err
	}
	c, err := s.deps.Gym.Eating.Course(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	day := s.queryDay(r, who)
	for i := range c.Items {
		l := nutrition.Log{Plan: c.Meal.Plan, Meal: &c.Meal.ID, At: s.eatenAt(who, day, c.Meal.Time), Amount: c.Items[i].Item.Amount}
		if _, err := s.deps.Gym.Eating.Logs.Create(r.Context(), who.viewer, l); err != nil {
			return reply{}, err
		}
	}
	return reply{redirect: diaryPath(day), said: said{what: saidMealEaten}}, nil
}
