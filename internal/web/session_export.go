package web

import (
	"mime"
	"net/http"
	"strings"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

// exportTypes are the files that a session can be taken along as.
var exportTypes = map[string]string{"fit": "application/vnd.ant.fit", "zwo": "application/xml", "txt": "text/plain; charset=utf-8"}

// exportSession serves GET /coaching/sessions/{id}/export/{kind}: fit, zwo or txt; ?variant= names one.
func (s *Site) exportSession(w http.ResponseWriter, r *http.Request, who reader) error {
	session, err := s.session(r, who)
	if err != nil {
		return err
	}
	kind, variant := r.PathValue("kind"), r.URL.Query().Get("variant")
	var content []byte
	switch kind {
	case "fit":
		content, err = plan.FIT(session, variant, s.deps.Now())
	case "zwo":
		content, err = plan.ZWO(session, variant)
	case "txt":
		var text string
		text, err = plan.Text(session, variant)
		content = []byte(text)
	default:
		return fault.Missing("page")
	}
	if err != nil {
		return err
	}
	name := strings.Trim(session.Title+" "+variant, " ") + "." + kind
	w.Header().Set("Content-Type", exportTypes[kind])
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return respond(w, r, http.StatusOK, content)
}
