package mapimage

import (
	"math"

	"palestra/internal/basemap"
)

// gridSteps are the distances between lines of the grid that are tried, in degrees: 10° down to 1″. One minute of latitude is a
// nautical mile, so the steps make sense as distances too.
var gridSteps = []float64{
	10, 5, 2, 1,
	30. / 60, 20. / 60, 10. / 60, 5. / 60, 2. / 60, 1. / 60,
	30. / 3600, 20. / 3600, 10. / 3600, 5. / 3600, 2. / 3600, 1. / 3600,
}

// gridFrom is the first zoom with a grid: closer than that most pictures show nothing but land.
const gridFrom = 8

// drawGrid paints faint lines of equal latitude and longitude, so that a place without features still reads as a map. The
// step depends on the zoom alone, so the lines of neighbouring tiles meet.
func (c *canvas) drawGrid(v view, colors *palette) {
	if v.zoom < gridFrom {
		return
	}
	step := gridStep(v.zoom)
	width, height := float64(c.img.Rect.Dx()), float64(c.img.Rect.Dy())
	box := v.box(1)
	north, west := basemap.Unproject(box.MinX, box.MinY)
	south, east := basemap.Unproject(box.MaxX, box.MaxY)
	c.begin()
	for i := math.Ceil(west / step); i*step <= east; i++ {
		x, _ := basemap.Project(0, i*step)
		p := v.pixel(basemap.Point{X: x})
		c.addEdge(basemap.Point{X: p.X, Y: -1}, basemap.Point{X: p.X, Y: height + 1}, v.scale/2)
	}
	c.paint(colors.grid)
	c.begin()
	for i := math.Ceil(south / step); i*step <= north; i++ {
		_, y := basemap.Project(i*step, 0)
		p := v.pixel(basemap.Point{Y: y})
		c.addEdge(basemap.Point{X: -1, Y: p.Y}, basemap.Point{X: width + 1, Y: p.Y}, v.scale/2)
	}
	c.paint(colors.grid)
}

// gridStep is the smallest step whose meridians are far enough apart at a zoom.
func gridStep(zoom int) float64 {
	const apart = 100 // map pixels
	best := gridSteps[0]
	for _, s := range gridSteps {
		if s/360*worldSize(zoom) >= apart {
			best = s
		}
	}
	return best
}
