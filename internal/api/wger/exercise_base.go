package wger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// usualLicense is that of what people write: CC-BY-SA 4.
const usualLicense = 2

func ownCredit() reference.Credit { return reference.Credit{License: usualLicense} }

func findCategory(d *Dialect) listing.Finder  { return d.catalogue.Categories.Owner }
func findMuscle(d *Dialect) listing.Finder    { return d.catalogue.Muscles.Owner }
func findEquipment(d *Dialect) listing.Finder { return d.catalogue.Equipment.Owner }

// exerciseBases are exercises as contributors write them.
var exerciseBases = resource[strength.Exercise]{
	name: "exercise-base", title: "Exercise Base", model: "ExerciseBase", about: "The exercises without their words. One without a translation is not shown yet.",
	need: contributors, ways: readWrite,
	fields: []field[strength.Exercise]{
		id(func(e *strength.Exercise) *int64 { return &e.ID }),
		uuidOf(func(e *strength.Exercise) *string { return &e.UUID }),
		instant("created", func(e *strength.Exercise) *time.Time { return &e.CreatedAt }).of("created").readOnly(),
		instant("last_update", func(e *strength.Exercise) *time.Time { return &e.UpdatedAt }).of("updated").readOnly(),
		relation("category", func(e *strength.Exercise) *int64 { return &e.Category }).of("category").must(),
		relations("muscles", func(e *strength.Exercise) *[]int64 { return &e.Muscles }).of("muscle").called("Primary muscles"),
		relations("muscles_secondary", func(e *strength.Exercise) *[]int64 { return &e.Secondary }).of("secondary_muscle").called("Secondary muscles"),
		relations("equipment", func(e *strength.Exercise) *[]int64 { return &e.Equipment }).of("equipment"),
		maybeRelation("variations", func(e *strength.Exercise) **int64 { return &e.Variation }).of("variation"),
		textOrNull("license_author", func(e *strength.Exercise) *string { return &e.Credit.Author }).of("author").upTo(reference.MaxAuthor).orBlank(),
	},
	orders: map[string]string{"license": "license"},
	filters: []filter{
		byRow("category", "category", findCategory), byRows("muscles", "muscle", findMuscle), byRows("muscles_secondary", "secondary_muscle", findMuscle),
		byRows("equipment", "equipment", findEquipment),
	},
	fresh:  func(*Dialect, *call) strength.Exercise { return strength.Exercise{Credit: ownCredit()} },
	drop:   dropExercise,
	keeper: func(d *Dialect) keeper[strength.Exercise] { return d.editor.Exercises },
}

// dropExercise deletes an exercise; ?replaced_by= names the one that takes over what people did with it.
func dropExercise(d *Dialect, c *call) error {
	replacement := c.r.URL.Query().Get("replaced_by")
	if uuidPattern.MatchString(replacement) {
		replacement = dashed(replacement)
	} else {
		replacement = ""
	}
	return d.editor.RemoveExercise(c.ctx(), c.v, c.id, replacement)
}

// exerciseTranslations are the words of exercises as contributors write them.
var exerciseTranslations = resource[strength.Translation]{
	name: "exercise-translation", title: "Exercise Translation", model: "Exercise", about: "How exercises are called and explained, a row for each language.",
	need: contributors, ways: readWrite,
	fields: []field[strength.Translation]{
		id(func(t *strength.Translation) *int64 { return &t.ID }),
		uuidOf(func(t *strength.Translation) *string { return &t.UUID }),
		text("name", func(t *strength.Translation) *string { return &t.Name }).of("name").upTo(200).must(),
		relation("exercise_base", func(t *strength.Translation) *int64 { return &t.Exercise }).of("exercise").must(),
		text("description", func(t *strength.Translation) *string { return &t.Description }).of("description").upTo(2000).must().
			helped("At least 40 characters; b, i, strong, em, ul, ol, li and p may be used."),
		instant("created", func(t *strength.Translation) *time.Time { return &t.CreatedAt }).of("created").readOnly(),
		relation("language", func(t *strength.Translation) *int64 { return &t.Language }).of("language").must(),
		textOrNull("license_author", func(t *strength.Translation) *string { return &t.Credit.Author }).of("author").upTo(reference.MaxAuthor).orBlank(),
	},
	filters: exercises.filters,
	fresh:   func(*Dialect, *call) strength.Translation { return strength.Translation{Credit: ownCredit()} },
	keeper:  func(d *Dialect) keeper[strength.Translation] { return translationRows{d.editor.Translations, d} },
}

// translationRows keeps a translation with the exercise and the language that it was made for.
type translationRows struct {
	*strength.Contributed[strength.Translation]
	d *Dialect
}

// Create stores a translation.
func (k translationRows) Create(ctx context.Context, v access.Viewer, row strength.Translation) (*strength.Translation, error) {
	t, err := k.Contributed.Create(ctx, v, row)
	if fault.CodeOf(err) == "translation.language_taken" {
		return nil, k.taken(ctx, row.Language, err)
	}
	return t, err
}

// Update changes one.
func (k translationRows) Update(ctx context.Context, v access.Viewer, id int64, change func(*strength.Translation) error) (*strength.Translation, error) {
	return k.Contributed.Update(ctx, v, id, func(t *strength.Translation) error {
		exercise, language := t.Exercise, t.Language
		err := change(t)
		t.Exercise, t.Language = exercise, language
		return err
	})
}

func (k translationRows) taken(ctx context.Context, language int64, err error) error {
	l, missing := k.d.catalogue.Languages.Get(ctx, 0, language)
	if missing != nil {
		return errors.Join(err, missing)
	}
	return objectError(fmt.Sprintf("There is already a translation for this exercise in %s (%s)", l.FullNameEnglish, l.ShortName))
}
