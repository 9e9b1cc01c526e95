package mapimage

import "palestra/internal/basemap"

// drawBase paints the base map: water, land, lakes, a faint grid, shores, borders and names.
func (c *canvas) drawBase(v view, m *basemap.Map, colors *palette) {
	shapes := m.Query(v.box(glowReach), v.zoom)
	c.drawGround(v, shapes, colors)
	c.drawGrid(v, colors)
	c.drawBorders(v, shapes, colors)
	c.drawLabels(v, m.Query(v.box(labelReach), v.zoom).Labels, colors)
}

// shoreGlow is how far the lighter water reaches out from the shore at a zoom, in map pixels; at most glowReach.
func shoreGlow(zoom int) float64 { return min(1.5+0.7*float64(zoom), glowReach) }

const glowReach = 5

func (c *canvas) drawGround(v view, shapes basemap.Features, colors *palette) {
	for range smoothings(v.zoom) {
		smoothRings(shapes.Land)
		smoothRings(shapes.Lakes)
	}
	shores, banks := shoreLines(v, shapes.Land), shoreLines(v, shapes.Lakes)
	c.strokeAll(shores, 2*shoreGlow(v.zoom)*v.scale, colors.shallow)
	c.fillAll(outlines(v, shapes.Land), colors.land)
	c.fillAll(outlines(v, shapes.Lakes), colors.water)
	c.strokeAll(shores, 0.9*v.scale, colors.shore)
	c.strokeAll(banks, 0.7*v.scale, colors.shore)
}

// smoothings is how often corners are rounded at a zoom: the closer, the longer the edges of the data are in pixels.
func smoothings(zoom int) int { return min(max(zoom-7, 0), 3) }

func smoothRings(rings []basemap.Ring) {
	for i, r := range rings {
		rings[i] = r.Smooth()
	}
}

func outlines(v view, rings []basemap.Ring) [][]basemap.Point {
	out := make([][]basemap.Point, len(rings))
	for i, r := range rings {
		out[i] = v.pixels(r.Points)
	}
	return out
}

func shoreLines(v view, rings []basemap.Ring) [][]basemap.Point {
	var out [][]basemap.Point
	for _, r := range rings {
		for _, line := range r.Shore() {
			out = append(out, v.line(line))
		}
	}
	return out
}

func (c *canvas) drawBorders(v view, shapes basemap.Features, colors *palette) {
	lines := make([][]basemap.Point, len(shapes.Borders))
	for i, b := range shapes.Borders {
		for range smoothings(v.zoom) {
			b = basemap.Smooth(b)
		}
		lines[i] = v.line(b)
	}
	width := 0.8
	if v.zoom >= 5 {
		width = 1.2
	}
	c.strokeAll(lines, width*v.scale, colors.border)
}
