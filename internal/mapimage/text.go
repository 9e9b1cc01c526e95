package mapimage

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"palestra/internal/basemap"
)

// face chooses a font: the Go font at a size in pixels, in regular or medium weight.
type face struct {
	size   float64
	medium bool
}

var (
	regular = sync.OnceValue(func() *opentype.Font { return mustParse(goregular.TTF) })
	medium  = sync.OnceValue(func() *opentype.Font { return mustParse(gomedium.TTF) })
)

func mustParse(ttf []byte) *opentype.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic("mapimage: the bundled font is damaged: " + err.Error()) // the bytes are compiled in, so a test sees it first
	}
	return f
}

// lettering draws the letters of one face. It belongs to one canvas.
type lettering struct{ font.Face }

func (c *canvas) lettering(f face) *lettering {
	if l, ok := c.faces[f]; ok {
		return l
	}
	parsed := regular()
	if f.medium {
		parsed = medium()
	}
	made, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: f.size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("mapimage: " + err.Error()) // NewFace has no failing path for a parsed font
	}
	l := &lettering{made}
	c.faces[f] = l
	return l
}

// has tells whether the font has a letter.
func (l *lettering) has(r rune) bool {
	_, ok := l.GlyphAdvance(r)
	return ok
}

// width is the length of a text in pixels.
func (l *lettering) width(text string, spacing float64) float64 {
	var x, letters float64
	prev := rune(-1)
	for _, r := range text {
		x += l.step(prev, r)
		prev = r
		letters++
	}
	return x + max(letters-1, 0)*spacing
}

// step is how far a letter moves the pen, with the kerning before it.
func (l *lettering) step(prev, r rune) float64 {
	var kern fixed.Int26_6
	if prev >= 0 {
		kern = l.Kern(prev, r)
	}
	advance, _ := l.GlyphAdvance(r)
	return float64(kern+advance) / 64
}

// drawText paints a text from a point on its baseline, with a soft halo under it so that it reads on any ground.
func (c *canvas) drawText(l *lettering, at basemap.Point, text string, spacing, scale float64, ink, halo color.RGBA) {
	reach := int(math.Ceil(3 * scale))
	m := l.Metrics()
	area := image.Rect(
		int(math.Floor(at.X))-reach, int(math.Floor(at.Y))-m.Ascent.Ceil()-reach,
		int(math.Ceil(at.X+l.width(text, spacing)))+reach, int(math.Ceil(at.Y))+m.Descent.Ceil()+reach,
	)
	if !area.Overlaps(c.img.Rect) {
		return
	}
	letters := image.NewAlpha(area)
	l.draw(letters, at, text, spacing)
	glow := &image.Alpha{Pix: append([]byte(nil), letters.Pix...), Stride: letters.Stride, Rect: area}
	for range int(math.Round(scale)) {
		spread(glow, brightest)
	}
	for range int(math.Round(scale)) {
		spread(glow, mean)
	}
	c.blend(glow, area, halo)
	c.blend(letters, area, ink)
}

func (l *lettering) draw(on *image.Alpha, at basemap.Point, text string, spacing float64) {
	prev, x := rune(-1), at.X
	for _, r := range text {
		pen := x
		if prev >= 0 {
			pen += float64(l.Kern(prev, r)) / 64
		}
		dot := fixed.Point26_6{X: fixed.Int26_6(math.Round(pen * 64)), Y: fixed.Int26_6(math.Round(at.Y * 64))}
		if where, mask, from, _, ok := l.Glyph(dot, r); ok {
			draw.DrawMask(on, where, image.Opaque, image.Point{}, mask, from, draw.Over)
		}
		x += l.step(prev, r) + spacing
		prev = r
	}
}

// spread replaces each pixel by a function of itself and its neighbours, along rows and then along columns.
func spread(a *image.Alpha, f func(p, q, r byte) byte) {
	w, h := a.Rect.Dx(), a.Rect.Dy()
	pass := func(start, step, n int) {
		prev := byte(0)
		for i := range n {
			at := start + i*step
			here, next := a.Pix[at], byte(0)
			if i+1 < n {
				next = a.Pix[at+step]
			}
			a.Pix[at] = f(prev, here, next)
			prev = here
		}
	}
	for y := range h {
		pass(y*a.Stride, 1, w)
	}
	for x := range w {
		pass(x, a.Stride, h)
	}
}

func brightest(p, q, r byte) byte { return max(p, q, r) }

func mean(p, q, r byte) byte { return byte((int(p) + 2*int(q) + int(r)) / 4) }
