package fittrackee

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// pictureKinds are the extensions that a profile picture may have.
var pictureKinds = []string{".jpg", ".png", ".gif"}

// setPicture serves POST /auth/picture.
func (d *Dialect) setPicture(r *http.Request, v access.Viewer) (wire.Reply, error) {
	data, err := d.readPicture(r)
	if err != nil {
		hearOut(r)
		return wire.Reply{}, err
	}
	_, err = d.auth.SetPicture(r.Context(), v, data)
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.TooLarge {
		return wire.Reply{}, tooLarge("picture", wholeArg(f, 0), wholeArg(f, 1))
	}
	if err != nil {
		return wire.Reply{}, err
	}
	return messageReply("user picture updated"), nil
}

// readPicture reads the form's part "file" into memory, within the limit of one file.
func (d *Dialect) readPicture(r *http.Request) ([]byte, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, errNoFile
	}
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, errNoFile
		}
		if err != nil {
			return nil, errPayload
		}
		if name, isFile := fileName(part); isFile && part.FormName() == "file" {
			return d.readPicturePart(part, name)
		}
	}
	return nil, errPayload
}

func (d *Dialect) readPicturePart(part *multipart.Part, name string) ([]byte, error) {
	if name == "" {
		return nil, errNoName
	}
	if !slices.Contains(pictureKinds, strings.ToLower(path.Ext(name))) {
		return nil, errExtension
	}
	limit := min(auth.MaxPicture, d.rules.Now().MaxFileSize)
	data, err := io.ReadAll(io.LimitReader(part, limit+1))
	if err != nil {
		return nil, errPayload
	}
	if int64(len(data)) > limit {
		rest, _ := io.CopyN(io.Discard, part, patience) // what can't be read is not counted
		return nil, tooLarge("picture", int64(len(data))+rest, limit)
	}
	return data, nil
}

// deletePicture serves DELETE /auth/picture, which is as good without one.
func (d *Dialect) deletePicture(r *http.Request, v access.Viewer) (wire.Reply, error) {
	if err := d.auth.DeletePicture(r.Context(), v); err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, wire.TypeJSON), nil
}

// getPicture serves GET /users/{user}/picture, to anybody.
func (d *Dialect) getPicture(w http.ResponseWriter, r *http.Request, _ access.Viewer) error {
	file, picture, err := d.auth.Picture(r.Context(), wire.CleanText(chi.URLParam(r, "user")))
	switch {
	case fault.CodeOf(err) == "picture.not_found":
		return notFound("No picture.")
	case fault.Is(err, fault.NotFound):
		return errNoUser
	case err != nil:
		return err
	}
	defer file.Close()
	h := w.Header()
	h.Set("Content-Type", picture.Type)
	h.Set("ETag", `"`+picture.Hash+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}
