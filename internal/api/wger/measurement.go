package wger

import (
	"time"

	"palestra/internal/core/body"
	"palestra/internal/core/listing"
	"palestra/internal/core/unit"
)

var measurementCategories = resource[body.Category]{
	name: "measurement-category", title: "Category", model: "Category", about: "What the caller measures besides the weight.", need: signedIn, ways: readWrite,
	fields: []field[body.Category]{
		id(func(c *body.Category) *int64 { return &c.ID }),
		text("name", func(c *body.Category) *string { return &c.Name }).of("name").must().upTo(100),
		text("unit", func(c *body.Category) *string { return &c.Unit }).of("unit").must().upTo(30),
	},
	filters: []filter{byNumber("id", "id"), byText("name", "name"), byText("unit", "unit")},
	keeper:  func(d *Dialect) keeper[body.Category] { return d.body.Categories },
}

var measurements = resource[body.Measurement]{
	name: "measurement", title: "Measurement", model: "Measurement", about: "What the caller measured; one figure of a category a day.", need: signedIn, ways: readWrite,
	fields: []field[body.Measurement]{
		id(func(m *body.Measurement) *int64 { return &m.ID }),
		relation("category", func(m *body.Measurement) *int64 { return &m.Category }).of("category").must(),
		date("date", func(m *body.Measurement) *time.Time { return &m.Day }).of("day"),
		number("value", 6, func(m *body.Measurement) *unit.Hundredths { return &m.Value }).of("value").must().between(0, 5000_00),
		text("notes", func(m *body.Measurement) *string { return &m.Notes }).of("notes").upTo(100).orBlank(),
	},
	filters: []filter{
		byNumber("id", "id"), byRow("category", "category", func(d *Dialect) listing.Finder { return d.body.Categories.Owner }),
		byDate("date", "day"), byDecimal("value", "value", 2),
	},
	fresh:  func(d *Dialect, _ *call) body.Measurement { return body.Measurement{Day: d.today()} },
	unique: "The fields date, category must make a unique set.",
	keeper: func(d *Dialect) keeper[body.Measurement] { return d.body.Measurements },
}
