package main

import (
	"math"

	"palestra/internal/basemap"
	"palestra/internal/mapimage"
)

// lastArranged is the last zoom at which labels appear. What finds no room by then is left out.
const lastArranged = 14

// always is the zoom up to which a place's label shows once it has appeared.
const always = 17

// fewestPeople a place needs to show at a zoom, so that far views stay calm; capitals need a tenth.
var fewestPeople = [lastArranged + 1]int{
	math.MaxInt, math.MaxInt, math.MaxInt, 8_000_000, 1_200_000, 500_000, 150_000, 50_000, 20_000, 8_000, 3_000,
}

// hamlet is a place so small that it is only named where the map would be empty without it.
func (c *candidate) hamlet() bool { return c.Kind == basemap.Village && c.people < 5000 }

// quiet is the space to be free around a new label, in map pixels.
func (c *candidate) quiet(zoom int) float64 {
	switch {
	case c.hamlet():
		return 90
	case zoom < 5:
		return 10
	case zoom < 9:
		return 14
	default:
		return 8
	}
}

// arrange settles from which zoom on each label shows and on which side, going from the whole world inwards and at each zoom
// from the most important label down. A label that shows stays, as distances grow faster than letters.
func arrange(labels []candidate) []basemap.Label {
	settled := make([]bool, len(labels))
	var out []basemap.Label
	for zoom := 2; zoom <= lastArranged; zoom++ {
		s := newSpace(zoom)
		for _, l := range out {
			if l.MaxZoom >= zoom {
				box, _ := mapimage.LabelBox(l, zoom)
				s.take(l.At, box)
			}
		}
		for i := range labels {
			c := &labels[i]
			if settled[i] || !c.ready(zoom) {
				continue
			}
			if zoom > c.lastChance() {
				settled[i] = true
				continue
			}
			for _, left := range []bool{false, true} {
				c.Left = left
				box, ok := mapimage.LabelBox(c.Label, zoom)
				if ok && s.free(c.At, box.Grow(c.quiet(zoom))) {
					s.take(c.At, box)
					settled[i] = true
					c.MinZoom, c.MaxZoom = zoom, c.last(zoom)
					out = append(out, c.Label)
					break
				}
				if c.Kind == basemap.Country {
					break
				}
			}
		}
	}
	return out
}

func (c *candidate) ready(zoom int) bool {
	switch c.Kind {
	case basemap.Country:
		box, _ := mapimage.LabelBox(c.Label, zoom)
		b := bounds(c.largest)
		return (b.MaxX-b.MinX)*world(zoom) > 0.8*(box.MaxX-box.MinX)
	case basemap.Capital:
		return zoom >= 3 && c.people >= fewestPeople[zoom]/10
	default:
		return c.people >= fewestPeople[zoom]
	}
}

// lastChance is the last zoom at which a name may appear: of a country because its towns say enough later, of a hamlet
// because no map is ever empty for long if every hamlet is named in the end.
func (c *candidate) lastChance() int {
	switch {
	case c.Kind == basemap.Country:
		return 7
	case c.hamlet():
		return 11
	default:
		return lastArranged
	}
}

// last is the last zoom of a label: a country's name goes when the country fills the view.
func (c *candidate) last(from int) int {
	if c.Kind == basemap.Country {
		return min(from+3, 8)
	}
	return always
}

func world(zoom int) float64 { return 256 * math.Exp2(float64(zoom)) }

// space is where labels already are at a zoom, by squares of its side.
type space struct {
	zoom  int
	taken map[[2]int][]basemap.Box
}

const square = 128

func newSpace(zoom int) *space { return &space{zoom, map[[2]int][]basemap.Box{}} }

func (s *space) place(at basemap.Point, box basemap.Box) basemap.Box {
	x, y := at.X*world(s.zoom), at.Y*world(s.zoom)
	return basemap.Box{MinX: box.MinX + x, MinY: box.MinY + y, MaxX: box.MaxX + x, MaxY: box.MaxY + y}
}

func (s *space) squares(b basemap.Box, visit func(key [2]int) bool) {
	for y := int(math.Floor(b.MinY / square)); y <= int(math.Floor(b.MaxY/square)); y++ {
		for x := int(math.Floor(b.MinX / square)); x <= int(math.Floor(b.MaxX/square)); x++ {
			if !visit([2]int{x, y}) {
				return
			}
		}
	}
}

func (s *space) take(at basemap.Point, box basemap.Box) {
	b := s.place(at, box)
	s.squares(b, func(key [2]int) bool {
		s.taken[key] = append(s.taken[key], b)
		return true
	})
}

func (s *space) free(at basemap.Point, box basemap.Box) bool {
	b := s.place(at, box)
	ok := true
	s.squares(b, func(key [2]int) bool {
		for _, t := range s.taken[key] {
			if b.MinX < t.MaxX && t.MinX < b.MaxX && b.MinY < t.MaxY && t.MinY < b.MaxY {
				ok = false
			}
		}
		return ok
	})
	return ok
}
