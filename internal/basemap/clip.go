package basemap

// ClipRing cuts a closed ring to a box (Sutherland and Hodgman 1974). Edges that run along the box's sides may lie upon
// each other, which does not change the area filled by the non-zero rule. Nothing left gives an empty ring.
func ClipRing(ring []Point, b Box) []Point {
	for side := range 4 {
		if ring = clipSide(ring, b, side); len(ring) == 0 {
			return nil
		}
	}
	return ring
}

func clipSide(ring []Point, b Box, side int) []Point {
	if allInside(ring, b, side) {
		return ring
	}
	out := make([]Point, 0, len(ring)+4)
	prev := ring[len(ring)-1]
	prevIn := inside(prev, b, side)
	for _, p := range ring {
		in := inside(p, b, side)
		if in != prevIn {
			out = append(out, cross(prev, p, b, side))
		}
		if in {
			out = append(out, p)
		}
		prev, prevIn = p, in
	}
	return out
}

func allInside(ring []Point, b Box, side int) bool {
	for _, p := range ring {
		if !inside(p, b, side) {
			return false
		}
	}
	return true
}

// inside tells on which side of a box's side (0 left, 1 right, 2 top, 3 bottom) a point lies.
func inside(p Point, b Box, side int) bool {
	switch side {
	case 0:
		return p.X >= b.MinX
	case 1:
		return p.X <= b.MaxX
	case 2:
		return p.Y >= b.MinY
	default:
		return p.Y <= b.MaxY
	}
}

// cross is where the edge from p to q meets a side. The ends are put in order first, so that both neighbours of a side
// find the same point, to the last bit.
func cross(p, q Point, b Box, side int) Point {
	if p.X > q.X || p.X == q.X && p.Y > q.Y {
		p, q = q, p
	}
	if side < 2 {
		x := b.MinX
		if side == 1 {
			x = b.MaxX
		}
		return Point{x, p.Y + (q.Y-p.Y)*(x-p.X)/(q.X-p.X)}
	}
	y := b.MinY
	if side == 3 {
		y = b.MaxY
	}
	return Point{p.X + (q.X-p.X)*(y-p.Y)/(q.Y-p.Y), y}
}

// ClipLine cuts an open line to a box and gives the pieces inside, in order (Liang and Barsky 1984, edge by edge).
func ClipLine(line []Point, b Box) [][]Point {
	var pieces [][]Point
	var piece []Point
	for i := 1; i < len(line); i++ {
		p, q, ok := clipEdge(line[i-1], line[i], b)
		if !ok {
			continue
		}
		if len(piece) == 0 || piece[len(piece)-1] != p {
			if len(piece) > 1 {
				pieces = append(pieces, piece)
			}
			piece = []Point{p}
		}
		piece = append(piece, q)
	}
	if len(piece) > 1 {
		pieces = append(pieces, piece)
	}
	return pieces
}

func clipEdge(p, q Point, b Box) (Point, Point, bool) {
	for side := range 4 {
		pin, qin := inside(p, b, side), inside(q, b, side)
		switch {
		case !pin && !qin:
			return p, q, false
		case !pin:
			p = cross(p, q, b, side)
		case !qin:
			q = cross(p, q, b, side)
		}
	}
	return p, q, true
}
