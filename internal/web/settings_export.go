package web

import (
	"mime"
	"net/http"
	"time"

	"palestra/internal/core/export"
	"palestra/internal/core/fault"
)

// exportPage is the archive of everything that one has here.
type exportPage struct {
	Notice *notice
	// Running tells that it is being made, Failed that it could not be.
	Running, Failed bool
	// Download is where it is, "" when there is none; Size, Made and Until describe it.
	Download, Size, Made, Until string
	// Again is when the next can be asked for, "" for now.
	Again string
}

// showExport serves GET /settings/export.
func (s *Site) showExport(r *http.Request, who reader) (reply, error) {
	return s.export(r, who, nil)
}

// requestExport serves POST /settings/export.
func (s *Site) requestExport(r *http.Request, who reader) (reply, error) {
	_, err := s.deps.Exports.Request(r.Context(), who.viewer)
	if fault.Is(err, fault.Conflict) {
		return s.export(r, who, err)
	}
	return reply{redirect: "/settings/export"}, err
}

func (s *Site) export(r *http.Request, who reader, refusal error) (reply, error) {
	latest, err := s.deps.Exports.Get(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	body := &exportPage{}
	status := explain(who, refusal, nil, &body.Notice)
	if latest != nil {
		s.describeExport(who, body, latest)
	}
	return s.setting(who, "export", "settings-export", body).answered(status), nil
}

func (s *Site) describeExport(who reader, body *exportPage, r *export.Request) {
	moment := func(t time.Time) string { return who.print.Date(t) + ", " + who.print.Clock(t) }
	body.Made = moment(r.CreatedAt)
	switch r.State {
	case export.InProgress:
		body.Running = true
	case export.Errored:
		body.Failed = true
	case export.Successful:
		body.Download, body.Size = s.link("/settings/export/"+r.FileName), who.print.Bytes(r.Size).String()
		body.Until = moment(r.CreatedAt.Add(export.Life))
		if again := r.CreatedAt.Add(export.Pause); again.After(s.deps.Now()) {
			body.Again = moment(again)
		}
	}
}

// downloadExport serves GET /settings/export/{file}.
func (s *Site) downloadExport(w http.ResponseWriter, r *http.Request, who reader) error {
	file, _, err := s.deps.Exports.Open(r.Context(), who.viewer, r.PathValue("file"))
	if fault.Is(err, fault.NotFound) {
		return fault.Missing("page")
	}
	if err != nil {
		return err
	}
	defer file.Close()
	h := w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": "palestra-" + who.viewer.Person.Username + ".zip"}))
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}
