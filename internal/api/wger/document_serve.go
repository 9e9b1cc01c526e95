package wger

import (
	"strings"

	"palestra/internal/api/wire"
)

// apiRelease is the one whose API this is.
const apiRelease = "2.3.0a3"

const (
	yamlDocument = "application/vnd.oai.openapi"
	jsonDocument = "application/vnd.oai.openapi+json"
)

// serveDocument serves GET /schema: the OpenAPI document, YAML unless JSON is asked for.
func (d *Dialect) serveDocument(c *call) (answer, error) {
	doc := d.document(c.host)
	if c.r.URL.Query().Get("format") == "json" || strings.Contains(c.r.Header.Get("Accept"), "json") {
		var j wire.Encoder
		doc.json(&j)
		return answer{status: 200, raw: j.Buffer(), kind: jsonDocument}.with("Content-Disposition", `inline; filename="wger.json"`), nil
	}
	return answer{status: 200, raw: doc.yaml(nil, ""), kind: yamlDocument + "; charset=utf-8"}.with("Content-Disposition", `inline; filename="wger.yaml"`), nil
}
