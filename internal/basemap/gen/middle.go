package main

import (
	"math"

	"palestra/internal/basemap"
)

// middle is a point of an outline with much room for a word: the point of a fine grid that is farthest from the outline,
// where across counts a third of down, as words are wide.
func middle(ring []basemap.Point) basemap.Point {
	const steps, flat = 48, 3
	box := bounds(ring)
	scaled := make([]basemap.Point, len(ring))
	for i, p := range ring {
		scaled[i] = basemap.Point{X: p.X / flat, Y: p.Y}
	}
	var best basemap.Point
	room := -1.0
	for i := range steps * steps {
		p := basemap.Point{
			X: box.MinX + (box.MaxX-box.MinX)*(float64(i%steps)+0.5)/steps,
			Y: box.MinY + (box.MaxY-box.MinY)*(float64(i/steps)+0.5)/steps,
		}
		if !contains(ring, p) {
			continue
		}
		if d := clearance(scaled, basemap.Point{X: p.X / flat, Y: p.Y}); d > room {
			room, best = d, p
		}
	}
	best.X -= math.Floor(best.X)
	return best
}

func bounds(ring []basemap.Point) basemap.Box {
	b := basemap.Box{MinX: ring[0].X, MinY: ring[0].Y, MaxX: ring[0].X, MaxY: ring[0].Y}
	for _, p := range ring {
		b.MinX, b.MaxX = min(b.MinX, p.X), max(b.MaxX, p.X)
		b.MinY, b.MaxY = min(b.MinY, p.Y), max(b.MaxY, p.Y)
	}
	return b
}

// contains counts how often a ray to the right crosses the outline.
func contains(ring []basemap.Point, p basemap.Point) bool {
	in := false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(b.X-a.X)*(p.Y-a.Y)/(b.Y-a.Y) {
			in = !in
		}
	}
	return in
}

func clearance(ring []basemap.Point, p basemap.Point) float64 {
	d := math.Inf(1)
	for i, a := range ring {
		d = min(d, distance(p, a, ring[(i+1)%len(ring)]))
	}
	return d
}
