package wger

import (
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// hour is how long clients may keep what hardly ever changes.
const hour = time.Hour

var daysOfWeek = resource[strength.Weekday]{
	name: "daysofweek", title: "Days Of Week", model: "DaysOfWeek", about: "The days that parts of a routine fall on; a day's number is its place, Monday is 1.",
	ways: readOnly,
	// The id is not shown: clients count.
	fields:  []field[strength.Weekday]{text("day_of_week", func(d *strength.Weekday) *string { return &d.Name }).of("name").readOnly()},
	orders:  map[string]string{"id": "id"},
	filters: []filter{byText("day_of_week", "name")},
	keeper:  func(d *Dialect) keeper[strength.Weekday] { return readOnlyOf(d.catalogue.Weekdays) },
}

var equipment = resource[strength.Equipment]{
	name: "equipment", title: "Equipment", model: "Equipment", about: "What exercises are done with.", ways: readOnly, cache: hour,
	fields: []field[strength.Equipment]{
		id(func(e *strength.Equipment) *int64 { return &e.ID }),
		text("name", func(e *strength.Equipment) *string { return &e.Name }).of("name").upTo(50).must(),
	},
	filters: []filter{byText("name", "name")},
	keeper: func(d *Dialect) keeper[strength.Equipment] {
		return readOnlyOf(d.catalogue.Equipment)
	},
}

var categories = resource[strength.Category]{
	name: "exercisecategory", title: "Exercise Category", model: "ExerciseCategory", about: "The parts of the body that exercises are sorted by.", ways: readOnly, cache: hour,
	fields: []field[strength.Category]{
		id(func(e *strength.Category) *int64 { return &e.ID }),
		text("name", func(e *strength.Category) *string { return &e.Name }).of("name").upTo(100).must(),
	},
	filters: []filter{byText("name", "name")},
	keeper: func(d *Dialect) keeper[strength.Category] {
		return readOnlyOf(d.catalogue.Categories)
	},
}

var languages = resource[reference.Language]{
	name: "language", title: "Language", model: "Language", about: "The languages that texts are written in.", ways: readOnly, cache: hour,
	fields: []field[reference.Language]{
		id(func(l *reference.Language) *int64 { return &l.ID }),
		text("short_name", func(l *reference.Language) *string { return &l.ShortName }).of("short_name").upTo(2).must(),
		text("full_name", func(l *reference.Language) *string { return &l.FullName }).of("full_name").upTo(30).must(),
		text("full_name_en", func(l *reference.Language) *string { return &l.FullNameEnglish }).of("full_name_english").upTo(30).must(),
	},
	filters: []filter{byText("full_name", "full_name"), byText("short_name", "short_name")},
	keeper: func(d *Dialect) keeper[reference.Language] {
		return readOnlyOf(d.catalogue.Languages)
	},
}

var licenses = resource[reference.License]{
	name: "license", title: "License", model: "License", about: "The licences under which entries of the catalogue may be passed on.", ways: readOnly,
	fields: []field[reference.License]{
		id(func(l *reference.License) *int64 { return &l.ID }),
		text("full_name", func(l *reference.License) *string { return &l.FullName }).of("full_name").upTo(60).must(),
		text("short_name", func(l *reference.License) *string { return &l.ShortName }).of("short_name").upTo(15).must(),
		// Not a URL kind: it may be empty.
		text("url", func(l *reference.License) *string { return &l.URL }).of("url").upTo(200).orBlank(),
	},
	filters: []filter{byText("full_name", "full_name"), byText("short_name", "short_name"), byText("url", "url")},
	keeper: func(d *Dialect) keeper[reference.License] {
		return readOnlyOf(d.catalogue.Licenses)
	},
}

var muscles = resource[strength.Muscle]{
	name: "muscle", title: "Muscle", model: "Muscle", about: "The muscles that exercises train.", ways: readOnly, cache: hour,
	fields: []field[strength.Muscle]{
		id(func(m *strength.Muscle) *int64 { return &m.ID }),
		text("name", func(m *strength.Muscle) *string { return &m.Name }).of("name").upTo(50).must(),
		text("name_en", func(m *strength.Muscle) *string { return &m.NameEnglish }).of("name_english").upTo(50).orBlank(),
		boolean("is_front", func(m *strength.Muscle) *bool { return &m.Front }).of("front"),
		computed("image_url_main", textKind, nil, func(j *wire.Encoder, _ *call, m *strength.Muscle) { putMuscleImage(j, "main", m.ID) }),
		computed("image_url_secondary", textKind, nil, func(j *wire.Encoder, _ *call, m *strength.Muscle) { putMuscleImage(j, "secondary", m.ID) }),
	},
	filters: []filter{byText("name", "name"), byText("name_en", "name_english"), byFlag("is_front", "front")},
	keeper:  func(d *Dialect) keeper[strength.Muscle] { return readOnlyOf(d.catalogue.Muscles) },
}

var repetitionUnits = resource[strength.RepetitionUnit]{
	name: "setting-repetitionunit", title: "Repetition Unit", model: "RepetitionUnit", about: "What the number of a set counts.", ways: readOnly,
	fields: []field[strength.RepetitionUnit]{
		id(func(u *strength.RepetitionUnit) *int64 { return &u.ID }),
		text("name", func(u *strength.RepetitionUnit) *string { return &u.Name }).of("name").upTo(100).must(),
		text("unit_type", func(u *strength.RepetitionUnit) *string { return &u.Type }).of("type").readOnly(),
		maybeInteger("multiplier", func(u *strength.RepetitionUnit) **int64 { return &u.Multiplier }).of("multiplier").readOnly(),
	},
	filters: []filter{byText("name", "name")},
	keeper: func(d *Dialect) keeper[strength.RepetitionUnit] {
		return readOnlyOf(d.catalogue.RepetitionUnits)
	},
}

var weightUnits = resource[strength.LoadUnit]{
	name: "setting-weightunit", title: "Routine Weight Unit", model: "WeightUnit", about: "What the load of a set is measured in.", ways: readOnly,
	fields: []field[strength.LoadUnit]{
		id(func(u *strength.LoadUnit) *int64 { return &u.ID }),
		text("name", func(u *strength.LoadUnit) *string { return &u.Name }).of("name").upTo(100).must(),
	},
	filters: []filter{byText("name", "name")},
	keeper: func(d *Dialect) keeper[strength.LoadUnit] {
		return readOnlyOf(d.catalogue.LoadUnits)
	},
}
