package store

import (
	"context"

	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// ExerciseNames are all that exercises can be found by, aliases too.
func (s *Store) ExerciseNames(ctx context.Context) ([]reference.Name, error) {
	return s.names(ctx, "SELECT id, language_id, name FROM exercise_translation UNION ALL SELECT t.id, t.language_id, a.alias FROM exercise_alias a"+
		" JOIN exercise_translation t ON t.id = a.translation_id")
}

// IngredientNames are all that ingredients can be found by.
func (s *Store) IngredientNames(ctx context.Context) ([]reference.Name, error) {
	return s.names(ctx, "SELECT id, language_id, name FROM ingredient")
}

func (s *Store) names(ctx context.Context, text string) (all []reference.Name, err error) {
	err = s.view(ctx, func(c *session) error {
		all = nil
		var n reference.Name
		return c.query(ctx, text, nil, []any{(*whole)(&n.ID), (*whole)(&n.Language), (*word)(&n.Name)}, func() error {
			all = append(all, n)
			return nil
		})
	})
	return all, err
}

// TranslationsByID reads these, in any order.
func (s *Store) TranslationsByID(ctx context.Context, ids []int64) ([]strength.Translation, error) {
	return byIDs(ctx, s, translationKind, ids)
}

// IngredientsByID reads these, in any order.
func (s *Store) IngredientsByID(ctx context.Context, ids []int64) ([]nutrition.Ingredient, error) {
	return byIDs(ctx, s, ingredientKind, ids)
}

// byIDs reads the rows of these ids, in any order.
func byIDs[T any](ctx context.Context, s *Store, k *kind[T], ids []int64) (all []T, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		all, err = readByIDs(ctx, c, k, ids)
		return err
	})
	return all, err
}

func readByIDs[T any](ctx context.Context, c *session, k *kind[T], ids []int64) ([]T, error) {
	var all []T
	for len(ids) > 0 {
		n := min(len(ids), most)
		list, args := among(ids[:n])
		ids = ids[n:]
		some, err := k.read(ctx, c, "SELECT id, "+k.columns+" FROM "+k.table+" WHERE id IN "+list, args, int64(n))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}
