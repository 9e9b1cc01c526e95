package wger

import (
	"context"
	"slices"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
)

// planInfo is a plan with everything in it.
type planInfo struct {
	*nutrition.Menu
	ingredients map[int64]*ingredientInfo
}

var nutritionPlanInfos = resource[planInfo]{
	name: "nutritionplaninfo", title: "Nutrition Plan Info", model: "NutritionPlan", about: "Nutrition plans with their meals, what is in them and their nutrients.",
	need: signedIn, ways: readOnly,
	fields: slices.Concat(
		planFields(func(p *planInfo) *nutrition.Plan { return &p.Plan }),
		[]field[planInfo]{computed("meals", nestedKind, mealsSchema, putMeals)},
	),
	filters: planFilters,
	orders:  map[string]string{"has_goal_calories": "has_goal_calories"},
	keeper:  func(d *Dialect) keeper[planInfo] { return planInfoKeeper{d: d} },
	actions: []action{{name: "nutritional_values", about: "The nutrients of everything in the plan.", schema: valuesSchema, handle: (*Dialect).planValues}},
}

var mealsSchema = &schema{kind: "array", items: &schema{kind: "object", props: []prop{
	{"id", &schema{kind: "integer"}}, {"plan", &schema{kind: "integer"}}, {"order", &schema{kind: "integer"}}, {"time", &schema{kind: "string", null: true}},
	{"name", &schema{kind: "string"}}, {"meal_items", &schema{kind: "array", items: servingSchema}}, {"nutritional_values", valuesSchema},
}}}

var servingSchema = &schema{kind: "object", props: []prop{
	{"id", &schema{kind: "integer"}}, {"meal", &schema{kind: "integer"}}, {"ingredient", &schema{kind: "integer"}}, {"ingredient_obj", &schema{ref: "ingredientinfo"}},
	{"weight_unit", &schema{kind: "integer", null: true}}, {"weight_unit_obj", &schema{ref: "ingredientweightunit", null: true}},
	{"image", &schema{ref: "ingredient-image", null: true}}, {"order", &schema{kind: "integer"}}, {"amount", &schema{kind: "string"}},
}}

func putMeals(j *wire.Encoder, c *call, p *planInfo) {
	j.Array()
	for i := range p.Meals {
		course := &p.Meals[i]
		j.Object()
		for n := range meals.fields {
			j.Key(meals.fields[n].name)
			meals.fields[n].put(j, c, &course.Meal)
		}
		j.Key("meal_items").Array()
		for n := range course.Items {
			p.putServing(j, c, &course.Items[n])
		}
		j.EndArray()
		v := course.Values()
		j.Key("nutritional_values")
		putValues(j, &v)
		j.EndObject()
	}
	j.EndArray()
}

func (p *planInfo) putServing(j *wire.Encoder, c *call, s *nutrition.Serving) {
	info := p.ingredients[s.Item.Ingredient]
	j.Object()
	j.Key("id").Int(s.Item.ID)
	j.Key("meal").Int(s.Item.Meal)
	j.Key("ingredient").Int(s.Item.Ingredient)
	j.Key("ingredient_obj")
	ingredientInfos.write(j, c, info)
	j.Key("weight_unit")
	putNumber(j, s.Item.Portion)
	if j.Key("weight_unit_obj"); s.Portion == nil {
		j.Null()
	} else {
		portions.write(j, c, s.Portion)
	}
	j.Key("image")
	putImage(j, c, info.Image)
	j.Key("order").Int(s.Item.Position)
	j.Key("amount").Plain(s.Item.Amount.Amount.String())
	j.EndObject()
}

// planInfoKeeper adds to plans what is in them.
type planInfoKeeper struct {
	unwritten[planInfo]
	d *Dialect
}

// List gives one page.
func (k planInfoKeeper) List(ctx context.Context, v access.Viewer, q listing.Query) (listing.Page[planInfo], error) {
	page, err := k.d.eating.Menus(ctx, v, q)
	if err != nil {
		return listing.Page[planInfo]{}, err
	}
	rows, err := k.infos(ctx, page.Rows)
	return listing.Page[planInfo]{Rows: rows, Count: page.Count}, err
}

// Get reads one plan.
func (k planInfoKeeper) Get(ctx context.Context, v access.Viewer, id int64) (*planInfo, error) {
	menu, err := k.d.eating.Menu(ctx, v, id)
	if err != nil {
		return nil, err
	}
	rows, err := k.infos(ctx, []nutrition.Menu{*menu})
	if err != nil {
		return nil, err
	}
	return &rows[0], nil
}

// infos adds everything about the ingredients of menus, each of which is read once.
func (k planInfoKeeper) infos(ctx context.Context, menus []nutrition.Menu) ([]planInfo, error) {
	of := map[int64]*ingredientInfo{}
	var all []nutrition.Ingredient
	for i := range menus {
		menu := &menus[i]
		for m := range menu.Meals {
			for n := range menu.Meals[m].Items {
				ingredient := &menu.Meals[m].Items[n].Ingredient
				if _, known := of[ingredient.ID]; !known {
					of[ingredient.ID] = nil
					all = append(all, *ingredient)
				}
			}
		}
	}
	infos, err := k.d.ingredientInfos(ctx, all)
	if err != nil {
		return nil, err
	}
	for i := range infos {
		of[infos[i].ID] = &infos[i]
	}
	rows := make([]planInfo, len(menus))
	for i := range menus {
		rows[i] = planInfo{Menu: &menus[i], ingredients: of}
	}
	return rows, nil
}
