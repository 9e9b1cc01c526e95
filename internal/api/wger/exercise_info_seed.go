package wger

import (
	"context"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// wordedInfo is a translation with everything that belongs to it and its exercise.
type wordedInfo struct {
	strength.Worded
	base     *baseInfo
	variants []int64
	license  *reference.License
	language *reference.Language
}

var exerciseInfo = resource[wordedInfo]{
	name: "exerciseinfo", title: "Exercise Info", model: "Exercise", about: "The translations of exercises, each with everything that belongs to it.", ways: readOnly, cache: hour,
	fields: []field[wordedInfo]{
		id(func(t *wordedInfo) *int64 { return &t.ID }),
		text("name", func(t *wordedInfo) *string { return &t.Name }).of("name").readOnly(),
		computed("aliases", nestedKind, nil, func(j *wire.Encoder, _ *call, t *wordedInfo) { putAliases(j, t.Aliases) }),
		uuidOf(func(t *wordedInfo) *string { return &t.UUID }),
		integer("exercise_base_id", func(t *wordedInfo) *int64 { return &t.Exercise }).of("exercise").readOnly(),
		text("description", func(t *wordedInfo) *string { return &t.Description }).of("description").readOnly(),
		instant("created", func(t *wordedInfo) *time.Time { return &t.CreatedAt }).of("created").readOnly(),
		computed("category", nestedKind, row("ExerciseCategory"), func(j *wire.Encoder, c *call, t *wordedInfo) { t.base.lists.category(j, c, t.base.Category) }),
		computed("muscles", nestedKind, rowsOf("Muscle"), func(j *wire.Encoder, c *call, t *wordedInfo) { t.base.lists.all(j, c, t.base.Muscles) }),
		computed("muscles_secondary", nestedKind, rowsOf("Muscle"), func(j *wire.Encoder, c *call, t *wordedInfo) { t.base.lists.all(j, c, t.base.Secondary) }),
		computed("equipment", nestedKind, rowsOf("Equipment"), func(j *wire.Encoder, c *call, t *wordedInfo) { t.base.lists.tools(j, c, t.base.Equipment) }),
		computed("language", nestedKind, row("Language"), func(j *wire.Encoder, c *call, t *wordedInfo) { languages.write(j, c, t.language) }),
		computed("license", nestedKind, row("License"), func(j *wire.Encoder, c *call, t *wordedInfo) { licenses.write(j, c, t.license) }),
		textOrNull("license_author", func(t *wordedInfo) *string { return &t.Credit.Author }).of("author").readOnly(),
		computed("images", nestedKind, rowsOf("ExerciseImage"), func(j *wire.Encoder, c *call, t *wordedInfo) { writeAll(j, c, &exerciseImages, t.base.images) }),
		computed("videos", nestedKind, rowsOf("ExerciseVideo"), func(j *wire.Encoder, _ *call, _ *wordedInfo) { texts(j) }),
		computed("comments", nestedKind, nil, func(j *wire.Encoder, _ *call, t *wordedInfo) { putNotes(j, t.Comments) }),
		relations("variations", func(t *wordedInfo) *[]int64 { return &t.variants }).readOnly(),
	},
	filters: exercises.filters,
	keeper: func(d *Dialect) keeper[wordedInfo] {
		return joinedRows[strength.Translation, wordedInfo]{of: d.catalogue.Translations, join: d.wordedInfos}
	},
}

// wordedInfos adds to translations everything there is about them.
func (d *Dialect) wordedInfos(ctx context.Context, all []strength.Translation) ([]wordedInfo, error) {
	rows, err := d.worded(ctx, all)
	if err != nil {
		return nil, err
	}
	bases := make([]strength.Exercise, len(rows))
	for i := range rows {
		bases[i] = *rows[i].exercise
	}
	infos, err := d.baseInfos(ctx, bases)
	if err != nil {
		return nil, err
	}
	known, err := d.catalogue.Languages.List(ctx, 0, everything())
	if err != nil {
		return nil, err
	}
	languages := byID(known.Rows, func(l *reference.Language) int64 { return l.ID })
	out := make([]wordedInfo, len(rows))
	for i := range rows {
		out[i] = wordedInfo{Worded: strength.Worded{Translation: rows[i].Translation}, base: &infos[i], variants: rows[i].variants, license: infos[i].license}
		for _, t := range infos[i].translations {
			if t.ID == rows[i].ID {
				out[i].Worded = t
			}
		}
		if out[i].language = languages[rows[i].Language]; out[i].language == nil {
			out[i].language = &reference.Language{}
		}
	}
	return out, nil
}
