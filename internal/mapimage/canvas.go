package mapimage

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/vector"

	"palestra/internal/basemap"
)

// canvas is all that knows how pixels are made: a picture and the rasterizer that fills shapes on it. Shapes are in pixels
// of the picture and may be partly outside. A canvas belongs to one goroutine.
type canvas struct {
	img    *image.RGBA
	mask   *image.Alpha // what the rasterizer covers, before it is painted
	raster *vector.Rasterizer
	rows   struct{ from, to int } // that shapes have touched since begin
	faces  map[face]*lettering
}

// canvases keeps canvases with their buffers and fonts for the next picture.
var canvases = sync.Pool{New: func() any {
	return &canvas{img: &image.RGBA{}, mask: &image.Alpha{}, raster: &vector.Rasterizer{}, faces: map[face]*lettering{}}
}}

// newCanvas takes a canvas of width × height pixels filled with one opaque colour. Give it back with free.
func newCanvas(width, height int, c color.RGBA) *canvas {
	cv := canvases.Get().(*canvas)
	if cv.img.Rect.Dx() != width || cv.img.Rect.Dy() != height {
		cv.img = image.NewRGBA(image.Rect(0, 0, width, height))
		cv.mask = image.NewAlpha(cv.img.Rect)
	}
	draw.Draw(cv.img, cv.img.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return cv
}

func (c *canvas) free() { canvases.Put(c) }

// bounds is the picture with a margin of m pixels, to clip shapes to.
func (c *canvas) bounds(m float64) basemap.Box {
	b := c.img.Rect
	return basemap.Box{MaxX: float64(b.Dx()), MaxY: float64(b.Dy())}.Grow(m)
}

// begin clears the rasterizer. What is added until paint is painted at once: where shapes lie upon each other it is painted once.
func (c *canvas) begin() {
	c.raster.Reset(c.img.Rect.Dx(), c.img.Rect.Dy())
	c.raster.DrawOp = draw.Src
	c.rows.from, c.rows.to = c.img.Rect.Dy(), 0
}

func (c *canvas) paint(with color.RGBA) {
	if c.rows.from >= c.rows.to {
		return
	}
	c.raster.Draw(c.mask, c.mask.Rect, image.Opaque, image.Point{})
	area := c.mask.Rect
	area.Min.Y, area.Max.Y = c.rows.from, c.rows.to
	c.blend(c.mask, area, with)
}

// polygon adds a closed outline in pixels.
func (c *canvas) polygon(points ...basemap.Point) {
	c.touch(points...)
	c.raster.MoveTo(float32(points[0].X), float32(points[0].Y))
	for _, p := range points[1:] {
		c.raster.LineTo(float32(p.X), float32(p.Y))
	}
	c.raster.ClosePath()
}

// touch notes in which rows the shape around some points is.
func (c *canvas) touch(points ...basemap.Point) {
	for _, p := range points {
		y := int(min(max(math.Floor(p.Y), 0), float64(c.img.Rect.Dy()-1)))
		c.rows.from, c.rows.to = min(c.rows.from, y), max(c.rows.to, y+1)
	}
}

// fillAll paints the inside of all rings together.
func (c *canvas) fillAll(rings [][]basemap.Point, with color.RGBA) {
	c.begin()
	for _, r := range rings {
		c.addRing(r)
	}
	c.paint(with)
}

// strokeAll paints lines of a width together.
func (c *canvas) strokeAll(lines [][]basemap.Point, width float64, with color.RGBA) {
	c.begin()
	for _, l := range lines {
		c.addLine(l, width)
	}
	c.paint(with)
}

// addRing adds the inside of a closed outline; outlines turning the other way cut holes.
func (c *canvas) addRing(ring []basemap.Point) {
	ring = basemap.ClipRing(ring, c.bounds(1))
	if len(ring) < 3 {
		return
	}
	c.polygon(ring...)
}

// addLine adds a line of a width with round joins and ends.
func (c *canvas) addLine(line []basemap.Point, width float64) {
	r := width / 2
	for _, piece := range basemap.ClipLine(line, c.bounds(width)) {
		for i, p := range piece {
			if i > 0 {
				c.addEdge(piece[i-1], p, r)
			}
			if i == 0 || i == len(piece)-1 || gapes(piece[i-1], p, piece[i+1], r) {
				c.addDisc(p, r)
			}
		}
	}
}

// gapes tells whether the edges of a line of radius r leave a gap on the outside of a bend that one would see: a tenth of a
// pixel deep.
func gapes(before, p, after basemap.Point, r float64) bool {
	ax, ay, bx, by := p.X-before.X, p.Y-before.Y, after.X-p.X, after.Y-p.Y
	cosine := (ax*bx + ay*by) / math.Sqrt((ax*ax+ay*ay)*(bx*bx+by*by))
	return !(r*(1-math.Sqrt((1+cosine)/2)) < 0.1) // not a number, for points upon each other, counts as a gap
}

// addEdge adds the upright rectangle around an edge, turning the same way as addDisc so that both add up.
func (c *canvas) addEdge(p, q basemap.Point, r float64) {
	dx, dy := q.X-p.X, q.Y-p.Y
	d := math.Hypot(dx, dy)
	if d == 0 {
		return
	}
	nx, ny := dy/d*r, -dx/d*r
	c.polygon(
		basemap.Point{X: p.X + nx, Y: p.Y + ny}, basemap.Point{X: q.X + nx, Y: q.Y + ny},
		basemap.Point{X: q.X - nx, Y: q.Y - ny}, basemap.Point{X: p.X - nx, Y: p.Y - ny},
	)
}

// addDisc adds a filled circle, as four cubic curves (the usual 0.5523 approximation, 0.03 % off).
func (c *canvas) addDisc(p basemap.Point, r float64) {
	c.touch(basemap.Point{Y: p.Y - r}, basemap.Point{Y: p.Y + r})
	x, y, k := float32(p.X), float32(p.Y), float32(r*0.5522847)
	f := float32(r)
	c.raster.MoveTo(x+f, y)
	c.raster.CubeTo(x+f, y+k, x+k, y+f, x, y+f)
	c.raster.CubeTo(x-k, y+f, x-f, y+k, x-f, y)
	c.raster.CubeTo(x-f, y-k, x-k, y-f, x, y-f)
	c.raster.CubeTo(x+k, y-f, x+f, y-k, x+f, y)
	c.raster.ClosePath()
}
