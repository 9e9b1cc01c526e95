package wger

import (
	"context"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/listing"
	"palestra/internal/core/unit"
)

// weightRow is an entry with its figure in the unit of the viewer's profile. An entry that keeps its figure keeps what was
// entered, whatever the unit was.
type weightRow struct {
	body.Weight
	unit   string
	figure unit.Hundredths
}

var weightEntries = resource[weightRow]{
	name: "weightentry", title: "Weight Entry", model: "WeightEntry", about: "How much the caller weighed, in the unit of the profile; one entry a day.",
	need: signedIn, ways: readWrite,
	fields: []field[weightRow]{
		id(func(w *weightRow) *int64 { return &w.ID }),
		date("date", func(w *weightRow) *time.Time { return &w.Day }).of("day").must(),
		hundredths("weight", 5, func(w *weightRow) *unit.Hundredths { return &w.figure }).of("weight").must().between(30_00, 600_00),
		relation("user", func(w *weightRow) *int64 { return &w.Owner }).readOnly(),
	},
	filters: slices.Concat(
		[]filter{byNumber("id", "id"), byNumber("id", "id").among()},
		compared(byWeight()), compared(byDate("date", "day")),
	),
	unique: "The fields date, user must make a unique set.",
	keeper: func(d *Dialect) keeper[weightRow] { return weightKeeper{d.body} },
}

// byWeight compares with a figure in the viewer's unit.
func byWeight() filter {
	f := byDecimal("weight", "weight", 2)
	f.convert = func(d *Dialect, c *call, v any) any {
		in := body.Kilogram
		if p, err := d.body.Profile(c.ctx(), c.v); err == nil { // the list itself fails for the same reason
			in = p.WeightUnit
		}
		return body.Milligrams(unit.Hundredths(v.(int64)), in)
	}
	return f
}

// weightKeeper turns figures from the unit that they were entered in into that of the profile.
type weightKeeper struct{ body *body.Service }

func (k weightKeeper) row(ctx context.Context, v access.Viewer, w *body.Weight, err error) (*weightRow, error) {
	if err != nil {
		return nil, err
	}
	p, err := k.body.Profile(ctx, v)
	if err != nil {
		return nil, err
	}
	r := shownIn(*w, p.WeightUnit)
	return &r, nil
}

func shownIn(w body.Weight, in string) weightRow {
	return weightRow{Weight: w, unit: in, figure: w.In(in)}
}

// List gives one page.
func (k weightKeeper) List(ctx context.Context, v access.Viewer, q listing.Query) (listing.Page[weightRow], error) {
	p, err := k.body.Profile(ctx, v)
	if err != nil {
		return listing.Page[weightRow]{}, err
	}
	page, err := k.body.Weights.List(ctx, v, q)
	rows := make([]weightRow, len(page.Rows))
	for i, w := range page.Rows {
		rows[i] = shownIn(w, p.WeightUnit)
	}
	return listing.Page[weightRow]{Rows: rows, Count: page.Count}, err
}

// Get reads one entry.
func (k weightKeeper) Get(ctx context.Context, v access.Viewer, id int64) (*weightRow, error) {
	w, err := k.body.Weights.Get(ctx, v, id)
	return k.row(ctx, v, w, err)
}

// Create stores an entry in the profile's unit.
func (k weightKeeper) Create(ctx context.Context, v access.Viewer, r weightRow) (*weightRow, error) {
	p, err := k.body.Profile(ctx, v)
	if err != nil {
		return nil, err
	}
	w, err := k.body.Weights.Create(ctx, v, body.Weight{Day: r.Day, Figure: r.figure, Unit: p.WeightUnit})
	return k.row(ctx, v, w, err)
}

// Update changes an entry.
func (k weightKeeper) Update(ctx context.Context, v access.Viewer, id int64, change func(*weightRow) error) (*weightRow, error) {
	p, err := k.body.Profile(ctx, v)
	if err != nil {
		return nil, err
	}
	w, err := k.body.Weights.Update(ctx, v, id, func(w *body.Weight) error {
		r := shownIn(*w, p.WeightUnit)
		before := r.figure
		if err := change(&r); err != nil {
			return err
		}
		w.Day = r.Day
		if r.figure != before {
			w.Figure, w.Unit = r.figure, p.WeightUnit
		}
		return nil
	})
	return k.row(ctx, v, w, err)
}

// Delete removes an entry.
func (k weightKeeper) Delete(ctx context.Context, v access.Viewer, id int64) error {
	return k.body.Weights.Delete(ctx, v, id)
}
