package basemap

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Level is the whole world at one level of detail, uncut: what Encode takes.
type Level struct {
	Land, Lakes [][]Point // closed rings, holes turning against their outlines
	Borders     [][]Point
}

// Encode makes the data that Load reads: one level for each of CellZooms, and all labels. Points are rounded to 1/2^14 of
// a cell. The generator calls it.
func Encode(levels [len(CellZooms)]Level, labels []Label) []byte {
	index, body := []byte(magic), []byte(nil)
	for i, zoom := range CellZooms {
		g := newGrid(zoom)
		for _, ring := range levels[i].Land {
			g.cutRing(layerLand, ring, 0, 0, 0)
		}
		for _, ring := range levels[i].Lakes {
			g.cutRing(layerLakes, ring, 0, 0, 0)
		}
		for _, line := range levels[i].Borders {
			g.cutLine(line)
		}
		g.addLabels(slices.DeleteFunc(slices.Clone(labels), func(l Label) bool { return levelFor(l.MinZoom) != i }))
		for _, layers := range g.cells {
			c := encodeCell(layers)
			index = binary.AppendUvarint(index, uint64(len(c)))
			body = append(body, c...)
		}
	}
	return append(index, body...)
}

func encodeCell(layers [layerCount][]byte) []byte {
	var out []byte
	empty := true
	for _, l := range layers {
		out = binary.AppendUvarint(out, uint64(len(l)))
		empty = empty && len(l) == 0
	}
	if empty {
		return nil
	}
	return append(out, slices.Concat(layers[:]...)...)
}

// grid collects the bytes of a level's cells.
type grid struct {
	zoom, n int
	cells   [][layerCount][]byte
}

func newGrid(zoom int) *grid {
	n := 1 << zoom
	return &grid{zoom, n, make([][layerCount][]byte, n*n)}
}

// cutRing quarters the world again and again until a part is a cell, so that a large ring is not clipped once a cell.
func (g *grid) cutRing(layer int, ring []Point, zoom, column, row int) {
	ring = ClipRing(ring, cellBox(column, row, 1<<zoom))
	if len(ring) < 3 {
		return
	}
	if zoom == g.zoom {
		g.add(layer, column, row, ring, true)
		return
	}
	for i := range 4 {
		g.cutRing(layer, ring, zoom+1, 2*column+i%2, 2*row+i/2)
	}
}

func (g *grid) cutLine(line []Point) {
	for i := range g.cells {
		column, row := i%g.n, i/g.n
		for _, piece := range ClipLine(line, cellBox(column, row, g.n)) {
			g.add(layerBorders, column, row, piece, false)
		}
	}
}

func (g *grid) add(layer, column, row int, points []Point, closed bool) {
	box := cellBox(column, row, g.n)
	steps := roundPoints(points, box, closed)
	if len(steps) < 2 || closed && len(steps) < 3 {
		return
	}
	to := &g.cells[row*g.n+column][layer]
	*to = binary.AppendUvarint(*to, uint64(len(steps)))
	var last [2]int64
	for _, s := range steps {
		*to = binary.AppendVarint(*to, s[0]-last[0])
		*to = binary.AppendVarint(*to, s[1]-last[1])
		last = s
	}
}

// roundPoints gives points in units from the cell's corner, without repetitions.
func roundPoints(points []Point, box Box, closed bool) [][2]int64 {
	var out [][2]int64
	for _, p := range points {
		q := box.units(p)
		if len(out) == 0 || q != out[len(out)-1] {
			out = append(out, q)
		}
	}
	for closed && len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[:len(out)-1]
	}
	return out
}

// units is the nearest position in units from the cell's corner.
func (b Box) units(p Point) [2]int64 {
	n := unitsPerCell / (b.MaxX - b.MinX)
	return [2]int64{int64(math.Round((p.X - b.MinX) * n)), int64(math.Round((p.Y - b.MinY) * n))}
}

func (g *grid) addLabels(labels []Label) {
	slices.SortStableFunc(labels, func(a, b Label) int { return cmp.Compare(a.MinZoom, b.MinZoom) })
	for _, l := range labels {
		column := min(int(l.At.X*float64(g.n)), g.n-1)
		row := min(int(l.At.Y*float64(g.n)), g.n-1)
		at := cellBox(column, row, g.n).units(l.At)
		to := &g.cells[row*g.n+column][layerLabels]
		kind := uint64(l.Kind) << 1
		if l.Left {
			kind |= 1
		}
		for _, v := range []uint64{
			uint64(at[0]), uint64(at[1]), kind, uint64(l.MinZoom), uint64(l.MaxZoom - l.MinZoom), uint64(len(l.Name)),
		} {
			*to = binary.AppendUvarint(*to, v)
		}
		*to = append(*to, l.Name...)
	}
}
