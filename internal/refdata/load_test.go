package refdata_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
	"palestra/internal/refdata"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

var quiet = slog.New(slog.DiscardHandler)

// onBoth runs a test on a database of each kind.
func onBoth(t *testing.T, test func(*testing.T, *store.Store)) {
	t.Run("SQLite", func(t *testing.T) { test(t, storetest.SQLite(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, storetest.Postgres(t)) })
}

func load(t *testing.T, s refdata.Store) {
	t.Helper()
	if err := refdata.Load(context.Background(), s, quiet, refdata.All); err != nil {
		t.Fatal(err)
	}
}

func count[T any](t *testing.T, r listing.Reader[T], conditions ...listing.Condition) int64 {
	t.Helper()
	page, err := r.List(context.Background(), 0, listing.Query{Conditions: conditions, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	return page.Count
}

// counts are how many rows of each kind there are.
func counts(t *testing.T, s *store.Store) map[string]int64 {
	return map[string]int64{
		"languages": count(t, s.Languages()), "licenses": count(t, s.Licenses()), "muscles": count(t, s.Muscles()), "equipment": count(t, s.ExerciseEquipment()),
		"categories": count(t, s.ExerciseCategories()), "repetition units": count(t, s.RepetitionUnits()), "load units": count(t, s.LoadUnits()),
		"variations": count(t, s.Variations()), "exercises": count(t, s.Exercises()), "translations": count(t, s.Translations()), "weekdays": count(t, s.Weekdays()),
		"ingredients": count(t, s.Ingredients()), "portions": count(t, s.Portions()), "portion units": count(t, s.PortionUnits()),
	}
}

var whole = map[string]int64{
	"languages": 33, "licenses": 5, "muscles": 16, "equipment": 12, "categories": 8, "repetition units": 8, "load units": 6, "variations": 39,
	"exercises": 867, "translations": 2011, "ingredients": 9207, "portions": 14274, "portion units": 1897, "weekdays": 7,
}

func TestEverythingIsLoadedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		load(t, s)
		version, err := s.CatalogueVersion(context.Background())
		if err != nil || version == 0 {
			t.Fatalf("version %d (%v)", version, err)
		}
		load(t, s)
		if d := cmp.Diff(whole, counts(t, s)); d != "" {
			t.Errorf("rows (-want +got):\n%s", d)
		}
		if again, err := s.CatalogueVersion(context.Background()); err != nil || again != version {
			t.Errorf("the second load changed version %d to %d (%v)", version, again, err)
		}
	})
}

// interrupted fails at the nth chunk that is stored.
type interrupted struct {
	*store.Store
	left int
}

var errInterrupted = errors.New("interrupted")

func (s *interrupted) LoadIngredients(ctx context.Context, kind string, from int, rows []nutrition.Ingredient) error {
	if s.left--; s.left < 0 {
		return errInterrupted
	}
	return s.Store.LoadIngredients(ctx, kind, from, rows)
}

func TestAnInterruptedLoadGoesOn(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		if err := refdata.Load(ctx, &interrupted{s, 2}, quiet, refdata.All); !errors.Is(err, errInterrupted) {
			t.Fatalf("got %v", err)
		}
		if n := count(t, s.Ingredients()); n == 0 || n == whole["ingredients"] {
			t.Fatalf("%d ingredients after the interruption", n)
		}
		load(t, s)
		if d := cmp.Diff(whole, counts(t, s)); d != "" {
			t.Errorf("rows (-want +got):\n%s", d)
		}
	})
}

func TestSeveralProcessesLoadAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		done := make(chan error)
		for range 3 {
			go func() { done <- refdata.Load(context.Background(), s, quiet, refdata.All) }()
		}
		for range 3 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if d := cmp.Diff(whole, counts(t, s)); d != "" {
			t.Errorf("rows (-want +got):\n%s", d)
		}
	})
}

func TestFoodsMayStayOut(t *testing.T) {
	s := storetest.SQLite(t)
	if err := refdata.Load(context.Background(), s, quiet, refdata.Training); err != nil {
		t.Fatal(err)
	}
	if n := count(t, s.Ingredients()); n != 0 {
		t.Errorf("%d ingredients", n)
	}
	if n := count(t, s.Exercises()); n != whole["exercises"] {
		t.Errorf("%d exercises", n)
	}
}

