package wger

import (
	"context"
	"slices"

	"palestra/internal/api/wire"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
)

// ingredientInfo is an ingredient with all that belongs to it.
type ingredientInfo struct {
	nutrition.Detail
	language *reference.Language
	license  *reference.License
}

var ingredientInfos = resource[ingredientInfo]{
	name: "ingredientinfo", title: "Ingredient Info", model: "Ingredient", about: "Ingredients with their portions, language, licence and picture.", ways: readOnly, cache: week, rowsChange: true,
	fields: slices.Concat(
		ingredientFields(func(i *ingredientInfo) *nutrition.Ingredient { return &i.Ingredient }),
		[]field[ingredientInfo]{
			computed("weight_units", nestedKind, weightUnitsSchema, putWeightUnits),
			computed("language", nestedKind, &schema{ref: "language"}, func(j *wire.Encoder, c *call, i *ingredientInfo) { languages.write(j, c, i.language) }),
			computed("image", nestedKind, &schema{ref: "ingredient-image", null: true}, func(j *wire.Encoder, c *call, i *ingredientInfo) { putImage(j, c, i.Image) }),
			computed("license", nestedKind, &schema{ref: "license"}, func(j *wire.Encoder, c *call, i *ingredientInfo) { licenses.write(j, c, i.license) }),
		},
		creditFields(func(i *ingredientInfo) *reference.Credit { return &i.Credit }),
	),
	filters: ingredientFilters,
	orders:  map[string]string{"license": "license", "language": "language"},
	keeper: func(d *Dialect) keeper[ingredientInfo] {
		return joinedRows[nutrition.Ingredient, ingredientInfo]{of: d.foods.Ingredients, join: d.ingredientInfos}
	},
	actions: []action{getValues},
}

var weightUnitsSchema = &schema{kind: "array", items: &schema{kind: "object", props: []prop{
	{"gram", &schema{kind: "integer"}}, {"amount", &schema{kind: "string"}},
	{"unit", &schema{kind: "object", props: []prop{{"id", &schema{kind: "integer"}}, {"name", &schema{kind: "string"}}, {"language", &schema{kind: "integer"}}}}},
}}}

// putWeightUnits writes the portions of an ingredient.
func putWeightUnits(j *wire.Encoder, _ *call, i *ingredientInfo) {
	j.Array()
	for n := range i.Portions {
		p := &i.Portions[n]
		j.Object()
		j.Key("gram").Int(p.Gram)
		j.Key("amount").Plain(p.Amount.String())
		j.Key("unit").Object()
		j.Key("id").Int(p.Of.ID)
		j.Key("name").String(p.Of.Name)
		j.Key("language").Int(p.Of.Language)
		j.EndObject()
		j.EndObject()
	}
	j.EndArray()
}

func putImage(j *wire.Encoder, c *call, m *nutrition.Image) {
	if m == nil {
		j.Null()
		return
	}
	ingredientImages.write(j, c, m)
}

// ingredientInfos adds to ingredients what belongs to them, in their order.
func (d *Dialect) ingredientInfos(ctx context.Context, all []nutrition.Ingredient) ([]ingredientInfo, error) {
	details, err := d.foods.Details(ctx, all)
	if err != nil || len(details) == 0 {
		return nil, err
	}
	spoken, err := d.catalogue.Languages.List(ctx, 0, everything())
	if err != nil {
		return nil, err
	}
	granted, err := d.catalogue.Licenses.List(ctx, 0, everything())
	if err != nil {
		return nil, err
	}
	language := byID(spoken.Rows, func(l *reference.Language) int64 { return l.ID })
	license := byID(granted.Rows, func(l *reference.License) int64 { return l.ID })
	infos := make([]ingredientInfo, len(details))
	for i := range details {
		infos[i] = ingredientInfo{Detail: details[i], language: language[details[i].Language], license: license[details[i].Credit.License]}
	}
	return infos, nil
}
