package wger

import (
	"context"
	"slices"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/listing"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// baseInfo is an exercise with everything that belongs to it.
type baseInfo struct {
	strength.Exercise
	lists        *shortLists
	license      *reference.License
	images       []picture
	translations []strength.Worded
}

// updatedGlobally is when anything of it last changed.
func (e *baseInfo) updatedGlobally() time.Time {
	t := e.UpdatedAt
	for i := range e.translations {
		t = latest(t, e.translations[i].UpdatedAt)
	}
	for i := range e.images {
		t = latest(t, e.images[i].UpdatedAt)
	}
	return t
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// authors are those of any version of anything of it.
func (e *baseInfo) authors() []string {
	all := slices.Clone(e.Authors)
	for i := range e.translations {
		all = append(all, e.translations[i].Authors...)
	}
	for i := range e.images {
		all = append(all, e.images[i].Authors...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

var exerciseBaseInfo = resource[baseInfo]{
	name: "exercisebaseinfo", title: "Exercise Base Info Viewset", model: "ExerciseBase", about: "The exercises, each with everything that belongs to it.", ways: readOnly,
	fields: []field[baseInfo]{
		id(func(e *baseInfo) *int64 { return &e.ID }),
		uuidOf(func(e *baseInfo) *string { return &e.UUID }),
		instant("created", func(e *baseInfo) *time.Time { return &e.CreatedAt }).of("created").readOnly(),
		instant("last_update", func(e *baseInfo) *time.Time { return &e.UpdatedAt }).of("updated").readOnly(),
		computed("last_update_global", datetimeKind, nil, func(j *wire.Encoder, _ *call, e *baseInfo) { putInstant(j, e.updatedGlobally()) }),
		computed("category", nestedKind, row("ExerciseCategory"), func(j *wire.Encoder, c *call, e *baseInfo) { e.lists.category(j, c, e.Category) }),
		computed("muscles", nestedKind, rowsOf("Muscle"), func(j *wire.Encoder, c *call, e *baseInfo) { e.lists.all(j, c, e.Muscles) }),
		computed("muscles_secondary", nestedKind, rowsOf("Muscle"), func(j *wire.Encoder, c *call, e *baseInfo) { e.lists.all(j, c, e.Secondary) }),
		computed("equipment", nestedKind, rowsOf("Equipment"), func(j *wire.Encoder, c *call, e *baseInfo) { e.lists.tools(j, c, e.Equipment) }),
		computed("license", nestedKind, row("License"), func(j *wire.Encoder, c *call, e *baseInfo) { licenses.write(j, c, e.license) }),
		textOrNull("license_author", func(e *baseInfo) *string { return &e.Credit.Author }).of("author").readOnly(),
		computed("images", nestedKind, rowsOf("ExerciseImage"), func(j *wire.Encoder, c *call, e *baseInfo) { writeAll(j, c, &exerciseImages, e.images) }),
		computed("exercises", nestedKind, &schema{kind: "array", items: wordsSchema}, func(j *wire.Encoder, _ *call, e *baseInfo) { e.putWords(j) }),
		maybeRelation("variations", func(e *baseInfo) **int64 { return &e.Variation }).of("variation").readOnly(),
		computed("videos", nestedKind, rowsOf("ExerciseVideo"), func(j *wire.Encoder, _ *call, _ *baseInfo) { texts(j) }),
		computed("author_history", nestedKind, textList, func(j *wire.Encoder, _ *call, e *baseInfo) { texts(j, e.Authors...) }),
		computed("total_authors_history", nestedKind, textList, func(j *wire.Encoder, _ *call, e *baseInfo) { texts(j, e.authors()...) }),
	},
	orders: map[string]string{"category": "category", "category_id": "category", "license": "license", "license_id": "license"},
	filters: []filter{
		byUUID("uuid", "uuid"),
		byRow("category", "category", func(d *Dialect) listing.Finder { return d.catalogue.Categories.Owner }),
		byRows("muscles", "muscle", func(d *Dialect) listing.Finder { return d.catalogue.Muscles.Owner }),
		byRows("muscles_secondary", "secondary_muscle", func(d *Dialect) listing.Finder { return d.catalogue.Muscles.Owner }),
		byRows("equipment", "equipment", func(d *Dialect) listing.Finder { return d.catalogue.Equipment.Owner }),
		byRow("variations", "variation", func(d *Dialect) listing.Finder { return d.catalogue.Variations.Owner }),
		byRow("license", "license", func(d *Dialect) listing.Finder { return d.catalogue.Licenses.Owner }),
		byText("license_author", "author"),
	},
	keeper: func(d *Dialect) keeper[baseInfo] {
		return joinedRows[strength.Exercise, baseInfo]{of: d.catalogue.Exercises, join: d.baseInfos}
	},
}

// row and rowsOf describe rows of an endpoint, by its model, in the document.
func row(model string) *schema { return &schema{ref: model} }

func rowsOf(model string) *schema { return &schema{kind: "array", items: row(model)} }

// writeAll writes rows of a resource as a list.
func writeAll[T any](j *wire.Encoder, c *call, r *resource[T], rows []T) {
	j.Array()
	for i := range rows {
		r.write(j, c, &rows[i])
	}
	j.EndArray()
}

// category, all and tools write rows by their ids; what isn't there any more is left out.
func (l *shortLists) category(j *wire.Encoder, c *call, id int64) {
	if r := l.categories[id]; r != nil {
		categories.write(j, c, r)
		return
	}
	j.Null()
}

func (l *shortLists) all(j *wire.Encoder, c *call, ids []int64) {
	j.Array()
	for _, id := range ids {
		if m := l.muscles[id]; m != nil {
			muscles.write(j, c, m)
		}
	}
	j.EndArray()
}

func (l *shortLists) tools(j *wire.Encoder, c *call, ids []int64) {
	j.Array()
	for _, id := range ids {
		if e := l.equipment[id]; e != nil {
			equipment.write(j, c, e)
		}
	}
	j.EndArray()
}

// baseInfos adds to exercises everything that belongs to them, with a query for each kind of thing.
func (d *Dialect) baseInfos(ctx context.Context, all []strength.Exercise) ([]baseInfo, error) {
	if len(all) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(all))
	for i, e := range all {
		ids[i] = e.ID
	}
	lists, err := d.shortLists(ctx)
	if err != nil {
		return nil, err
	}
	known, err := d.catalogue.Licenses.List(ctx, 0, everything())
	if err != nil {
		return nil, err
	}
	licenses := byID(known.Rows, func(l *reference.License) int64 { return l.ID })
	images, err := d.picturesOf(ctx, all)
	if err != nil {
		return nil, err
	}
	words, err := d.wordsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	infos := make([]baseInfo, len(all))
	for i, e := range all {
		license := licenses[e.Credit.License]
		if license == nil {
			license = &reference.License{}
		}
		infos[i] = baseInfo{Exercise: e, lists: lists, license: license, images: images[e.ID], translations: words[e.ID]}
	}
	return infos, nil
}
