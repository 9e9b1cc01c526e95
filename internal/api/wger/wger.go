// Package wger speaks the API of wger, version 2: exercises, routines and logs, food, weight, pictures.
//
//	d := wger.New(wger.Deps{Auth: auth, Catalogue: catalogue, Training: training, Foods: foods, Eating: eating, Body: bodies, Log: log})
//	for _, prefix := range wger.Prefixes {
//		mux.Handle(prefix, d.Handler())
//	}
//
// What is served, what is refused and where the answers differ from the original's is told in docs/dialects/wger.md. Every
// endpoint is a resource: a table of its fields, filters and operations, from which come its routes, its pages, its OPTIONS
// and its part of the OpenAPI document. To add one: a file with its table, a line in endpoints (routes.go), and a transcript
// in testdata.
//
//	var weights = resource[body.Weight]{
//		name: "weightentry", title: "Weight Entry", model: "WeightEntry", need: signedIn, methods: readWrite,
//		fields: []field[body.Weight]{
//			id(func(w *body.Weight) *int64 { return &w.ID }),
//			date("date", func(w *body.Weight) *time.Time { return &w.Day }).of("day").must(),
//		},
//		keeper: func(d *Dialect) keeper[body.Weight] { return d.body.Weights },
//	}
package wger

import (
	"log/slog"
	"net/http"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/cache"
	"palestra/internal/core/auth"
	"palestra/internal/core/body"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/strength"
)

// Prefixes are the paths that Handler answers below.
var Prefixes = []string{base, muscleImages, media}

const (
	base = "/api/v2/"
	// muscleImages and media are where the answers say pictures are.
	muscleImages = "/static/images/muscles/"
	media        = "/media/"
)

// Deps are what the dialect stands on.
type Deps struct {
	Auth      *auth.Service
	Catalogue *strength.Catalogue
	// Editor is for those who contribute to the catalogue.
	Editor   *strength.Editor
	Training *strength.Service
	Foods    *nutrition.Catalogue
	Eating   *nutrition.Service
	Body     *body.Service
	// Files opens pictures of ingredients; nil when there are none.
	Files nutrition.Files
	// Session is the secret of the pages' session cookie in a request, "" without one.
	Session func(r *http.Request) string
	// Proxies are trusted to name the client's address.
	Proxies wire.Proxies
	// BaseURL is what absolute addresses begin with, "https://example.org/training"; "" takes the request's own host.
	BaseURL string
	// Zone is where a day begins and ends for dates of the server's; nil is UTC.
	Zone *time.Location
	Now  func() time.Time
	Log  *slog.Logger
}

// Dialect serves the API. It is safe for concurrent use.
type Dialect struct {
	auth      *auth.Service
	catalogue *strength.Catalogue
	editor    *strength.Editor
	training  *strength.Service
	foods     *nutrition.Catalogue
	eating    *nutrition.Service
	body      *body.Service
	files     nutrition.Files
	session   func(r *http.Request) string
	proxies   wire.Proxies
	baseURL   string
	zone      *time.Location
	now       func() time.Time
	log       *slog.Logger

	endpoints []*endpoint
	byName    map[string]*endpoint
	places    []*place
	throttles map[string]*throttle
	// kept are answers of the catalogue by their address.
	kept *cache.Cache[string, keptAnswer]
}

// New makes the dialect.
func New(p Deps) *Dialect {
	d := &Dialect{
		auth: p.Auth, catalogue: p.Catalogue, editor: p.Editor, training: p.Training, foods: p.Foods, eating: p.Eating, body: p.Body, files: p.Files,
		session: p.Session, proxies: p.Proxies, baseURL: p.BaseURL, zone: p.Zone, now: p.Now, log: p.Log,
		byName: map[string]*endpoint{}, throttles: map[string]*throttle{}, kept: newKept(),
	}
	if d.zone == nil {
		d.zone = time.UTC
	}
	d.endpoints = endpoints()
	for _, e := range d.endpoints {
		d.byName[e.name] = e
	}
	d.places = places(d.endpoints)
	for _, p := range d.places {
		if p.perMinute > 0 {
			d.throttles[p.pattern] = newThrottle(p.perMinute)
		}
	}
	return d
}
