package app

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"palestra/internal/api/fittrackee"
	"palestra/internal/cache"
	"palestra/internal/core/fault"
	"palestra/internal/mapimage"
	"palestra/internal/outbound"
)

// tileCacheSize bounds the memory that drawn tiles take; a thousand quiet ones fit.
const tileCacheSize = 8 << 20

// baseTiles draws the bundled base map for the pages and remembers what it drew.
type baseTiles struct {
	cache *cache.Cache[tileKey, []byte]
	// drawing bounds how many are drawn at once: anybody may ask for tiles, and far views cost 20 ms each.
	drawing chan struct{}
}

type tileKey struct {
	id    mapimage.TileID
	theme mapimage.Theme
	scale int
}

func newBaseTiles() *baseTiles {
	return &baseTiles{
		cache:   cache.New[tileKey](tileCacheSize, func(b []byte) int { return len(b) }),
		drawing: make(chan struct{}, 2),
	}
}

// Tile is one square as PNG; scale 2 has twice the pixels. Squares that the zoom doesn't have are fault.NotFound.
func (t *baseTiles) Tile(ctx context.Context, dark bool, z, x, y, scale int) ([]byte, error) {
	if z < 0 || z > mapimage.MaxZoom || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z || scale < 1 || scale > 2 {
		return nil, fault.Missing("tile")
	}
	key := tileKey{mapimage.TileID{Z: z, X: x, Y: y}, mapimage.Light, scale}
	if dark {
		key.theme = mapimage.Dark
	}
	if png, ok := t.cache.Get(key); ok {
		return png, nil
	}
	select {
	case t.drawing <- struct{}{}:
		defer func() { <-t.drawing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var png bytes.Buffer
	if err := mapimage.Tile(&png, key.id, key.theme, scale); err != nil {
		return nil, err
	}
	t.cache.Put(key, png.Bytes())
	return png.Bytes(), nil
}

// relayedTiles answers the dialect from the operator's tile server.
type relayedTiles struct{ tiles *outbound.Tiles }

// Tile fetches one square.
func (t relayedTiles) Tile(ctx context.Context, subdomain string, zoom, x, y int) (fittrackee.Tile, error) {
	tile, err := t.tiles.Tile(ctx, subdomain, zoom, x, y)
	if err != nil {
		return fittrackee.Tile{}, err
	}
	return fittrackee.Tile{Status: http.StatusOK, ContentType: tile.ContentType, Body: tile.Body}, nil
}

// zoneOf is a zone that the settings have checked.
func zoneOf(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return loc
}
