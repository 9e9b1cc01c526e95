package wger

import (
	"context"
	"mime/multipart"
	"strconv"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// picture is an image with the UUID of its exercise.
type picture struct {
	strength.Image
	exerciseUUID string
	// file is what was sent, nil for nothing.
	file *multipart.FileHeader
}

// styles are how pictures are made.
var styles = []choice{{"1", "Line"}, {"2", "3D"}, {"3", "Low-poly"}, {"4", "Photo"}, {"5", "Other"}}

var exerciseImages = resource[picture]{
	name: "exerciseimage", title: "Exercise Image", model: "ExerciseImage", about: "Pictures of exercises.",
	need: contributors, ways: readWrite, cache: hour, uploads: true,
	fields: []field[picture]{
		id(func(i *picture) *int64 { return &i.ID }),
		uuidOf(func(i *picture) *string { return &i.UUID }),
		relation("exercise_base", func(i *picture) *int64 { return &i.Exercise }).of("exercise").must(),
		computed("exercise_base_uuid", uuidKind, nil, func(j *wire.Encoder, _ *call, i *picture) { j.Plain(i.exerciseUUID) }),
		{
			spec: spec{name: "image", kind: imageKind, required: true},
			put:  func(j *wire.Encoder, c *call, i *picture) { j.String(c.asset(i.path())) },
			take: func(i *picture, v any) { i.file = v.(*multipart.FileHeader) },
		},
		boolean("is_main", func(i *picture) *bool { return &i.Main }).of("main").called("Main picture"),
		chosen("style", styles, func(i *picture) *string { return &i.Style }).of("style"),
		relation("license", func(i *picture) *int64 { return &i.Credit.License }).of("license"),
		text("license_title", func(i *picture) *string { return &i.Credit.Title }).of("title").notOrdered().upTo(300).orBlank(),
		link("license_object_url", func(i *picture) *string { return &i.Credit.ObjectURL }).of("object_url").notOrdered().upTo(200).orBlank(),
		textOrNull("license_author", func(i *picture) *string { return &i.Credit.Author }).of("author").upTo(3500).orBlank(),
		link("license_author_url", func(i *picture) *string { return &i.Credit.AuthorURL }).of("author_url").notOrdered().upTo(200).orBlank(),
		link("license_derivative_source_url", func(i *picture) *string { return &i.Credit.DerivativeSourceURL }).of("source_url").notOrdered().upTo(200).orBlank(),
		computed("author_history", nestedKind, textList, func(j *wire.Encoder, _ *call, i *picture) { texts(j, i.Authors...) }),
	},
	filters: []filter{
		byFlag("is_main", "main"),
		byRow("exercise_base", "exercise", func(d *Dialect) listing.Finder { return d.catalogue.Exercises.Owner }),
		byRow("license", "license", func(d *Dialect) listing.Finder { return d.catalogue.Licenses.Owner }),
		byText("license_author", "author"),
	},
	fresh:   func(*Dialect, *call) picture { return picture{Image: strength.Image{Style: "4", Credit: ownCredit()}} },
	keeper:  func(d *Dialect) keeper[picture] { return pictureRows{d: d} },
	actions: []action{{name: "thumbnails", about: "The sizes that a picture is to be had in.", handle: (*Dialect).listThumbnails, schema: &schema{kind: "object"}}},
}

// path is where a picture is, without a host.
func (i *picture) path() string {
	ext := ".jpg"
	switch i.Type {
	case "image/png":
		ext = ".png"
	case "image/gif":
		ext = ".gif"
	case "image/webp":
		ext = ".webp"
	}
	return media + "exercise-images/" + strconv.FormatInt(i.Exercise, 10) + "/" + i.UUID + ext
}

// pictureRows keeps images with the UUIDs of their exercises.
type pictureRows struct{ d *Dialect }

// List gives one page.
func (k pictureRows) List(ctx context.Context, _ access.Viewer, q listing.Query) (listing.Page[picture], error) {
	page, err := k.d.catalogue.Images.List(ctx, 0, q)
	if err != nil {
		return listing.Page[picture]{}, err
	}
	rows, err := k.d.pictures(ctx, page.Rows)
	return listing.Page[picture]{Rows: rows, Count: page.Count}, err
}

// Get reads one.
func (k pictureRows) Get(ctx context.Context, _ access.Viewer, id int64) (*picture, error) {
	i, err := k.d.catalogue.Images.Get(ctx, 0, id)
	if err != nil {
		return nil, err
	}
	return k.withUUID(ctx, i)
}

// pictures adds the UUIDs of exercises.
func (d *Dialect) pictures(ctx context.Context, all []strength.Image) ([]picture, error) {
	ids := make([]int64, len(all))
	for i, image := range all {
		ids[i] = image.Exercise
	}
	found, err := lookup(ctx, d.catalogue.Exercises, "id", ids)
	if err != nil {
		return nil, err
	}
	at := byID(found, func(e *strength.Exercise) int64 { return e.ID })
	rows := make([]picture, len(all))
	for i, image := range all {
		rows[i].Image = image
		if e := at[image.Exercise]; e != nil {
			rows[i].exerciseUUID = e.UUID
		}
	}
	return rows, nil
}

// picturesOf are the images of exercises, by exercise, the main one first.
func (d *Dialect) picturesOf(ctx context.Context, all []strength.Exercise) (map[int64][]picture, error) {
	found := map[int64][]picture{}
	uuids := make(map[int64]string, len(all))
	ids := make([]int64, len(all))
	for i, e := range all {
		ids[i], uuids[e.ID] = e.ID, e.UUID
	}
	page, err := d.catalogue.Images.List(ctx, 0, listing.Query{Conditions: []listing.Condition{listing.Is("exercise", values(ids)...)}, Limit: listing.MaxLimit})
	if err != nil {
		return nil, err
	}
	for _, image := range page.Rows {
		found[image.Exercise] = append(found[image.Exercise], picture{Image: image, exerciseUUID: uuids[image.Exercise]})
	}
	return found, nil
}
