package store

import (
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

var weightKind = &kind[body.Weight]{
	noun: "weight", table: "weight_entry", owned: true, columns: "owner_id, day_us, weight_mg, figure_centi, unit",
	places: func(w *body.Weight) []any {
		return []any{(*whole)(&w.ID), (*whole)(&w.Owner), (*instant)(&w.Day), (*whole)(&w.Milligrams), (*whole)(&w.Figure), (*word)(&w.Unit)}
	},
	values: func(w *body.Weight) []any {
		return []any{w.Owner, moment(w.Day), w.Milligrams, int64(w.Figure), w.Unit}
	},
	id:     func(w *body.Weight) *int64 { return &w.ID },
	fields: map[string]field{"id": num("id"), "day": at("day_us"), "weight": num("weight_mg")},
	order:  "day_us, id",
	taken:  fault.New(fault.Conflict, "weight.day_taken", "there is an entry for this day already"),
}

var measurementCategoryKind = &kind[body.Category]{
	noun: "measurement_category", table: "measurement_category", owned: true, columns: "uuid, owner_id, name, unit",
	places: func(c *body.Category) []any {
		return []any{(*whole)(&c.ID), (*word)(&c.UUID), (*whole)(&c.Owner), (*word)(&c.Name), (*word)(&c.Unit)}
	},
	values: func(c *body.Category) []any { return []any{c.UUID, c.Owner, c.Name, c.Unit} },
	id:     func(c *body.Category) *int64 { return &c.ID },
	fields: map[string]field{"id": num("id"), "uuid": words("uuid"), "name": words("name"), "unit": words("unit")},
	order:  "name DESC, id DESC",
}

var measurementKind = &kind[body.Measurement]{
	noun: "measurement", table: "measurement", owned: true, columns: "uuid, owner_id, category_id, day_us, value_centi, notes",
	places: func(m *body.Measurement) []any {
		return []any{(*whole)(&m.ID), (*word)(&m.UUID), (*whole)(&m.Owner), (*whole)(&m.Category), (*instant)(&m.Day), (*whole)(&m.Value), (*word)(&m.Notes)}
	},
	values: func(m *body.Measurement) []any {
		return []any{m.UUID, m.Owner, m.Category, moment(m.Day), int64(m.Value), m.Notes}
	},
	id: func(m *body.Measurement) *int64 { return &m.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "category": num("category_id"), "day": at("day_us"), "value": num("value_centi"), "notes": words("notes"),
	},
	order: "day_us DESC, id DESC",
	taken: fault.New(fault.Conflict, "measurement.day_taken", "there is a measurement of this category for this day already"),
}

// Weights are how much people weigh.
func (s *Store) Weights() listing.Rows[body.Weight] { return rows[body.Weight]{s, weightKind} }

// MeasurementCategories are the kinds of measurements that people take.
func (s *Store) MeasurementCategories() listing.Rows[body.Category] {
	return rows[body.Category]{s, measurementCategoryKind}
}

// Measurements are figures of these kinds.
func (s *Store) Measurements() listing.Rows[body.Measurement] {
	return rows[body.Measurement]{s, measurementKind}
}
