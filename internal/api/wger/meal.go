package wger

import (
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/unit"
)

var meals = resource[nutrition.Meal]{
	name: "meal", title: "Meal", model: "Meal", about: "The parts of a nutrition plan.", need: signedIn, ways: readWrite,
	fields: []field[nutrition.Meal]{
		id(func(m *nutrition.Meal) *int64 { return &m.ID }),
		relation("plan", func(m *nutrition.Meal) *int64 { return &m.Plan }).of("plan").must(),
		integer("order", func(m *nutrition.Meal) *int64 { return &m.Position }).of("position").readOnly(),
		maybeTimeOfDay("time", func(m *nutrition.Meal) **time.Duration { return &m.Time }).of("time"),
		text("name", func(m *nutrition.Meal) *string { return &m.Name }).of("name").upTo(25).orBlank(),
	},
	filters: []filter{byNumber("order", "position"), byRow("plan", "plan", planOwner), byTime("time", "time")},
	fresh:   func(*Dialect, *call) nutrition.Meal { return nutrition.Meal{Position: 1} },
	keeper:  func(d *Dialect) keeper[nutrition.Meal] { return d.eating.Meals },
	actions: []action{{name: "nutritional_values", about: "The nutrients of everything in the meal.", schema: valuesSchema, handle: (*Dialect).mealValues}},
}

var mealItems = resource[nutrition.Item]{
	name: "mealitem", title: "Meal Item", model: "MealItem", about: "What a meal is made of: so many grams, or so many of a unit.", need: signedIn, ways: readWrite,
	fields: []field[nutrition.Item]{
		id(func(i *nutrition.Item) *int64 { return &i.ID }),
		relation("meal", func(i *nutrition.Item) *int64 { return &i.Meal }).of("meal").must(),
		relation("ingredient", func(i *nutrition.Item) *int64 { return &i.Ingredient }).of("ingredient").must(),
		maybeRelation("weight_unit", func(i *nutrition.Item) **int64 { return &i.Portion }).of("portion"),
		integer("order", func(i *nutrition.Item) *int64 { return &i.Position }).of("position").readOnly(),
		amountField(func(i *nutrition.Item) *unit.Hundredths { return &i.Amount.Amount }),
	},
	filters: []filter{
		byDecimal("amount", "amount", 2), byRow("ingredient", "ingredient", ingredientThere), byRow("meal", "meal", mealOwner),
		byNumber("order", "position"), byRow("weight_unit", "portion", portionThere),
	},
	fresh:   func(*Dialect, *call) nutrition.Item { return nutrition.Item{Position: 1} },
	keeper:  func(d *Dialect) keeper[nutrition.Item] { return d.eating.Items },
	actions: []action{{name: "nutritional_values", about: "The nutrients of the item.", schema: valuesSchema, handle: (*Dialect).itemValues}},
}

// amountField is how much of an ingredient there is.
func amountField[T any](at func(*T) *unit.Hundredths) field[T] {
	return hundredths("amount", 6, at).of("amount").must().between(1_00, 1000_00)
}

func mealOwner(d *Dialect) listing.Finder       { return d.eating.Meals.Owner }
func ingredientThere(d *Dialect) listing.Finder { return d.foods.Ingredients.Owner }
func portionThere(d *Dialect) listing.Finder    { return d.foods.Portions.Owner }

// mealValues serves /meal/{id}/nutritional_values/.
func (d *Dialect) mealValues(c *call) (answer, error) {
	course, err := d.eating.Course(c.ctx(), c.v, c.id)
	if err != nil {
		return answer{}, missing(err, "Meal")
	}
	v := course.Values()
	return reply(func(j *wire.Encoder) { putValues(j, &v) }), nil
}

// itemValues serves /mealitem/{id}/nutritional_values/.
func (d *Dialect) itemValues(c *call) (answer, error) {
	i, err := d.eating.Items.Get(c.ctx(), c.v, c.id)
	if err != nil {
		return answer{}, missing(err, "MealItem")
	}
	return d.amountValues(c, i.Amount)
}

func (d *Dialect) amountValues(c *call, a nutrition.Amount) (answer, error) {
	foods, err := d.eating.Foods(c.ctx(), []nutrition.Amount{a})
	if err != nil {
		return answer{}, err
	}
	v := foods[0].Values()
	return reply(func(j *wire.Encoder) { putValues(j, &v) }), nil
}
