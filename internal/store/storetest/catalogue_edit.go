package storetest

import (
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/person"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// editor lets everybody contribute.
func (g *gym) editor(kept *files) *strength.Editor {
	return strength.NewEditor(g, strength.EditOptions{
		Trusted: func(*person.Person) bool { return true }, Now: func() time.Time { return noon }, NewUUID: g.uuid, Files: kept,
	})
}

// admin is ana as an administrator, who may delete too.
func (g *gym) admin() access.Viewer { return viewer(&person.Person{ID: g.ana.ID(), Admin: true}) }

// version reads which version the catalogue has, which must be another one than before.
func (g *gym) version(before *int64) {
	g.Helper()
	now, err := g.CatalogueVersion(g.ctx)
	g.must(err)
	if now == *before {
		g.Fatalf("the catalogue still has version %d", now)
	}
	*before = now
}

var explained = strings.Repeat("Lift it. ", 6)

func editedCatalogue(w *world) {
	g := newGym(w)
	e := g.editor(&files{w, map[string][]byte{}})
	admin, credit := g.admin(), reference.Credit{License: 1}
	var version int64
	g.version(&version)

	x, err := e.Exercises.Create(w.ctx, g.ana, strength.Exercise{Category: 1, Muscles: []int64{2}, Secondary: []int64{3}, Equipment: []int64{1}, Credit: credit})
	w.must(err)
	g.version(&version)
	_, err = e.Exercises.Get(w.ctx, g.ana, x.ID)
	w.refused(err, fault.NotFound, "exercise.not_found") // until it has a name
	words := strength.Translation{Exercise: x.ID, Language: 2, Name: "Pull", Description: explained, Credit: credit}
	t, err := e.Translations.Create(w.ctx, g.ana, words)
	w.must(err)
	g.version(&version)
	_, err = e.Translations.Create(w.ctx, g.ana, words)
	w.refused(err, fault.Conflict, "translation.language_taken")

	variation, err := e.Variations.Create(w.ctx, g.ana, strength.Variation{})
	w.must(err)
	g.version(&version)
	_, err = e.Exercises.Update(w.ctx, g.ana, x.ID, func(x *strength.Exercise) error {
		x.Muscles, x.Secondary, x.Equipment, x.Variation = []int64{1}, nil, nil, &variation.ID
		return nil
	})
	w.must(err)
	g.version(&version)
	wanted(g, g.Exercises(), func(x *strength.Exercise) int64 { return x.ID }, []int64{x.ID}, nil, listing.Is("muscle", int64(1)), listing.Is("variation", variation.ID))
	w.must(e.Variations.Delete(w.ctx, admin, variation.ID))
	g.version(&version)
	got, err := e.Exercises.Get(w.ctx, g.ana, x.ID)
	w.must(err)
	if got.Variation != nil || len(got.Secondary)+len(got.Equipment) > 0 {
		w.Fatalf("changed: %+v", got)
	}

	alias, err := e.Aliases.Create(w.ctx, g.ana, strength.Alias{Translation: t.ID, Alias: "Tug"})
	w.must(err)
	g.version(&version)
	hint, err := e.Comments.Create(w.ctx, g.ana, strength.Comment{Translation: t.ID, Comment: "Slowly"})
	w.must(err)
	g.version(&version)
	_, err = e.Comments.Update(w.ctx, g.ana, hint.ID, func(c *strength.Comment) error { c.Comment = "Slower"; return nil })
	w.must(err)
	g.version(&version)
	w.must(e.Aliases.Delete(w.ctx, admin, alias.ID))
	g.version(&version)
	w.must(e.Comments.Delete(w.ctx, admin, hint.ID))
	g.version(&version)
	w.must(e.Translations.Delete(w.ctx, admin, t.ID))
	g.version(&version)
	wanted(g, g.Deletions(), func(d *reference.Deletion) int64 { return d.ID }, []int64{1}, nil, listing.Is("uuid", t.UUID), listing.Is("kind", "translation"))
	w.refused(e.Translations.Delete(w.ctx, admin, t.ID), fault.NotFound, "translation.not_found")
}

func exerciseImages(w *world) {
	g := newGym(w)
	kept := &files{w, map[string][]byte{}}
	e, admin := g.editor(kept), g.admin()
	add := func(main bool, width int) *strength.Image {
		i, err := e.AddImage(w.ctx, g.ana, strength.Image{Exercise: 1, Main: main, Style: "1", Credit: reference.Credit{License: 1}}, drawing(w, width, 1))
		w.must(err)
		return i
	}
	main := func(want int64) {
		w.Helper()
		wanted(g, g.Images(), func(i *strength.Image) int64 { return i.ID }, []int64{want}, nil, listing.Is("exercise", int64(1)), listing.Is("main", true))
	}
	first := add(false, 1)
	main(first.ID) // an exercise with images has a main one
	second := add(true, 2)
	main(second.ID)
	_, err := e.Images.Update(w.ctx, g.ana, first.ID, func(i *strength.Image) error { i.Main = true; return nil })
	w.must(err)
	main(first.ID)
	w.must(e.Images.Delete(w.ctx, admin, first.ID))
	main(second.ID)
	w.same(len(kept.kept), 1, "files left")
	w.refused(e.Images.Delete(w.ctx, admin, first.ID), fault.NotFound, "image.not_found")
}

func deletedExercises(w *world) {
	g := newGym(w)
	kept := &files{w, map[string][]byte{}}
	e, admin := g.editor(kept), g.admin()
	r, _, first, _ := g.routine()
	p := keep(g, g.training.Prescriptions, g.ana, prescribed(first.ID, 1, 6))
	log := keep(g, g.training.Logs, g.ana, strength.Log{Routine: r.ID, Exercise: 1, Day: today, Repetitions: 5, Load: 50_00,
		RepetitionUnit: strength.Repetitions, LoadUnit: strength.Kilograms})
	_, err := e.AddImage(w.ctx, g.ana, strength.Image{Exercise: 1, Style: "1", Credit: reference.Credit{License: 1}}, drawing(w, 1, 1))
	w.must(err)
	gone, err := e.Exercises.Get(w.ctx, g.ana, 1)
	w.must(err)
	successor, err := e.Exercises.Get(w.ctx, g.ana, 2)
	w.must(err)
	w.refused(e.RemoveExercise(w.ctx, g.ben, 1, ""), fault.Forbidden, "catalogue.not_admin")
	w.must(e.RemoveExercise(w.ctx, admin, 1, successor.UUID))
	_, err = e.Exercises.Get(w.ctx, g.ana, 1)
	w.refused(err, fault.NotFound, "exercise.not_found")
	moved, err := g.training.Logs.Get(w.ctx, g.ana, log.ID)
	w.must(err)
	planned, err := g.training.Prescriptions.Get(w.ctx, g.ana, p.ID)
	w.must(err)
	w.same([2]int64{moved.Exercise, planned.Exercise}, [2]int64{2, 2}, "what was done and planned with it")
	w.same(len(kept.kept), 0, "files left")
	noted, err := g.Deletions().List(w.ctx, 0, listing.Query{Order: []listing.Key{{Field: "id"}}})
	w.must(err)
	var kinds []string
	for _, d := range noted.Rows {
		kinds = append(kinds, d.Kind)
	}
	w.same(kinds, []string{"base", "image", "translation", "translation"}, "what is noted")
	w.same([2]string{noted.Rows[0].UUID, noted.Rows[0].ReplacedBy}, [2]string{gone.UUID, successor.UUID}, "what stands in")

	w.must(e.RemoveExercise(w.ctx, admin, 2, w.uuid())) // there is no exercise of this name to stand in
	_, err = g.training.Logs.Get(w.ctx, g.ana, log.ID)
	w.refused(err, fault.NotFound, "log.not_found")
}
