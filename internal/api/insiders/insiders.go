// Package insiders speaks the API of Insiders: managers, their athletes and timed permissions, activities with time frames,
// what these add up to, devices and their raw data.
//
//	d := insiders.New(insiders.Deps{Auth: auth, Monitor: monitor, Webhooks: hooks, Now: time.Now, Zone: time.UTC, Log: log})
//	for _, prefix := range insiders.Prefixes {
//		mux.Handle(prefix, d.Handler())
//	}
//
// Their manager is our coach, their activity our occasion, their permission our grant, their device our tracker. What is
// served, and where the answers differ from what its documentation prints, is told in docs/dialects/insiders.md. To add an
// operation: a row in routes.go, a handler that decodes, makes one call to the core and encodes, a row in that page's table,
// and a transcript in testdata.
package insiders

import (
	"log/slog"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/webhook"
)

// Prefixes are the paths that Handler answers below.
var Prefixes = []string{"/api/v1/", "/v1/", "/oauth2/"}

// Deps are what the dialect stands on.
type Deps struct {
	Auth     *auth.Service
	Monitor  *monitor.Service
	Webhooks *webhook.Service
	Now      func() time.Time
	// Zone is the one that times are printed in.
	Zone *time.Location
	// RateLimit is how many requests a minute one address may make, 0 for any number.
	RateLimit int
	// Path is what the server's own addresses begin with, "" or "/training".
	Path string
	// Proxies are trusted to name the client's address.
	Proxies wire.Proxies
	Log     *slog.Logger
}

// Dialect serves the API. It is safe for concurrent use.
type Dialect struct {
	auth     *auth.Service
	monitor  *monitor.Service
	webhooks *webhook.Service
	now      func() time.Time
	zone     *time.Location
	path     string
	proxies  wire.Proxies
	log      *slog.Logger
	limiter  *limiter
	// pictures is how many bytes of pictures one answer carries.
	pictures int64
}

// New makes the dialect.
func New(p Deps) *Dialect {
	return &Dialect{
		auth: p.Auth, monitor: p.Monitor, webhooks: p.Webhooks, now: p.Now, zone: p.Zone, path: p.Path, proxies: p.Proxies, log: p.Log,
		limiter: newLimiter(p.RateLimit), pictures: pictureBudget,
	}
}
