package mapimage

import (
	"strings"
	"unicode/utf8"

	"palestra/internal/basemap"
)

// labelReach is how far a label may extend from its point, in map pixels: names further away than that cannot touch a
// picture. The generator of the base map leaves out longer ones.
const labelReach = 240

// fontSizes by kind of label, in map pixels, for the zooms 0 to 4, 5 to 7, 8 to 10 and 11 up. From one zoom to the next a size
// grows far less than distances do, so what does not touch at one zoom does not at the next.
var fontSizes = [...][4]float64{
	basemap.Country:    {11, 13, 13, 13},
	basemap.Capital:    {11.5, 13, 15, 16},
	basemap.Metropolis: {11, 12.5, 14.5, 16},
	basemap.City:       {11, 11.5, 13.5, 15},
	basemap.Town:       {10.5, 11, 12, 13.5},
	basemap.Village:    {10.5, 10.5, 11, 12},
}

// labelStyle is how a label looks at a zoom, in map pixels.
type labelStyle struct {
	text    string
	face    face
	spacing float64 // between letters
	dot     float64 // radius, 0 for none
}

func styleOf(l basemap.Label, zoom int) labelStyle {
	band := 0
	for _, from := range []int{5, 8, 11} {
		if zoom >= from {
			band++
		}
	}
	kind := min(int(l.Kind), len(fontSizes)-1)
	s := labelStyle{text: l.Name, face: face{size: fontSizes[kind][band]}}
	switch l.Kind {
	case basemap.Country:
		s.text, s.spacing = strings.ToUpper(l.Name), 1.2
	case basemap.Capital:
		s.face.medium, s.dot = true, 2.6
	case basemap.Metropolis:
		s.face.medium, s.dot = zoom >= 6, 2.3
	case basemap.City:
		s.dot = 2
	default:
		s.dot = 1.7
	}
	return s
}

// textStart is where the text begins, in map pixels right of the label's point; width is that of the text.
func (s labelStyle) textStart(l basemap.Label, width float64) float64 {
	const gap = 3
	switch {
	case s.dot == 0:
		return -width / 2
	case l.Left:
		return -s.dot - gap - width
	default:
		return s.dot + gap
	}
}

// baseline is how far the text's baseline lies below the label's point: half the height of a small letter with a bit of a capital's.
func (s labelStyle) baseline() float64 { return s.face.size * 0.34 }

// LabelBox is the space that a label takes at a zoom, dot included, in map pixels around its point. ok is false if that
// is wider than tiles allow for, or if the font lacks a letter. The generator of the base map arranges labels by it.
func LabelBox(l basemap.Label, zoom int) (box basemap.Box, ok bool) {
	s := styleOf(l, zoom)
	c := canvases.Get().(*canvas)
	defer c.free()
	letters := c.lettering(s.face)
	for _, r := range s.text {
		if !letters.has(r) {
			return basemap.Box{}, false
		}
	}
	width := letters.width(s.text, s.spacing)
	start := s.textStart(l, width)
	box = basemap.Box{
		MinX: min(start, -s.dot), MaxX: max(start+width, s.dot),
		MinY: s.baseline() - s.face.size*0.95, MaxY: s.baseline() + s.face.size*0.28,
	}
	return box, utf8.ValidString(l.Name) && box.MinX > -labelReach && box.MaxX < labelReach
}

// drawLabels paints dots first and names over them.
func (c *canvas) drawLabels(v view, labels []basemap.Label, colors *palette) {
	c.drawDots(v, labels, colors)
	for _, l := range labels {
		s := styleOf(l, v.zoom)
		ink := colors.minor
		switch l.Kind {
		case basemap.Country:
			ink = colors.country
		case basemap.Capital, basemap.Metropolis, basemap.City:
			ink = colors.place
		}
		letters := c.lettering(face{s.face.size * v.scale, s.face.medium})
		spacing := s.spacing * v.scale
		at := v.pixel(l.At)
		at.X += s.textStart(l, letters.width(s.text, spacing)/v.scale) * v.scale
		at.Y += s.baseline() * v.scale
		c.drawText(letters, at, s.text, spacing, v.scale, ink, colors.halo)
	}
}

func (c *canvas) drawDots(v view, labels []basemap.Label, colors *palette) {
	for _, ring := range []bool{true, false} {
		c.begin()
		ink, extra := colors.dot, 0.0
		if ring {
			ink, extra = colors.halo, 1.2
		}
		for _, l := range labels {
			if s := styleOf(l, v.zoom); s.dot > 0 {
				c.addDisc(v.pixel(l.At), (s.dot+extra)*v.scale)
			}
		}
		c.paint(ink)
	}
}
