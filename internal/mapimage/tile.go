package mapimage

import (
	"fmt"
	"io"

	"palestra/internal/basemap"
)

// TileID is a square of the usual web map pyramid: at zoom Z the world is 2^Z tiles wide and high, X counted from 180° W and Y
// from the north.
type TileID struct{ Z, X, Y int }

func (t TileID) valid() bool {
	return t.Z >= 0 && t.Z <= MaxZoom && t.X >= 0 && t.X < 1<<t.Z && t.Y >= 0 && t.Y < 1<<t.Z
}

// Tile writes a tile of the base map as PNG: 256 × 256 pixels at scale 1, 512 × 512 at scale 2 (for dense screens). A tile outside
// the pyramid (zooms 0 to 17) or another scale is an error, and nothing is written. The same arguments give the same
// bytes. Safe for concurrent use.
func Tile(w io.Writer, t TileID, theme Theme, scale int) error {
	if !t.valid() {
		return fmt.Errorf("map tile %d/%d/%d does not exist", t.Z, t.X, t.Y)
	}
	if scale != 1 && scale != 2 {
		return fmt.Errorf("map tiles have scale 1 or 2, not %d", scale)
	}
	v := view{
		zoom: t.Z, left: float64(t.X) * tileSize, top: float64(t.Y) * tileSize,
		width: tileSize, height: tileSize, scale: float64(scale),
	}
	colors := theme.colors()
	c := newCanvas(tileSize*scale, tileSize*scale, colors.water)
	defer c.free()
	c.drawBase(v, basemap.Load(), colors)
	return writePNG(w, c.img)
}
