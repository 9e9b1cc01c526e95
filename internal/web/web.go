// Package web is the pages: server-rendered, progressive, in three languages. It is the dialect that speaks HTML.
//
//	site := web.New(web.Deps{…})
//	http.Handle("/", site)
//
// Everything a page shows comes from one core call; templates/components holds the parts that all pages are made of, and
// GET /design shows them in every state. To add a page: a row in routes.go, a handler that returns a reply, a template
// that defines the page's name, and its sentences in the three catalogues of messages/.
package web

import (
	"html"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/body"
	"palestra/internal/core/export"
	"palestra/internal/core/job"
	"palestra/internal/core/listing"
	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
	"palestra/internal/core/plan"
	"palestra/internal/core/setting"
	"palestra/internal/core/webhook"
)

// Deps is what the pages stand on.
type Deps struct {
	Auth       *auth.Service
	Activities *activity.Service
	Plans      *plan.Service
	Access     *access.Service
	// Monitor keeps who looked at what, devices, and what is measured.
	Monitor *monitor.Service
	// Jobs and Webhooks are what the server does in the background and tells others, for administrators.
	Jobs     *job.Overview
	Webhooks *webhook.Service
	// Streams tell of time frames while they last, nil where none are served; Stopping is closed when the server begins to stop.
	Streams  *live.Service
	Stopping <-chan struct{}
	// Weights are people's body weights, nil where none are kept.
	Weights *listing.Own[body.Weight]
	// Gym is strength, food and the body.
	Gym      Gym
	Exports  *export.Service
	Rules    *setting.Service
	Pictures Pictures
	Tiles    Tiles
	// Scopes are what applications can be allowed to do, by the words that the dialects ask for.
	Scopes []string
	// MaxFileSize and MaxArchiveSize bound uploads, in bytes; MaxArchiveSize also bounds a form with many files.
	MaxFileSize, MaxArchiveSize int64
	// Path is the sub-path that the pages are served under, "" or "/training"; the caller strips it from requests.
	Path string
	// Secure tells that people reach us by https: cookies are then sent over nothing else.
	Secure bool
	// TrustedOrigins may send us forms besides our own, such as "https://train.example" when a proxy changes the host.
	TrustedOrigins []string
	// Address is where a request comes from, behind proxies too; nil takes the connection's.
	Address func(*http.Request) string
	// Zone is what people who are not signed in read dates in; nil is UTC.
	Zone *time.Location
	// TileURL is an outside base map such as "https://{s}.tile.example/{z}/{x}/{y}.png", "" for our own alone, and
	// TileAttribution says in HTML whom it comes from.
	TileURL, TileAttribution string
	// Credits tells to whom the catalogue is owed; nil where none is kept.
	Credits Credits
	// MapAttribution says in plain text whom the bundled base map comes from.
	MapAttribution string
	// Now is the clock; nil is the machine's.
	Now func() time.Time
	// Log takes what the reader must not see.
	Log *slog.Logger
}

// Site serves all pages. It is safe for concurrent use.
type Site struct {
	deps      Deps
	assets    func() *assets
	templates templates
	handler   http.Handler
	shelves   shelves
}

// New makes the site. Its templates and static files are read when somebody first asks for a page.
func New(deps Deps) *Site {
	if deps.Now == nil {
		deps.Now = time.Now
	}
	s := &Site{deps: deps, assets: sync.OnceValue(loadAssets)}
	s.templates = newTemplates(s.link, func(name string) string { return deps.Path + s.assets().prefix + name })
	s.handler = s.secure(s.routes())
	return s
}

// ServeHTTP answers any request; unknown paths get the page that says so.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// link is a path of ours as the browser has to ask for it.
func (s *Site) link(path string) string { return s.deps.Path + path }

// attribution is what stands in the corner of a map, in HTML.
func (s *Site) attribution() string {
	if s.deps.TileURL != "" {
		return s.deps.TileAttribution
	}
	return html.EscapeString(s.deps.MapAttribution)
}
