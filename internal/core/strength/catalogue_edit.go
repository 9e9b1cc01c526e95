package strength

import (
	"context"
	"io"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/person"
	"palestra/internal/core/reference"
)

// EditStore keeps what contributors write. A second translation of an exercise in a language is fault.Conflict
// "translation.language_taken". Of the images of an exercise that has any, one is the main one, whatever is stored.
type EditStore interface {
	CatalogueStore
	ExerciseRows() listing.Rows[Exercise]
	TranslationRows() listing.Rows[Translation]
	AliasRows() listing.Rows[Alias]
	CommentRows() listing.Rows[Comment]
	ImageRows() listing.Rows[Image]
	VariationRows() listing.Rows[Variation]
	// DeleteExercise removes one with all that belongs to it, notes each part of it in the log of deletions, and gives the
	// hashes of its images. What people planned and logged with it goes to the exercise with the UUID replacement, if there
	// is one, and is deleted otherwise.
	DeleteExercise(ctx context.Context, id int64, replacement string, at time.Time) (hashes []string, err error)
	// DeleteTranslation and DeleteImage remove one and note it.
	DeleteTranslation(ctx context.Context, id int64, at time.Time) error
	DeleteImage(ctx context.Context, id int64, at time.Time) (hash string, err error)
}

// Files keeps bytes under the hash of their content, beside those of recordings.
type Files interface {
	// Keep makes data survive a power cut and then calls commit with its hash, which stores who uses it.
	Keep(ctx context.Context, data []byte, commit func(hash string) error) error
	// Open reads kept bytes; unknown ones are fault.NotFound.
	Open(hash string) (io.ReadSeekCloser, error)
	// Forget removes those of these that nobody uses any more.
	Forget(ctx context.Context, hashes []string) error
}

// EditOptions are what an Editor needs besides its store.
type EditOptions struct {
	// Trusted says who may write to what everybody reads.
	Trusted func(*person.Person) bool
	Now     func() time.Time
	// NewUUID makes random version-4 UUIDs.
	NewUUID func() string
	Files   Files
}

// Editor changes the catalogue: contributors write, administrators delete too. Errors of all its methods beyond those of
// listing.Own: fault.Forbidden "catalogue.not_trusted" and "catalogue.not_admin". It is safe for concurrent use.
type Editor struct {
	Exercises    *Contributed[Exercise]
	Translations *Contributed[Translation]
	Aliases      *Contributed[Alias]
	Comments     *Contributed[Comment]
	Images       *Contributed[Image]
	Variations   *Contributed[Variation]

	store EditStore
	opt   EditOptions
	// decoding lets one picture at a time take the memory that it needs.
	decoding chan struct{}
}

// NewEditor makes the service.
func NewEditor(s EditStore, opt EditOptions) *Editor {
	e := &Editor{store: s, opt: opt, decoding: make(chan struct{}, 1)}
	e.Exercises = contributed(e, s.ExerciseRows(), s.Exercises(), listing.Rules[Exercise]{
		Prepare: func(_ access.Viewer, x *Exercise) {
			x.UUID, x.CreatedAt, x.UpdatedAt, x.Authors = opt.NewUUID(), opt.Now(), opt.Now(), joined(nil, x.Credit.Author)
		},
		References: e.ofExercise,
		Check:      func(x *Exercise) error { return checkCredit(&x.Credit) },
	})
	e.Exercises.touch = func(x *Exercise) { x.UpdatedAt, x.Authors = opt.Now(), joined(x.Authors, x.Credit.Author) }
	e.Exercises.remove = func(ctx context.Context, id int64) error { return e.DropExercise(ctx, id, "") }
	e.Translations = contributed(e, s.TranslationRows(), s.Translations(), listing.Rules[Translation]{
		Prepare: func(_ access.Viewer, t *Translation) {
			t.UUID, t.CreatedAt, t.UpdatedAt, t.Authors = opt.NewUUID(), opt.Now(), opt.Now(), joined(nil, t.Credit.Author)
			t.Description = cleanDescription(t.Description)
		},
		References: func(t *Translation) []listing.Reference {
			return []listing.Reference{{Field: "exercise", ID: t.Exercise, Find: s.Exercises().Owner}, {Field: "language", ID: t.Language, Find: s.Languages().Owner}}
		},
		Check: checkTranslation,
	})
	e.Translations.touch = func(t *Translation) {
		t.UpdatedAt, t.Authors, t.Description = opt.Now(), joined(t.Authors, t.Credit.Author), cleanDescription(t.Description)
	}
	e.Translations.remove = func(ctx context.Context, id int64) error { return s.DeleteTranslation(ctx, id, opt.Now()) }
	e.Aliases = contributed(e, s.AliasRows(), s.Aliases(), listing.Rules[Alias]{
		Prepare:    func(_ access.Viewer, a *Alias) { a.UUID = opt.NewUUID() },
		References: func(a *Alias) []listing.Reference { return e.ofWords(a.Translation) },
		Check:      func(a *Alias) error { return checkText("alias", a.Alias) },
	})
	e.Comments = contributed(e, s.CommentRows(), s.Comments(), listing.Rules[Comment]{
		Prepare:    func(_ access.Viewer, c *Comment) { c.UUID = opt.NewUUID() },
		References: func(c *Comment) []listing.Reference { return e.ofWords(c.Translation) },
		Check:      func(c *Comment) error { return checkText("comment", c.Comment) },
	})
	e.Variations = contributed(e, s.VariationRows(), s.Variations(), listing.Rules[Variation]{
		Prepare: func(access.Viewer, *Variation) {}, Check: func(*Variation) error { return nil },
	})
	e.Images = e.newImages()
	return e
}

