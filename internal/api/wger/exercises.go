package wger

import (
	"context"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// worded is a translation with what the list of exercises shows of its exercise.
type worded struct {
	strength.Translation
	exercise *strength.Exercise
	// variants are the translations in its language of the exercises that vary it, itself included.
	variants []int64
}

// exercises are translations under the name of exercises: this release has a row for each language.
var exercises = resource[worded]{
	name: "exercise", title: "Exercise", model: "Exercise", about: "The exercises, a row for each language that they are described in.",
	need: contributors, ways: readOnly, cache: hour,
	fields: []field[worded]{
		id(func(t *worded) *int64 { return &t.ID }),
		uuidOf(func(t *worded) *string { return &t.UUID }),
		text("name", func(t *worded) *string { return &t.Name }).of("name").upTo(200).readOnly(),
		relation("exercise_base", func(t *worded) *int64 { return &t.Exercise }).of("exercise").readOnly(),
		text("description", func(t *worded) *string { return &t.Description }).of("description").readOnly(),
		instant("created", func(t *worded) *time.Time { return &t.CreatedAt }).of("created").readOnly(),
		relation("category", func(t *worded) *int64 { return &t.exercise.Category }).readOnly(),
		relations("muscles", func(t *worded) *[]int64 { return &t.exercise.Muscles }).readOnly(),
		relations("muscles_secondary", func(t *worded) *[]int64 { return &t.exercise.Secondary }).readOnly(),
		relations("equipment", func(t *worded) *[]int64 { return &t.exercise.Equipment }).readOnly(),
		relation("language", func(t *worded) *int64 { return &t.Language }).of("language").readOnly(),
		relation("license", func(t *worded) *int64 { return &t.Credit.License }).of("license").readOnly(),
		textOrNull("license_author", func(t *worded) *string { return &t.Credit.Author }).of("author").readOnly(),
		relations("variations", func(t *worded) *[]int64 { return &t.variants }).readOnly(),
		computed("author_history", nestedKind, textList, func(j *wire.Encoder, _ *call, t *worded) { texts(j, t.Authors...) }),
	},
	filters: []filter{
		byUUID("uuid", "uuid"), byInstant("created", "created"),
		byRow("exercise_base", "exercise", func(d *Dialect) listing.Finder { return d.catalogue.Exercises.Owner }),
		byText("description", "description"),
		byRow("language", "language", func(d *Dialect) listing.Finder { return d.catalogue.Languages.Owner }),
		byText("name", "name"),
		byIntegers("category", "category"), byIntegers("muscles", "muscle"), byIntegers("muscles_secondary", "secondary_muscle"),
		byIntegers("equipment", "equipment"), byIntegers("license", "exercise_license"),
	},
	keeper: func(d *Dialect) keeper[worded] {
		return joinedRows[strength.Translation, worded]{of: d.catalogue.Translations, join: d.worded}
	},
	actions: []action{{
		name: "search", whole: true, about: "Exercises by name or alias, the best first.", params: []string{"term", "language"}, handle: (*Dialect).searchExercises, open: true,
		schema: suggestionsSchema(prop{"id", integerSchema}, prop{"base_id", integerSchema}, prop{"name", textSchema}, prop{"category", textSchema},
			prop{"image", maybeTextOf}, prop{"image_thumbnail", maybeTextOf}),
	}},
}

// textList describes a list of texts.
var textList = &schema{kind: "array", items: &schema{kind: "string"}}

// worded adds to translations what is known of their exercises.
func (d *Dialect) worded(ctx context.Context, all []strength.Translation) ([]worded, error) {
	ids := make([]int64, len(all))
	for i, t := range all {
		ids[i] = t.Exercise
	}
	found, err := lookup(ctx, d.catalogue.Exercises, "id", ids)
	if err != nil {
		return nil, err
	}
	at := byID(found, func(e *strength.Exercise) int64 { return e.ID })
	variants, err := d.variants(ctx, found)
	if err != nil {
		return nil, err
	}
	rows := make([]worded, 0, len(all))
	for _, t := range all {
		e := at[t.Exercise]
		if e == nil {
			e = &strength.Exercise{} // deleted in the meantime
		}
		row := worded{Translation: t, exercise: e}
		if e.Variation != nil {
			row.variants = variants[variantKey{*e.Variation, t.Language}]
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// variantKey is a group of exercises in one language.
type variantKey struct{ variation, language int64 }

// variants are the translations of every group that one of the exercises is in.
func (d *Dialect) variants(ctx context.Context, all []strength.Exercise) (map[variantKey][]int64, error) {
	seen := map[int64]bool{}
	var groups []int64
	for _, e := range all {
		if e.Variation != nil && !seen[*e.Variation] {
			seen[*e.Variation] = true
			groups = append(groups, *e.Variation)
		}
	}
	if len(groups) == 0 {
		return nil, nil
	}
	members, err := lookup(ctx, d.catalogue.Exercises, "variation", groups)
	if err != nil {
		return nil, err
	}
	group := map[int64]int64{}
	ids := make([]int64, len(members))
	for i, e := range members {
		ids[i], group[e.ID] = e.ID, *e.Variation
	}
	words, err := lookup(ctx, d.catalogue.Translations, "exercise", ids)
	if err != nil {
		return nil, err
	}
	found := map[variantKey][]int64{}
	for _, t := range words {
		k := variantKey{group[t.Exercise], t.Language}
		found[k] = append(found[k], t.ID)
	}
	return found, nil
}
