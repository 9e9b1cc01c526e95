package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

// larder fills a database with so many foods, of which several have the same name.
func larder(t testing.TB, s *store.Store, n int) {
	t.Helper()
	ctx := context.Background()
	if err := s.LoadLists(ctx, "lists", 0, strength.Lists{
		Languages: []reference.Language{{ID: 1, ShortName: "en"}}, Licenses: []reference.License{{ID: 1, ShortName: "CC0"}},
	}); err != nil {
		t.Fatal(err)
	}
	add(t, s, 0, n)
}

func add(t testing.TB, s *store.Store, from, n int) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	at := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for n > 0 {
		some := make([]nutrition.Ingredient, min(n, 5000))
		for i := range some {
			id := int64(from + i + 1)
			some[i] = nutrition.Ingredient{ID: id, UUID: fmt.Sprintf("00000000-0000-4000-a000-%012d", id), Language: 1, Name: fmt.Sprintf("Food %d", r.IntN(max(n/3, 1))),
				CreatedAt: at, UpdatedAt: at, Credit: reference.Credit{License: 1}}
		}
		if err := s.LoadIngredients(context.Background(), "ingredients", from, some); err != nil {
			t.Fatal(err)
		}
		from, n = from+len(some), n-len(some)
	}
}

// Pages far from the start are those that counting from the first row gives, in whichever order they are asked for, and after
// the catalogue has changed too.
func TestPagesOfTheCatalogueAreFoundFromAnywhere(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.Store{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			larder(t, s, 900)
			r := rand.New(rand.NewPCG(5, 6))
			for _, total := range []int{900, 1000} {
				if total > 900 {
					add(t, s, 900, total-900)
				}
				for _, keys := range [][]listing.Key{nil, {{Field: "id"}}, {{Field: "id", Descending: true}}, {{Field: "name", Descending: true}}, {{Field: "energy"}, {Field: "name", Descending: true}}} {
					all := foods(t, s, listing.Query{Order: keys, Limit: 5000}, total)
					for range 25 {
						offset, limit := r.IntN(total+20), 1+r.IntN(40)
						got := foods(t, s, listing.Query{Order: keys, Offset: offset, Limit: limit}, total)
						if want := all[min(offset, total):min(offset+limit, total)]; !slices.Equal(got, want) {
							t.Fatalf("%d from %d by %v: %v, not %v", limit, offset, keys, got, want)
						}
					}
				}
			}
		})
	}
}

func foods(t testing.TB, s *store.Store, q listing.Query, total int) []int64 {
	t.Helper()
	page, err := s.Ingredients().List(context.Background(), 0, q)
	if err != nil {
		t.Fatal(err)
	}
	if page.Count != int64(total) {
		t.Fatalf("there are %d foods, not %d", page.Count, total)
	}
	ids := make([]int64, len(page.Rows))
	for i := range page.Rows {
		ids[i] = page.Rows[i].ID
	}
	return ids
}

// BenchmarkFoodPages reads pages of half a million foods one after the other: at the start, and far from it.
func BenchmarkFoodPages(b *testing.B) {
	s := storetest.SQLite(b)
	const total = 500_000
	larder(b, s, total)
	for _, start := range []int{0, 400_000} {
		b.Run(fmt.Sprint(start), func(b *testing.B) {
			foods(b, s, listing.Query{Offset: start}, total)
			b.ResetTimer()
			for i := 0; b.Loop(); i++ {
				foods(b, s, listing.Query{Offset: start + i%4000*20}, total)
			}
		})
	}
	b.Run("from nowhere", func(b *testing.B) {
		r := rand.New(rand.NewPCG(7, 8))
		for b.Loop() {
			foods(b, s, listing.Query{Offset: r.IntN(total)}, total)
		}
	})
}