// joined is a sorted list of authors with one more, "" for none.
func joined(all []string, author string) []string {
	if author == "" || slices.Contains(all, author) {
		return all
	}
	all = append(slices.Clone(all), author)
	slices.Sort(all)
	return all
}

func (e *Editor) ofWords(translation int64) []listing.Reference {
	return []listing.Reference{{Field: "translation", ID: translation, Find: e.store.Translations().Owner}}
}

// ofExercise are the rows that an exercise names.
func (e *Editor) ofExercise(x *Exercise) []listing.Reference {
	all := []listing.Reference{
		{Field: "category", ID: x.Category, Find: e.store.ExerciseCategories().Owner}, {Field: "license", ID: x.Credit.License, Find: e.store.Licenses().Owner},
	}
	if x.Variation != nil {
		all = append(all, listing.Reference{Field: "variation", ID: *x.Variation, Find: e.store.Variations().Owner})
	}
	for _, g := range []struct {
		field string
		ids   []int64
		find  listing.Finder
	}{{"muscle", x.Muscles, e.store.Muscles().Owner}, {"secondary_muscle", x.Secondary, e.store.Muscles().Owner}, {"equipment", x.Equipment, e.store.ExerciseEquipment().Owner}} {
		for _, id := range g.ids {
			all = append(all, listing.Reference{Field: g.field, ID: id, Find: g.find})
		}
	}
	return all
}

// DropExercise removes an exercise without asking who wants it; see RemoveExercise.
func (e *Editor) DropExercise(ctx context.Context, id int64, replacement string) error {
	hashes, err := e.store.DeleteExercise(ctx, id, replacement, e.opt.Now())
	if err != nil {
		return err
	}
	return e.opt.Files.Forget(ctx, hashes)
}

// RemoveExercise deletes an exercise with all that belongs to it. What people planned and logged with it goes to the one with
// the UUID replacement; without one, or when there is none of that UUID, it is deleted as well.
func (e *Editor) RemoveExercise(ctx context.Context, v access.Viewer, id int64, replacement string) error {
	if err := e.mayDelete(v); err != nil {
		return err
	}
	return e.DropExercise(ctx, id, replacement)
}

// mayWrite and mayDelete refuse those who may not.
func (e *Editor) mayWrite(v access.Viewer) error {
	switch {
	case !v.SignedIn():
		return listing.ErrSignedOut()
	case !e.opt.Trusted(v.Person):
		return fault.New(fault.Forbidden, "catalogue.not_trusted", "only for contributors")
	}
	return nil
}

func (e *Editor) mayDelete(v access.Viewer) error {
	if err := e.mayWrite(v); err != nil {
		return err
	}
	if !v.Person.Admin {
		return fault.New(fault.Forbidden, "catalogue.not_admin", "only for administrators")
	}
	return nil
}

func checkCredit(c *reference.Credit) error {
	var check listing.Check
	addCredit(&check, c)
	return check.Err()
}

func addCredit(check *listing.Check, c *reference.Credit) {
	check.Length("title", c.Title, 0, reference.MaxTitle)
	check.Length("author", c.Author, 0, reference.MaxAuthor)
	for field, url := range map[string]string{"object_url": c.ObjectURL, "author_url": c.AuthorURL, "source_url": c.DerivativeSourceURL} {
		check.Length(field, url, 0, reference.MaxURL)
	}
}

func checkText(field, text string) error {
	var c listing.Check
	c.Length(field, text, 1, 200)
	return c.Err()
}
