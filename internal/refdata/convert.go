package refdata

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

func (c Credit) credit() reference.Credit {
	return reference.Credit{License: c.License, Title: c.Title, ObjectURL: c.ObjectURL, Author: c.Author, AuthorURL: c.AuthorURL, DerivativeSourceURL: c.SourceURL}
}

// each converts rows.
func each[A, B any](rows []A, convert func(A) B) []B {
	all := make([]B, len(rows))
	for i, r := range rows {
		all[i] = convert(r)
	}
	return all
}

// lists are all short ones as a single row. The groups of variations are those that exercises name.
func lists() ([]strength.Lists, error) {
	l, err := read[Lists]("lists")
	if err != nil {
		return nil, err
	}
	rows, err := read[[]Exercise]("exercises")
	if err != nil {
		return nil, err
	}
	var groups []int64
	for _, e := range rows {
		if e.Variation != nil {
			groups = append(groups, *e.Variation)
		}
	}
	slices.Sort(groups)
	return []strength.Lists{{
		Languages: each(l.Languages, func(r Language) reference.Language {
			return reference.Language{ID: r.ID, ShortName: r.ShortName, FullName: r.FullName, FullNameEnglish: r.FullNameEn}
		}),
		Licenses:   each(l.Licenses, func(r License) reference.License { return reference.License(r) }),
		Equipment:  each(l.Equipment, func(r Item) strength.Equipment { return strength.Equipment(r) }),
		Categories: each(l.Categories, func(r Item) strength.Category { return strength.Category(r) }),
		Muscles: each(l.Muscles, func(r Muscle) strength.Muscle {
			return strength.Muscle{ID: r.ID, Name: r.Name, NameEnglish: r.NameEn, Front: r.IsFront}
		}),
		RepetitionUnits: each(l.RepetitionUnits, func(r RepetitionUnit) strength.RepetitionUnit {
			return strength.RepetitionUnit{ID: r.ID, Name: r.Name, Type: r.UnitType, Multiplier: r.Multiplier}
		}),
		LoadUnits:  each(l.WeightUnits, func(r Item) strength.LoadUnit { return strength.LoadUnit(r) }),
		Variations: each(slices.Compact(groups), func(id int64) strength.Variation { return strength.Variation{ID: id} }),
	}}, nil
}

func exercises() ([]strength.Exercise, error) {
	rows, err := read[[]Exercise]("exercises")
	return each(rows, func(e Exercise) strength.Exercise {
		return strength.Exercise{ID: e.ID, UUID: e.UUID, Category: e.Category, Muscles: e.Muscles, Secondary: e.Secondary, Equipment: e.Equipment,
			Variation: e.Variation, CreatedAt: milliseconds(e.Created), UpdatedAt: milliseconds(e.LastUpdate), Credit: e.credit()}
	}), err
}

func translations() ([]strength.Worded, error) {
	rows, err := read[[]Translation]("translations")
	return each(rows, func(t Translation) strength.Worded {
		return strength.Worded{
			Translation: strength.Translation{ID: t.ID, UUID: t.UUID, Exercise: t.Exercise, Language: t.Language, Name: t.Name, Description: t.Description,
				CreatedAt: milliseconds(t.Created), UpdatedAt: milliseconds(t.LastUpdate), Credit: t.credit()},
			Aliases: each(t.Aliases, func(n Note) strength.Alias {
				return strength.Alias{ID: n.ID, UUID: n.UUID, Translation: t.ID, Alias: n.Text}
			}),
			Comments: each(t.Comments, func(n Note) strength.Comment {
				return strength.Comment{ID: n.ID, UUID: n.UUID, Translation: t.ID, Comment: n.Text}
			}),
		}
	}), err
}

func portionUnits() ([]nutrition.PortionUnit, error) {
	rows, err := read[[]PortionUnit]("portion_units")
	return each(rows, func(u PortionUnit) nutrition.PortionUnit { return nutrition.PortionUnit(u) }), err
}

// foods is the name space of the UUIDs of foods.
var foods = uuid.MustParse("6f1c1f0e-6f0b-5a3e-9d55-0b8d2f0c3a11")

func ingredients() ([]nutrition.Ingredient, error) {
	rows, err := read[[]Ingredient]("ingredients")
	return each(rows, func(i Ingredient) nutrition.Ingredient {
		return nutrition.Ingredient{
			ID: i.ID, UUID: uuid.NewSHA1(foods, []byte(strconv.FormatInt(i.ID, 10))).String(), Language: i.Language, Name: i.Name,
			CreatedAt: days(i.Created), UpdatedAt: days(i.LastUpdate), Energy: i.Energy, Protein: unit.Thousandths(i.Protein),
			Carbohydrates: unit.Thousandths(i.Carbohydrates), Fat: unit.Thousandths(i.Fat), Sugar: (*unit.Thousandths)(i.Sugar),
			Saturated: (*unit.Thousandths)(i.Saturated), Fiber: (*unit.Thousandths)(i.Fiber), Sodium: (*unit.Thousandths)(i.Sodium), Credit: i.credit(),
		}
	}), err
}

func portions() ([]nutrition.Portion, error) {
	rows, err := read[[]Portion]("portions")
	return each(rows, func(p Portion) nutrition.Portion {
		return nutrition.Portion{ID: p.ID, Ingredient: p.Ingredient, Unit: p.Unit, Amount: unit.Hundredths(p.Amount), Gram: p.Gram}
	}), err
}

func milliseconds(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
func days(n int64) time.Time          { return time.Unix(n*86400, 0).UTC() }
