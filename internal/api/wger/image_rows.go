package wger

import (
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"

	"github.com/go-chi/chi/v5"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// Create stores an image.
func (k pictureRows) Create(ctx context.Context, v access.Viewer, row picture) (*picture, error) {
	data, err := readFile(row.file, strength.MaxImage)
	if err != nil {
		return nil, imageRefused(err)
	}
	i, err := k.d.editor.AddImage(ctx, v, row.Image, data)
	if err != nil {
		return nil, imageRefused(err)
	}
	return k.withUUID(ctx, i)
}

// Update changes an image, and its file when another one was sent.
func (k pictureRows) Update(ctx context.Context, v access.Viewer, id int64, change func(*picture) error) (*picture, error) {
	onImage := func(i *strength.Image) error {
		p := picture{Image: *i}
		err := change(&p)
		*i = p.Image
		return err
	}
	// What the change brings is seen by trying it on a row of its own.
	var tried picture
	if err := change(&tried); err != nil || tried.file == nil {
		i, err := k.d.editor.Images.Update(ctx, v, id, onImage)
		if err != nil {
			return nil, err
		}
		return k.withUUID(ctx, i)
	}
	data, err := readFile(tried.file, strength.MaxImage)
	if err != nil {
		return nil, imageRefused(err)
	}
	i, err := k.d.editor.ChangeImage(ctx, v, id, onImage, data)
	if err != nil {
		return nil, imageRefused(err)
	}
	return k.withUUID(ctx, i)
}

// Delete removes an image.
func (k pictureRows) Delete(ctx context.Context, v access.Viewer, id int64) error {
	return k.d.editor.Images.Delete(ctx, v, id)
}

func (k pictureRows) withUUID(ctx context.Context, i *strength.Image) (*picture, error) {
	rows, err := k.d.pictures(ctx, []strength.Image{*i})
	if err != nil {
		return nil, err
	}
	return &rows[0], nil
}

// readFile reads a part of a form that is a file.
func readFile(h *multipart.FileHeader, most int64) ([]byte, error) {
	if h.Size > most {
		return nil, fault.New(fault.TooLarge, "upload.too_large", "the picture is too large")
	}
	f, err := h.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// imageRefused is the answer to what is no picture.
func imageRefused(err error) error {
	switch fault.CodeOf(err) {
	case "picture.invalid", "picture.dimensions":
		return fieldErrors([]fault.Field{{Name: "image", Message: "Upload a valid image. The file you uploaded was either not an image or a corrupted image."}})
	}
	return err
}

// exerciseImageFile serves /media/exercise-images/<exercise>/<uuid>[.<size>].<ext>.
func (d *Dialect) exerciseImageFile(c *call) (answer, error) {
	exercise, err := strconv.ParseInt(chi.URLParam(c.r, "exercise"), 10, 64)
	if err != nil {
		return answer{}, notFound()
	}
	file := chi.URLParam(c.r, "file")
	uuid, size := sized(file)
	page, err := d.catalogue.Images.List(c.ctx(), 0, listing.Query{Conditions: []listing.Condition{listing.Is("uuid", uuid), listing.Is("exercise", exercise)}, Limit: 1})
	if err != nil {
		return answer{}, err
	}
	if len(page.Rows) == 0 {
		return answer{}, notFound()
	}
	i := picture{Image: page.Rows[0]}
	if path.Ext(i.path()) != path.Ext(file) {
		return answer{}, notFound()
	}
	if size == nil {
		data, err := d.editor.Open(&i.Image)
		return answer{status: http.StatusOK, raw: data, kind: i.Type}, err
	}
	p, err := d.editor.Thumbnail(c.ctx(), &i.Image, size.side, size.cropped)
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusOK, raw: p.Bytes, kind: p.Type}, nil
}
