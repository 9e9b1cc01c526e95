package trackfile

import (
	"slices"
	"sync"

	"palestra/internal/core/track"
)

// keptPoints is how long a buffer may be (3.5 MB) to be used again for another file.
const keptPoints = 1 << 16

var pointBuffers = sync.Pool{New: func() any { return new([]track.Point) }}

// collector gathers the points of one segment after the other in a buffer that the next file uses again, and counts all
// of them.
type collector struct {
	buf *[]track.Point
	// kept is the number of points handed out with take, max that of all.
	kept, max int
}

func newCollector(lim Limits) collector {
	return collector{buf: pointBuffers.Get().(*[]track.Point), max: lim.MaxPoints}
}

// len is the number of points since take or drop.
func (c *collector) len() int { return len(*c.buf) }

// total is the number of points so far.
func (c *collector) total() int { return c.kept + len(*c.buf) }

// add begins a point; nil beyond the limit. It is valid until the next call.
func (c *collector) add() *track.Point {
	if c.total() >= c.max {
		return nil
	}
	*c.buf = append(*c.buf, blank)
	return &(*c.buf)[len(*c.buf)-1]
}

var blank = track.NewPoint()

// take hands out the points gathered since the last time.
func (c *collector) take() []track.Point {
	points := *c.buf
	c.kept += len(points)
	if len(points) > keptPoints {
		*c.buf = nil
		return points
	}
	*c.buf = points[:0]
	return slices.Clone(points)
}

// undo forgets the last point.
func (c *collector) undo() { *c.buf = (*c.buf)[:len(*c.buf)-1] }

// drop forgets the points gathered since the last time.
func (c *collector) drop() { *c.buf = (*c.buf)[:0] }

// release gives the buffer back; the collector must not be used any more.
func (c *collector) release() {
	if cap(*c.buf) > keptPoints {
		*c.buf = nil
	}
	c.drop()
	pointBuffers.Put(c.buf)
}

// tooManyPoints is the refusal of a file beyond the limit.
func tooManyPoints(f Format, lim Limits) error {
	return refuse(CodeTooManyPoints, f, "the file has more than %d points", lim.MaxPoints)
}
