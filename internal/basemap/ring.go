package basemap

// Ring is a closed outline, cut to a cell of the data.
type Ring struct {
	Points []Point
	cell   Box
}

// Shore gives the parts of the outline that are real, as open lines: what runs along the border of the cell is only there
// to close the ring.
func (r Ring) Shore() [][]Point {
	n := len(r.Points)
	start := 0
	for i := range r.Points { // begin after a cut, so that no line is broken where the ring happens to begin
		if r.isCut(r.Points[(i+n-1)%n], r.Points[i]) {
			start = i
			break
		}
	}
	var lines [][]Point
	var line []Point
	for i := range n {
		p, q := r.Points[(start+i)%n], r.Points[(start+i+1)%n]
		if r.isCut(p, q) {
			if len(line) > 1 {
				lines = append(lines, line)
			}
			line = nil
			continue
		}
		if line == nil {
			line = append(make([]Point, 0, n-i+1), p)
		}
		line = append(line, q)
	}
	if len(line) > 1 {
		lines = append(lines, line)
	}
	return lines
}

// Smooth rounds the corners of an outline, for close views in which the data's straight edges would show (one step of
// Chaikin 1974). What was cut stays as it is, so that the next cell still fits.
func (r Ring) Smooth() Ring {
	n := len(r.Points)
	out := make([]Point, 0, 2*n)
	for i, p := range r.Points {
		before, after := r.Points[(i+n-1)%n], r.Points[(i+1)%n]
		if r.isCut(before, p) || r.isCut(p, after) {
			out = append(out, p)
			continue
		}
		out = append(out, quarter(p, before), quarter(p, after))
	}
	return Ring{out, r.cell}
}

// Smooth rounds the corners of an open line as Ring.Smooth does; its ends stay.
func Smooth(line []Point) []Point {
	if len(line) < 3 {
		return line
	}
	out := append(make([]Point, 0, 2*len(line)), line[0])
	for i, p := range line[1 : len(line)-1] {
		out = append(out, quarter(p, line[i]), quarter(p, line[i+2]))
	}
	return append(out, line[len(line)-1])
}

// quarter is a quarter of the way from p to q.
func quarter(p, q Point) Point {
	return Point{p.X + (q.X-p.X)/4, p.Y + (q.Y-p.Y)/4}
}

func (r Ring) isCut(p, q Point) bool {
	return p.X == q.X && (p.X == r.cell.MinX || p.X == r.cell.MaxX) ||
		p.Y == q.Y && (p.Y == r.cell.MinY || p.Y == r.cell.MaxY)
}

func (c *cell) rings(layer int) []Ring {
	var rings []Ring
	for _, points := range c.lines(layer) {
		rings = append(rings, Ring{points, c.box})
	}
	return rings
}
