package wger

import (
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
)

// planGoals are the most and the least that a goal can be.
const planGoals = 1<<31 - 1

var nutritionPlans = resource[nutrition.Plan]{
	name: "nutritionplan", title: "Nutrition Plan", model: "NutritionPlan", about: "What the caller means to eat, with goals for a day.", need: signedIn, ways: readWrite,
	fields:  planFields(func(p *nutrition.Plan) *nutrition.Plan { return p }),
	filters: planFilters,
	orders:  map[string]string{"has_goal_calories": "has_goal_calories"},
	fresh:   func(d *Dialect, _ *call) nutrition.Plan { return nutrition.Plan{Created: d.today()} },
	keeper:  func(d *Dialect) keeper[nutrition.Plan] { return d.eating.Plans },
	actions: []action{{name: "nutritional_values", about: "The nutrients of everything in the plan.", schema: valuesSchema, handle: (*Dialect).planValues}},
}

var planFilters = []filter{byDate("creation_date", "created"), byText("description", "description"), byFlag("has_goal_calories", "has_goal_calories")}

// planFields are a plan's in any row that has one.
func planFields[T any](plan func(*T) *nutrition.Plan) []field[T] {
	goal := func(name string, at func(*nutrition.Plan) **int64) field[T] {
		return maybeInteger(name, func(r *T) **int64 { return at(plan(r)) }).of(name).between(-planGoals-1, planGoals)
	}
	return []field[T]{
		id(func(r *T) *int64 { return &plan(r).ID }),
		date("creation_date", func(r *T) *time.Time { return &plan(r).Created }).of("created").readOnly(),
		text("description", func(r *T) *string { return &plan(r).Description }).of("description").upTo(80).orBlank(),
		boolean("only_logging", func(r *T) *bool { return &plan(r).OnlyLogging }).of("only_logging"),
		goal("goal_energy", func(p *nutrition.Plan) **int64 { return &p.GoalEnergy }),
		goal("goal_protein", func(p *nutrition.Plan) **int64 { return &p.GoalProtein }),
		goal("goal_carbohydrates", func(p *nutrition.Plan) **int64 { return &p.GoalCarbohydrates }),
		goal("goal_fat", func(p *nutrition.Plan) **int64 { return &p.GoalFat }),
		goal("goal_fiber", func(p *nutrition.Plan) **int64 { return &p.GoalFiber }),
	}
}

// planValues serves /nutritionplan/{id}/nutritional_values/.
func (d *Dialect) planValues(c *call) (answer, error) {
	menu, err := d.eating.Menu(c.ctx(), c.v, c.id)
	if err != nil {
		return answer{}, missing(err, "NutritionPlan")
	}
	v := menu.Values()
	return reply(func(j *wire.Encoder) { putValues(j, &v) }), nil
}

// valueNames are the keys of nutritional values, in their order.
var valueNames = [...]string{"energy", "protein", "carbohydrates", "carbohydrates_sugar", "fat", "fat_saturated", "fiber", "sodium"}

var valuesSchema = func() *schema {
	s := &schema{kind: "object"}
	for _, name := range valueNames {
		s.props = append(s.props, prop{name, &schema{kind: "number", null: true}})
	}
	return s
}()

// putValues writes nutritional values, all of them as floats.
func putValues(j *wire.Encoder, v *nutrition.Values) {
	j.Object()
	for i, e := range [...]*nutrition.Exact{&v.Energy, &v.Protein, &v.Carbohydrates, v.Sugar, &v.Fat, v.Saturated, v.Fiber, v.Sodium} {
		if j.Key(valueNames[i]); e == nil {
			j.Null()
		} else {
			j.Float(e.Float())
		}
	}
	j.EndObject()
}

func planOwner(d *Dialect) listing.Finder { return d.eating.Plans.Owner }
