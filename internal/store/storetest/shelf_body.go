package storetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/png"
	"io"
	"time"

	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
)

// files keeps bytes in memory for as long as the database knows them.
type files struct {
	w    *world
	kept map[string][]byte
}

func (f *files) Keep(_ context.Context, data []byte, commit func(hash string) error) error {
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	if err := commit(hash); err != nil {
		return err
	}
	f.kept[hash] = data
	return nil
}

type openFile struct{ *bytes.Reader }

func (openFile) Close() error { return nil }

func (f *files) Open(hash string) (io.ReadSeekCloser, error) {
	data, ok := f.kept[hash]
	if !ok {
		return nil, fault.Missing("blob")
	}
	return openFile{bytes.NewReader(data)}, nil
}

func (f *files) Forget(ctx context.Context, hashes []string) error {
	for _, hash := range hashes {
		if used, err := f.w.HashInUse(ctx, hash); err != nil || used {
			return err
		}
		delete(f.kept, hash)
	}
	return nil
}

// drawing is a PNG of so many pixels.
func drawing(w *world, width, height int) []byte {
	w.Helper()
	var b bytes.Buffer
	w.must(png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, width, height))))
	return b.Bytes()
}

func gallery(w *world) {
	g := newGym(w)
	kept := &files{w, map[string][]byte{}}
	s := body.New(w, body.Options{NewUUID: w.uuid, Files: kept}).Gallery
	small, large := drawing(w, 3, 4), drawing(w, 4096, 2)
	first, err := s.Add(w.ctx, g.ana, body.Picture{Day: noon, Description: "front"}, small)
	w.must(err)
	w.same([2]int64{first.File.Width, first.File.Height}, [2]int64{3, 4}, "size")
	w.same(first.Day, today, "the day")
	second, err := s.Add(w.ctx, g.ana, body.Picture{Day: today.AddDate(0, 0, 1)}, small)
	w.must(err)
	his, err := s.Add(w.ctx, g.ben, body.Picture{Day: today}, drawing(w, 5, 5))
	w.must(err)
	page, err := s.List(w.ctx, g.ana, listing.Query{})
	w.must(err)
	w.same(page, listing.Page[body.Picture]{Rows: []body.Picture{*second, *first}, Count: 2}, "newest first")

	_, err = s.Add(w.ctx, g.ana, body.Picture{Day: today}, []byte("no picture"))
	w.refused(err, fault.Invalid, "picture.invalid")
	_, err = s.Get(w.ctx, g.ben, first.ID)
	w.refused(err, fault.NotFound, "picture.not_found")
	w.refused(s.Delete(w.ctx, g.ben, first.ID), fault.NotFound, "picture.not_found")
	_, err = s.Change(w.ctx, g.ben, first.ID, func(*body.Picture) error { return nil }, large)
	w.refused(err, fault.NotFound, "picture.not_found")

	describe := func(p *body.Picture) error { p.Description = "side"; return nil }
	changed, err := s.Change(w.ctx, g.ana, first.ID, describe, nil)
	w.must(err)
	w.same([2]string{changed.Description, changed.Name}, [2]string{"side", first.Name}, "the file stays")
	changed, err = s.Change(w.ctx, g.ana, first.ID, describe, large)
	w.must(err)
	if changed.Name == first.Name || changed.File.Width != 2048 || changed.File.Height != 1 {
		w.Fatalf("replaced: %+v", changed)
	}
	_, _, err = s.Open(w.ctx, first.Name)
	w.refused(err, fault.NotFound, "picture.not_found")
	f, opened, err := s.Open(w.ctx, second.Name) // the same bytes as those that were replaced
	w.must(err)
	w.must(f.Close())
	w.same(opened, second, "opened")
	w.must(s.Delete(w.ctx, g.ana, second.ID))
	w.same(len(kept.kept), 2, "files left")

	hashes, err := w.DeletePerson(w.ctx, g.ben.ID())
	w.must(err)
	w.same(hashes, []string{his.File.Hash}, "files of the deleted")
}

