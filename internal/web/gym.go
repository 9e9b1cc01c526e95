package web

import (
	"net/http"
	"strconv"
	"time"

	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
	"palestra/internal/web/format"
)

// Gym is what the pages about strength, food and the body stand on.
type Gym struct {
	Exercises *strength.Catalogue
	// Images opens the bytes of images of exercises.
	Images   ExerciseImages
	Training *strength.Service
	Foods    *nutrition.Catalogue
	Eating   *nutrition.Service
	Body     *body.Service
}

// ExerciseImages opens the bytes of images of exercises.
type ExerciseImages interface {
	Open(i *strength.Image) ([]byte, error)
}

// gymRoutes are the pages about strength, food and the body.
func (s *Site) gymRoutes() table {
	all := table{"POST /undo": s.member(s.undo)}
	for _, part := range []table{s.strengthRoutes(), s.exerciseRoutes(), s.routineRoutes(), s.foodRoutes(), s.nutritionRoutes(), s.bodyRoutes()} {
		for pattern, h := range part {
			all[pattern] = h
		}
	}
	return all
}

// today is the date that the reader has, as midnight UTC.
func (s *Site) today(who reader) time.Time { return dateOf(s.deps.Now(), who.print.Zone) }

// noonOf is a moment of a date for the printer, which writes moments in the reader's zone.
func noonOf(who reader, day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, who.print.Zone)
}

// queryDay is the date in ?day=2026-11-22; today without a good one.
func (s *Site) queryDay(r *http.Request, who reader) time.Time {
	if day, ok := parseDay(r.FormValue("day")); ok {
		return day
	}
	return s.today(who)
}

// rowID is a number in a path; anything else is of nothing.
func rowID(r *http.Request, name, noun string) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil || id < 1 {
		return 0, fault.Missing(noun)
	}
	return id, nil
}

// weightUnit is the unit that the reader weighs in, "kg" or "lb".
func weightUnit(who reader) string {
	if who.print.Units == format.Imperial {
		return body.Pound
	}
	return body.Kilogram
}

// hundredths reads a decimal with two places at most; one that is none is not ok.
func hundredths(s string) (unit.Hundredths, bool) {
	v, ok := parseDecimal(s)
	if !ok || v > 1e9 {
		return 0, false
	}
	return unit.Hundredths(v*100 + 0.5), true
}

// short writes a decimal of two places without zeros at its end, as the reader's language does.
func short(who reader, h unit.Hundredths) string {
	decimals := 2
	switch {
	case h%100 == 0:
		decimals = 0
	case h%10 == 0:
		decimals = 1
	}
	return who.print.Number(h.Float(), decimals)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// weightOf is a mass in kilograms in the reader's unit.
func weightOf(who reader, kilograms float64) float64 {
	if weightUnit(who) == body.Pound {
		return unit.Pound.Of(kilograms)
	}
	return kilograms
}

// quantityOf is a figure in the reader's unit of weight, with one decimal.
func quantityOf(who reader, v float64) format.Quantity {
	return format.Quantity{Value: who.print.Number(v, 1), Unit: weightUnit(who)}
}
