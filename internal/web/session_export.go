package web

import (
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

// exportTypes are the files that a session can be taken along as.
var exportTypes = map[string]string{"fit": "application/vnd.ant.fit", "zwo": "application/xml", "txt": "text/plain; charset=utf-8"}

// exportLinks lead to the files of a session below an address. Of several variants each has files of its own, but for the text,
// which tells all of them.
func exportLinks(at string, w *plan.Workout) []uploadLink {
	names := []string{""}
	if len(w.Content.Variants) > 0 {
		names = nil
		for i := range w.Content.Variants {
			names = append(names, w.Content.Variants[i].Name)
		}
	}
	var links []uploadLink
	for _, name := range names {
		for _, kind := range []string{"fit", "zwo"} {
			text := strings.ToUpper(kind)
			if name != "" {
				text += ", " + name
			}
			links = append(links, uploadLink{Text: text, Href: withQuery(at+kind, nil, "variant", name)})
		}
	}
	variant := ""
	if len(names) == 1 {
		variant = names[0]
	}
	return append(links, uploadLink{Text: "TXT", Href: withQuery(at+"txt", nil, "variant", variant)})
}

// exportSession serves GET /coaching/sessions/{id}/export/{kind}: fit, zwo or txt; ?variant= names one.
func (s *Site) exportSession(w http.ResponseWriter, r *http.Request, who reader) error {
	session, err := s.session(r, who)
	if err != nil {
		return err
	}
	return s.sendSession(w, r, session)
}

// exportGiven serves GET /calendar/trainings/{id}/sessions/{session}/{kind}: the same of a session that is planned for the reader.
func (s *Site) exportGiven(w http.ResponseWriter, r *http.Request, who reader) error {
	training, err := pathNumber(r, "id", "training")
	if err != nil {
		return err
	}
	session, err := pathNumber(r, "session", "workout")
	if err != nil {
		return err
	}
	item, err := s.deps.Plans.Given(r.Context(), who.viewer, training, who.viewer.ID())
	if err != nil {
		return err
	}
	at := slices.IndexFunc(item.Built, func(w plan.Workout) bool { return w.ID == session })
	if at < 0 {
		return fault.Missing("workout")
	}
	return s.sendSession(w, r, &item.Built[at])
}

// givenExports are the files of a session that is planned for the reader.
func (s *Site) givenExports(training int64, w *plan.Workout) []uploadLink {
	return exportLinks(s.link("/calendar/trainings/"+strconv.FormatInt(training, 10)+"/sessions/"+strconv.FormatInt(w.ID, 10)+"/"), w)
}

func (s *Site) sendSession(w http.ResponseWriter, r *http.Request, session *plan.Workout) error {
	kind, variant := r.PathValue("kind"), r.URL.Query().Get("variant")
	var content []byte
	var err error
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