func bodyProfiles(w *world) {
	g := newGym(w)
	got, err := g.body.Profile(w.ctx, g.ana)
	w.must(err)
	want := body.DefaultProfile(g.ana.ID())
	w.same(*got, want, "nothing told")
	change := func(p *body.Profile) error {
		*p = body.Profile{Height: pointer(int64(180)), Age: pointer(int64(30)), Sex: body.Female, SleepHours: 8, WorkHours: 9, WorkIntensity: body.High,
			SportHours: 5, SportIntensity: body.Low, LeisureHours: 4, LeisureIntensity: body.Medium, Energy: 2000, WeightUnit: body.Pound, WeightReminder: 7,
			RoutineReminder: true, RoutineReminderDays: 3, RoutineWeeks: 6, ReadAccess: true}
		return nil
	}
	set, err := g.body.SetProfile(w.ctx, g.ana, change)
	w.must(err)
	got, err = g.body.Profile(w.ctx, g.ana)
	w.must(err)
	w.same(got, set, "read back")
	_, err = g.body.SetProfile(w.ctx, g.ana, func(p *body.Profile) error { p.Height, p.Energy = pointer(int64(49)), 5001; return nil })
	w.refused(err, fault.Invalid, "fields.invalid")
	got, err = g.body.Profile(w.ctx, g.ana)
	w.must(err)
	w.same(got, set, "a refused change changes nothing")
	got, err = g.body.Profile(w.ctx, g.ben)
	w.must(err)
	w.same(*got, body.DefaultProfile(g.ben.ID()), "somebody else's")
}

func weighing(w *world) {
	g := newGym(w)
	none, err := g.body.LatestWeight(w.ctx, g.ana)
	w.must(err)
	w.same(none, (*body.Weight)(nil), "nothing yet")
	typed := keep(g, g.body.Weights, g.ana, body.Weight{Day: today, Figure: 80_50, Unit: body.Kilogram})
	weighed, err := g.body.Weigh(w.ctx, g.ana, body.Weight{Day: noon, Figure: 176_00, Unit: body.Pound})
	w.must(err)
	w.same(weighed.ID, typed.ID, "the entry of the day")
	w.same(kept(g, g.body.Weights, g.ana, listing.Query{}).Rows, []body.Weight{*weighed}, "one a day")
	later, err := g.body.Weigh(w.ctx, g.ana, body.Weight{Day: today.AddDate(0, 0, 4), Figure: 79_00, Unit: body.Kilogram})
	w.must(err)
	_, err = g.body.Weigh(w.ctx, g.ana, body.Weight{Day: today, Figure: 19_00, Unit: body.Kilogram})
	w.refused(err, fault.Invalid, "fields.invalid")
	latest, err := g.body.LatestWeight(w.ctx, g.ana)
	w.must(err)
	w.same(latest, later, "latest")
	for days, want := range map[int]*body.Weight{-9: weighed, 0: weighed, 2: weighed, 3: later, 99: later} {
		near, err := g.body.WeightNear(w.ctx, g.ana, today.AddDate(0, 0, days))
		w.must(err)
		w.same(near, want, "nearest")
	}
}

func foodDays(w *world) {
	g := newGym(w)
	zone := time.FixedZone("east", 2*3600)
	p := keep(g, g.food.Plans, g.ana, nutrition.Plan{Created: noon})
	eat := func(at time.Time) {
		keep(g, g.food.Logs, g.ana, nutrition.Log{Plan: p.ID, At: at, Amount: nutrition.Amount{Ingredient: 2, Amount: 100_00}})
	}
	eat(today.Add(-3 * time.Hour)) // 23:00 the day before in the zone
	eat(today.Add(-2 * time.Hour)) // midnight
	eat(noon)
	eat(today.Add(22 * time.Hour)) // the next midnight
	days, err := g.food.Days(w.ctx, g.ana, p.ID, today.AddDate(0, 0, -1), today, zone)
	w.must(err)
	if len(days) != 2 || !days[1].Date.Equal(today) || len(days[0].Entries) != 1 || len(days[1].Entries) != 2 {
		w.Fatalf("days: %+v", days)
	}
	w.same([2]float64{days[0].Values.Energy.Float(), days[1].Values.Energy.Float()}, [2]float64{60, 120}, "energy")
	days, err = g.food.Days(w.ctx, g.ben, 0, today, today, zone)
	w.must(err)
	w.same(len(days), 0, "days of somebody else")
	_, err = g.food.Days(w.ctx, g.ana, 0, today, today.AddDate(2, 0, 0), zone)
	w.refused(err, fault.TooLarge, "days.many")
}

