// Package mapimage draws maps as PNG: the picture of a track on the bundled base map, and tiles of that map for a browser.
//
//	err := mapimage.Draw(w, [][]mapimage.LatLon{{{44.68, 6.07}, {44.67, 6.08}}}, mapimage.Light)
//	err = mapimage.Tile(w, mapimage.TileID{Z: 9, X: 264, Y: 184}, mapimage.Dark, 2)
//
// Nothing here waits for a network, and the same input gives the same bytes.
package mapimage

import (
	"io"

	"palestra/internal/basemap"
)

// The size of a picture in pixels.
const (
	Width  = 400
	Height = 225
)

// LatLon is a position in degrees (WGS 84).
type LatLon struct{ Lat, Lon float64 }

const (
	// lineWidth of a track, in pixels.
	lineWidth = 4
	// closest that points of a track are drawn to each other, in pixels: 11 of a picture drawn at double size.
	closest = 11. / 2
)

// Draw writes the picture of a track as an RGB PNG of Width × Height: each segment a line, on the base map at the closest zoom
// at which all of it fits. Positions that are not finite are skipped and latitudes cut to what a Mercator map shows.
// A track with a single place is a dot; one without any is the map of the world. Draw fails only if w does. Safe for concurrent use.
func Draw(w io.Writer, segments [][]LatLon, theme Theme) error {
	lines := unroll(segments)
	v := fit(lines)
	colors := theme.colors()
	c := newCanvas(Width, Height, colors.water)
	defer c.free()
	c.drawBase(v, basemap.Load(), colors)
	c.drawTrack(v, lines)
	return writePNG(w, c.img)
}

func (c *canvas) drawTrack(v view, lines [][]LatLon) {
	c.begin()
	for _, line := range lines {
		points := make([]basemap.Point, len(line))
		for i, p := range line {
			points[i] = v.pixel(world(p))
		}
		points = thin(points, closest)
		if len(points) == 1 {
			c.addDisc(points[0], lineWidth/2)
		}
		c.addLine(points, lineWidth)
	}
	c.paint(track)
}

// world is where a position lies on the map.
func world(p LatLon) basemap.Point {
	x, y := basemap.Project(p.Lat, p.Lon)
	return basemap.Point{X: x, Y: y}
}

// thin leaves out, in place, points that are closer to the last kept one than some pixels; the ends stay.
func thin(points []basemap.Point, closest float64) []basemap.Point {
	kept := points[:0]
	for i, p := range points {
		if i > 0 && i < len(points)-1 {
			last := kept[len(kept)-1]
			dx, dy := p.X-last.X, p.Y-last.Y
			if dx*dx+dy*dy < closest*closest {
				continue
			}
		}
		kept = append(kept, p)
	}
	return kept
}
