package storetest

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/person"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

// shelves is what the kinds of rows that people keep ask of a database.
type shelves interface {
	strength.Store
	strength.EditStore
	nutrition.Store
	nutrition.CatalogueStore
	body.Store
	reference.ContributionStore
	LoadLists(ctx context.Context, kind string, from int, lists strength.Lists) error
	LoadExercises(ctx context.Context, kind string, from int, rows []strength.Exercise) error
	LoadTranslations(ctx context.Context, kind string, from int, rows []strength.Worded) error
	LoadPortionUnits(ctx context.Context, kind string, from int, rows []nutrition.PortionUnit) error
	LoadIngredients(ctx context.Context, kind string, from int, rows []nutrition.Ingredient) error
	LoadPortions(ctx context.Context, kind string, from int, rows []nutrition.Portion) error
}

// gym is a world with a small catalogue, and the services of what people keep.
type gym struct {
	*world
	training *strength.Service
	food     *nutrition.Service
	body     *body.Service
	ana, ben access.Viewer
}

func newGym(w *world) *gym {
	w.Helper()
	credit := reference.Credit{License: 1, Author: "ana"}
	w.must(w.LoadLists(w.ctx, "lists", 0, strength.Lists{
		Languages:  []reference.Language{{ID: 1, ShortName: "de", FullName: "Deutsch"}, {ID: 2, ShortName: "en", FullName: "English"}},
		Licenses:   []reference.License{{ID: 1, FullName: "Free"}},
		Equipment:  []strength.Equipment{{ID: 1, Name: "Barbell"}},
		Categories: []strength.Category{{ID: 1, Name: "Arms"}},
		Muscles:    []strength.Muscle{{ID: 1, Name: "Biceps", Front: true}, {ID: 2, Name: "Triceps"}, {ID: 3, Name: "Soleus"}},
		RepetitionUnits: []strength.RepetitionUnit{
			{ID: 1, Name: "Repetitions", Type: "REPETITIONS", Multiplier: pointer(int64(1))}, {ID: 2, Name: "Until Failure", Type: "REPETITIONS"},
		},
		LoadUnits:  []strength.LoadUnit{{ID: 1, Name: "kg"}, {ID: 2, Name: "lb"}},
		Variations: []strength.Variation{{ID: 7}},
	}))
	exercise := func(id int64, primary, secondary []int64) strength.Exercise {
		return strength.Exercise{ID: id, UUID: w.uuid(), Category: 1, Muscles: primary, Secondary: secondary, Equipment: []int64{1}, Variation: pointer(int64(7)),
			CreatedAt: noon, UpdatedAt: noon, Credit: credit}
	}
	w.must(w.LoadExercises(w.ctx, "exercises", 0, []strength.Exercise{
		exercise(1, []int64{1, 2}, nil), exercise(2, []int64{2}, []int64{1}), exercise(3, nil, []int64{3}), exercise(4, nil, nil),
	}))
	word := func(id, exercise, language int64, name string) strength.Worded {
		return strength.Worded{Translation: strength.Translation{ID: id, UUID: w.uuid(), Exercise: exercise, Language: language, Name: name, CreatedAt: noon,
			UpdatedAt: noon, Credit: credit}}
	}
	curl := word(1, 1, 2, "Curl")
	curl.Aliases = []strength.Alias{{ID: 1, UUID: w.uuid(), Translation: 1, Alias: "Bend"}}
	curl.Comments = []strength.Comment{{ID: 1, UUID: w.uuid(), Translation: 1, Comment: "Slowly"}}
	w.must(w.LoadTranslations(w.ctx, "translations", 0, []strength.Worded{curl, word(2, 1, 1, "Beuge"), word(3, 2, 2, "Dip"), word(4, 3, 2, "Raise")}))
	w.must(w.LoadPortionUnits(w.ctx, "portion_units", 0, []nutrition.PortionUnit{{ID: 1, Language: 2, Name: "cup"}}))
	w.must(w.LoadIngredients(w.ctx, "ingredients", 0, []nutrition.Ingredient{
		{ID: 1, UUID: w.uuid(), Language: 2, Name: "Meat", CreatedAt: noon, UpdatedAt: noon, Energy: 176, Protein: 25_630, Carbohydrates: 125, Fat: 8_190, Sodium: pointer(unit.Thousandths(549)), Credit: credit},
		{ID: 2, UUID: w.uuid(), Language: 2, Name: "Milk", CreatedAt: noon, UpdatedAt: noon, Code: pointer("123"), Energy: 60, Credit: credit},
	}))
	w.must(w.LoadPortions(w.ctx, "portions", 0, []nutrition.Portion{{ID: 1, Ingredient: 1, Unit: 1, Amount: 50, Gram: 223}}))
	g := &gym{world: w, training: strength.New(w, strength.Options{NewUUID: w.uuid}), food: nutrition.New(w, nutrition.Options{NewUUID: w.uuid}),
		body: body.New(w, body.Options{NewUUID: w.uuid})}
	g.ana, g.ben = viewer(w.person("ana")), viewer(w.person("ben"))
	return g
}

