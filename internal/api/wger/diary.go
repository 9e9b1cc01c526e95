package wger

import (
	"time"

	"palestra/internal/core/nutrition"
	"palestra/internal/core/unit"
)

var diary = resource[nutrition.Log]{
	name: "nutritiondiary", title: "Log Item", model: "LogItem", about: "What the caller ate.", need: signedIn, ways: readWrite,
	fields: []field[nutrition.Log]{
		id(func(l *nutrition.Log) *int64 { return &l.ID }),
		relation("plan", func(l *nutrition.Log) *int64 { return &l.Plan }).of("plan").must(),
		maybeRelation("meal", func(l *nutrition.Log) **int64 { return &l.Meal }).of("meal"),
		relation("ingredient", func(l *nutrition.Log) *int64 { return &l.Ingredient }).of("ingredient").must(),
		maybeRelation("weight_unit", func(l *nutrition.Log) **int64 { return &l.Portion }).of("portion"),
		instant("datetime", func(l *nutrition.Log) *time.Time { return &l.At }).of("at"),
		amountField(func(l *nutrition.Log) *unit.Hundredths { return &l.Amount.Amount }),
	},
	filters: []filter{
		byInstant("datetime", "at"), byEatenOn(), byDecimal("amount", "amount", 2), byRow("ingredient", "ingredient", ingredientThere),
		byRow("plan", "plan", planOwner), byRow("meal", "meal", mealOwner), byRow("weight_unit", "portion", portionThere),
	},
	fresh:   func(d *Dialect, _ *call) nutrition.Log { return nutrition.Log{At: d.now()} },
	keeper:  func(d *Dialect) keeper[nutrition.Log] { return d.eating.Logs },
	actions: []action{{name: "nutritional_values", about: "The nutrients of what was eaten.", schema: valuesSchema, handle: (*Dialect).logValues}},
}

// byEatenOn compares with a day of the server's calendar.
func byEatenOn() filter {
	f := byDate("datetime__date", "at")
	f.day = true
	return f
}

// logValues serves /nutritiondiary/{id}/nutritional_values/.
func (d *Dialect) logValues(c *call) (answer, error) {
	l, err := d.eating.Logs.Get(c.ctx(), c.v, c.id)
	if err != nil {
		return answer{}, missing(err, "LogItem")
	}
	return d.amountValues(c, l.Amount)
}
