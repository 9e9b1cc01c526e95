package nutrition

import "context"

// NamedPortion is a portion with what it is counted in.
type NamedPortion struct {
	Portion
	Of PortionUnit
}

// Detail is an ingredient with everything that belongs to it.
type Detail struct {
	Ingredient
	// Portions are by id.
	Portions []NamedPortion
	// Image is nil for none.
	Image *Image
}

// Details adds to ingredients what belongs to them, in their order.
func (c *Catalogue) Details(ctx context.Context, all []Ingredient) ([]Detail, error) {
	details, ids, at := make([]Detail, len(all)), make([]int64, len(all)), make(map[int64][]int, len(all))
	for i := range all {
		details[i].Ingredient, ids[i] = all[i], all[i].ID
		at[all[i].ID] = append(at[all[i].ID], i)
	}
	portions, images, err := c.store.IngredientParts(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, p := range portions {
		for _, i := range at[p.Ingredient] {
			details[i].Portions = append(details[i].Portions, p)
		}
	}
	for n := range images {
		for _, i := range at[images[n].Ingredient] {
			details[i].Image = &images[n]
		}
	}
	return details, nil
}

// ImagesOf are the pictures of those of these ingredients that have one, by the ingredient's id.
func (c *Catalogue) ImagesOf(ctx context.Context, ingredients []int64) (map[int64]*Image, error) {
	images, err := c.store.IngredientImagesOf(ctx, ingredients)
	if err != nil {
		return nil, err
	}
	of := make(map[int64]*Image, len(images))
	for i := range images {
		of[images[i].Ingredient] = &images[i]
	}
	return of, nil
}
