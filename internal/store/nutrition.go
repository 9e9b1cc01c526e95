package store

import (
	"context"
	"slices"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
)

var planKind = &kind[nutrition.Plan]{
	noun: "nutrition_plan", table: "nutrition_plan", owned: true,
	columns: "uuid, owner_id, created_us, description, only_logging, has_goal_calories, goal_energy_kcal, goal_protein_g, goal_carbohydrates_g, goal_fat_g, goal_fiber_g",
	places: func(p *nutrition.Plan) []any {
		return []any{(*whole)(&p.ID), (*word)(&p.UUID), (*whole)(&p.Owner), (*instant)(&p.Created), (*word)(&p.Description), (*truth)(&p.OnlyLogging),
			(*truth)(&p.HasGoalCalories), numeral[int64]{&p.GoalEnergy}, numeral[int64]{&p.GoalProtein}, numeral[int64]{&p.GoalCarbohydrates},
			numeral[int64]{&p.GoalFat}, numeral[int64]{&p.GoalFiber}}
	},
	values: func(p *nutrition.Plan) []any {
		return []any{p.UUID, p.Owner, moment(p.Created), p.Description, p.OnlyLogging, p.HasGoalCalories, given(p.GoalEnergy), given(p.GoalProtein),
			given(p.GoalCarbohydrates), given(p.GoalFat), given(p.GoalFiber)}
	},
	id: func(p *nutrition.Plan) *int64 { return &p.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "created": at("created_us"), "description": words("description"), "only_logging": flag("only_logging"),
		"has_goal_calories": flag("has_goal_calories"), "goal_energy": maybeNum("goal_energy_kcal"), "goal_protein": maybeNum("goal_protein_g"),
		"goal_carbohydrates": maybeNum("goal_carbohydrates_g"), "goal_fat": maybeNum("goal_fat_g"), "goal_fiber": maybeNum("goal_fiber_g"),
	},
	order: "created_us DESC, id DESC",
}

var mealKind = &kind[nutrition.Meal]{
	noun: "meal", table: "meal", owned: true, columns: "uuid, owner_id, plan_id, position, time_s, name",
	places: func(m *nutrition.Meal) []any {
		return []any{(*whole)(&m.ID), (*word)(&m.UUID), (*whole)(&m.Owner), (*whole)(&m.Plan), (*whole)(&m.Position), timeOfDay{&m.Time}, (*word)(&m.Name)}
	},
	values: func(m *nutrition.Meal) []any {
		return []any{m.UUID, m.Owner, m.Plan, m.Position, secondsOf(m.Time), m.Name}
	},
	id: func(m *nutrition.Meal) *int64 { return &m.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "plan": num("plan_id"), "position": num("position"), "time": maybeNum("time_s"), "name": words("name"),
	},
	order: "time_s NULLS LAST, id",
}

var itemKind = &kind[nutrition.Item]{
	noun: "meal_item", table: "meal_item", owned: true, columns: "uuid, owner_id, meal_id, ingredient_id, portion_id, position, amount_centi",
	places: func(i *nutrition.Item) []any {
		return []any{(*whole)(&i.ID), (*word)(&i.UUID), (*whole)(&i.Owner), (*whole)(&i.Meal), (*whole)(&i.Ingredient), numeral[int64]{&i.Portion},
			(*whole)(&i.Position), (*whole)(&i.Amount.Amount)}
	},
	values: func(i *nutrition.Item) []any {
		return []any{i.UUID, i.Owner, i.Meal, i.Ingredient, given(i.Portion), i.Position, int64(i.Amount.Amount)}
	},
	id: func(i *nutrition.Item) *int64 { return &i.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "meal": num("meal_id"), "ingredient": num("ingredient_id"), "portion": maybeNum("portion_id"),
		"position": num("position"), "amount": num("amount_centi"),
	},
	order: "id",
}

var foodLogKind = &kind[nutrition.Log]{
	noun: "food_log", table: "food_log", owned: true, columns: "uuid, owner_id, plan_id, meal_id, ingredient_id, portion_id, at_us, amount_centi",
	places: func(l *nutrition.Log) []any {
		return []any{(*whole)(&l.ID), (*word)(&l.UUID), (*whole)(&l.Owner), (*whole)(&l.Plan), numeral[int64]{&l.Meal}, (*whole)(&l.Ingredient),
			numeral[int64]{&l.Portion}, (*instant)(&l.At), (*whole)(&l.Amount.Amount)}
	},
	values: func(l *nutrition.Log) []any {
		return []any{l.UUID, l.Owner, l.Plan, given(l.Meal), l.Ingredient, given(l.Portion), moment(l.At), int64(l.Amount.Amount)}
	},
	id: func(l *nutrition.Log) *int64 { return &l.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "plan": num("plan_id"), "meal": maybeNum("meal_id"), "ingredient": num("ingredient_id"),
		"portion": maybeNum("portion_id"), "at": at("at_us"), "amount": num("amount_centi"),
	},
	order: "at_us DESC, id DESC",
}

