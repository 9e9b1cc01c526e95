package web

import (
	"net/http"
	"strconv"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
)

// nutritionRoutes are the plans of what to eat.
func (s *Site) nutritionRoutes() table {
	return table{
		"GET /food/plans":              s.member(s.listFoodPlans),
		"GET /food/plans/new":          s.member(s.showNewFoodPlan),
		"POST /food/plans/new":         s.member(s.createFoodPlan),
		"GET /food/plans/{id}":         s.member(s.showFoodPlan),
		"GET /food/plans/{id}/edit":    s.member(s.showEditFoodPlan),
		"POST /food/plans/{id}/edit":   s.member(s.editFoodPlan),
		"POST /food/plans/{id}/delete": s.member(s.deleteFoodPlan),
		"POST /food/plans/{id}/meals":  s.member(s.createMeal),
		"POST /food/meals/{id}/items":  s.member(s.createItem),
		"POST /food/meals/{id}/delete": s.member(s.deleteMeal),
		"POST /food/items/{id}/delete": s.member(s.deleteItem),
	}
}

func foodPlanPath(id int64) string { return "/food/plans/" + itoa(id) }

func planName(who reader, p *nutrition.Plan) string {
	if p.Description != "" {
		return p.Description
	}
	return who.words.T("food.unnamed", who.print.Date(noonOf(who, p.Created)))
}

func mealName(who reader, m *nutrition.Meal) string {
	if m.Name != "" {
		return m.Name
	}
	return who.words.T("food.meal")
}

// foodPlansPage is somebody's plans.
type foodPlansPage struct {
	Cards []foodPlanCard
	Empty *emptyState
}

// foodPlanCard is one plan. Current tells that the diary uses it.
type foodPlanCard struct {
	Name, Href, Date, Goals string
	Current                 bool
}

// maxFoodPlans is how many plans are listed.
const maxFoodPlans = 100

// listFoodPlans serves GET /food/plans.
func (s *Site) listFoodPlans(r *http.Request, who reader) (reply, error) {
	page, err := s.deps.Gym.Eating.Plans.List(r.Context(), who.viewer, listing.Query{
		Order: []listing.Key{{Field: "created", Descending: true}, {Field: "id", Descending: true}}, Limit: maxFoodPlans,
	})
	if err != nil {
		return reply{}, err
	}
	t := who.words.T
	body := &foodPlansPage{}
	for i := range page.Rows {
		p := &page.Rows[i]
		card := foodPlanCard{Name: planName(who, p), Href: s.link(foodPlanPath(p.ID)), Date: who.print.Date(noonOf(who, p.Created)), Current: i == 0}
		if p.GoalEnergy != nil {
			card.Goals = who.print.Energy(float64(*p.GoalEnergy)).String()
		}
		body.Cards = append(body.Cards, card)
	}
	if len(body.Cards) == 0 {
		body.Empty = &emptyState{"food", t("food.no_plans_title"), t("food.no_plans_text"), s.link("/food/plans/new"), t("food.new_plan")}
	}
	return reply{page: "food-plans", shell: shell{Title: t("food.plans"), Nav: "food", Width: "medium"}, body: body}, nil
}

// foodPlanPage is a plan with its meals.
type foodPlanPage struct {
	Name         string
	Totals       []nutrientBar
	Meals        []mealCard
	NewMeal      []field
	AddMeal      string
	Edit, Delete string
}

// mealCard is a meal with what is in it.
type mealCard struct {
	Name, Clock, Energy, Macros string
	Items                       []diaryEntry
	Add, Delete                 string
}

func (s *Site) foodPlanID(r *http.Request) (int64, error) { return rowID(r, "id", "nutrition_plan") }

