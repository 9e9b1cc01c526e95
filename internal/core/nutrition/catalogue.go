package nutrition

import (
	"context"

	"palestra/internal/core/listing"
	"palestra/internal/core/reference"
)

// CatalogueStore keeps what everybody may read. Each method is one transaction.
type CatalogueStore interface {
	Ingredients() listing.Reader[Ingredient]
	Portions() listing.Reader[Portion]
	PortionUnits() listing.Reader[PortionUnit]
	IngredientImages() listing.Reader[Image]
	Licenses() listing.Reader[reference.License]
	// IngredientParts are the portions of these ingredients, by id, and their pictures.
	IngredientParts(ctx context.Context, ids []int64) ([]NamedPortion, []Image, error)
	// IngredientImagesOf are the pictures of these ingredients.
	IngredientImagesOf(ctx context.Context, ids []int64) ([]Image, error)
	// IngredientImageByUUID finds one; fault.NotFound "ingredient_image.not_found".
	IngredientImageByUUID(ctx context.Context, uuid string) (*Image, error)
	// AddIngredientImage stores a picture, in place of the one that its ingredient had, and fills in its id.
	AddIngredientImage(ctx context.Context, m *Image) error
	// CatalogueVersion changes whenever the ingredients do.
	CatalogueVersion(ctx context.Context) (int64, error)
	// IngredientNames are all that ingredients can be found by.
	IngredientNames(ctx context.Context) ([]reference.Name, error)
	// IngredientsByID reads these, in any order; unknown ids are left out.
	IngredientsByID(ctx context.Context, ids []int64) ([]Ingredient, error)
}

// Catalogue is what everybody may read. Field names for conditions and orders:
//
//	Ingredients   id, uuid, remote_id, source_name, source_url, code, language, name, created, updated, imported, energy, protein,
//	              carbohydrates, sugar, fat, saturated, fiber, sodium (nutrients in thousandths of a gram), license, author
//	Portions      id, ingredient, unit, amount (in hundredths), gram
//	PortionUnits  id, language, name
//	Images        id, uuid, ingredient, ingredient_uuid (not to order by), created, updated, license, author
//
// Their own orders are by name, those of portions and images by id.
type Catalogue struct {
	Ingredients  listing.Reader[Ingredient]
	Portions     listing.Reader[Portion]
	PortionUnits listing.Reader[PortionUnit]
	Images       listing.Reader[Image]

	store CatalogueStore
	names reference.Names
}

// NewCatalogue makes the service. It is safe for concurrent use.
func NewCatalogue(s CatalogueStore) *Catalogue {
	return &Catalogue{Ingredients: s.Ingredients(), Portions: s.Portions(), PortionUnits: s.PortionUnits(), Images: s.IngredientImages(), store: s}
}

// Found is an ingredient that a search found.
type Found struct {
	Ingredient Ingredient
	// Score is from 0 to 1, see reference.Ranked.
	Score float64
}

// Search finds ingredients by name, the best first; see reference.Index for what is tolerated. languages empty is all. A
// term without letters and digits finds nothing.
func (c *Catalogue) Search(ctx context.Context, term string, languages []int64, limit int) ([]Found, error) {
	in := reference.Searched[Ingredient]{
		Version: c.store.CatalogueVersion, Names: c.store.IngredientNames, Rows: c.store.IngredientsByID,
		ID: func(i *Ingredient) int64 { return i.ID },
	}
	found := func(i Ingredient, score float64) Found { return Found{Ingredient: i, Score: score} }
	return reference.Search(ctx, &c.names, in, found, term, languages, limit)
}
