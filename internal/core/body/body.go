// Package body is what people measure about themselves: their weight, other measurements, and pictures of their progress.
//
//	entry, err := s.Weights.Create(ctx, viewer, body.Weight{Day: today, Figure: 8050, Unit: body.Kilogram})
//	entry.In(body.Pound) // 177.47
//
// Field names for conditions and orders:
//
//	Weights       id, day, weight (in milligrams)
//	Categories    id, uuid, name, unit
//	Measurements  id, uuid, category, day, value (in hundredths), notes
//	Gallery       id, day, description
package body

import (
	"time"

	"palestra/internal/core/unit"
)

// The units that weights are entered in.
const (
	Kilogram = "kg"
	Pound    = "lb"
)

// tenThousandths are ten thousandths of a milligram in a hundredth of a unit. The pound is that of the international agreement of 1959, 453.59237 g.

var tenThousandths = map[string]int64{Kilogram: 10_000 * 10_000, Pound: 45_359_237}

// Weight is how much somebody weighed on a day. There is one series a person, with at most one entry a day.
type Weight struct {
	ID, Owner int64
	// Day is a date at midnight UTC.
	Day time.Time
	// Figure and Unit are what was entered, in hundredths of "kg" or "lb".
	Figure unit.Hundredths
	Unit   string
	// Milligrams are the same weight; the service computes them.
	Milligrams int64
}

// In is the weight in a unit, to the nearest hundredth; what was entered, when it was entered in that one.
func (w *Weight) In(u string) unit.Hundredths {
	if u == w.Unit {
		return w.Figure
	}
	one := tenThousandths[u]
	return unit.Hundredths((w.Milligrams*10_000*2 + one) / (2 * one))
}

// Milligrams is a figure in a unit, "kg" or "lb", as weights are compared.
func Milligrams(figure unit.Hundredths, u string) int64 {
	return (int64(figure)*tenThousandths[u] + 5_000) / 10_000
}

// Category is a kind of measurement that somebody takes, with its unit.
type Category struct {
	ID, Owner  int64
	UUID       string
	Name, Unit string
}

// Measurement is one figure of a category on a day; at most one a day.
type Measurement struct {
	ID, Owner int64
	UUID      string
	Category  int64
	// Day is a date at midnight UTC.
	Day   time.Time
	Value unit.Hundredths
	Notes string
}
