package planif

import (
	"mime"
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/plan"
)

// exportBuilt serves GET /api-coach/built-session/<id>/export/?format=fit|zwo|text&variant=: a file for devices, or a text.
func (d *Dialect) exportBuilt(r *http.Request, v access.Viewer) (wire.Reply, error) {
	ref, err := builtRef(r)
	if err != nil {
		return wire.Reply{}, err
	}
	w, err := d.plans.Workout(r.Context(), v, ref)
	if err != nil {
		return wire.Reply{}, err
	}
	variant := r.URL.Query().Get("variant")
	var body []byte
	kind, ending := "text/plain; charset=utf-8", "txt"
	switch r.URL.Query().Get("format") {
	case "fit":
		kind, ending = "application/vnd.ant.fit", "fit"
		body, err = plan.FIT(w, variant, w.CreatedAt)
	case "zwo":
		kind, ending = "application/xml", "zwo"
		body, err = plan.ZWO(w, variant)
	case "text":
		var text string
		text, err = plan.Text(w, variant)
		body = []byte(text)
	case "":
		err = invalid("format", "This query parameter is required.")
	default:
		err = invalid("format", "Must be fit, zwo or text.")
	}
	if err != nil {
		return wire.Reply{}, err
	}
	name := mime.FormatMediaType("attachment", map[string]string{"filename": fileName(w.Title) + "." + ending})
	return wire.Bytes(http.StatusOK, kind, body).With("Content-Disposition", name).With("X-Content-Type-Options", "nosniff"), nil
}

// fileName keeps what every file system takes.
func fileName(title string) string {
	name := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' {
			return c
		}
		return '-'
	}, title)
	if name = strings.Trim(name, "-"); name == "" {
		name = "workout"
	}
	return name
}
