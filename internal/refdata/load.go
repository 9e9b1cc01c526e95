package refdata

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"palestra/internal/core/nutrition"
	"palestra/internal/core/strength"
)

// Store takes the rows in. Each method that stores is one transaction: it stores rows that follow the first `from` of their
// kind and remembers how far it came, or does nothing when others are further already.
type Store interface {
	// LoadedReference is how many rows of a kind are in place.
	LoadedReference(ctx context.Context, kind string) (int, error)
	LoadLists(ctx context.Context, kind string, from int, lists strength.Lists) error
	LoadExercises(ctx context.Context, kind string, from int, rows []strength.Exercise) error
	LoadTranslations(ctx context.Context, kind string, from int, rows []strength.Worded) error
	LoadPortionUnits(ctx context.Context, kind string, from int, rows []nutrition.PortionUnit) error
	LoadIngredients(ctx context.Context, kind string, from int, rows []nutrition.Ingredient) error
	LoadPortions(ctx context.Context, kind string, from int, rows []nutrition.Portion) error
}

// Selection is what to load.
type Selection uint8

// The selections: Training is the exercises and all short lists, All the foods as well.
const (
	Training Selection = iota
	All
)

// chunk is how many rows one transaction stores: few enough to let others write in between.
const chunk = 2500

// Load stores what is not there yet. It can be interrupted at any moment and called again, by several processes at once too.
// Once everything is in place it costs a query for each kind.
func Load(ctx context.Context, s Store, log *slog.Logger, what Selection) error {
	l := loader{s: s, begun: time.Now()}
	l.run(ctx, "lists", func(ctx context.Context, kind string) error {
		return load(ctx, s, kind, lists, func(ctx context.Context, kind string, from int, rows []strength.Lists) error {
			return s.LoadLists(ctx, kind, from, rows[0])
		})
	})
	l.run(ctx, "exercises", func(ctx context.Context, kind string) error { return load(ctx, s, kind, exercises, s.LoadExercises) })
	l.run(ctx, "translations", func(ctx context.Context, kind string) error {
		return load(ctx, s, kind, translations, s.LoadTranslations)
	})
	if what == All {
		l.run(ctx, "portion_units", func(ctx context.Context, kind string) error {
			return load(ctx, s, kind, portionUnits, s.LoadPortionUnits)
		})
		l.run(ctx, "ingredients", func(ctx context.Context, kind string) error {
			return load(ctx, s, kind, ingredients, s.LoadIngredients)
		})
		l.run(ctx, "portions", func(ctx context.Context, kind string) error { return load(ctx, s, kind, portions, s.LoadPortions) })
	}
	if l.err != nil {
		return fmt.Errorf("refdata: %w", l.err)
	}
	if l.stored > 0 {
		log.Info("the catalogue is in place", "kinds", l.stored, "took", time.Since(l.begun).Round(time.Millisecond))
	}
	return nil
}

// sizes are how many rows each file has, so that a start with everything in place need not decode them; a test counts.
var sizes = map[string]int{"lists": 1, "exercises": 867, "translations": 2011, "portion_units": 1897, "ingredients": 9207, "portions": 14274}

// loader goes through the kinds until one fails.
type loader struct {
	s      Store
	begun  time.Time
	stored int
	err    error
}

func (l *loader) run(ctx context.Context, kind string, store func(context.Context, string) error) {
	if l.err != nil {
		return
	}
	var n int
	if n, l.err = l.s.LoadedReference(ctx, kind); l.err != nil || n >= sizes[kind] {
		return
	}
	l.err = store(ctx, kind)
	l.stored++
}

// load stores the rest of one kind, a chunk at a time.
func load[T any](ctx context.Context, s Store, kind string, read func() ([]T, error), store func(context.Context, string, int, []T) error) error {
	rows, err := read()
	if err != nil {
		return err
	}
	for {
		from, err := s.LoadedReference(ctx, kind)
		if err != nil || from >= len(rows) {
			return err
		}
		if err := store(ctx, kind, from, rows[from:min(from+chunk, len(rows))]); err != nil {
			return fmt.Errorf("%s from %d: %w", kind, from, err)
		}
	}
}
