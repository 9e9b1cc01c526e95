package web

import "context"

// Pictures draws the small map picture of an activity.
type Pictures interface {
	// Picture is the PNG of 400 × 225 of the activity whose map has this name; fault.NotFound when there is none.
	Picture(ctx context.Context, mapID string) ([]byte, error)
}

// Tiles draws the bundled base map.
type Tiles interface {
	// Tile is the PNG of a square of the usual web map pyramid, of 256 pixels times scale, which is 1 or 2;
	// fault.NotFound for one that does not exist.
	Tile(ctx context.Context, dark bool, z, x, y, scale int) ([]byte, error)
}
