package store

import (
	"context"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// ExerciseRows keeps exercises.
func (s *Store) ExerciseRows() listing.Rows[strength.Exercise] {
	return rows[strength.Exercise]{s, exerciseKind}
}

// TranslationRows keeps names and texts of exercises.
func (s *Store) TranslationRows() listing.Rows[strength.Translation] {
	return rows[strength.Translation]{s, translationKind}
}

// AliasRows keeps other names of exercises.
func (s *Store) AliasRows() listing.Rows[strength.Alias] { return rows[strength.Alias]{s, aliasKind} }

// CommentRows keeps hints on how to do exercises.
func (s *Store) CommentRows() listing.Rows[strength.Comment] {
	return rows[strength.Comment]{s, commentKind}
}

// ImageRows keeps what is known of pictures of exercises.
func (s *Store) ImageRows() listing.Rows[strength.Image] { return rows[strength.Image]{s, imageKind} }

// VariationRows keeps groups of exercises.
func (s *Store) VariationRows() listing.Rows[strength.Variation] {
	return variationRows{rows[strength.Variation]{s, variationKind}}
}

// variationRows have no column but their id.
type variationRows struct{ rows[strength.Variation] }

// Create stores a group.
func (r variationRows) Create(ctx context.Context, v *strength.Variation) error {
	return r.s.change(ctx, func(c *session) error {
		if _, err := c.one(ctx, "INSERT INTO variation DEFAULT VALUES RETURNING id", nil, (*whole)(&v.ID)); err != nil {
			return err
		}
		return c.catalogueChanged(ctx)
	})
}

// Update finds a group: there is nothing to change.
func (r variationRows) Update(ctx context.Context, owner, id int64, change func(*strength.Variation) error) (*strength.Variation, error) {
	v, err := r.Get(ctx, owner, id)
	if err != nil {
		return nil, err
	}
	return v, change(v)
}

// Delete removes a group; its exercises stay.
func (r variationRows) Delete(ctx context.Context, owner, id int64) error {
	return r.s.change(ctx, func(c *session) error {
		if _, err := r.k.get(ctx, c, owner, id, c.dialect.lock); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "UPDATE exercise SET variation_id = NULL WHERE variation_id = ?", id); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "DELETE FROM variation WHERE id = ?", id); err != nil {
			return err
		}
		return c.catalogueChanged(ctx)
	})
}

// saveExercise stores what an exercise trains and is done with.
func saveExercise(ctx context.Context, c *session, e *strength.Exercise) error {
	for _, table := range []string{"exercise_muscle", "exercise_gear"} {
		if _, err := c.exec(ctx, "DELETE FROM "+table+" WHERE exercise_id = ?", e.ID); err != nil {
			return err
		}
	}
	if err := c.putExerciseParts(ctx, []strength.Exercise{*e}); err != nil {
		return err
	}
	return c.catalogueChanged(ctx)
}

// changesCatalogue is the save of kinds that have nothing else to store.
func changesCatalogue[T any](ctx context.Context, c *session, _ *T) error {
	return c.catalogueChanged(ctx)
}

// saveImage leaves an exercise with one main image.
func saveImage(ctx context.Context, c *session, i *strength.Image) error {
	if !i.Main {
		var others whole
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM exercise_image WHERE exercise_id = ? AND is_main = 1", []any{i.Exercise}, &others); err != nil {
			return err
		}
		i.Main = others == 0
	}
	if i.Main {
		if _, err := c.exec(ctx, "UPDATE exercise_image SET is_main = 0 WHERE exercise_id = ? AND is_main = 1", i.Exercise); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "UPDATE exercise_image SET is_main = 1 WHERE id = ?", i.ID); err != nil {
			return err
		}
	}
	return c.catalogueChanged(ctx)
}

// noted writes the log of deletions.
func (c *session) noted(ctx context.Context, kind, uuid, replacement string, at time.Time) error {
	_, err := c.exec(ctx, "INSERT INTO deletion (kind, uuid, replaced_by, at_us, comment) VALUES "+places(5), kind, uuid, replacement, moment(at), "")
	return err
}

