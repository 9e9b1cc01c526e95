package main

import (
	"math"

	"palestra/internal/basemap"
	"palestra/internal/mapimage"
)

// lastArranged is the last zoom at which labels appear. What finds no room by then is left out.
const lastArranged = 14

// lastOfCountries is the last zoom at which countries are named.
const lastOfCountries = 8

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
	var shown []basemap.Label
	for zoom := 2; zoom <= lastArranged; zoom++ {
		s := occupied(zoom, shown)
		if zoom >= capitalsFirst {
			shown = append(shown, settleAll(s, labels, func(c *candidate) bool { return c.Kind == basemap.Capital })...)
		}
		shown = append(shown, settleAll(s, labels, func(*candidate) bool { return true })...)
	}
	return shown
}

// settleAll finds places for those that may show at the space's zoom, do not yet, and are wanted.
func settleAll(s *space, labels []candidate, wanted func(*candidate) bool) []basemap.Label {
	var shown []basemap.Label
	for i := range labels {
		c := &labels[i]
		settled := c.MaxZoom > 0
		if !settled && wanted(c) && s.zoom <= c.lastChance() && c.ready(s.zoom) && c.settle(s) {
			shown = append(shown, c.Label)
		}
	}
	return shown
}

// capitalsFirst is the zoom from which capitals are placed before the names of countries; further out it is the other way round.
const capitalsFirst = 4

// settle looks for a place at a zoom.
func (c *candidate) settle(s *space) bool {
	for _, l := range c.choices(s.zoom) {
		box, _ := mapimage.LabelBox(l, s.zoom)
		_, ok := mapimage.LabelBox(l, c.last(s.zoom)) // letters are largest at the last zoom
		if !ok || !s.free(l.At, box.Grow(c.quiet(s.zoom))) || !c.leavesSeat(l, s.zoom) {
			continue
		}
		s.take(l.At, box)
		c.Label = l
		c.MinZoom, c.MaxZoom = s.zoom, c.last(s.zoom)
		return true
	}
	return false
}

// choices are where a label may go: a place's right or left of its dot; a country's in its middle or somewhat above or below.
func (c *candidate) choices(zoom int) []basemap.Label {
	var out []basemap.Label
	if c.Kind != basemap.Country {
		for _, left := range []bool{false, true} {
			l := c.Label
			l.Left = left
			out = append(out, l)
		}
		return out
	}
	for _, down := range []float64{0, 16, -16, 30, -30, 44, -44} {
		l := c.Label
		l.At.Y += down / world(zoom)
		if contains(c.largest, l.At) || contains(c.largest, basemap.Point{X: l.At.X + 1, Y: l.At.Y}) {
			out = append(out, l)
		}
	}
	return out
}

// leavesSeat tells whether a country's name at a place leaves room for its capital, at all zooms at which it shows.
func (c *candidate) leavesSeat(l basemap.Label, from int) bool {
	if c.seat == nil {
		return true
	}
	for zoom := max(from, capitalsFirst); zoom <= c.last(from); zoom++ {
		s := newSpace(zoom)
		box, _ := mapimage.LabelBox(l, zoom)
		s.take(l.At, box)
		if box, ok := mapimage.LabelBox(*c.seat, zoom); ok && !s.free(c.seat.At, box.Grow(c.quiet(zoom))) {
			return false
		}
	}
	return true
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

// lastChance is the last zoom at which a name may appear. A country that had no room far out is not named close by, where its
// towns say enough; a hamlet that another name is near to is not named at all.
func (c *candidate) lastChance() int {
	switch {
	case c.Kind == basemap.Country:
		return lastOfCountries
	case c.hamlet():
		return 11
	default:
		return lastArranged
	}
}

// last is the last zoom of a label: a country's name goes when the country fills the view.
func (c *candidate) last(from int) int {
	if c.Kind == basemap.Country {
		return min(from+3, lastOfCountries)
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

// occupied is the space at a zoom with the labels that still show there.
func occupied(zoom int, shown []basemap.Label) *space {
	s := newSpace(zoom)
	for _, l := range shown {
		if l.MaxZoom >= zoom {
			box, _ := mapimage.LabelBox(l, zoom)
			s.take(l.At, box)
		}
	}
	return s
}

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
