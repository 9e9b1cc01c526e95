package app

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"palestra/internal/api/fittrackee"
	"palestra/internal/api/insiders"
	"palestra/internal/api/planif"
	"palestra/internal/api/wger"
	"palestra/internal/api/wire"
	"palestra/internal/basemap"
	"palestra/internal/core/job"
	"palestra/internal/core/reference"
	"palestra/internal/outbound"
	"palestra/internal/web"
)

// statisticsLimit is how many of the latest activities statistics by sport look at.
const statisticsLimit = 10_000

// Handler is everything the server answers: the pages, the dialects, health and metrics, below the path of the base URL.
func (a *App) Handler(log *slog.Logger) (http.Handler, error) {
	base, err := a.config.Base()
	if err != nil {
		return nil, err
	}
	proxies, err := a.config.Proxies()
	if err != nil {
		return nil, err
	}
	p := parts{App: a, log: log, proxies: proxies, pictures: newPictures(a.activities), base: base}
	m := newMeter()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", healthz)
	mux.HandleFunc("GET /readyz", a.readyz)
	mux.Handle("GET /metrics", m.handler(a.config.MetricsToken))
	mux.Handle("/api/", m.measured("fittrackee", p.fittrackee()))
	strength := m.measured("wger", p.wger())
	for _, prefix := range wger.Prefixes {
		mux.Handle(prefix, strength)
	}
	planned := m.measured("planif", p.planif())
	for _, prefix := range planif.Prefixes {
		mux.Handle(prefix, planned)
	}
	monitored := m.measured("insiders", p.insiders())
	for _, prefix := range insiders.Prefixes {
		mux.Handle(prefix, monitored)
	}
	streamed := m.measured("streams", p.streamed())
	for _, prefix := range insiders.LivePrefixes {
		mux.Handle(prefix, streamed)
	}
	site := wire.Logged(log, proxies, p.site())
	pages := m.measured("web", site)
	mux.Handle("GET /monitoring/{id}/live/stream", m.measured("streams", site)) // it lasts as long as somebody watches
	mux.Handle("/calendar", pages)                                              // or the mux would lead it to the line below
	mux.Handle("/calendar/", feedsOr(planned, pages))
	mux.Handle("/", pages)
	return http.StripPrefix(p.path(), mux), nil
}

// parts is what the dialects and the pages are made from.
type parts struct {
	*App
	log      *slog.Logger
	proxies  wire.Proxies
	pictures *pictures
	// base is nil without a base URL.
	base *url.URL
}

// path is what the base URL has after its host, "" or "/training".
func (p *parts) path() string {
	if p.base == nil {
		return ""
	}
	return strings.TrimRight(p.base.Path, "/")
}

func (p *parts) site() *web.Site {
	deps := web.Deps{
		Auth: p.auth, Activities: p.activities, Plans: p.plans, Access: p.access, Monitor: p.monitor, Jobs: job.NewOverview(p.store, time.Now), Webhooks: p.webhooks, Streams: p.streams, Stopping: p.stopping, Weights: p.gym.body.Weights, Exports: p.exports, Rules: p.settings, Scopes: servedScopes,
		Gym:     p.pagesGym(),
		Credits: reference.NewContributions(p.store), Pictures: p.pictures, Tiles: newBaseTiles(), MapAttribution: basemap.Attribution,
		MaxFileSize: int64(p.config.MaxFileSize), MaxArchiveSize: int64(p.config.MaxArchiveSize),
		Path: p.path(), Zone: zoneOf(p.config.Timezone), TileURL: p.config.TileURL, TileAttribution: p.config.TileAttribution,
		Address: func(r *http.Request) string { return p.proxies.ClientAddr(r).String() }, Log: p.log,
	}
	if p.base != nil {
		deps.Secure = p.base.Scheme == "https"
		deps.TrustedOrigins = []string{p.base.Scheme + "://" + p.base.Host}
	}
	return web.New(deps)
}

func (p *parts) fittrackee() http.Handler {
	deps := fittrackee.Deps{
		Auth: p.auth, Activities: p.activities, Pictures: p.pictures, Counts: p.counts, Rules: p.settings, Exports: p.exports,
		Proxies: p.proxies, Log: p.log,
		Settings: fittrackee.Settings{
			Version: Version, MaxFileSize: int64(p.config.MaxFileSize), MaxArchiveSize: int64(p.config.MaxArchiveSize),
			MapAttribution: p.config.TileAttribution,
		},
	}
	if p.config.TileURL != "" {
		deps.Tiles = relayedTiles{outbound.NewTiles(p.config.TileURL, outbound.Client(p.config.TileAllowPrivate))}
	}
	return fittrackee.New(deps).Handler()
}

func (p *parts) counts(ctx context.Context) (fittrackee.Counts, error) {
	c, err := p.store.Counts(ctx)
	return fittrackee.Counts{Activities: c.Activities, Sports: c.Sports, People: c.People, UploadBytes: c.FileBytes}, err
}
