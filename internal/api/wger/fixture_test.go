package wger_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"testing"
	"time"

	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
	"palestra/internal/store"
)

// The catalogue of every transcript: small enough to count in one's head.

var when = time.Date(2024, 3, 1, 12, 0, 0, 417_000_000, time.UTC)

func lists() strength.Lists {
	l := strength.Lists{
		Languages: []reference.Language{
			{ID: 1, ShortName: "de", FullName: "Deutsch", FullNameEnglish: "German"}, {ID: 2, ShortName: "en", FullName: "English", FullNameEnglish: "English"},
			{ID: 12, ShortName: "fr", FullName: "Français", FullNameEnglish: "French"},
		},
		Licenses: []reference.License{
			{ID: 1, ShortName: "CC-BY-SA 3", FullName: " Creative Commons Attribution Share Alike 3", URL: "https://creativecommons.org/licenses/by-sa/3.0/deed.en"},
			{ID: 2, ShortName: "CC-BY-SA 4", FullName: "Creative Commons Attribution Share Alike 4", URL: "https://creativecommons.org/licenses/by-sa/4.0/deed.en"},
		},
		Muscles: []strength.Muscle{
			{ID: 1, Name: "Biceps brachii", NameEnglish: "Biceps", Front: true}, {ID: 2, Name: "Anterior deltoid", NameEnglish: "Shoulders", Front: true},
			{ID: 3, Name: "Serratus anterior", Front: true}, {ID: 4, Name: "Pectoralis major", NameEnglish: "Chest", Front: true},
			{ID: 5, Name: "Triceps brachii", NameEnglish: "Triceps"}, {ID: 8, Name: "Gluteus maximus", NameEnglish: "Glutes"},
		},
		Variations: []strength.Variation{{ID: 1}, {ID: 2}},
	}
	for id, name := range map[int64]string{1: "Barbell", 3: "Dumbbell", 7: "none (bodyweight exercise)", 8: "Bench"} {
		l.Equipment = append(l.Equipment, strength.Equipment{ID: id, Name: name})
	}
	for i, name := range []string{"Arms", "Legs", "Abs", "Chest"} {
		l.Categories = append(l.Categories, strength.Category{ID: int64(8 + i), Name: name})
	}
	one, minute := int64(1), int64(60)
	l.RepetitionUnits = []strength.RepetitionUnit{
		{ID: 1, Name: "Repetitions", Type: "REPETITIONS", Multiplier: &one}, {ID: 2, Name: "Until Failure", Type: "REPETITIONS"},
		{ID: 3, Name: "Seconds", Type: "TIME", Multiplier: &one}, {ID: 4, Name: "Minutes", Type: "TIME", Multiplier: &minute},
	}
	for i, name := range []string{"kg", "lb", "Body Weight", "Plates"} {
		l.LoadUnits = append(l.LoadUnits, strength.LoadUnit{ID: int64(i + 1), Name: name})
	}
	return l
}

func uuidOf(kind string, id int64) string {
	return fmt.Sprintf("%s-0000-4000-a000-%012d", kind, id)
}

func exercises() []strength.Exercise {
	variation := int64(1)
	all := []strength.Exercise{
		{ID: 1, Category: 11, Muscles: []int64{4}, Secondary: []int64{2, 5}, Equipment: []int64{1, 8}, Variation: &variation},
		{ID: 2, Category: 11, Muscles: []int64{4}, Secondary: []int64{2}, Equipment: []int64{3, 8}, Variation: &variation},
		{ID: 3, Category: 8, Muscles: []int64{1}, Equipment: []int64{1}},
		{ID: 4, Category: 8, Muscles: []int64{1, 2}, Equipment: []int64{3}},
		{ID: 5, Category: 10, Equipment: []int64{7}},
		{ID: 6, Category: 10}, // without words
	}
	for i := range all {
		e := &all[i]
		e.UUID, e.CreatedAt, e.UpdatedAt, e.Credit = uuidOf("ba5e0000", e.ID), when, when.Add(time.Hour), reference.Credit{License: 2, Author: "somebody"}
	}
	return all
}