// NutritionPlans are what people mean to eat.
func (s *Store) NutritionPlans() listing.Rows[nutrition.Plan] {
	return rows[nutrition.Plan]{s, planKind}
}

// Meals are parts of plans.
func (s *Store) Meals() listing.Rows[nutrition.Meal] { return rows[nutrition.Meal]{s, mealKind} }

// MealItems are what meals are made of.
func (s *Store) MealItems() listing.Rows[nutrition.Item] { return rows[nutrition.Item]{s, itemKind} }

// FoodLogs are what people ate.
func (s *Store) FoodLogs() listing.Rows[nutrition.Log] { return rows[nutrition.Log]{s, foodLogKind} }

// PlanMenus reads what is in plans, in their order.
func (s *Store) PlanMenus(ctx context.Context, plans []nutrition.Plan) (menus []nutrition.Menu, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		menus = make([]nutrition.Menu, 0, len(plans))
		for some := range slices.Chunk(plans, most) {
			read, err := c.menus(ctx, some)
			if err != nil {
				return err
			}
			menus = append(menus, read...)
		}
		return nil
	})
	return menus, err
}

// menus reads what is in at most so many plans as one statement takes.
func (c *session) menus(ctx context.Context, plans []nutrition.Plan) ([]nutrition.Menu, error) {
	ids := make([]int64, len(plans))
	for i := range plans {
		ids[i] = plans[i].ID
	}
	list, args := among(ids)
	meals, err := mealKind.read(ctx, c, "SELECT id, "+mealKind.columns+" FROM meal WHERE plan_id IN "+list+" ORDER BY "+mealKind.order, args, 8)
	if err != nil {
		return nil, err
	}
	items, err := itemKind.read(ctx, c, "SELECT id, "+itemKind.columns+" FROM meal_item WHERE meal_id IN (SELECT id FROM meal WHERE plan_id IN "+list+") ORDER BY id", args, 32)
	if err != nil {
		return nil, err
	}
	amounts := make([]nutrition.Amount, len(items))
	for i := range items {
		amounts[i] = items[i].Amount
	}
	foods, err := c.weighed(ctx, amounts)
	if err != nil {
		return nil, err
	}
	of := make(map[int64][]nutrition.Serving, len(meals))
	for i := range items {
		meal := items[i].Meal
		of[meal] = append(of[meal], nutrition.Serving{Item: items[i], Food: foods[i]})
	}
	courses := make(map[int64][]nutrition.Course, len(plans))
	for _, m := range meals {
		courses[m.Plan] = append(courses[m.Plan], nutrition.Course{Meal: m, Items: of[m.ID]})
	}
	menus := make([]nutrition.Menu, len(plans))
	for i, p := range plans {
		menus[i] = nutrition.Menu{Plan: p, Meals: courses[p.ID]}
	}
	return menus, nil
}

// Weighed adds to amounts the ingredients and portions that they name.
func (s *Store) Weighed(ctx context.Context, amounts []nutrition.Amount) (foods []nutrition.Food, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		foods, err = c.weighed(ctx, amounts)
		return err
	})
	return foods, err
}

func (c *session) weighed(ctx context.Context, amounts []nutrition.Amount) ([]nutrition.Food, error) {
	ingredients, portions := map[int64]*nutrition.Ingredient{}, map[int64]*nutrition.Portion{}
	for _, a := range amounts {
		ingredients[a.Ingredient] = nil
		if a.Portion != nil {
			portions[*a.Portion] = nil
		}
	}
	if err := collect(ctx, c, ingredientKind, ingredients); err != nil {
		return nil, err
	}
	if err := collect(ctx, c, portionKind, portions); err != nil {
		return nil, err
	}
	foods := make([]nutrition.Food, len(amounts))
	for i, a := range amounts {
		ingredient := ingredients[a.Ingredient]
		if ingredient == nil {
			return nil, fault.Missing("ingredient")
		}
		foods[i] = nutrition.Food{Ingredient: *ingredient, Amount: a}
		if a.Portion != nil {
			if foods[i].Portion = portions[*a.Portion]; foods[i].Portion == nil {
				return nil, fault.Missing("portion")
			}
		}
	}
	return foods, nil
}

// collect reads the rows that a map has keys for.
func collect[T any](ctx context.Context, c *session, k *kind[T], into map[int64]*T) error {
	ids := make([]int64, 0, len(into))
	for id := range into {
		ids = append(ids, id)
	}
	all, err := readByIDs(ctx, c, k, ids)
	for i := range all {
		into[*k.id(&all[i])] = &all[i]
	}
	return err
}
