package wger

import (
	"net/http"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
)

var ingredientImages = resource[nutrition.Image]{
	name: "ingredient-image", title: "Ingredient Image", model: "Image", about: "Pictures of ingredients whose licence is known.", ways: readOnly, cache: week,
	fields: slices.Concat([]field[nutrition.Image]{
		id(func(m *nutrition.Image) *int64 { return &m.ID }),
		uuidOf(func(m *nutrition.Image) *string { return &m.UUID }),
		integer("ingredient_id", func(m *nutrition.Image) *int64 { return &m.Ingredient }).of("ingredient").readOnly(),
		text("ingredient_uuid", func(m *nutrition.Image) *string { return &m.IngredientUUID }).readOnly(),
		computed("image", urlKind, nil, func(j *wire.Encoder, c *call, m *nutrition.Image) { j.String(c.host + ingredientPicture(m)) }),
		instant("created", func(m *nutrition.Image) *time.Time { return &m.CreatedAt }).of("created").readOnly(),
		instant("last_update", func(m *nutrition.Image) *time.Time { return &m.UpdatedAt }).of("updated").readOnly(),
		integer("size", func(m *nutrition.Image) *int64 { return &m.Size }).readOnly(),
		integer("width", func(m *nutrition.Image) *int64 { return &m.Width }).readOnly(),
		integer("height", func(m *nutrition.Image) *int64 { return &m.Height }).readOnly(),
		relation("license", func(m *nutrition.Image) *int64 { return &m.Credit.License }).of("license"),
	}, creditFields(func(m *nutrition.Image) *reference.Credit { return &m.Credit })),
	filters: []filter{
		byUUID("uuid", "uuid"), byNumber("ingredient_id", "ingredient"), byUUID("ingredient__uuid", "ingredient_uuid"),
	},
	keeper: func(d *Dialect) keeper[nutrition.Image] {
		return readOnlyOf(d.foods.Images)
	},
}

// ingredientPicture is the path of an image's file.
func ingredientPicture(m *nutrition.Image) string {
	return media + "ingredients/" + m.UUID + extension(m.Type)
}

// ingredientFile is /media/ingredients/<uuid>.<ext>.
func ingredientFile() *place {
	return &place{
		pattern: media + "ingredients/{file}", title: "Ingredient Picture", need: anyone, unlisted: true,
		methods: map[string]handler{http.MethodGet: (*Dialect).ingredientFile},
	}
}

func (d *Dialect) ingredientFile(c *call) (answer, error) {
	name, ext := splitName(chi.URLParam(c.r, "file"))
	if d.files == nil || !uuidPattern.MatchString(name) {
		return answer{}, notFound()
	}
	f, m, err := d.foods.OpenImage(c.ctx(), d.files, name)
	if err != nil {
		return answer{}, err
	}
	defer f.Close()
	if ext != extension(m.Type) {
		return answer{}, notFound()
	}
	return fileAnswer(f, m.Type, "public, max-age=604800")
}
