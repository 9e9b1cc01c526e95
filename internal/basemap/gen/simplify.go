package main

import (
	"math"

	"palestra/internal/basemap"
)

// simplify leaves out points as long as the line stays within tolerance (Douglas and Peucker 1973). The ends stay; a line that
// ends where it begins is split at its farthest point first.
func simplify(line []basemap.Point, tolerance float64) []basemap.Point {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	thin(line, keep, 0, len(line)-1, tolerance)
	out := line[:0:0]
	for i, p := range line {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

func thin(line []basemap.Point, keep []bool, from, to int, tolerance float64) {
	far, at := tolerance, -1
	for i := from + 1; i < to; i++ {
		if d := distance(line[i], line[from], line[to]); d > far {
			far, at = d, i
		}
	}
	if at < 0 {
		return
	}
	keep[at] = true
	thin(line, keep, from, at, tolerance)
	thin(line, keep, at, to, tolerance)
}

// distance is that of p from the edge between a and b.
func distance(p, a, b basemap.Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	if d := dx*dx + dy*dy; d > 0 {
		t := min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/d, 0), 1)
		a.X, a.Y = a.X+t*dx, a.Y+t*dy
	}
	return math.Hypot(p.X-a.X, p.Y-a.Y)
}

// area is that of a ring in the square world, whichever way it turns.
func area(ring []basemap.Point) float64 {
	var sum float64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p.X*q.Y - q.X*p.Y
	}
	return math.Abs(sum) / 2
}
