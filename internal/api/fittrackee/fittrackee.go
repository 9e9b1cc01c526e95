// Package fittrackee speaks the API of FitTrackee's 0.8 releases: activities from files or by hand, segments, charts, maps,
// records, statistics and equipment, as its clients know them.
//
//	d := fittrackee.New(fittrackee.Deps{Auth: auth, Activities: activities, …})
//	mux.Handle("/api/", d.Handler())
//
// Their "workout" is our activity. What is served, what is refused and where the answers differ from the reference is
// told in docs/dialects/fittrackee.md. To add an operation: a row in routes.go, a handler that decodes, makes one call
// to the core and encodes, and a transcript in testdata.
package fittrackee

import (
	"context"
	"log/slog"

	"palestra/internal/api/wire"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/export"
	"palestra/internal/core/setting"
)

// Deps are what the dialect stands on.
type Deps struct {
	Auth       *auth.Service
	Activities *activity.Service
	// Pictures is nil when none are drawn.
	Pictures Pictures
	// Tiles is nil without a tile server.
	Tiles Tiles
	// Counts are for the administrator's statistics.
	Counts func(ctx context.Context) (Counts, error)
	// Rules are what administrators set, Exports the archives that people ask for.
	Rules    *setting.Service
	Exports  *export.Service
	Settings Settings
	// Proxies are trusted to name the client's address.
	Proxies wire.Proxies
	Log     *slog.Logger
}

// Pictures draws or finds the picture of an activity's track.
type Pictures interface {
	// Picture is the PNG of the activity whose MapID this is. Errors: fault.NotFound, with code "activity.not_found" when
	// there is no such activity.
	Picture(ctx context.Context, mapID string) ([]byte, error)
}

// Tiles fetches map tiles from elsewhere.
type Tiles interface {
	// Tile relays one tile; subdomain is a short word of letters and digits, zoom 0 to 22, x and y within the zoom.
	Tile(ctx context.Context, subdomain string, zoom, x, y int) (Tile, error)
}

// Tile is what a tile server answered.
type Tile struct {
	Status      int
	ContentType string
	Body        []byte
}

// Counts are how much the server holds.
type Counts struct {
	Activities, Sports, People, UploadBytes int64
}

// Settings are what stays as it is while the server runs.
type Settings struct {
	Version string
	// MaxFileSize and MaxArchiveSize in bytes are the most there can ever be; what holds now is in Rules.
	MaxFileSize, MaxArchiveSize int64
	// MapAttribution is "" when there is nothing to say.
	MapAttribution string
}

// Dialect serves the API. It is safe for concurrent use.
type Dialect struct {
	auth       *auth.Service
	activities *activity.Service
	pictures   Pictures
	tiles      Tiles
	counts     func(ctx context.Context) (Counts, error)
	rules      *setting.Service
	exports    *export.Service
	settings   Settings
	proxies    wire.Proxies
	log        *slog.Logger
}

// New makes the dialect.
func New(p Deps) *Dialect {
	return &Dialect{
		auth: p.Auth, activities: p.Activities, pictures: p.Pictures, tiles: p.Tiles, counts: p.Counts,
		rules: p.Rules, exports: p.Exports, settings: p.Settings, proxies: p.Proxies, log: p.Log,
	}
}