func translations() []strength.Worded {
	var all []strength.Worded
	for i, t := range []struct {
		exercise, language int64
		name               string
	}{
		{1, 2, "Bench press"}, {1, 1, "Bankdrücken"}, {2, 2, "Dumbbell press"}, {3, 2, "Biceps curl, barbell"}, {3, 1, "Bizeps-Curl, Langhantel"},
		{4, 2, "Biceps curl, dumbbell"}, {5, 2, "Crunches"},
	} {
		id := int64(11 + i)
		all = append(all, strength.Worded{Translation: strength.Translation{
			ID: id, UUID: uuidOf("e0000000", id), Exercise: t.exercise, Language: t.language, Name: t.name, Description: "<p>How " + t.name + " is done.</p>",
			CreatedAt: when, UpdatedAt: when.Add(2 * time.Hour), Credit: reference.Credit{License: 2, Author: "somebody"},
		}})
	}
	all[0].Aliases = []strength.Alias{{ID: 1, UUID: uuidOf("a1a50000", 1), Translation: 11, Alias: "Flat press"}, {ID: 2, UUID: uuidOf("a1a50000", 2), Translation: 11, Alias: "Chest press"}}
	all[0].Comments = []strength.Comment{{ID: 1, UUID: uuidOf("c0000000", 1), Translation: 11, Comment: "Keep the feet on the floor"}}
	all[1].Comments = []strength.Comment{{ID: 2, UUID: uuidOf("c0000000", 2), Translation: 12, Comment: "Füße am Boden"}}
	return all
}

// fill stores the catalogue.
func fill(t testing.TB, s *store.Store) {
	ctx := context.Background()
	must(t, s.LoadLists(ctx, "lists", 0, lists()))
	must(t, s.LoadExercises(ctx, "exercises", 0, exercises()))
	must(t, s.LoadTranslations(ctx, "translations", 0, translations()))
	must(t, s.LoadPortionUnits(ctx, "portion_units", 0, []nutrition.PortionUnit{{ID: 1, Language: 2, Name: "cup"}, {ID: 2, Language: 2, Name: "slice"}}))
	must(t, s.LoadIngredients(ctx, "ingredients", 0, ingredients()))
	must(t, s.LoadPortions(ctx, "portions", 0, []nutrition.Portion{{ID: 1, Ingredient: 1, Unit: 1, Amount: 100, Gram: 60}, {ID: 2, Ingredient: 2, Unit: 2, Amount: 50, Gram: 25}}))
}

func ingredients() []nutrition.Ingredient {
	grams := func(n unit.Thousandths) *unit.Thousandths { return &n }
	source := "USDA"
	return []nutrition.Ingredient{
		{ID: 1, UUID: uuidOf("f00d0000", 1), Language: 2, Name: "Ham, cooked", CreatedAt: when, UpdatedAt: when, Energy: 176, Protein: 25_630, Carbohydrates: 125, Sugar: grams(0), Fat: 8_190,
			Saturated: grams(3_244), Fiber: grams(0), Sodium: grams(549), Credit: reference.Credit{License: 2, Author: "wger.de"}, SourceName: &source},
		{ID: 2, UUID: uuidOf("f00d0000", 2), Language: 2, Name: "Bread, rye", CreatedAt: when, UpdatedAt: when, Energy: 300, Protein: 25_630, Carbohydrates: 125, Sugar: grams(1_000), Fat: 9_000,
			Saturated: grams(3_000), Fiber: grams(5_000), Sodium: grams(100), Credit: reference.Credit{License: 2, Author: "wger.de"}},
	}
}

// picture makes the bytes of a part: "40x30.png".
func picture(name string) ([]byte, error) {
	var w, h int
	if _, err := fmt.Sscanf(name, "%dx%d.png", &w, &h); err != nil {
		return nil, err
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			img.Set(x, y, color.RGBA{uint8(x * 5), uint8(y * 7), 120, 255})
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}
