package wger

import (
	"strconv"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/listing"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

func findTranslation(d *Dialect) listing.Finder { return d.catalogue.Translations.Owner }

var aliases = resource[strength.Alias]{
	name: "exercisealias", title: "Exercise Alias", model: "Alias", about: "Other names of exercises.", need: contributors, ways: readWrite,
	fields: []field[strength.Alias]{
		id(func(a *strength.Alias) *int64 { return &a.ID }),
		uuidOf(func(a *strength.Alias) *string { return &a.UUID }),
		relation("exercise", func(a *strength.Alias) *int64 { return &a.Translation }).of("translation").must(),
		text("alias", func(a *strength.Alias) *string { return &a.Alias }).of("alias").upTo(200).must(),
	},
	filters: []filter{byText("alias", "alias"), byRow("exercise", "translation", findTranslation)},
	keeper:  func(d *Dialect) keeper[strength.Alias] { return d.editor.Aliases },
}

var comments = resource[strength.Comment]{
	name: "exercisecomment", title: "Exercise Comment", model: "ExerciseComment", about: "Hints on how to do exercises.", need: contributors, ways: readWrite,
	fields: []field[strength.Comment]{
		id(func(a *strength.Comment) *int64 { return &a.ID }),
		uuidOf(func(a *strength.Comment) *string { return &a.UUID }),
		relation("exercise", func(a *strength.Comment) *int64 { return &a.Translation }).of("translation").must(),
		text("comment", func(a *strength.Comment) *string { return &a.Comment }).of("comment").upTo(200).must(),
	},
	filters: []filter{
		byText("comment", "comment"), byRow("exercise", "translation", findTranslation),
		// What is no number is ignored rather than refused.
		{name: "language", core: "language", kind: integerKind, lax: true},
	},
	keeper: func(d *Dialect) keeper[strength.Comment] { return d.editor.Comments },
}

var variations = resource[strength.Variation]{
	name: "variation", title: "Variation", model: "Variation", about: "Groups of exercises that are variants of each other.", need: contributors, ways: readWrite,
	fields: []field[strength.Variation]{id(func(v *strength.Variation) *int64 { return &v.ID })},
	keeper: func(d *Dialect) keeper[strength.Variation] {
		return d.editor.Variations
	},
}

// deletedKinds are what rows of the log can have been.
var deletedKinds = []choice{{"base", "base"}, {"translation", "translation"}, {"image", "image"}, {"video", "video"}}

var deletions = resource[reference.Deletion]{
	name: "deletion-log", title: "Deletion Log", model: "DeletionLog", about: "Entries of the catalogue that are gone, for clients that keep copies.", ways: canList | canGet,
	fields: []field[reference.Deletion]{
		chosen("model_type", deletedKinds, func(l *reference.Deletion) *string { return &l.Kind }).of("kind").readOnly(),
		uuidOf(func(l *reference.Deletion) *string { return &l.UUID }),
		maybeUUID("replaced_by", func(l *reference.Deletion) *string { return &l.ReplacedBy }).of("replaced_by"),
		instant("timestamp", func(l *reference.Deletion) *time.Time { return &l.At }).of("at").readOnly(),
		text("comment", func(l *reference.Deletion) *string { return &l.Comment }).of("comment").readOnly(),
	},
	orders:  map[string]string{"id": "id"},
	filters: []filter{byChoice("model_type", "kind", deletedKinds)},
	keeper: func(d *Dialect) keeper[reference.Deletion] {
		return readOnlyOf(d.catalogue.Deletions)
	},
}

// maybeUUID is a UUID that is only shown, null when it is "".
func maybeUUID[T any](name string, at func(*T) *string) field[T] {
	f := textOrNull(name, at).readOnly()
	f.kind = uuidKind
	return f
}

// video is what one would be like: none come with the program, and none can be sent.
type video struct {
	strength.Image
	length time.Duration
}

var videos = resource[video]{
	name: "video", title: "Exercise Video", model: "ExerciseVideo", about: "Films of exercises; there are none on this server.", ways: readOnly,
	fields: []field[video]{
		id(func(v *video) *int64 { return &v.ID }),
		uuidOf(func(v *video) *string { return &v.UUID }),
		relation("exercise_base", func(v *video) *int64 { return &v.Exercise }).readOnly(),
		computed("exercise_base_uuid", uuidKind, nil, func(j *wire.Encoder, _ *call, v *video) { j.Plain(v.UUID) }),
		computed("video", urlKind, nil, func(j *wire.Encoder, _ *call, v *video) { j.Plain(v.Hash) }),
		boolean("is_main", func(v *video) *bool { return &v.Main }).readOnly(),
		integer("size", func(v *video) *int64 { return &v.Size }).readOnly(),
		computed("duration", decimalKind, nil, func(j *wire.Encoder, _ *call, v *video) { j.Plain(strconv.FormatFloat(v.length.Seconds(), 'f', 2, 64)) }),
		integer("width", func(v *video) *int64 { return &v.Width }).readOnly(),
		integer("height", func(v *video) *int64 { return &v.Height }).readOnly(),
		text("codec", func(v *video) *string { return &v.Type }).readOnly(),
		text("codec_long", func(v *video) *string { return &v.Type }).readOnly(),
		relation("license", func(v *video) *int64 { return &v.Credit.License }).readOnly(),
		text("license_title", func(v *video) *string { return &v.Credit.Title }).readOnly(),
		text("license_object_url", func(v *video) *string { return &v.Credit.ObjectURL }).readOnly(),
		textOrNull("license_author", func(v *video) *string { return &v.Credit.Author }).readOnly(),
		text("license_author_url", func(v *video) *string { return &v.Credit.AuthorURL }).readOnly(),
		text("license_derivative_source_url", func(v *video) *string { return &v.Credit.DerivativeSourceURL }).readOnly(),
		computed("author_history", nestedKind, textList, func(j *wire.Encoder, _ *call, v *video) { texts(j, v.Authors...) }),
	},
	keeper: func(*Dialect) keeper[video] { return readOnlyOf(listing.None[video]("video")) },
}
