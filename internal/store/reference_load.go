package store

import (
	"context"

	"palestra/internal/core/nutrition"
	"palestra/internal/core/strength"
)

// LoadedReference is how many rows of a kind of the shipped data are in place.
func (s *Store) LoadedReference(ctx context.Context, kind string) (int, error) {
	var n whole
	err := s.view(ctx, func(c *session) error {
		_, err := c.one(ctx, "SELECT position FROM reference_load WHERE kind = ?", []any{kind}, &n)
		return err
	})
	return int(n), err
}

// load stores n rows that follow the first `from` of their kind, unless others have done so.
func (s *Store) load(ctx context.Context, kind string, from, n int, store func(*session) error) error {
	return s.change(ctx, func(c *session) error {
		if _, err := c.exec(ctx, "INSERT INTO reference_load (kind, position) VALUES (?, 0) ON CONFLICT DO NOTHING", kind); err != nil {
			return err
		}
		// The row that is about to change keeps others waiting here.
		moved, err := c.exec(ctx, "UPDATE reference_load SET position = position + ? WHERE kind = ? AND position = ?", int64(n), kind, int64(from))
		if err != nil || moved == 0 {
			return err
		}
		if err := store(c); err != nil {
			return err
		}
		return c.catalogueChanged(ctx)
	})
}

// put stores rows of a kind with the ids that they have.
func put[T any](ctx context.Context, c *session, k *kind[T], all []T) error {
	return c.insertMany(ctx, k.table, "id, "+k.columns, len(all), func(args []any, i int) []any {
		return append(append(args, *k.id(&all[i])), k.values(&all[i])...)
	})
}

// LoadLists stores the short lists.
func (s *Store) LoadLists(ctx context.Context, kind string, from int, l strength.Lists) error {
	return s.load(ctx, kind, from, 1, func(c *session) error {
		for _, store := range []func() error{
			func() error { return put(ctx, c, languageKind, l.Languages) },
			func() error { return put(ctx, c, licenseKind, l.Licenses) },
			func() error { return put(ctx, c, gearKind, l.Equipment) },
			func() error { return put(ctx, c, categoryKind, l.Categories) },
			func() error { return put(ctx, c, muscleKind, l.Muscles) },
			func() error { return put(ctx, c, repetitionUnitKind, l.RepetitionUnits) },
			func() error { return put(ctx, c, loadUnitKind, l.LoadUnits) },
			func() error {
				return c.insertMany(ctx, "variation", "id", len(l.Variations), func(args []any, i int) []any { return append(args, l.Variations[i].ID) })
			},
		} {
			if err := store(); err != nil {
				return err
			}
		}
		return nil
	})
}

// pair is a row of a table that joins two others; mark is a third value.
type pair struct{ a, b, mark int64 }

// LoadExercises stores exercises with what they train and need.
func (s *Store) LoadExercises(ctx context.Context, kind string, from int, all []strength.Exercise) error {
	return s.load(ctx, kind, from, len(all), func(c *session) error {
		if err := put(ctx, c, exerciseKind, all); err != nil {
			return err
		}
		return c.putExerciseParts(ctx, all)
	})
}

// putExerciseParts stores what exercises train and are done with.
func (c *session) putExerciseParts(ctx context.Context, all []strength.Exercise) error {
	var muscles, gear []pair
	for _, e := range all {
		for _, m := range e.Muscles {
			muscles = append(muscles, pair{e.ID, m, 1})
		}
		for _, m := range e.Secondary {
			muscles = append(muscles, pair{e.ID, m, 0})
		}
		for _, g := range e.Equipment {
			gear = append(gear, pair{a: e.ID, b: g})
		}
	}
	err := c.insertMany(ctx, "exercise_muscle", "exercise_id, muscle_id, is_primary", len(muscles), func(args []any, i int) []any {
		return append(args, muscles[i].a, muscles[i].b, muscles[i].mark)
	})
	if err != nil {
		return err
	}
	return c.insertMany(ctx, "exercise_gear", "exercise_id, equipment_id", len(gear), func(args []any, i int) []any {
		return append(args, gear[i].a, gear[i].b)
	})
}

// LoadTranslations stores translations with their aliases and comments.
func (s *Store) LoadTranslations(ctx context.Context, kind string, from int, all []strength.Worded) error {
	return s.load(ctx, kind, from, len(all), func(c *session) error {
		var aliases []strength.Alias
		var comments []strength.Comment
		texts := make([]strength.Translation, len(all))
		for i, w := range all {
			texts[i] = w.Translation
			aliases, comments = append(aliases, w.Aliases...), append(comments, w.Comments...)
		}
		if err := put(ctx, c, translationKind, texts); err != nil {
			return err
		}
		if err := put(ctx, c, aliasKind, aliases); err != nil {
			return err
		}
		return put(ctx, c, commentKind, comments)
	})
}

// LoadPortionUnits stores the names of portions.
func (s *Store) LoadPortionUnits(ctx context.Context, kind string, from int, all []nutrition.PortionUnit) error {
	return s.load(ctx, kind, from, len(all), func(c *session) error { return put(ctx, c, portionUnitKind, all) })
}

// LoadIngredients stores foods.
func (s *Store) LoadIngredients(ctx context.Context, kind string, from int, all []nutrition.Ingredient) error {
	return s.load(ctx, kind, from, len(all), func(c *session) error { return put(ctx, c, ingredientKind, all) })
}

// LoadPortions stores what portions weigh.
func (s *Store) LoadPortions(ctx context.Context, kind string, from int, all []nutrition.Portion) error {
	return s.load(ctx, kind, from, len(all), func(c *session) error { return put(ctx, c, portionKind, all) })
}