func TestRowsKeepWhatTheyHave(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		load(t, s)
		ctx := context.Background()
		got, err := s.Exercises().Get(ctx, 0, 9)
		if err != nil {
			t.Fatal(err)
		}
		want := strength.Exercise{ID: 9, UUID: "1b020b3a-3732-4c7e-92fd-a0cec90ed69b", Category: 10, Equipment: []int64{10}, Variation: got.Variation,
			CreatedAt: got.CreatedAt, UpdatedAt: got.UpdatedAt, Credit: reference.Credit{License: 2, Author: "deusinvictus"}}
		if d := cmp.Diff(&want, got, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("exercise (-want +got):\n%s", d)
		}
		if got.Variation == nil || *got.Variation != 47 || got.CreatedAt.Format("2006-01-02T15:04:05.000") != "2023-08-06T08:17:17.417" && got.CreatedAt.Year() != 2023 {
			t.Errorf("variation %v, created %v", got.Variation, got.CreatedAt)
		}
		butter, err := s.Ingredients().Get(ctx, 0, 2)
		if err != nil {
			t.Fatal(err)
		}
		if butter.Name != "Butter, salted" || butter.Energy != 717 || butter.Fat.String() != "81.110" || butter.Sodium.String() != "0.714" || butter.Credit.Author != "wger.de" {
			t.Errorf("got %+v", butter)
		}
		if n := count(t, s.Portions(), listing.Is("ingredient", int64(2))); n == 0 {
			t.Error("no portions of butter")
		}
		for _, id := range []int64{202, 260, 580, 655, 688} {
			if _, err := s.Exercises().Get(ctx, 0, id); err == nil {
				t.Errorf("exercise %d, whose source is in doubt, is there", id)
			}
		}
	})
}

// Both databases find the same, in the same order.
func TestSearchIsTheSameOnBoth(t *testing.T) {
	found := map[string][][]string{}
	onBoth(t, func(t *testing.T, s *store.Store) {
		load(t, s)
		ctx := context.Background()
		foods, training := nutrition.NewCatalogue(s), strength.NewCatalogue(s)
		var all [][]string
		for _, term := range []string{"brocoli", "chikcen breast", "milk", "eg", "PÂTÉ", "appel", "bannana", "zzzzqqq", "", "---", `"x" OR`, "東京"} {
			rows, err := foods.Search(ctx, term, nil, 40)
			if err != nil {
				t.Fatalf("%q: %v", term, err)
			}
			all = append(all, each(rows, func(f nutrition.Found) string { return f.Ingredient.Name }))
		}
		for _, term := range []string{"bench pres", "Kniebeuge", "CRUNCHES", "schulterheben kh", "biceps curll"} {
			rows, err := training.Search(ctx, term, []int64{1, 2}, 40)
			if err != nil {
				t.Fatalf("%q: %v", term, err)
			}
			all = append(all, each(rows, func(f strength.Found) string { return f.Translation.Name }))
		}
		found[t.Name()] = all
	})
	var first [][]string
	for engine, all := range found {
		if first == nil {
			first = all
		}
		if d := cmp.Diff(first, all); d != "" {
			t.Errorf("%s differs:\n%s", engine, d)
		}
	}
}

func each[A, B any](rows []A, convert func(A) B) []B {
	var all []B
	for _, r := range rows {
		all = append(all, convert(r))
	}
	return all
}

func TestSearchForgives(t *testing.T) {
	s := storetest.SQLite(t)
	load(t, s)
	ctx := context.Background()
	foods, training := nutrition.NewCatalogue(s), strength.NewCatalogue(s)
	for term, want := range map[string]string{
		"brocoli raw": "Broccoli, raw", "butter salted": "Butter, salted", "BUTTER, SÁLTED": "Butter, salted", "buter salted": "Butter, salted",
	} {
		rows, err := foods.Search(ctx, term, []int64{2}, 5)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 || rows[0].Ingredient.Name != want {
			t.Errorf("%q found %q first, want %q", term, each(rows, func(f nutrition.Found) string { return f.Ingredient.Name }), want)
		}
	}
	for term, want := range map[string]string{"bench pres": "Bench Press", "crunchs": "Crunches", "schulterheben kh": ""} {
		rows, err := training.Search(ctx, term, []int64{1, 2}, 10)
		if err != nil {
			t.Fatal(err)
		}
		names := each(rows, func(f strength.Found) string { return f.Translation.Name })
		if len(rows) == 0 || want != "" && !slices.Contains(names, want) {
			t.Errorf("%q found %q, want %q", term, names, want)
		}
	}
	if rows, err := foods.Search(ctx, "milk", []int64{6}, 500); err != nil || len(rows) > reference.MaxFound {
		t.Errorf("%d rows (%v)", len(rows), err)
	}
}

func BenchmarkLoad(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.Store{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s := open(b)
				b.StartTimer()
				if err := refdata.Load(context.Background(), s, quiet, refdata.All); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.Store{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			s := open(b)
			if err := refdata.Load(context.Background(), s, quiet, refdata.All); err != nil {
				b.Fatal(err)
			}
			foods := nutrition.NewCatalogue(s)
			for _, term := range []string{"chicken breast", "brocoli", "beef", "milk whole", "raw cooked without salt"} {
				b.Run(term, func(b *testing.B) {
					for b.Loop() {
						if _, err := foods.Search(context.Background(), term, []int64{2}, 150); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}
