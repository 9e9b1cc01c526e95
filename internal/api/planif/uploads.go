package planif

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/upload"
)

// uploadLimit fits the largest upload with what a form wraps around it.
const uploadLimit = upload.MaxSize + 64<<10

// metadataLimit bounds what comes with a file and is not used.
const metadataLimit = 64 << 10

// processUpload serves POST /fp/process/: a form whose parts are called "filepond", first what is told of the file and then
// the file. With Upload-Length and no file, chunks will follow. The answer is the upload's id as plain text.
func (d *Dialect) processUpload(r *http.Request, v access.Viewer) (wire.Reply, error) {
	announced, chunked, err := header(r, "Upload-Length")
	if err != nil {
		return wire.Reply{}, err
	}
	name, data, err := readUpload(r, chunked)
	if err != nil {
		return wire.Reply{}, err
	}
	size := int64(len(data))
	if chunked && data == nil {
		size = announced
	}
	if data == nil && !chunked {
		return wire.Reply{}, invalid("filepond", "No file was submitted.")
	}
	u, err := d.uploads.Begin(r.Context(), v, name, size)
	if err != nil {
		return wire.Reply{}, err
	}
	if data != nil {
		if _, err := d.uploads.Append(r.Context(), v, u.ID, upload.Chunk{Bytes: data}); err != nil {
			return wire.Reply{}, err
		}
	}
	return wire.Bytes(http.StatusOK, "text/plain; charset=utf-8", []byte(u.ID)), nil
}

// readUpload reads the parts of a form as they come; data is nil when there is no file among them.
func readUpload(r *http.Request, chunked bool) (name string, data []byte, err error) {
	name = r.Header.Get("Upload-Name")
	parts, err := r.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) && chunked {
		return name, nil, nil
	}
	if err != nil {
		return "", nil, invalid("filepond", "No file was submitted.")
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return name, data, nil
		}
		if err != nil {
			return "", nil, bodyError(err, "The form can't be read.")
		}
		if part.FormName() != "filepond" || part.FileName() == "" {
			if n, err := io.Copy(io.Discard, io.LimitReader(part, metadataLimit+1)); err != nil || n > metadataLimit {
				return "", nil, bodyError(err, "The form can't be read.")
			}
			continue
		}
		if data != nil {
			return "", nil, invalid("filepond", "One file at a time.")
		}
		name = part.FileName()
		if data, err = io.ReadAll(io.LimitReader(part, upload.MaxSize+1)); err != nil {
			return "", nil, bodyError(err, "The form can't be read.")
		}
		if data == nil {
			data = []byte{}
		}
	}
}

// header reads a header that is a count of bytes.
func header(r *http.Request, name string) (n int64, given bool, err error) {
	text := r.Header.Get(name)
	if text == "" {
		return 0, false, nil
	}
	n, err = strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, true, invalid(name, notInteger)
	}
	return n, true, nil
}

// patchUpload serves PATCH /fp/patch/<id>: the next bytes, from Upload-Offset on. An offset that isn't the next is 409, with
// the right one in Upload-Offset; a chunk that is there already is fine.
func (d *Dialect) patchUpload(r *http.Request, v access.Viewer) (wire.Reply, error) {
	offset, given, err := header(r, "Upload-Offset")
	if err != nil {
		return wire.Reply{}, err
	}
	if !given {
		return wire.Reply{}, invalid("Upload-Offset", required)
	}
	length, given, err := header(r, "Upload-Length")
	if err != nil {
		return wire.Reply{}, err
	}
	id := wire.CleanText(chi.URLParam(r, "id"))
	u, err := d.uploads.Get(r.Context(), v, id)
	if err != nil {
		return wire.Reply{}, err
	}
	if given && length != u.Size {
		return wire.Reply{}, invalid("Upload-Length", "Another length was announced.")
	}
	data, err := readAll(r)
	if err != nil {
		return wire.Reply{}, err
	}
	u, err = d.uploads.Append(r.Context(), v, id, upload.Chunk{Offset: offset, Bytes: data, Name: r.Header.Get("Upload-Name")})
	if fault.CodeOf(err) == "upload.offset" {
		return withOffset(wire.Detail(http.StatusConflict, "Upload-Offset is not the next byte."), u), nil
	}
	if err != nil {
		return wire.Reply{}, err
	}
	return withOffset(wire.Empty(http.StatusNoContent, ""), u), nil
}

// headUpload serves HEAD /fp/patch/<id>: how much is there, to go on from.
func (d *Dialect) headUpload(r *http.Request, v access.Viewer) (wire.Reply, error) {
	u, err := d.uploads.Get(r.Context(), v, wire.CleanText(chi.URLParam(r, "id")))
	if err != nil {
		return wire.Reply{}, err
	}
	return withOffset(wire.Empty(http.StatusOK, ""), u).With("Upload-Length", strconv.FormatInt(u.Size, 10)).With("Cache-Control", "no-store"), nil
}

func withOffset(reply wire.Reply, u *upload.Upload) wire.Reply {
	if u == nil {
		return reply
	}
	return reply.With("Upload-Offset", strconv.FormatInt(u.Received, 10))
}

// revertUpload serves DELETE /fp/revert/ with the id as body.
func (d *Dialect) revertUpload(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id := r.URL.Query().Get("id")
	if id == "" {
		data, err := readAll(r)
		if err != nil {
			return wire.Reply{}, err
		}
		id = strings.Trim(strings.TrimSpace(string(data)), `"`)
	}
	if err := d.uploads.Revert(r.Context(), v, wire.CleanText(id)); err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusOK, "text/plain; charset=utf-8"), nil
}

// loadUpload serves GET /fp/load/?id= and /fp/restore/?id=: the bytes of an upload of one's own, or of one's picture.
func (d *Dialect) loadUpload(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id := wire.CleanText(r.URL.Query().Get("id"))
	if id == "" {
		return wire.Reply{}, invalid("id", "This query parameter is required.")
	}
	u, data, err := d.uploads.Bytes(r.Context(), v, id)
	name := ""
	if err == nil {
		name = u.Name
	} else if fault.Is(err, fault.NotFound) {
		data, _, err = d.uploads.PictureBytes(r.Context(), v, v.ID(), id)
		name = "picture"
	}
	if err != nil {
		return wire.Reply{}, err
	}
	kind := http.DetectContentType(data)
	if !strings.HasPrefix(kind, "image/") || strings.Contains(kind, "svg") {
		kind = "application/octet-stream"
	}
	return harmless(wire.Bytes(http.StatusOK, kind, data)).
		With("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": name})).With("Cache-Control", "no-store"), nil
}
