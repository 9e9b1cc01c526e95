package web_test

import (
	"net/http/httptest"
	"testing"

	"github.com/google/uuid"

	"palestra/internal/core/body"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
	"palestra/internal/store"
	"palestra/internal/web"
)

// gymOver is the services for strength, food and the body over a test's database.
func gymOver(db *store.Store, files *keptFiles) web.Gym {
	return web.Gym{
		Exercises: strength.NewCatalogue(db), Images: gymImages{db}, Training: strength.New(db, strength.Options{NewUUID: uuid.NewString}),
		Foods: nutrition.NewCatalogue(db), Eating: nutrition.New(db, nutrition.Options{NewUUID: uuid.NewString}),
		Body: body.New(db, body.Options{NewUUID: uuid.NewString, Files: files}),
	}
}

// gymImages opens the same white picture for every image, and knows the database for those who fill it.
type gymImages struct{ db *store.Store }

func (gymImages) Open(*strength.Image) ([]byte, error) { return blank() }

// newGym is a site with a small catalogue and somebody signed in.
func newGym(t *testing.T) (*httptest.Server, *visitor) {
	t.Helper()
	server := newSite(t, func(d *web.Deps) { fillCatalogue(t, d.Gym.Images.(gymImages).db) })
	return server, visit(t, server).signUp("ana")
}

// The exercises and foods of the tests.
const (
	squats  = "615"
	bench   = "73"
	pullUps = "475"
	oats    = "6273"
	milk    = "77"
)

// fillCatalogue stores a few exercises and foods.
func fillCatalogue(t *testing.T, db *store.Store) {
	t.Helper()
	english, german := int64(2), int64(1)
	credit := reference.Credit{License: 2, Author: "wger.de", AuthorURL: "https://wger.de"}
	exercise := func(id, category int64, muscles, equipment []int64) strength.Exercise {
		return strength.Exercise{ID: id, UUID: uuid.NewString(), Category: category, Muscles: muscles, Equipment: equipment, CreatedAt: noon, UpdatedAt: noon, Credit: credit}
	}
	words := func(id, exercise, language int64, name, description string, aliases ...string) strength.Worded {
		w := strength.Worded{Translation: strength.Translation{
			ID: id, UUID: uuid.NewString(), Exercise: exercise, Language: language, Name: name, Description: description, CreatedAt: noon, UpdatedAt: noon, Credit: credit,
		}}
		for i, a := range aliases {
			w.Aliases = append(w.Aliases, strength.Alias{ID: id*10 + int64(i), UUID: uuid.NewString(), Translation: id, Alias: a})
		}
		return w
	}
	one, sixty := int64(1), int64(60)
	food := func(id int64, name string, energy int64, protein, carbohydrates, fat unit.Thousandths) nutrition.Ingredient {
		return nutrition.Ingredient{
			ID: id, UUID: uuid.NewString(), Language: english, Name: name, CreatedAt: noon, UpdatedAt: noon, Energy: energy,
			Protein: protein, Carbohydrates: carbohydrates, Fat: fat, Credit: credit,
		}
	}
	foods := []nutrition.Ingredient{food(6273, "Oats", 389, 16_890, 66_270, 6_900), food(77, "Milk, whole", 61, 3_150, 4_800, 3_250)}
	ctx := t.Context()
	for _, step := range []func() error{
		func() error {
			return db.LoadLists(ctx, "lists", 0, strength.Lists{
				Languages:  []reference.Language{{ID: german, ShortName: "de", FullName: "Deutsch", FullNameEnglish: "German"}, {ID: english, ShortName: "en", FullName: "English", FullNameEnglish: "English"}},
				Licenses:   []reference.License{{ID: 2, FullName: "Creative Commons Attribution Share Alike 4", ShortName: "CC-BY-SA 4", URL: "https://creativecommons.org/licenses/by-sa/4.0/"}},
				Equipment:  []strength.Equipment{{ID: 1, Name: "Barbell"}, {ID: 6, Name: "Pull-up bar"}, {ID: 8, Name: "Bench"}},
				Categories: []strength.Category{{ID: 9, Name: "Legs"}, {ID: 11, Name: "Chest"}, {ID: 12, Name: "Back"}},
				Muscles: []strength.Muscle{
					{ID: 4, Name: "Pectoralis major", NameEnglish: "Chest", Front: true}, {ID: 10, Name: "Quadriceps femoris", NameEnglish: "Quads", Front: true}, {ID: 12, Name: "Latissimus dorsi", NameEnglish: "Lats"},
				},
				RepetitionUnits: []strength.RepetitionUnit{{ID: 1, Name: "Repetitions", Type: "REPETITIONS", Multiplier: &one}, {ID: 3, Name: "Seconds", Type: "TIME", Multiplier: &one}, {ID: 4, Name: "Minutes", Type: "TIME", Multiplier: &sixty}},
				LoadUnits:       []strength.LoadUnit{{ID: 1, Name: "kg"}, {ID: 2, Name: "lb"}, {ID: 3, Name: "Body Weight"}},
			})
		},
		func() error {
			return db.LoadExercises(ctx, "exercises", 0, []strength.Exercise{exercise(615, 9, []int64{10}, []int64{1}), exercise(73, 11, []int64{4}, []int64{1, 8}), exercise(475, 12, []int64{12}, []int64{6})})
		},
		func() error {
			return db.LoadTranslations(ctx, "translations", 0, []strength.Worded{
				words(1, 615, english, "Squats", `<p>Go <b>down</b>.</p><script>alert(1)</script>`, "Knee bends"), words(2, 615, german, "Kniebeugen", "<p>Tief.</p>"),
				words(3, 73, english, "Bench Press", ""), words(4, 475, english, "Pull-ups", ""),
			})
		},
		func() error {
			return db.LoadPortionUnits(ctx, "portion_units", 0, []nutrition.PortionUnit{{ID: 5, Language: english, Name: "cup"}})
		},
		func() error { return db.LoadIngredients(ctx, "ingredients", 0, foods) },
		func() error {
			return db.LoadPortions(ctx, "portions", 0, []nutrition.Portion{{ID: 9, Ingredient: 6273, Unit: 5, Amount: 100, Gram: 81}})
		},
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
}
