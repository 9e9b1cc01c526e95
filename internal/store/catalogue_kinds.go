package store

import (
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

var languageKind = &kind[reference.Language]{
	noun: "language", table: "language", columns: "short_name, full_name, full_name_english",
	places: func(l *reference.Language) []any {
		return []any{(*whole)(&l.ID), (*word)(&l.ShortName), (*word)(&l.FullName), (*word)(&l.FullNameEnglish)}
	},
	values: func(l *reference.Language) []any { return []any{l.ShortName, l.FullName, l.FullNameEnglish} },
	id:     func(l *reference.Language) *int64 { return &l.ID },
	fields: map[string]field{
		"id": num("id"), "short_name": words("short_name"), "full_name": words("full_name"), "full_name_english": words("full_name_english"),
	},
	order: "full_name, id",
}

var licenseKind = &kind[reference.License]{
	noun: "license", table: "license", columns: "full_name, short_name, url",
	places: func(l *reference.License) []any {
		return []any{(*whole)(&l.ID), (*word)(&l.FullName), (*word)(&l.ShortName), (*word)(&l.URL)}
	},
	values: func(l *reference.License) []any { return []any{l.FullName, l.ShortName, l.URL} },
	id:     func(l *reference.License) *int64 { return &l.ID },
	fields: map[string]field{"id": num("id"), "full_name": words("full_name"), "short_name": words("short_name"), "url": words("url")},
	order:  "full_name, id",
}

var deletionKind = &kind[reference.Deletion]{
	noun: "deletion", table: "deletion", columns: "kind, uuid, replaced_by, at_us, comment",
	places: func(d *reference.Deletion) []any {
		return []any{(*whole)(&d.ID), (*word)(&d.Kind), (*word)(&d.UUID), (*word)(&d.ReplacedBy), (*instant)(&d.At), (*word)(&d.Comment)}
	},
	values: func(d *reference.Deletion) []any {
		return []any{d.Kind, d.UUID, d.ReplacedBy, moment(d.At), d.Comment}
	},
	id: func(d *reference.Deletion) *int64 { return &d.ID },
	fields: map[string]field{
		"id": num("id"), "kind": words("kind"), "uuid": words("uuid"), "replaced_by": words("replaced_by"), "at": at("at_us"), "comment": words("comment"),
	},
	order: "id",
}

var weekdayKind = &kind[strength.Weekday]{
	noun: "weekday", table: "weekday", columns: "name",
	places: func(d *strength.Weekday) []any { return []any{(*whole)(&d.ID), (*word)(&d.Name)} },
	id:     func(d *strength.Weekday) *int64 { return &d.ID },
	fields: namedFields, order: "id",
}

var namedFields = map[string]field{"id": num("id"), "name": words("name")}

var muscleKind = &kind[strength.Muscle]{
	noun: "muscle", table: "muscle", columns: "name, name_english, is_front",
	places: func(m *strength.Muscle) []any {
		return []any{(*whole)(&m.ID), (*word)(&m.Name), (*word)(&m.NameEnglish), (*truth)(&m.Front)}
	},
	values: func(m *strength.Muscle) []any { return []any{m.Name, m.NameEnglish, m.Front} },
	id:     func(m *strength.Muscle) *int64 { return &m.ID },
	fields: map[string]field{"id": num("id"), "name": words("name"), "name_english": words("name_english"), "front": flag("is_front")},
	order:  "name, id",
}

var gearKind = &kind[strength.Equipment]{
	noun: "exercise_equipment", table: "exercise_equipment", columns: "name",
	places: func(e *strength.Equipment) []any { return []any{(*whole)(&e.ID), (*word)(&e.Name)} },
	values: func(e *strength.Equipment) []any { return []any{e.Name} },
	id:     func(e *strength.Equipment) *int64 { return &e.ID },
	fields: namedFields, order: "name, id",
}

var categoryKind = &kind[strength.Category]{
	noun: "exercise_category", table: "exercise_category", columns: "name",
	places: func(e *strength.Category) []any { return []any{(*whole)(&e.ID), (*word)(&e.Name)} },
	values: func(e *strength.Category) []any { return []any{e.Name} },
	id:     func(e *strength.Category) *int64 { return &e.ID },
	fields: namedFields, order: "name, id",
}

var repetitionUnitKind = &kind[strength.RepetitionUnit]{
	noun: "repetition_unit", table: "repetition_unit", columns: "name, type, multiplier",
	places: func(u *strength.RepetitionUnit) []any {
		return []any{(*whole)(&u.ID), (*word)(&u.Name), (*word)(&u.Type), numeral[int64]{&u.Multiplier}}
	},
	values: func(u *strength.RepetitionUnit) []any { return []any{u.Name, u.Type, given(u.Multiplier)} },
	id:     func(u *strength.RepetitionUnit) *int64 { return &u.ID },
	fields: map[string]field{"id": num("id"), "name": words("name"), "type": words("type"), "multiplier": maybeNum("multiplier")},
	order:  "name, id",
}

var loadUnitKind = &kind[strength.LoadUnit]{
	noun: "load_unit", table: "load_unit", columns: "name",
	places: func(u *strength.LoadUnit) []any { return []any{(*whole)(&u.ID), (*word)(&u.Name)} },
	values: func(u *strength.LoadUnit) []any { return []any{u.Name} },
	id:     func(u *strength.LoadUnit) *int64 { return &u.ID },
	fields: namedFields, order: "name, id",
}

var variationKind = &kind[strength.Variation]{
	// It has nothing but its id; the second column keeps the statement alike.
	noun: "variation", table: "variation", columns: "id",
	places: func(v *strength.Variation) []any { return []any{(*whole)(&v.ID), new(whole)} },
	id:     func(v *strength.Variation) *int64 { return &v.ID },
	fields: map[string]field{"id": num("id")}, order: "id",
}