// DeleteTranslation removes one and notes it.
func (s *Store) DeleteTranslation(ctx context.Context, id int64, at time.Time) error {
	return s.change(ctx, func(c *session) error {
		t, err := translationKind.get(ctx, c, 0, id, c.dialect.lock)
		if err != nil {
			return err
		}
		if err := c.noted(ctx, "translation", t.UUID, "", at); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "DELETE FROM exercise_translation WHERE id = ?", id); err != nil {
			return err
		}
		return c.catalogueChanged(ctx)
	})
}

// DeleteImage removes one and notes it; another one becomes the main image if this was.
func (s *Store) DeleteImage(ctx context.Context, id int64, at time.Time) (hash string, err error) {
	err = s.change(ctx, func(c *session) error {
		i, err := imageKind.get(ctx, c, 0, id, c.dialect.lock)
		if err != nil {
			return err
		}
		hash = i.Hash
		if err := c.noted(ctx, "image", i.UUID, "", at); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "DELETE FROM exercise_image WHERE id = ?", id); err != nil {
			return err
		}
		if i.Main {
			_, err = c.exec(ctx, "UPDATE exercise_image SET is_main = 1 WHERE id = (SELECT MIN(id) FROM exercise_image WHERE exercise_id = ?)", i.Exercise)
			if err != nil {
				return err
			}
		}
		return c.catalogueChanged(ctx)
	})
	return hash, err
}

// DeleteExercise removes one with all that belongs to it.
func (s *Store) DeleteExercise(ctx context.Context, id int64, replacement string, at time.Time) (hashes []string, err error) {
	err = s.change(ctx, func(c *session) error {
		hashes = nil
		e, err := exerciseKind.get(ctx, c, 0, id, c.dialect.lock)
		if err != nil {
			return err
		}
		if replacement, err = c.replace(ctx, e, replacement); err != nil {
			return err
		}
		if hashes, err = c.noteParts(ctx, e, replacement, at); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "DELETE FROM exercise WHERE id = ?", id); err != nil {
			return err
		}
		return c.catalogueChanged(ctx)
	})
	return hashes, err
}

// replace gives what people planned and logged with an exercise to another one; the UUID of that, "" when it isn't there.
func (c *session) replace(ctx context.Context, e *strength.Exercise, uuid string) (string, error) {
	if uuid == "" || uuid == e.UUID {
		return "", nil
	}
	var other whole
	found, err := c.one(ctx, "SELECT id FROM exercise WHERE uuid = ?", []any{uuid}, &other)
	if err != nil || !found {
		return "", err
	}
	for _, table := range []string{"routine_prescription", "strength_log"} {
		if _, err := c.exec(ctx, "UPDATE "+table+" SET exercise_id = ? WHERE exercise_id = ?", int64(other), e.ID); err != nil {
			return "", err
		}
	}
	return uuid, nil
}

// noteParts notes an exercise, its images and its translations, in this order.
func (c *session) noteParts(ctx context.Context, e *strength.Exercise, replacement string, at time.Time) (hashes []string, err error) {
	if err := c.noted(ctx, "base", e.UUID, replacement, at); err != nil {
		return nil, err
	}
	for _, part := range []struct{ kind, query string }{
		{"image", "SELECT uuid, file_hash FROM exercise_image WHERE exercise_id = ? ORDER BY id"},
		{"translation", "SELECT uuid, '' FROM exercise_translation WHERE exercise_id = ? ORDER BY id"},
	} {
		var uuid, hash word
		var uuids []string
		err := c.query(ctx, part.query, []any{e.ID}, []any{&uuid, &hash}, func() error {
			uuids = append(uuids, string(uuid))
			if hash != "" {
				hashes = append(hashes, string(hash))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, u := range uuids {
			if err := c.noted(ctx, part.kind, u, "", at); err != nil {
				return nil, err
			}
		}
	}
	return hashes, nil
}

// errLanguageTaken is a second translation in a language.
var errLanguageTaken = fault.New(fault.Conflict, "translation.language_taken", "there is a translation in this language already")
