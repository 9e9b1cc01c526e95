package store

import (
	"context"
	"strings"

	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

const creditColumns = "license_id, license_title, license_object_url, license_author, license_author_url, license_source_url"

func creditPlaces(c *reference.Credit) []any {
	return []any{(*whole)(&c.License), (*word)(&c.Title), (*word)(&c.ObjectURL), (*word)(&c.Author), (*word)(&c.AuthorURL), (*word)(&c.DerivativeSourceURL)}
}

func creditValues(c *reference.Credit) []any {
	return []any{c.License, c.Title, c.ObjectURL, c.Author, c.AuthorURL, c.DerivativeSourceURL}
}

// lines is a list of texts in one column, a line for each.
type lines struct{ list *[]string }

// Scan implements sql.Scanner.
func (d lines) Scan(src any) error {
	var s word
	if err := s.Scan(src); err != nil {
		return err
	}
	*d.list = nil
	if s != "" {
		*d.list = strings.Split(string(s), "\n")
	}
	return nil
}

// lined is a list as lines has it. A line's end within a text becomes a blank.
func lined(list []string) string {
	clean := make([]string, len(list))
	for i, s := range list {
		clean[i] = strings.ReplaceAll(s, "\n", " ")
	}
	return strings.Join(clean, "\n")
}

// Conditions on what an exercise trains and is done with.
const (
	byMuscle    = "SELECT exercise_id FROM exercise_muscle WHERE is_primary = 1 AND muscle_id %s"
	bySecondary = "SELECT exercise_id FROM exercise_muscle WHERE is_primary = 0 AND muscle_id %s"
	byGear      = "SELECT exercise_id FROM exercise_gear WHERE equipment_id %s"
)

var exerciseKind = &kind[strength.Exercise]{
	noun: "exercise", table: "exercise", columns: "uuid, category_id, variation_id, created_us, updated_us, " + creditColumns + ", authors",
	places: func(e *strength.Exercise) []any {
		all := []any{(*whole)(&e.ID), (*word)(&e.UUID), (*whole)(&e.Category), numeral[int64]{&e.Variation}, (*instant)(&e.CreatedAt), (*instant)(&e.UpdatedAt)}
		return append(append(all, creditPlaces(&e.Credit)...), lines{&e.Authors})
	},
	values: func(e *strength.Exercise) []any {
		all := []any{e.UUID, e.Category, given(e.Variation), moment(e.CreatedAt), moment(e.UpdatedAt)}
		return append(append(all, creditValues(&e.Credit)...), lined(e.Authors))
	},
	id: func(e *strength.Exercise) *int64 { return &e.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "category": num("category_id"), "variation": maybeNum("variation_id"),
		"created": at("created_us"), "updated": at("updated_us"), "license": num("license_id"), "author": words("license_author"),
		"muscle": num("id IN (" + byMuscle + ")"), "secondary_muscle": num("id IN (" + bySecondary + ")"), "equipment": num("id IN (" + byGear + ")"),
	},
	order:  "id",
	hidden: "EXISTS (SELECT 1 FROM exercise_translation t WHERE t.exercise_id = exercise.id)",
	load:   loadExercises,
	save:   saveExercise,
}

// loadExercises adds muscles and equipment.
func loadExercises(ctx context.Context, c *session, all []strength.Exercise) error {
	at := make(map[int64]*strength.Exercise, len(all))
	ids := make([]int64, len(all))
	for i := range all {
		at[all[i].ID], ids[i] = &all[i], all[i].ID
	}
	for len(ids) > 0 {
		n := min(len(ids), most)
		list, args := among(ids[:n])
		ids = ids[n:]
		var id, other int64
		var primary bool
		err := c.query(ctx, "SELECT exercise_id, muscle_id, is_primary FROM exercise_muscle WHERE exercise_id IN "+list+" ORDER BY exercise_id, is_primary, muscle_id",
			args, []any{(*whole)(&id), (*whole)(&other), (*truth)(&primary)}, func() error {
				if e := at[id]; primary {
					e.Muscles = append(e.Muscles, other)
				} else {
					e.Secondary = append(e.Secondary, other)
				}
				return nil
			})
		if err != nil {
			return err
		}
		err = c.query(ctx, "SELECT exercise_id, equipment_id FROM exercise_gear WHERE exercise_id IN "+list+" ORDER BY exercise_id, equipment_id",
			args, []any{(*whole)(&id), (*whole)(&other)}, func() error {
				at[id].Equipment = append(at[id].Equipment, other)
				return nil
			})
		if err != nil {
			return err
		}
	}
	return nil
}

var translationKind = &kind[strength.Translation]{
	noun: "translation", table: "exercise_translation",
	columns: "uuid, exercise_id, language_id, name, description, created_us, updated_us, " + creditColumns + ", authors",
	places: func(t *strength.Translation) []any {
		all := []any{(*whole)(&t.ID), (*word)(&t.UUID), (*whole)(&t.Exercise), (*whole)(&t.Language), (*word)(&t.Name), (*word)(&t.Description),
			(*instant)(&t.CreatedAt), (*instant)(&t.UpdatedAt)}
		return append(append(all, creditPlaces(&t.Credit)...), lines{&t.Authors})
	},
	values: func(t *strength.Translation) []any {
		all := []any{t.UUID, t.Exercise, t.Language, t.Name, t.Description, moment(t.CreatedAt), moment(t.UpdatedAt)}
		return append(append(all, creditValues(&t.Credit)...), lined(t.Authors))
	},
	id: func(t *strength.Translation) *int64 { return &t.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "exercise": num("exercise_id"), "language": num("language_id"), "name": words("name"),
		"description": words("description"), "created": at("created_us"), "updated": at("updated_us"), "license": num("license_id"), "author": words("license_author"),
		"category":         num("exercise_id IN (SELECT id FROM exercise WHERE category_id %s)"),
		"exercise_license": num("exercise_id IN (SELECT id FROM exercise WHERE license_id %s)"),
		"muscle":           num("exercise_id IN (" + byMuscle + ")"),
		"secondary_muscle": num("exercise_id IN (" + bySecondary + ")"),
		"equipment":        num("exercise_id IN (" + byGear + ")"),
	},
	order: "name, id",
	save:  changesCatalogue[strength.Translation],
	taken: errLanguageTaken,
}

var aliasKind = &kind[strength.Alias]{
	noun: "alias", table: "exercise_alias", columns: "uuid, translation_id, alias",
	places: func(a *strength.Alias) []any {
		return []any{(*whole)(&a.ID), (*word)(&a.UUID), (*whole)(&a.Translation), (*word)(&a.Alias)}
	},
	values: func(a *strength.Alias) []any { return []any{a.UUID, a.Translation, a.Alias} },
	id:     func(a *strength.Alias) *int64 { return &a.ID },
	fields: map[string]field{"id": num("id"), "uuid": words("uuid"), "translation": num("translation_id"), "alias": words("alias")},
	order:  "id",
	save:   changesCatalogue[strength.Alias],
	remove: changesCatalogue[strength.Alias],
}

var commentKind = &kind[strength.Comment]{
	noun: "comment", table: "exercise_comment", columns: "uuid, translation_id, comment",
	places: func(a *strength.Comment) []any {
		return []any{(*whole)(&a.ID), (*word)(&a.UUID), (*whole)(&a.Translation), (*word)(&a.Comment)}
	},
	values: func(a *strength.Comment) []any { return []any{a.UUID, a.Translation, a.Comment} },
	id:     func(a *strength.Comment) *int64 { return &a.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "translation": num("translation_id"), "comment": words("comment"),
		"language": num("translation_id IN (SELECT id FROM exercise_translation WHERE language_id %s)"),
	},
	order:  "id",
	save:   changesCatalogue[strength.Comment],
	remove: changesCatalogue[strength.Comment],
}

var imageKind = &kind[strength.Image]{
	noun: "image", table: "exercise_image",
	columns: "uuid, exercise_id, file_hash, file_type, width_px, height_px, size_bytes, is_main, style, created_us, updated_us, " + creditColumns + ", authors",
	places: func(m *strength.Image) []any {
		all := []any{(*whole)(&m.ID), (*word)(&m.UUID), (*whole)(&m.Exercise), (*word)(&m.Hash), (*word)(&m.Type), (*whole)(&m.Width), (*whole)(&m.Height),
			(*whole)(&m.Size), (*truth)(&m.Main), (*word)(&m.Style), (*instant)(&m.CreatedAt), (*instant)(&m.UpdatedAt)}
		return append(append(all, creditPlaces(&m.Credit)...), lines{&m.Authors})
	},
	values: func(m *strength.Image) []any {
		all := []any{m.UUID, m.Exercise, m.Hash, m.Type, m.Width, m.Height, m.Size, m.Main, m.Style, moment(m.CreatedAt), moment(m.UpdatedAt)}
		return append(append(all, creditValues(&m.Credit)...), lined(m.Authors))
	},
	id: func(m *strength.Image) *int64 { return &m.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "exercise": num("exercise_id"), "main": flag("is_main"), "style": words("style"),
		"license": num("license_id"), "author": words("license_author"),
	},
	order: "is_main DESC, id",
	save:  saveImage,
}