func viewer(p *person.Person) access.Viewer { return access.Viewer{Person: p} }

// keep stores a row of somebody's.
func keep[T any](g *gym, o *listing.Own[T], v access.Viewer, row T) *T {
	g.Helper()
	r, err := o.Create(g.ctx, v, row)
	g.must(err)
	return r
}

// kept gives a page of somebody's rows.
func kept[T any](g *gym, o *listing.Own[T], v access.Viewer, q listing.Query) listing.Page[T] {
	g.Helper()
	page, err := o.List(g.ctx, v, q)
	g.must(err)
	return page
}

// wanted checks what a list of the catalogue gives for conditions.
func wanted[T any](g *gym, r listing.Reader[T], id func(*T) int64, want []int64, order []listing.Key, conditions ...listing.Condition) {
	g.Helper()
	page, err := r.List(g.ctx, 0, listing.Query{Conditions: conditions, Order: order})
	g.must(err)
	ids := []int64{}
	for i := range page.Rows {
		ids = append(ids, id(&page.Rows[i]))
	}
	g.same(ids, want, "ids")
	if page.Count != int64(len(want)) {
		g.Fatalf("count %d, want %d", page.Count, len(want))
	}
}

func catalogueLists(w *world) {
	g := newGym(w)
	exercise := func(e *strength.Exercise) int64 { return e.ID }
	wanted(g, g.Exercises(), exercise, []int64{1, 2, 3}, nil)
	wanted(g, g.Exercises(), exercise, []int64{3, 2, 1}, []listing.Key{{Field: "id", Descending: true}})
	wanted(g, g.Exercises(), exercise, []int64{1, 2}, nil, listing.Is("muscle", int64(1), int64(2)))
	wanted(g, g.Exercises(), exercise, []int64{2}, nil, listing.Is("muscle", int64(2)), listing.Is("secondary_muscle", int64(1)))
	wanted(g, g.Exercises(), exercise, []int64{}, nil, listing.Is("muscle", int64(9999)))
	wanted(g, g.Exercises(), exercise, []int64{}, nil, listing.Is("id"))
	wanted(g, g.Exercises(), exercise, []int64{1, 2, 3}, nil, listing.Is("equipment", int64(1)), listing.Is("variation", int64(7)))
	wanted(g, g.Exercises(), exercise, []int64{2, 3}, nil, listing.Condition{Field: "id", Op: listing.After, Values: []any{int64(1)}})
	translation := func(t *strength.Translation) int64 { return t.ID }
	wanted(g, g.Translations(), translation, []int64{2, 1, 3, 4}, nil)
	wanted(g, g.Translations(), translation, []int64{1, 2, 3}, []listing.Key{{Field: "id"}}, listing.Is("muscle", int64(1), int64(2)))
	wanted(g, g.Comments(), func(c *strength.Comment) int64 { return c.ID }, []int64{1}, nil, listing.Is("language", int64(2)))
	wanted(g, g.Ingredients(), func(i *nutrition.Ingredient) int64 { return i.ID }, []int64{2, 1}, []listing.Key{{Field: "code"}})
	wanted(g, g.Ingredients(), func(i *nutrition.Ingredient) int64 { return i.ID }, []int64{1, 2}, []listing.Key{{Field: "code", Descending: true}})
	got, err := g.Exercises().Get(w.ctx, 0, 1)
	w.must(err)
	w.same(got.Muscles, []int64{1, 2}, "muscles")
	_, err = g.Exercises().Get(w.ctx, 0, 4)
	w.refused(err, fault.NotFound, "exercise.not_found")
	_, err = g.Exercises().List(w.ctx, 0, listing.Query{Order: []listing.Key{{Field: "muscle"}}})
	w.refused(err, fault.Invalid, "listing.field")
	_, err = g.Exercises().List(w.ctx, 0, listing.Query{Conditions: []listing.Condition{listing.Is("nonsense", int64(1))}})
	w.refused(err, fault.Invalid, "listing.field")
	_, err = g.Exercises().List(w.ctx, 0, listing.Query{Conditions: []listing.Condition{listing.Is("id", "1")}})
	w.refused(err, fault.Invalid, "listing.value")
}

func catalogueSearch(w *world) {
	g := newGym(w)
	c := strength.NewCatalogue(w)
	for term, want := range map[string][]int64{"curls": {1}, "BÉND": {1}, "dip": {3}, "nothing": nil} {
		all, err := c.Search(w.ctx, term, []int64{2}, 10)
		w.must(err)
		var ids []int64
		for _, f := range all {
			ids = append(ids, f.Translation.ID)
		}
		w.same(ids, want, term)
	}
	all, err := nutrition.NewCatalogue(g).Search(w.ctx, "milc", nil, 10)
	w.must(err)
	if len(all) != 1 || all[0].Ingredient.Name != "Milk" {
		w.Fatalf("found %+v", all)
	}
}
