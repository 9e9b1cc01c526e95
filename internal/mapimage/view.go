package mapimage

import "palestra/internal/basemap"

// tileSize is the side in pixels of a map tile, and of the whole world at zoom 0.
const tileSize = 256

// MaxZoom is the closest zoom of pictures and tiles.
const MaxZoom = 17

// view is a window on the world: a rectangle of map pixels at a zoom, painted with scale picture pixels for each.
type view struct {
	zoom          int
	left, top     float64 // of the window, in map pixels from the world's north-west corner
	width, height int     // in map pixels
	scale         float64
}

// worldSize is the world's side in map pixels.
func worldSize(zoom int) float64 { return float64(int(tileSize) << zoom) }

// pixel is where a point of the world lies in the picture.
func (v view) pixel(p basemap.Point) basemap.Point {
	w := worldSize(v.zoom)
	return basemap.Point{X: (p.X*w - v.left) * v.scale, Y: (p.Y*w - v.top) * v.scale}
}

func (v view) pixels(points []basemap.Point) []basemap.Point {
	out := make([]basemap.Point, len(points))
	for i, p := range points {
		out[i] = v.pixel(p)
	}
	return out
}

// line is where a line of the base map lies, without points that one would not see.
func (v view) line(points []basemap.Point) []basemap.Point {
	const visible = 0.8
	return thin(v.pixels(points), visible)
}

// box is the part of the world that the window shows, with a margin in map pixels.
func (v view) box(margin float64) basemap.Box {
	w := worldSize(v.zoom)
	return basemap.Box{
		MinX: (v.left - margin) / w, MinY: (v.top - margin) / w,
		MaxX: (v.left + float64(v.width) + margin) / w, MaxY: (v.top + float64(v.height) + margin) / w,
	}
}
