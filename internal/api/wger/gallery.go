package wger

import (
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// galleryRow is a picture with the file that a request brought, nil for none.
type galleryRow struct {
	body.Picture
	file *multipart.FileHeader
}

var gallery = resource[galleryRow]{
	name: "gallery", title: "Gallery Image", model: "Image", about: "Pictures of the caller's progress. Whoever knows the address of a file may see it.",
	need: signedIn, ways: readWrite, uploads: true,
	fields: []field[galleryRow]{
		id(func(p *galleryRow) *int64 { return &p.ID }),
		date("date", func(p *galleryRow) *time.Time { return &p.Day }).of("day"),
		{
			spec: spec{name: "image", kind: imageKind, required: true},
			put: func(j *wire.Encoder, c *call, p *galleryRow) {
				j.String(c.host + media + "gallery/" + strconv.FormatInt(p.Owner, 10) + "/" + p.Name + extension(p.File.Type))
			},
			take: func(p *galleryRow, v any) { p.file = v.(*multipart.FileHeader) },
		},
		text("description", func(p *galleryRow) *string { return &p.Description }).of("description").upTo(1000).orBlank(),
		integer("height", func(p *galleryRow) *int64 { return &p.File.Height }).readOnly(),
		integer("width", func(p *galleryRow) *int64 { return &p.File.Width }).readOnly(),
	},
	filters: []filter{byNumber("id", "id"), byDate("date", "day"), byText("description", "description")},
	fresh:   func(d *Dialect, _ *call) galleryRow { return galleryRow{Picture: body.Picture{Day: d.today()}} },
	keeper:  func(d *Dialect) keeper[galleryRow] { return galleryKeeper{d.body.Gallery} },
}

// extension is what names of files of a media type end with.
func extension(mediaType string) string {
	if mediaType == "image/png" {
		return ".png"
	}
	return ".jpg"
}

// galleryKeeper reads the files that requests bring.
type galleryKeeper struct{ pictures *body.Gallery }

// List gives one page.
func (k galleryKeeper) List(ctx context.Context, v access.Viewer, q listing.Query) (listing.Page[galleryRow], error) {
	page, err := k.pictures.List(ctx, v, q)
	rows := make([]galleryRow, len(page.Rows))
	for i, p := range page.Rows {
		rows[i].Picture = p
	}
	return listing.Page[galleryRow]{Rows: rows, Count: page.Count}, err
}

func galleryRowOf(p *body.Picture, err error) (*galleryRow, error) {
	if err != nil {
		return nil, pictureError("image", err)
	}
	return &galleryRow{Picture: *p}, nil
}

// Get reads one picture.
func (k galleryKeeper) Get(ctx context.Context, v access.Viewer, id int64) (*galleryRow, error) {
	return galleryRowOf(k.pictures.Get(ctx, v, id))
}

// Create stores a picture.
func (k galleryKeeper) Create(ctx context.Context, v access.Viewer, r galleryRow) (*galleryRow, error) {
	data, err := readPicture(r.file, "image", body.MaxPicture)
	if err != nil {
		return nil, err
	}
	return galleryRowOf(k.pictures.Add(ctx, v, r.Picture, data))
}

// Update changes a picture; one without a file in the request keeps its own.
func (k galleryKeeper) Update(ctx context.Context, v access.Viewer, id int64, change func(*galleryRow) error) (*galleryRow, error) {
	old, err := k.pictures.Get(ctx, v, id)
	if err != nil {
		return nil, err
	}
	r := galleryRow{Picture: *old}
	if err := change(&r); err != nil {
		return nil, err
	}
	var data []byte
	if r.file != nil {
		if data, err = readPicture(r.file, "image", body.MaxPicture); err != nil {
			return nil, err
		}
	}
	return galleryRowOf(k.pictures.Change(ctx, v, id, func(p *body.Picture) error {
		r := galleryRow{Picture: *p}
		err := change(&r)
		*p = r.Picture
		return err
	}, data))
}

// Delete removes a picture with its file.
func (k galleryKeeper) Delete(ctx context.Context, v access.Viewer, id int64) error {
	return k.pictures.Delete(ctx, v, id)
}

// readPicture reads a part of a form into memory.
func readPicture(file *multipart.FileHeader, field string, most int64) (data []byte, err error) {
	if file.Size > most {
		return nil, pictureError(field, fault.New(fault.TooLarge, "upload.too_large", "the picture is too large"))
	}
	f, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most+1))
}

// pictureError puts what is wrong with a picture under its field.
func pictureError(field string, err error) error {
	var message string
	switch fault.CodeOf(err) {
	case "picture.invalid":
		message = "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
	case "picture.dimensions":
		message = "The image has too many pixels."
	case "upload.too_large":
		message = "The image is too large."
	default:
		return err
	}
	return fieldErrors([]fault.Field{{Name: field, Message: message}})
}

// galleryFile is /media/gallery/<user>/<uuid>.<ext>. Clients show pictures without sending a credential along, so the
// name, which nobody can guess, is one; no other copy of the file is kept on the way.
func galleryFile() *place {
	return &place{
		pattern: media + "gallery/{user}/{file}", title: "Gallery File", need: anyone, unlisted: true,
		methods: map[string]handler{http.MethodGet: (*Dialect).galleryFile},
	}
}

func (d *Dialect) galleryFile(c *call) (answer, error) {
	name, ext := splitName(chi.URLParam(c.r, "file"))
	if !uuidPattern.MatchString(name) {
		return answer{}, notFound()
	}
	f, p, err := d.body.Gallery.Open(c.ctx(), name)
	if err != nil {
		return answer{}, err
	}
	defer f.Close()
	if chi.URLParam(c.r, "user") != strconv.FormatInt(p.Owner, 10) || ext != extension(p.File.Type) {
		return answer{}, notFound()
	}
	return fileAnswer(f, p.File.Type, "private, max-age=604800")
}

// splitName is a file's name and its extension.
func splitName(file string) (name, ext string) {
	ext = path.Ext(file)
	return strings.TrimSuffix(file, ext), ext
}

// fileAnswer is a kept picture, which is never larger than an upload may be.
func fileAnswer(f io.Reader, kind, cache string) (answer, error) {
	data, err := io.ReadAll(io.LimitReader(f, body.MaxPicture))
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusOK, raw: data, kind: kind}.with("Cache-Control", cache), nil
}
