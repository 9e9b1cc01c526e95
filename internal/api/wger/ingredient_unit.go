package wger

import (
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/unit"
)

var portions = resource[nutrition.Portion]{
	name: "ingredientweightunit", title: "Ingredient Weight Unit", model: "IngredientWeightUnit", about: "What so many of a unit weigh of an ingredient: amount × gram.", ways: readOnly,
	fields: []field[nutrition.Portion]{
		id(func(p *nutrition.Portion) *int64 { return &p.ID }),
		hundredths("amount", 5, func(p *nutrition.Portion) *unit.Hundredths { return &p.Amount }).of("amount").must(),
		integer("gram", func(p *nutrition.Portion) *int64 { return &p.Gram }).of("gram").must(),
		relation("ingredient", func(p *nutrition.Portion) *int64 { return &p.Ingredient }).of("ingredient").must(),
		relation("unit", func(p *nutrition.Portion) *int64 { return &p.Unit }).of("unit").must(),
	},
	filters: []filter{
		byDecimal("amount", "amount", 2), byNumber("gram", "gram"), byRow("ingredient", "ingredient", ingredientThere),
		byRow("unit", "unit", func(d *Dialect) listing.Finder { return d.foods.PortionUnits.Owner }),
	},
	keeper: func(d *Dialect) keeper[nutrition.Portion] {
		return readOnlyOf(d.foods.Portions)
	},
}

// portionsByOldName are the same under the name that the documentation of the API has for them.
var portionsByOldName = func() resource[nutrition.Portion] {
	r := portions
	r.name, r.title, r.hidden = "ingredienttoweightunit", "Ingredient To Weight Unit", true
	return r
}()

var portionUnits = resource[nutrition.PortionUnit]{
	name: "weightunit", title: "Weight Unit", model: "WeightUnit", about: "What portions are counted in: cups, slices.", ways: readOnly,
	fields: []field[nutrition.PortionUnit]{
		id(func(u *nutrition.PortionUnit) *int64 { return &u.ID }),
		relation("language", func(u *nutrition.PortionUnit) *int64 { return &u.Language }).of("language").must(),
		text("name", func(u *nutrition.PortionUnit) *string { return &u.Name }).of("name").must().upTo(200),
	},
	filters: []filter{byRow("language", "language", languageThere), byText("name", "name")},
	keeper: func(d *Dialect) keeper[nutrition.PortionUnit] {
		return readOnlyOf(d.foods.PortionUnits)
	},
}
