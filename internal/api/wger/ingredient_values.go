package wger

import (
	"strconv"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/unit"
)

// getValues computes the nutrients of any amount. What is wrong with the parameters is told in a 200, as the API does.
var getValues = action{
	name: "get_values", about: "The nutrients of an amount: grams, or so many of a unit of the ingredient's.", params: []string{"amount", "unit", "ingredient"},
	handle: (*Dialect).ingredientValues,
}

// amountSpec is what is taken as an amount here.
var amountSpec = spec{name: "amount", kind: decimalKind, digits: 5, places: 2}

// ingredientValues serves /ingredient/{id}/get_values/ and the same below /ingredientinfo/.
func (d *Dialect) ingredientValues(c *call) (answer, error) {
	i, err := d.foods.Ingredients.Get(c.ctx(), 0, c.id)
	if err != nil {
		return answer{}, missing(err, "Ingredient")
	}
	params := c.r.URL.Query()
	var wrong []fault.Field
	amount, message := parseAmount(params.Get("amount"), d)
	if message != "" {
		wrong = append(wrong, fault.Field{Name: "amount", Message: message})
	}
	portion, message, err := d.portionOf(c, params.Get("ingredient"), params.Get("unit"))
	if err != nil {
		return answer{}, err
	}
	if message != "" {
		wrong = append(wrong, fault.Field{Name: "unit", Message: message})
	}
	if len(wrong) > 0 {
		return reply(func(j *wire.Encoder) { putNoValues(j, wrong) }), nil
	}
	v := nutrition.Of(i, amount, portion)
	return reply(func(j *wire.Encoder) { putValues(j, &v) }), nil
}

func parseAmount(s string, d *Dialect) (unit.Hundredths, string) {
	if s = strings.TrimSpace(wire.CleanText(s)); s == "" {
		return 0, "This field is required."
	}
	v, message := amountSpec.take(s, d.zone)
	if message == "A valid number is required." {
		message = "Enter a number."
	}
	n, _ := v.(int64)
	return unit.Hundredths(n), message
}

// portionOf reads the unit, which must be one of the ingredient that the parameter of that name tells; nil for grams.
func (d *Dialect) portionOf(c *call, ingredient, unit string) (*nutrition.Portion, string, error) {
	if unit == "" {
		return nil, "", nil
	}
	id, bad := strconv.ParseInt(unit, 10, 64)
	if bad != nil {
		return nil, badChoice, nil //nolint:nilerr // what was wrong with it is told in words
	}
	p, err := d.foods.Portions.Get(c.ctx(), 0, id)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil, badChoice, nil
	case err != nil:
		return nil, "", err
	case strconv.FormatInt(p.Ingredient, 10) != ingredient:
		return nil, badChoice, nil
	}
	return p, "", nil
}

// putNoValues writes zeros and what is wrong.
func putNoValues(j *wire.Encoder, wrong []fault.Field) {
	j.Object()
	for _, name := range valueNames {
		j.Key(name).Int(0)
	}
	j.Key("errors").Object()
	for _, f := range wrong {
		j.Key(f.Name).Array()
		j.String(f.Message)
		j.EndArray()
	}
	j.EndObject()
	j.EndObject()
}
