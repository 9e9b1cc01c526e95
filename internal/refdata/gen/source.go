package main

import (
	"fmt"
	"math/big"
	"time"

	"palestra/internal/refdata"
)

// source is the files as they come.
type source struct {
	lists        refdata.Lists
	exercises    []exercise
	translations []translation
	ingredients  []ingredient
	units        []unit
	portions     []portion
}

type credit struct {
	License   int64  `json:"license"`
	Title     string `json:"license_title"`
	ObjectURL string `json:"license_object_url"`
	Author    string `json:"license_author"`
	AuthorURL string `json:"license_author_url"`
	SourceURL string `json:"license_derivative_source_url"`
	// Doubt marks rows whose text may have been copied without leave.
	Doubt bool `json:"attribution_doubt"`
}

func (c credit) short() refdata.Credit {
	return refdata.Credit{License: c.License, Title: c.Title, ObjectURL: c.ObjectURL, Author: c.Author, AuthorURL: c.AuthorURL, SourceURL: c.SourceURL}
}

type exercise struct {
	ID         int64     `json:"id"`
	UUID       string    `json:"uuid"`
	Category   int64     `json:"category"`
	Muscles    []int64   `json:"muscles"`
	Secondary  []int64   `json:"muscles_secondary"`
	Equipment  []int64   `json:"equipment"`
	Variation  *int64    `json:"variation_id"`
	Created    time.Time `json:"created"`
	LastUpdate time.Time `json:"last_update"`
	credit
}

type translation struct {
	ID          int64     `json:"id"`
	UUID        string    `json:"uuid"`
	Exercise    int64     `json:"exercise"`
	Language    int64     `json:"language"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Created     time.Time `json:"created"`
	LastUpdate  time.Time `json:"last_update"`
	Aliases     []struct {
		ID    int64  `json:"id"`
		UUID  string `json:"uuid"`
		Alias string `json:"alias"`
	} `json:"aliases"`
	Comments []struct {
		ID      int64  `json:"id"`
		UUID    string `json:"uuid"`
		Comment string `json:"comment"`
	} `json:"comments"`
	credit
}

type ingredient struct {
	ID            int64   `json:"id"`
	Language      int64   `json:"language"`
	Name          string  `json:"name"`
	Energy        int64   `json:"energy"`
	Protein       string  `json:"protein"`
	Carbohydrates string  `json:"carbohydrates"`
	Sugar         *string `json:"carbohydrates_sugar"`
	Fat           string  `json:"fat"`
	Saturated     *string `json:"fat_saturated"`
	Fiber         *string `json:"fiber"`
	Sodium        *string `json:"sodium"`
	Created       string  `json:"created"`
	LastUpdate    string  `json:"last_update"`
	credit
}

type unit struct {
	ID       int64  `json:"id"`
	Language int64  `json:"language"`
	Name     string `json:"name"`
}

type portion struct {
	ID         int64  `json:"id"`
	Ingredient int64  `json:"ingredient"`
	Unit       int64  `json:"unit"`
	Amount     string `json:"amount"`
	Gram       int64  `json:"gram"`
}

// training are the exercises that nothing is in doubt about, and their translations likewise.
func (s *source) training() ([]refdata.Exercise, []refdata.Translation, error) {
	kept := map[int64]bool{}
	var exercises []refdata.Exercise
	for _, e := range s.exercises {
		if e.Doubt {
			continue
		}
		kept[e.ID] = true
		exercises = append(exercises, refdata.Exercise{ID: e.ID, UUID: e.UUID, Category: e.Category, Muscles: e.Muscles, Secondary: e.Secondary,
			Equipment: e.Equipment, Variation: e.Variation, Created: e.Created.UnixMilli(), LastUpdate: e.LastUpdate.UnixMilli(), Credit: e.short()})
	}
	var translations []refdata.Translation
	for _, t := range s.translations {
		if t.Doubt || !kept[t.Exercise] {
			continue
		}
		row := refdata.Translation{ID: t.ID, UUID: t.UUID, Exercise: t.Exercise, Language: t.Language, Name: t.Name, Description: t.Description,
			Created: t.Created.UnixMilli(), LastUpdate: t.LastUpdate.UnixMilli(), Credit: t.short()}
		for _, a := range t.Aliases {
			row.Aliases = append(row.Aliases, refdata.Note{ID: a.ID, UUID: a.UUID, Text: a.Alias})
		}
		for _, c := range t.Comments {
			row.Comments = append(row.Comments, refdata.Note{ID: c.ID, UUID: c.UUID, Text: c.Comment})
		}
		translations = append(translations, row)
	}
	if len(exercises) == 0 || len(translations) == 0 {
		return nil, nil, fmt.Errorf("no exercises left")
	}
	return exercises, translations, nil
}

// food are the ingredients and their portions.
func (s *source) food() ([]refdata.Ingredient, []refdata.Portion, error) {
	var err error
	places := func(text string, one int64) int64 {
		n, e := scaled(text, one)
		if e != nil {
			err = e
		}
		return n
	}
	maybe := func(text *string) *int64 {
		if text == nil {
			return nil
		}
		n := places(*text, 1000)
		return &n
	}
	day := func(text string) int64 {
		d, e := time.Parse(time.DateOnly, text)
		if e != nil {
			err = e
		}
		return d.Unix() / 86400
	}
	var ingredients []refdata.Ingredient
	for _, i := range s.ingredients {
		ingredients = append(ingredients, refdata.Ingredient{ID: i.ID, Language: i.Language, Name: i.Name, Energy: i.Energy,
			Protein: places(i.Protein, 1000), Carbohydrates: places(i.Carbohydrates, 1000), Sugar: maybe(i.Sugar), Fat: places(i.Fat, 1000),
			Saturated: maybe(i.Saturated), Fiber: maybe(i.Fiber), Sodium: maybe(i.Sodium), Created: day(i.Created), LastUpdate: day(i.LastUpdate), Credit: i.short()})
	}
	var portions []refdata.Portion
	for _, p := range s.portions {
		portions = append(portions, refdata.Portion{ID: p.ID, Ingredient: p.Ingredient, Unit: p.Unit, Amount: places(p.Amount, 100), Gram: p.Gram})
	}
	return ingredients, portions, err
}

func (s *source) portionUnits() []refdata.PortionUnit {
	var all []refdata.PortionUnit
	for _, u := range s.units {
		all = append(all, refdata.PortionUnit(u))
	}
	return all
}

// scaled is a decimal as a whole number of 1/one.
func scaled(text string, one int64) (int64, error) {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0, fmt.Errorf("%q is no number", text)
	}
	r.Mul(r, big.NewRat(one, 1))
	if !r.IsInt() {
		return 0, fmt.Errorf("%s has more places than 1/%d", text, one)
	}
	return r.Num().Int64(), nil
}
