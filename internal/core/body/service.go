package body

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
)

// Store keeps what people measure. A broken rule of one entry a day is fault.Conflict, "weight.day_taken" or
// "measurement.day_taken".
type Store interface {
	Weights() listing.Rows[Weight]
	MeasurementCategories() listing.Rows[Category]
	Measurements() listing.Rows[Measurement]
	ProgressPictures() listing.Rows[Picture]
	// PictureByName finds one by the name of its file; fault.NotFound "picture.not_found".
	PictureByName(ctx context.Context, name string) (*Picture, error)
	// ReplaceWeight stores an entry, in place of the one of its day, and fills in its id.
	ReplaceWeight(ctx context.Context, w *Weight) error
	// BodyProfile is that of a person, DefaultProfile when nothing is stored.
	BodyProfile(ctx context.Context, owner int64) (*Profile, error)
	// UpdateBodyProfile reads it under a lock, lets change alter it, and stores it.
	UpdateBodyProfile(ctx context.Context, owner int64, change func(*Profile) error) (*Profile, error)
}

// Options are what the service needs besides its store.
type Options struct {
	// NewUUID makes random version-4 UUIDs.
	NewUUID func() string
	// Files keeps pictures; without it there is no gallery.
	Files Files
}

// Service is for people's own measurements; see listing.Own for what all kinds refuse. Beyond that: fault.Conflict
// "weight.day_taken" and "measurement.day_taken". It is safe for concurrent use.
type Service struct {
	Weights      *listing.Own[Weight]
	Categories   *listing.Own[Category]
	Measurements *listing.Own[Measurement]
	Gallery      *Gallery

	store Store
}

// New makes the service.
func New(s Store, opt Options) *Service {
	categories := listing.NewOwn(s.MeasurementCategories(), listing.Rules[Category]{
		Prepare: func(v access.Viewer, c *Category) { c.Owner, c.UUID = v.ID(), opt.NewUUID() },
		Check:   checkCategory,
	})
	return &Service{
		store: s, Gallery: newGallery(s, opt),
		Weights: listing.NewOwn(s.Weights(), listing.Rules[Weight]{
			Prepare: func(v access.Viewer, w *Weight) { w.Owner = v.ID() },
			Check:   CheckWeight,
		}),
		Categories: categories,
		Measurements: listing.NewOwn(s.Measurements(), listing.Rules[Measurement]{
			Prepare: func(v access.Viewer, m *Measurement) { m.Owner, m.UUID = v.ID(), opt.NewUUID() },
			References: func(m *Measurement) []listing.Reference {
				return []listing.Reference{{Field: "category", ID: m.Category, Find: categories.Owner}}
			},
			Check: checkMeasurement,
		}),
	}
}

// CheckWeight wants 20 to 900 of the unit, which leaves room for what each API takes, and computes the milligrams. Errors:
// fault.Invalid "fields.invalid" on "unit" or "weight".
func CheckWeight(w *Weight) error {
	var c listing.Check
	c.Choice("unit", w.Unit, Kilogram, Pound)
	c.Decimal("weight", int64(w.Figure), 20_00, 900_00, 100)
	w.Day, w.Milligrams = date(w.Day), Milligrams(w.Figure, w.Unit)
	return c.Err()
}

func checkCategory(k *Category) error {
	var c listing.Check
	c.Length("name", k.Name, 1, 100)
	c.Length("unit", k.Unit, 1, 30)
	return c.Err()
}

func checkMeasurement(m *Measurement) error {
	var c listing.Check
	c.Decimal("value", int64(m.Value), 0, 5000_00, 100)
	c.Length("notes", m.Notes, 0, 100)
	m.Day = date(m.Day)
	return c.Err()
}

// date is the day of a moment, as written.
func date(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
