package app

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"palestra/internal/api/fittrackee"
	"palestra/internal/core/fault"
	"palestra/internal/mapimage"
	"palestra/internal/outbound"
)

// baseTiles draws the bundled base map for the pages.
type baseTiles struct{}

// Tile is one square as PNG; scale 2 has twice the pixels. Squares that the zoom doesn't have are fault.NotFound.
func (baseTiles) Tile(_ context.Context, dark bool, z, x, y, scale int) ([]byte, error) {
	if z < 0 || z > mapimage.MaxZoom || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z || scale < 1 || scale > 2 {
		return nil, fault.Missing("tile")
	}
	theme := mapimage.Light
	if dark {
		theme = mapimage.Dark
	}
	var png bytes.Buffer
	err := mapimage.Tile(&png, mapimage.TileID{Z: z, X: x, Y: y}, theme, scale)
	return png.Bytes(), err
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
