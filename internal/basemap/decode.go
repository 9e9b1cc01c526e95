package basemap

import (
	"encoding/binary"
	"errors"
	"iter"
	"math"
)

// Map is a decoded index over the data; the data itself stays as it is until asked for. Get one from Load.
type Map struct{ levels []level }

type level struct {
	zoom    int
	data    string
	offsets []uint32 // cell i is data[offsets[i]:offsets[i+1]]
}

var errDamaged = errors.New("bytes missing or out of range")

func decode(data string) (*Map, error) {
	if len(data) < len(magic) || data[:len(magic)] != magic {
		return nil, errors.New("not a base map of this version")
	}
	r := &reader{rest: data[len(magic):]}
	m := &Map{}
	for _, zoom := range CellZooms {
		l := level{zoom: zoom, offsets: make([]uint32, 1, 1<<(2*zoom)+1)}
		total := uint64(0)
		for range 1 << (2 * zoom) {
			total += r.uint()
			l.offsets = append(l.offsets, uint32(total))
		}
		if r.bad || total > uint64(len(r.rest)) {
			return nil, errDamaged
		}
		m.levels = append(m.levels, l)
	}
	for i := range m.levels {
		l := &m.levels[i]
		l.data = r.bytes(uint64(l.offsets[len(l.offsets)-1]))
	}
	if r.bad || len(r.rest) > 0 {
		return nil, errDamaged
	}
	return m, nil
}

// cell is one square of a level: its layers, and where it lies.
type cell struct {
	layers [layerCount]string
	box    Box
}

// at turns units counted from the cell's corner into a point.
func (b Box) at(x, y int64) Point {
	unit := (b.MaxX - b.MinX) / unitsPerCell
	return Point{b.MinX + float64(x)*unit, b.MinY + float64(y)*unit}
}

// cells gives the level's cells that a box touches, left to right and top to bottom; none if the box is not a number.
func (l *level) cells(b Box) iter.Seq[cell] {
	n := 1 << l.zoom
	index := func(v, lo, hi float64) int { return int(math.Floor(min(max(v, lo), hi) * float64(n))) }
	return func(yield func(cell) bool) {
		if !(b.MinX <= b.MaxX && b.MinY <= b.MaxY) || b.MaxY < 0 || b.MinY > 1 {
			return
		}
		for row := index(b.MinY, 0, 1); row <= min(index(b.MaxY, 0, 1), n-1); row++ {
			for column := index(b.MinX, -1, 2); column <= min(index(b.MaxX, -1, 2), 2*n-1); column++ {
				c, ok := l.cell((column+n)%n, min(row, n-1))
				c.box = cellBox(column, row, n)
				if ok && !yield(c) {
					return
				}
			}
		}
	}
}

// cellBox is where a cell lies, in a world of n by n cells.
func cellBox(column, row, n int) Box {
	size := 1 / float64(n)
	return Box{float64(column) * size, float64(row) * size, float64(column+1) * size, float64(row+1) * size}
}

// cell gives the layers of one cell; false if it is empty.
func (l *level) cell(column, row int) (c cell, ok bool) {
	i := row<<l.zoom + column
	r := &reader{rest: l.data[l.offsets[i]:l.offsets[i+1]]}
	if r.rest == "" {
		return c, false
	}
	var lengths [layerCount]uint64
	for i := range lengths {
		lengths[i] = r.uint()
	}
	for i := range c.layers {
		c.layers[i] = r.bytes(lengths[i])
	}
	return c, !r.bad
}

func (c *cell) lines(layer int) [][]Point {
	var lines [][]Point
	for r := (&reader{rest: c.layers[layer]}); r.rest != ""; {
		if line := r.shape(c.box); !r.bad {
			lines = append(lines, line)
		}
	}
	return lines
}

// labels appends those in a box that show at a zoom.
func (c *cell) labels(to []Label, box Box, zoom int) []Label {
	for r := (&reader{rest: c.layers[layerLabels]}); r.rest != ""; {
		l := r.label(c.box)
		if r.bad || l.MinZoom > zoom {
			break
		}
		if zoom <= l.MaxZoom && box.contains(l.At) {
			to = append(to, l)
		}
	}
	return to
}

// reader takes values off a string. After the first fault it is bad, its rest empty, and every value zero.
type reader struct {
	rest string
	bad  bool
}

func (r *reader) uint() uint64 {
	var v uint64
	for i := 0; i < len(r.rest) && i < binary.MaxVarintLen32; i++ {
		b := r.rest[i]
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.rest = r.rest[i+1:]
			return v
		}
	}
	r.bad, r.rest = true, ""
	return 0
}

func (r *reader) int() int64 {
	u := r.uint()
	return int64(u>>1) ^ -int64(u&1)
}

func (r *reader) bytes(n uint64) string {
	if n > uint64(len(r.rest)) {
		r.bad, r.rest = true, ""
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reader) shape(cell Box) []Point {
	n := r.uint()
	if n > uint64(len(r.rest)/2) { // a point takes two bytes at least
		r.bad, r.rest = true, ""
		return nil
	}
	points := make([]Point, n)
	var x, y int64
	for i := range points {
		x += r.int()
		y += r.int()
		points[i] = cell.at(x, y)
	}
	return points
}

func (r *reader) label(cell Box) Label {
	x, y := r.uint(), r.uint()
	kind, from, span := r.uint(), r.uint(), r.uint()
	return Label{
		At:      cell.at(int64(x), int64(y)),
		Kind:    Kind(kind >> 1),
		Left:    kind&1 == 1,
		MinZoom: int(from),
		MaxZoom: int(from + span),
		Name:    r.bytes(r.uint()),
	}
}
