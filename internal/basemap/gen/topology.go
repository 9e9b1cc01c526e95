package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"

	"palestra/internal/basemap"
)

// topology is a TopoJSON file: lines (arcs) shared by the shapes on both sides of them.
// https://github.com/topojson/topojson-specification
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Objects   struct {
		Countries, Land struct{ Geometries []geometry }
	}
	Arcs  [][][2]float64
	lines [][]basemap.Point // the arcs, projected
}

type geometry struct {
	Type       string
	Arcs       json.RawMessage
	ID         string
	Properties struct{ Name string }
}

func readTopology(path string) (*topology, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t := &topology{}
	if err := json.Unmarshal(b, t); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := t.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, arc := range t.Arcs {
		var x, y float64 // each position is a step from the one before
		line := make([]basemap.Point, len(arc))
		for i, step := range arc {
			x, y = x+step[0], y+step[1]
			lon := x*t.Transform.Scale[0] + t.Transform.Translate[0]
			lat := y*t.Transform.Scale[1] + t.Transform.Translate[1]
			line[i].X, line[i].Y = basemap.Project(lat, lon)
			if i > 0 {
				line[i].X += wraps(line[i-1].X, line[i].X)
			}
		}
		t.lines = append(t.lines, line)
	}
	return t, nil
}

// check refuses what the rest relies on not to be: empty arcs, rings without arcs or of arcs that do not exist.
func (t *topology) check() error {
	for i, arc := range t.Arcs {
		if len(arc) < 2 {
			return fmt.Errorf("arc %d has %d points", i, len(arc))
		}
	}
	for _, g := range slices.Concat(t.Objects.Countries.Geometries, t.Objects.Land.Geometries) {
		for _, polygon := range g.polygons() {
			for _, ring := range polygon {
				if len(ring) == 0 || slices.ContainsFunc(ring, func(a int) bool { return max(a, ^a) >= len(t.Arcs) }) {
					return fmt.Errorf("%s has a ring of arcs %v", g.Properties.Name, ring)
				}
			}
		}
	}
	return nil
}

// wraps is by how many worlds x has to move to be on the same side of the antimeridian as the point before it.
func wraps(before, x float64) float64 { return math.Round(before - x) }

// simplify thins the arcs; as both sides of a border share them, no gaps open.
func (t *topology) simplify(tolerance float64) {
	for i, l := range t.lines {
		t.lines[i] = simplify(l, tolerance)
	}
}

// polygons gives the arc numbers of a geometry: polygons of rings of arcs; a negative number is an arc backwards, ^i.
func (g geometry) polygons() [][][]int {
	var one [][]int
	var many [][][]int
	if json.Unmarshal(g.Arcs, &one) == nil {
		return [][][]int{one}
	}
	if json.Unmarshal(g.Arcs, &many) == nil {
		return many
	}
	return nil // a country without a shape at this scale
}

// ring joins arcs into a closed outline, without repeating the first point. One that crosses the antimeridian runs on beyond
// the world's edge.
func (t *topology) ring(arcs []int) []basemap.Point {
	var ring []basemap.Point
	for _, a := range arcs {
		line := slices.Clone(t.lines[max(a, ^a)])
		if a < 0 {
			slices.Reverse(line)
		}
		if len(ring) > 0 {
			shift(line, wraps(ring[len(ring)-1].X, line[0].X))
			ring = ring[:len(ring)-1]
		}
		ring = append(ring, line...)
	}
	first, last := ring[0], ring[len(ring)-1]
	if math.Abs(last.X-first.X) < 0.5 {
		return ring[:len(ring)-1]
	}
	// All around the world and not back: Antarctica. The Mercator world ends before the pole.
	return append(ring, basemap.Point{X: last.X, Y: 1}, basemap.Point{X: first.X, Y: 1})
}

func shift(line []basemap.Point, by float64) {
	for i := range line {
		line[i].X += by
	}
}

func (t *topology) land() [][]basemap.Point {
	var rings [][]basemap.Point
	for _, g := range t.Objects.Land.Geometries {
		for _, polygon := range g.polygons() {
			for _, ring := range polygon {
				rings = append(rings, inWorld(t.ring(ring))...)
			}
		}
	}
	return rings
}

// inWorld repeats an outline that leaves the world at one edge where it comes back at the other; Encode cuts off the rest.
func inWorld(ring []basemap.Point) [][]basemap.Point {
	b := bounds(ring)
	var copies [][]basemap.Point
	for by := -math.Floor(b.MaxX); by <= -math.Floor(b.MinX); by++ {
		c := slices.Clone(ring)
		shift(c, by)
		copies = append(copies, c)
	}
	return copies
}

// borders are the arcs that two countries share.
func (t *topology) borders() [][]basemap.Point {
	users := map[int]map[int]bool{}
	for i, g := range t.Objects.Countries.Geometries {
		for _, polygon := range g.polygons() {
			for _, ring := range polygon {
				for _, a := range ring {
					a = max(a, ^a)
					if users[a] == nil {
						users[a] = map[int]bool{}
					}
					users[a][i] = true
				}
			}
		}
	}
	var lines [][]basemap.Point
	for a, line := range t.lines {
		if len(users[a]) > 1 {
			lines = append(lines, line)
		}
	}
	return lines
}

// country is what a label is made from.
type country struct {
	id   string // ISO 3166 number, empty if there is none
	name string
	// largest is the outline of its largest part.
	largest []basemap.Point
}

func (t *topology) countries() []country {
	var out []country
	for _, g := range t.Objects.Countries.Geometries {
		c := country{id: g.ID, name: g.Properties.Name}
		for _, polygon := range g.polygons() {
			if len(polygon) == 0 {
				continue
			}
			if ring := t.ring(polygon[0]); area(ring) > area(c.largest) {
				c.largest = ring
			}
		}
		if c.largest != nil {
			out = append(out, c)
		}
	}
	return out
}
