package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
)

var ingredientImageKind = &kind[nutrition.Image]{
	noun: "ingredient_image", table: "ingredient_image",
	columns: "uuid, ingredient_id, (SELECT uuid FROM ingredient i WHERE i.id = ingredient_id), file_hash, file_type, width_px, height_px, size_bytes," +
		" created_us, updated_us, " + creditColumns,
	places: func(m *nutrition.Image) []any {
		all := []any{(*whole)(&m.ID), (*word)(&m.UUID), (*whole)(&m.Ingredient), (*word)(&m.IngredientUUID), (*word)(&m.Hash), (*word)(&m.Type),
			(*whole)(&m.Width), (*whole)(&m.Height), (*whole)(&m.Size), (*instant)(&m.CreatedAt), (*instant)(&m.UpdatedAt)}
		return append(all, creditPlaces(&m.Credit)...)
	},
	id: func(m *nutrition.Image) *int64 { return &m.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "ingredient": num("ingredient_id"), "created": at("created_us"), "updated": at("updated_us"),
		"ingredient_uuid": words("ingredient_id IN (SELECT id FROM ingredient WHERE uuid %s)"),
		"license":         num("license_id"), "author": words("license_author"),
	},
	order: "id",
}

// IngredientImages are the pictures of ingredients.
func (s *Store) IngredientImages() listing.Reader[nutrition.Image] {
	return rows[nutrition.Image]{s, ingredientImageKind}
}

// AddIngredientImage stores a picture, in place of the one that its ingredient had, and fills in its id.
func (s *Store) AddIngredientImage(ctx context.Context, m *nutrition.Image) error {
	const columns = "uuid, ingredient_id, file_hash, file_type, width_px, height_px, size_bytes, created_us, updated_us, " + creditColumns
	return s.change(ctx, func(c *session) error {
		if _, err := c.exec(ctx, "DELETE FROM ingredient_image WHERE ingredient_id = ?", m.Ingredient); err != nil {
			return err
		}
		args := []any{m.UUID, m.Ingredient, m.Hash, m.Type, m.Width, m.Height, m.Size, moment(m.CreatedAt), moment(m.UpdatedAt)}
		_, err := c.one(ctx, "INSERT INTO ingredient_image ("+columns+") VALUES "+places(width(columns))+" RETURNING id",
			append(args, creditValues(&m.Credit)...), (*whole)(&m.ID))
		if err != nil {
			return err
		}
		return c.catalogueChanged(ctx)
	})
}

// IngredientImageByUUID finds one.
func (s *Store) IngredientImageByUUID(ctx context.Context, uuid string) (*nutrition.Image, error) {
	var m nutrition.Image
	err := s.view(ctx, func(c *session) error {
		found, err := c.one(ctx, "SELECT id, "+ingredientImageKind.columns+" FROM ingredient_image WHERE uuid = ?", []any{uuid}, ingredientImageKind.places(&m)...)
		if err == nil && !found {
			return fault.Missing(ingredientImageKind.noun)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &m, nil
}

// IngredientImagesOf are the pictures of these ingredients.
func (s *Store) IngredientImagesOf(ctx context.Context, ids []int64) (images []nutrition.Image, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		images, err = c.ingredientImages(ctx, ids)
		return err
	})
	return images, err
}

func (c *session) ingredientImages(ctx context.Context, ids []int64) (images []nutrition.Image, err error) {
	err = inParts(ids, func(list string, args []any) error {
		some, err := ingredientImageKind.read(ctx, c, "SELECT id, "+ingredientImageKind.columns+" FROM ingredient_image WHERE ingredient_id IN "+list, args, 0)
		images = append(images, some...)
		return err
	})
	return images, err
}

// IngredientParts are the portions of these ingredients, by id, and their pictures.
func (s *Store) IngredientParts(ctx context.Context, ids []int64) (portions []nutrition.NamedPortion, images []nutrition.Image, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		portions = nil
		err := inParts(ids, func(list string, args []any) error {
			var p nutrition.NamedPortion
			return c.query(ctx, "SELECT p.id, p.ingredient_id, p.unit_id, p.amount_centi, p.gram, u.id, u.language_id, u.name FROM ingredient_portion p"+
				" JOIN portion_unit u ON u.id = p.unit_id WHERE p.ingredient_id IN "+list+" ORDER BY p.id",
				args, append(portionKind.places(&p.Portion), portionUnitKind.places(&p.Of)...), func() error {
					portions = append(portions, p)
					return nil
				})
		})
		if err != nil {
			return err
		}
		images, err = c.ingredientImages(ctx, ids)
		return err
	})
	return portions, images, err
}

// inParts runs a statement about few ids at a time.
func inParts(ids []int64, run func(list string, args []any) error) error {
	for len(ids) > 0 {
		n := min(len(ids), most)
		list, args := among(ids[:n])
		ids = ids[n:]
		if err := run(list, args); err != nil {
			return err
		}
	}
	return nil
}
