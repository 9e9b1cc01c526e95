package wger

import (
	"palestra/internal/api/wire"
	"palestra/internal/core/nutrition"
)

var ingredientSuggestions = suggestionsSchema(
	prop{"id", &schema{kind: "integer"}}, prop{"name", textSchema}, prop{"image", maybeTextSchema}, prop{"image_thumbnail", maybeTextSchema},
)

var maybeTextSchema = &schema{kind: "string", null: true}

// searchIngredients serves GET /ingredient/search/?term=…&language=en,de.
func (d *Dialect) searchIngredients(c *call) (answer, error) {
	term := searchTerm(c)
	if term == "" {
		return emptyObject(), nil
	}
	spoken, err := d.searched(c)
	if err != nil {
		return answer{}, err
	}
	found, err := d.foods.Search(c.ctx(), term, spoken, maxSuggestions)
	if err != nil {
		return answer{}, err
	}
	ids := make([]int64, len(found))
	for i := range found {
		ids[i] = found[i].Ingredient.ID
	}
	images, err := d.foods.ImagesOf(c.ctx(), ids)
	if err != nil {
		return answer{}, err
	}
	return suggestions(found, func(j *wire.Encoder, f *nutrition.Found) {
		j.Key("value").String(f.Ingredient.Name)
		j.Key("data").Object()
		j.Key("id").Int(f.Ingredient.ID)
		j.Key("name").String(f.Ingredient.Name)
		putSuggestedFood(j, images[f.Ingredient.ID])
		j.EndObject()
	}), nil
}

// putSuggestedFood writes the picture of a suggestion. It is small anyway, and stands for its own thumbnail.
func putSuggestedFood(j *wire.Encoder, m *nutrition.Image) {
	for _, key := range [...]string{"image", "image_thumbnail"} {
		if j.Key(key); m == nil {
			j.Null()
		} else {
			j.Plain(ingredientPicture(m))
		}
	}
}
