// Package planif speaks the API of Planif: a coach's library of built and text sessions, tags, the planned training of the
// coach's athletes, and the athletes themselves.
//
//	d := planif.New(planif.Deps{Auth: auth, Plans: plans, Session: cookieOf, Log: log})
//	for _, prefix := range planif.Prefixes {
//		mux.Handle(prefix, d.Handler())
//	}
//
// Their "built session" is our workout, their "text session" our note. What is served and where the answers differ from
// what its documentation prints is told in docs/dialects/planif.md. To add an operation: a row in routes.go, a handler
// that decodes, makes one call to the core and encodes, and a transcript in testdata.
package planif

import (
	"log/slog"
	"net/http"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/body"
	"palestra/internal/core/contact"
	"palestra/internal/core/plan"
	"palestra/internal/core/profile"
	"palestra/internal/core/upload"
)

// Prefixes are the paths that Handler answers below.
var Prefixes = []string{
	"/api-shared/", "/api-share/", "/api-coach/", "/api-athlete/", "/api/sessions-text", "/api/sessions-text/", "/fp/", "/mediafiles/",
}

// Deps are what the dialect stands on.
type Deps struct {
	Auth  *auth.Service
	Plans *plan.Service
	// Activities, Bodies, Contacts and Uploads are what profiles and an athlete's own lists consist of.
	Activities *activity.Service
	Bodies     *body.Service
	Contacts   *contact.Service
	Uploads    *upload.Service
	Profiles   *profile.Service
	Now        func() time.Time
	// Session is the secret of the pages' session cookie in a request, "" without one.
	Session func(r *http.Request) string
	// Proxies are trusted to name the client's address.
	Proxies wire.Proxies
	Log     *slog.Logger
}

// Dialect serves the API. It is safe for concurrent use.
type Dialect struct {
	auth       *auth.Service
	plans      *plan.Service
	activities *activity.Service
	bodies     *body.Service
	contacts   *contact.Service
	uploads    *upload.Service
	profiles   *profile.Service
	now        func() time.Time
	session    func(r *http.Request) string
	proxies    wire.Proxies
	log        *slog.Logger
}

// New makes the dialect.
func New(p Deps) *Dialect {
	return &Dialect{
		auth: p.Auth, plans: p.Plans, activities: p.Activities, bodies: p.Bodies, contacts: p.Contacts, uploads: p.Uploads,
		profiles: p.Profiles, now: p.Now,
		session: p.Session, proxies: p.Proxies, log: p.Log,
	}
}
