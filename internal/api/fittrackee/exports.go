package fittrackee

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/export"
	"palestra/internal/core/fault"
)

// requestExport serves POST /auth/account/export/request.
func (d *Dialect) requestExport(r *http.Request, v access.Viewer) (wire.Reply, error) {
	request, err := d.exports.Request(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	return exportReply(request), nil
}

// getExport serves GET /auth/account/export: how far the latest request is, or null.
func (d *Dialect) getExport(r *http.Request, v access.Viewer) (wire.Reply, error) {
	request, err := d.exports.Get(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	return exportReply(request), nil
}

func exportReply(request *export.Request) wire.Reply {
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		if request == nil {
			j.Key("request").Null()
		} else {
			j.Key("request").Object()
			j.Key("created_at").Plain(formatDate(request.CreatedAt))
			writeText(j.Key("file_name"), request.FileName)
			if request.FileName == "" {
				j.Key("file_size").Null()
			} else {
				j.Key("file_size").Int(request.Size)
			}
			j.Key("status").Plain(string(request.State))
			j.EndObject()
		}
		j.Key("status").Plain("success")
		j.EndObject()
	})
}

// downloadExport serves GET /auth/account/export/{file}.
func (d *Dialect) downloadExport(w http.ResponseWriter, r *http.Request, v access.Viewer) error {
	file, request, err := d.exports.Open(r.Context(), v, wire.CleanText(chi.URLParam(r, "file")))
	if fault.Is(err, fault.NotFound) {
		return noData("archive", false, "file not found")
	}
	if err != nil {
		return err
	}
	defer file.Close()
	h := w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", `attachment; filename="`+request.FileName+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, "", request.FinishedAt, file)
	return nil
}
