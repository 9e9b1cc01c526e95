package wger

import (
	"context"
	"slices"

	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// everything is a page that holds all there can be of a few exercises.
func everything(conditions ...listing.Condition) listing.Query {
	return listing.Query{Conditions: conditions, Limit: listing.MaxLimit, Order: []listing.Key{{Field: "id"}}}
}

// values makes the values of a condition from ids.
func values(ids []int64) []any {
	all := make([]any, len(ids))
	for i, n := range ids {
		all[i] = n
	}
	return all
}

// lookup reads the rows that have one of the ids in a field, in the order of their own ids.
func lookup[T any](ctx context.Context, rows listing.Reader[T], field string, ids []int64) ([]T, error) {
	var all []T
	for chunk := range slices.Chunk(ids, 500) {
		page, err := rows.List(ctx, 0, everything(listing.Is(field, values(chunk)...)))
		if err != nil {
			return nil, err
		}
		all = append(all, page.Rows...)
	}
	return all, nil
}

// grouped sorts rows into those of each key.
func grouped[T any](rows []T, key func(*T) int64) map[int64][]T {
	m := make(map[int64][]T, len(rows))
	for _, r := range rows {
		m[key(&r)] = append(m[key(&r)], r)
	}
	return m
}

// byID finds rows by their id.
func byID[T any](rows []T, id func(*T) int64) map[int64]*T {
	m := make(map[int64]*T, len(rows))
	for i := range rows {
		m[id(&rows[i])] = &rows[i]
	}
	return m
}

// shortLists are the rows that exercises name, by id.
type shortLists struct {
	muscles    map[int64]*strength.Muscle
	equipment  map[int64]*strength.Equipment
	categories map[int64]*strength.Category
}

func (d *Dialect) shortLists(ctx context.Context) (*shortLists, error) {
	m, err := d.catalogue.Muscles.List(ctx, 0, everything())
	if err != nil {
		return nil, err
	}
	e, err := d.catalogue.Equipment.List(ctx, 0, everything())
	if err != nil {
		return nil, err
	}
	c, err := d.catalogue.Categories.List(ctx, 0, everything())
	if err != nil {
		return nil, err
	}
	return &shortLists{
		muscles:    byID(m.Rows, func(m *strength.Muscle) int64 { return m.ID }),
		equipment:  byID(e.Rows, func(e *strength.Equipment) int64 { return e.ID }),
		categories: byID(c.Rows, func(c *strength.Category) int64 { return c.ID }),
	}, nil
}
