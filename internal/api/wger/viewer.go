package wger

import (
	"bytes"
	"embed"
	"html/template"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/go-chi/chi/v5"
)

//go:embed static browse.html viewer.html
var assets embed.FS

// pages are parsed when the first is shown: most servers show none.
var pages = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(assets, "browse.html", "viewer.html"))
})

// staticAt is where the scripts and styles of the pages are.
const staticAt = base + "static/"

// pagePolicy lets a page use nothing but what comes from here; viewers style their own elements and compute in workers.
const (
	pagePolicy   = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
	viewerPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)

// viewer is a page that shows the document.
type viewer struct{ Style, Library, Start, Document string }

var (
	swaggerViewer = viewer{Style: "vendor/swagger-ui-5.35.0/swagger-ui.css", Library: "vendor/swagger-ui-5.35.0/swagger-ui-bundle.js", Start: "swagger.js"}
	redocViewer   = viewer{Library: "vendor/redoc-3.0.1/redoc.standalone.js", Start: "redoc.js"}
)

// show serves a viewer.
func (v viewer) show(_ *Dialect, c *call) (answer, error) {
	at := c.root() + staticAt
	v.Library, v.Start, v.Document = at+v.Library, at+v.Start, c.root()+base+"schema?format=json"
	if v.Style != "" {
		v.Style = at + v.Style
	}
	var b bytes.Buffer
	if err := pages().ExecuteTemplate(&b, "viewer.html", v); err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusOK, raw: b.Bytes(), kind: htmlType}.with("Content-Security-Policy", viewerPolicy), nil
}

const htmlType = "text/html; charset=utf-8"

// serveStatic serves the scripts and styles of the pages.
func (d *Dialect) serveStatic(c *call) (answer, error) {
	name := "static/" + path.Clean("/" + chi.URLParam(c.r, "*"))[1:]
	data, err := assets.ReadFile(name)
	if err != nil {
		return answer{}, notFound()
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = "text/plain; charset=utf-8"
	}
	a := answer{status: http.StatusOK, raw: data, kind: kind}
	if strings.HasPrefix(name, "static/vendor/") { // the version is part of the name
		a = a.with("Cache-Control", "public, max-age=31536000, immutable")
	}
	return a, nil
}