func ingredientDetails(w *world) {
	g := newGym(w)
	c, kept := nutrition.NewCatalogue(w), &files{w, map[string][]byte{}}
	meat, err := c.Ingredients.Get(w.ctx, 0, 1)
	w.must(err)
	milk, err := c.Ingredients.Get(w.ctx, 0, 2)
	w.must(err)
	drawn := nutrition.Image{UUID: w.uuid(), Ingredient: 2, CreatedAt: noon, UpdatedAt: noon, Credit: reference.Credit{License: 1, Author: "ana"}}
	_, err = c.Illustrate(w.ctx, kept, drawn, drawing(w, 900, 9))
	w.must(err)
	drawn.UUID = w.uuid()
	image, err := c.Illustrate(w.ctx, kept, drawn, drawing(w, 1000, 10)) // in place of the first
	w.must(err)
	unknown := drawn
	unknown.Credit.License = 99
	_, err = c.Illustrate(w.ctx, kept, unknown, drawing(w, 2, 2))
	w.refused(err, fault.Invalid, "reference.unknown")
	unknown.Ingredient = 99
	_, err = c.Illustrate(w.ctx, kept, unknown, drawing(w, 2, 2))
	w.refused(err, fault.NotFound, "ingredient.not_found")

	cup, err := c.PortionUnits.Get(w.ctx, 0, 1)
	w.must(err)
	portion, err := c.Portions.Get(w.ctx, 0, 1)
	w.must(err)
	details, err := c.Details(w.ctx, []nutrition.Ingredient{*milk, *meat, *milk})
	w.must(err)
	withImage := nutrition.Detail{Ingredient: *milk, Image: image}
	w.same(details, []nutrition.Detail{withImage, {Ingredient: *meat, Portions: []nutrition.NamedPortion{{Portion: *portion, Of: *cup}}}, withImage}, "details")
	w.same([2]int64{image.Width, image.Height}, [2]int64{800, 8}, "size")
	of, err := c.ImagesOf(w.ctx, []int64{1, 2})
	w.must(err)
	w.same(of, map[int64]*nutrition.Image{2: image}, "images by ingredient")
	wanted(g, c.Images, func(m *nutrition.Image) int64 { return m.ID }, []int64{image.ID}, nil, listing.Is("ingredient_uuid", milk.UUID))
	wanted(g, c.Images, func(m *nutrition.Image) int64 { return m.ID }, []int64{}, nil, listing.Is("ingredient_uuid", meat.UUID))
	f, opened, err := c.OpenImage(w.ctx, kept, image.UUID)
	w.must(err)
	w.must(f.Close())
	w.same(opened, image, "opened")
	_, _, err = c.OpenImage(w.ctx, kept, w.uuid())
	w.refused(err, fault.NotFound, "ingredient_image.not_found")
	used, err := w.HashInUse(w.ctx, image.Hash)
	w.must(err)
	w.same(used, true, "the picture's file is in use")
}

func contributions(w *world) {
	g := newGym(w)
	license := reference.License{ID: 1, FullName: "Free"}
	all, err := w.Contributions(w.ctx)
	w.must(err)
	w.same(all, []reference.Contribution{
		{Kind: "exercise", License: license, Author: "ana", Entries: 4}, {Kind: "translation", License: license, Author: "ana", Entries: 4},
		{Kind: "ingredient", License: license, Author: "ana", Entries: 2},
	}, "to whom the catalogue is owed")
	service := reference.NewContributions(w)
	before, err := service.All(w.ctx)
	w.must(err)
	w.same(before, all, "by the service")
	_, err = nutrition.NewCatalogue(g).Illustrate(w.ctx, &files{w, map[string][]byte{}},
		nutrition.Image{UUID: w.uuid(), Ingredient: 1, CreatedAt: noon, UpdatedAt: noon, Credit: reference.Credit{License: 1}}, drawing(w, 2, 2))
	w.must(err)
	after, err := service.All(w.ctx)
	w.must(err)
	w.same(after, append(all, reference.Contribution{Kind: "image", License: license, Entries: 1}), "when the catalogue has changed")
}