// showFoodPlan serves GET /food/plans/{id}.
func (s *Site) showFoodPlan(r *http.Request, who reader) (reply, error) {
	id, err := s.foodPlanID(r)
	if err != nil {
		return reply{}, err
	}
	menu, err := s.deps.Gym.Eating.Menu(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	t, here := who.words.T, s.link(foodPlanPath(id))
	all := menu.Values()
	body := &foodPlanPage{
		Name: planName(who, &menu.Plan), Totals: dayTotals(who, &all, &menu.Plan), AddMeal: here + "/meals", Edit: here + "/edit", Delete: here + "/delete",
		NewMeal: []field{
			{Name: "name", Label: t("food.meal_name"), Type: "text", MaxLength: 25, Required: true, Placeholder: t("food.meal_example")},
			{Name: "time", Label: t("food.meal_time"), Type: "time", Optional: true},
		},
	}
	for i := range menu.Meals {
		body.Meals = append(body.Meals, s.mealCard(who, &menu.Meals[i]))
	}
	return reply{page: "food-plan", shell: shell{Title: body.Name, Nav: "food", Width: "medium"}, body: body}, nil
}

func (s *Site) mealCard(who reader, c *nutrition.Course) mealCard {
	v := c.Values()
	card := mealCard{
		Name: mealName(who, &c.Meal), Clock: clockText(c.Meal.Time), Energy: energyText(who, &v), Macros: macrosText(who, &v),
		Add: s.link("/food/add?meal=" + itoa(c.Meal.ID)), Delete: s.link("/food/meals/" + itoa(c.Meal.ID) + "/delete"),
	}
	for i := range c.Items {
		it := &c.Items[i]
		v := it.Values()
		card.Items = append(card.Items, diaryEntry{
			Name: it.Ingredient.Name, Href: s.link(ingredientPath(it.Ingredient.ID)), Amount: amountText(who, &it.Food), Energy: energyText(who, &v), Macros: macrosText(who, &v),
			Delete: s.link("/food/items/" + itoa(it.Item.ID) + "/delete"),
		})
	}
	return card
}

// showNewFoodPlan serves GET /food/plans/new.
func (s *Site) showNewFoodPlan(r *http.Request, who reader) (reply, error) {
	return s.foodPlanForm(r, who, &nutrition.Plan{}, nil), nil
}

// readFoodPlan takes a plan's words and goals from a form.
func readFoodPlan(r *http.Request, p *nutrition.Plan) error {
	p.Description = typed(r, "description")
	for _, g := range []struct {
		name string
		goal **int64
	}{
		{"goal_energy", &p.GoalEnergy}, {"goal_protein", &p.GoalProtein}, {"goal_carbohydrates", &p.GoalCarbohydrates}, {"goal_fat", &p.GoalFat},
	} {
		*g.goal = nil
		if typed(r, g.name) == "" {
			continue
		}
		n, err := strconv.ParseInt(typed(r, g.name), 10, 64)
		if err != nil || n < 0 || n > 100_000 {
			return fault.InvalidField(g.name, "web.whole", "a whole number, please")
		}
		*g.goal = &n
	}
	p.HasGoalCalories = p.GoalEnergy != nil
	if p.Description == "" {
		return errBlank("description")
	}
	return nil
}

// createFoodPlan serves POST /food/plans/new.
func (s *Site) createFoodPlan(r *http.Request, who reader) (reply, error) {
	next := nutrition.Plan{Created: s.today(who)}
	err := readFoodPlan(r, &next)
	var p *nutrition.Plan
	if err == nil {
		p, err = s.deps.Gym.Eating.Plans.Create(r.Context(), who.viewer, next)
	}
	if fault.Is(err, fault.Invalid) {
		return s.foodPlanForm(r, who, &next, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: foodPlanPath(p.ID)}, nil
}

func (s *Site) foodPlanOf(r *http.Request, who reader) (*nutrition.Plan, error) {
	id, err := s.foodPlanID(r)
	if err != nil {
		return nil, err
	}
	return s.deps.Gym.Eating.Plans.Get(r.Context(), who.viewer, id)
}

// showEditFoodPlan serves GET /food/plans/{id}/edit.
func (s *Site) showEditFoodPlan(r *http.Request, who reader) (reply, error) {
	p, err := s.foodPlanOf(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.foodPlanForm(r, who, p, nil), nil
}

// editFoodPlan serves POST /food/plans/{id}/edit.
func (s *Site) editFoodPlan(r *http.Request, who reader) (reply, error) {
	p, err := s.foodPlanOf(r, who)
	if err != nil {
		return reply{}, err
	}
	_, err = s.deps.Gym.Eating.Plans.Update(r.Context(), who.viewer, p.ID, func(row *nutrition.Plan) error { return readFoodPlan(r, row) })
	if fault.Is(err, fault.Invalid) {
		return s.foodPlanForm(r, who, p, err), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: foodPlanPath(p.ID), said: said{what: saidSaved}}, nil
}

func (s *Site) foodPlanForm(r *http.Request, who reader, p *nutrition.Plan, refused error) reply {
	t := who.words.T
	goal := func(name, key, unit string, g *int64) field {
		f := field{Name: name, Label: t(key), Type: "text", Unit: unit, InputMode: "numeric", MaxLength: 6, Optional: true}
		if g != nil {
			f.Value = itoa(*g)
		}
		if refused != nil {
			f.Value = typed(r, name)
		}
		return f
	}
	name := p.Description
	if refused != nil {
		name = typed(r, "description")
	}
	body := &routineFormPage{Title: t("food.new_plan"), Action: s.link("/food/plans/new"), Back: s.link("/food/plans"), Fields: []field{
		{Name: "description", Label: t("food.plan_name"), Type: "text", Value: name, MaxLength: 80, Required: true, Placeholder: t("food.plan_example")},
		goal("goal_energy", "food.energy", who.print.Energy(0).Unit, p.GoalEnergy), goal("goal_protein", "food.protein", "g", p.GoalProtein),
		goal("goal_carbohydrates", "food.carbohydrates", "g", p.GoalCarbohydrates), goal("goal_fat", "food.fat", "g", p.GoalFat),
	}}
	if p.ID != 0 {
		body.Title, body.Back = t("food.edit_plan"), s.link(foodPlanPath(p.ID))
		body.Action = body.Back + "/edit"
	}
	status := explain(who, refused, body.Fields, &body.Notice)
	return reply{status: status, page: "food-plan-form", shell: shell{Title: body.Title, Nav: "food", Width: "medium"}, body: body}
}

// deleteFoodPlan serves POST /food/plans/{id}/delete. The page has said what goes with it.
func (s *Site) deleteFoodPlan(r *http.Request, who reader) (reply, error) {
	id, err := s.foodPlanID(r)
	if err == nil {
		err = s.deps.Gym.Eating.Plans.Delete(r.Context(), who.viewer, id)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/food/plans", said: said{what: saidFoodPlanGone}}, nil
}

// createMeal serves POST /food/plans/{id}/meals.
func (s *Site) createMeal(r *http.Request, who reader) (reply, error) {
	p, err := s.foodPlanOf(r, who)
	if err != nil {
		return reply{}, err
	}
	m := nutrition.Meal{Plan: p.ID, Name: typed(r, "name"), Position: 1}
	var at time.Duration
	var ok bool
	if at, ok = clock(typed(r, "time")); ok {
		m.Time = &at
	}
	if _, err := s.deps.Gym.Eating.Meals.Create(r.Context(), who.viewer, m); err != nil {
		return reply{}, err
	}
	return reply{redirect: foodPlanPath(p.ID)}, nil
}

// mealOf is a meal of the reader's.
func (s *Site) mealOf(r *http.Request, who reader) (*nutrition.Meal, error) {
	id, err := rowID(r, "id", "meal")
	if err != nil {
		return nil, err
	}
	return s.deps.Gym.Eating.Meals.Get(r.Context(), who.viewer, id)
}

// createItem serves POST /food/meals/{id}/items.
func (s *Site) createItem(r *http.Request, who reader) (reply, error) {
	m, err := s.mealOf(r, who)
	if err != nil {
		return reply{}, err
	}
	amount, err := s.readAmount(r)
	if err == nil {
		_, err = s.deps.Gym.Eating.Items.Create(r.Context(), who.viewer, nutrition.Item{Meal: m.ID, Position: 1, Amount: amount})
	}
	if fault.Is(err, fault.Invalid) {
		return s.ingredient(r, who, whole(r, "ingredient"), err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: foodPlanPath(m.Plan)}, nil
}

// deleteMeal serves POST /food/meals/{id}/delete. The page has said what goes with it.
func (s *Site) deleteMeal(r *http.Request, who reader) (reply, error) {
	m, err := s.mealOf(r, who)
	if err == nil {
		err = s.deps.Gym.Eating.Meals.Delete(r.Context(), who.viewer, m.ID)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: foodPlanPath(m.Plan), said: said{what: saidMealGone}}, nil
}

// deleteItem serves POST /food/items/{id}/delete.
func (s *Site) deleteItem(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "meal_item")
	if err != nil {
		return reply{}, err
	}
	it, err := s.deps.Gym.Eating.Items.Get(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	m, err := s.deps.Gym.Eating.Meals.Get(r.Context(), who.viewer, it.Meal)
	if err == nil {
		err = s.deps.Gym.Eating.Items.Delete(r.Context(), who.viewer, id)
	}
	if err != nil {
		return reply{}, err
	}
	return s.taken(foodPlanPath(m.Plan), saidFoodGone, removed{MealItem: it}), nil
}
