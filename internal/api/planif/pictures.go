package planif

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/profile"
)

// defaultPicture is what profiles show that have none.
const defaultPicture = "/mediafiles/default/picture.svg"

const defaultPictureSVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#8a94a0"/>` +
	`<circle cx="32" cy="25" r="11" fill="#eef1f4"/><path d="M10 64c2-16 11-22 22-22s20 6 22 22z" fill="#eef1f4"/></svg>`

// pictureURL is the relative address of somebody's picture, or of the default one.
func (d *Dialect) pictureURL(ctx context.Context, p *person.Person) (string, error) {
	portrait, err := d.uploads.Portrait(ctx, p)
	if err != nil || portrait == nil {
		return defaultPicture, err
	}
	return "/mediafiles/" + strconv.FormatInt(p.ID, 10) + "/" + portrait.UploadID + "/" + url.PathEscape(portrait.Name), nil
}

// takePicture serves POST /api-shared/profile-picture/: an upload becomes the picture.
func (d *Dialect) takePicture(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := uploadID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if err := d.profiles.Change(r.Context(), v, profile.Change{Picture: profile.FromUpload(id)}); err != nil {
		return wire.Reply{}, pictureError("id", err)
	}
	p, err := d.auth.Person(r.Context(), v.ID())
	if err != nil {
		return wire.Reply{}, err
	}
	address, err := d.pictureURL(r.Context(), p)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusCreated, func(j *wire.Encoder) {
		j.Object()
		j.Key("id").Plain(id)
		j.Key("profile_picture").String(address)
		j.EndObject()
	}), nil
}

// dropPicture serves DELETE of the same: back to the default.
func (d *Dialect) dropPicture(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := uploadID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), d.uploads.DropPicture(r.Context(), v, id)
}

// uploadID reads "id" from the query, or else from the body.
func uploadID(r *http.Request) (string, error) {
	if word := r.URL.Query().Get("id"); word != "" {
		return wire.CleanText(word), nil
	}
	f, err := readForm(r)
	if err != nil {
		return "", err
	}
	id := f.text("id", true)
	f.notBlank("id", id)
	return id, f.err()
}

// mediafile serves GET /mediafiles/<person>/<upload_id>/<name>.
func (d *Dialect) mediafile(r *http.Request, v access.Viewer) (wire.Reply, error) {
	owner, err := strconv.ParseInt(chi.URLParam(r, "person"), 10, 64)
	if err != nil {
		return wire.Reply{}, fault.Missing("picture")
	}
	data, kind, err := d.uploads.PictureBytes(r.Context(), v, owner, wire.CleanText(chi.URLParam(r, "upload")))
	if err != nil {
		return wire.Reply{}, err
	}
	return harmless(wire.Bytes(http.StatusOK, kind, data)).With("Cache-Control", "private, max-age=3600"), nil
}

// defaultMediafile serves the picture of those who have none, to everybody.
func (d *Dialect) defaultMediafile(*http.Request, access.Viewer) (wire.Reply, error) {
	return harmless(wire.Bytes(http.StatusOK, "image/svg+xml", []byte(defaultPictureSVG))).With("Cache-Control", "public, max-age=86400"), nil
}

// harmless keeps browsers from taking what somebody sent for a page of ours.
func harmless(reply wire.Reply) wire.Reply {
	return reply.With("X-Content-Type-Options", "nosniff").With("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
}
