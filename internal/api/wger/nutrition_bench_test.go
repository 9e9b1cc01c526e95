package wger_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/unit"
	"palestra/internal/store/storetest"
)

// fullPlan gives ana a plan of 5 meals with 5 items each, and a year of weights.
func fullPlan(b testing.TB, w *world) {
	ctx, v := context.Background(), access.Viewer{Person: w.people["ana"]}
	deps := w.deps()
	plan, err := deps.Eating.Plans.Create(ctx, v, nutrition.Plan{Created: w.now})
	must(b, err)
	for range 5 {
		meal, err := deps.Eating.Meals.Create(ctx, v, nutrition.Meal{Plan: plan.ID, Position: 1})
		must(b, err)
		for n := range 5 {
			_, err := deps.Eating.Items.Create(ctx, v, nutrition.Item{Meal: meal.ID, Position: 1, Amount: nutrition.Amount{Ingredient: int64(n%2 + 1), Amount: unit.Hundredths(100_00 + n)}})
			must(b, err)
		}
	}
	for day := range 365 {
		_, err := deps.Body.Weights.Create(ctx, v, body.Weight{Day: time.Date(2025, 1, 1+day, 0, 0, 0, 0, time.UTC), Figure: 80_00, Unit: body.Kilogram})
		must(b, err)
	}
}

// BenchmarkCatalogue reads lists of the catalogue, as they are kept and, at an address that nobody asked before, made anew.
func BenchmarkCatalogue(b *testing.B) {
	w := newWorld(b, storetest.SQLite(b))
	h := w.dialect.Handler()
	for _, path := range []string{"exercise/?limit=20", "exercisebaseinfo/?limit=20"} {
		for name, ask := range map[string]func(i int) string{
			"kept": func(int) string { return path }, "anew": func(i int) string { return path + "&n=" + strconv.Itoa(i) },
		} {
			b.Run(path+"/"+name, func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					a := httptest.NewRecorder()
					if h.ServeHTTP(a, httptest.NewRequest(http.MethodGet, "/api/v2/"+ask(i), nil)); a.Code != http.StatusOK {
						b.Fatal(a.Code, a.Body)
					}
				}
			})
		}
	}
}

func BenchmarkFoodAndWeight(b *testing.B) {
	w := newWorld(b, storetest.SQLite(b))
	fullPlan(b, w)
	h := w.dialect.Handler()
	for _, path := range []string{
		"nutritionplan/1/nutritional_values/", "nutritionplaninfo/1/", "weightentry/?ordering=-date&limit=20", "weightentry/?ordering=-date&limit=900",
		"ingredientinfo/?limit=20", "ingredient/?limit=20", "userprofile/",
	} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "/api/v2/"+path, nil)
				must(b, w.sign("ana", r))
				a := httptest.NewRecorder()
				h.ServeHTTP(a, r)
				if a.Code != http.StatusOK {
					b.Fatal(strconv.Itoa(a.Code), a.Body)
				}
			}
		})
	}
}
