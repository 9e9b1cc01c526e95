package metric

import (
	"math"

	"palestra/internal/core/track"
)

// climb gathers elevations in the order of the points: lowest, highest, and the ascent and descent of the smoothed line,
// in which each inner point is 0.3 of its neighbours and 0.4 of itself.
type climb struct {
	n               int
	low, high       float64
	ascent, descent float64
	before, last    float64 // the last two elevations
	smooth          float64 // the last smoothed one
}

// add takes the next elevation; NaN is skipped.
func (c *climb) add(e float64) {
	if e != e {
		return
	}
	switch c.n {
	case 0:
		c.low, c.high, c.smooth = e, e, e
	case 1:
		c.low, c.high = min(c.low, e), max(c.high, e)
	default:
		c.low, c.high = min(c.low, e), max(c.high, e)
		c.to(float64(c.before*0.3) + float64(c.last*0.4) + float64(e*0.3))
	}
	c.before, c.last = c.last, e
	c.n++
}

// to goes on to the next smoothed elevation.
func (c *climb) to(e float64) {
	if d := e - c.smooth; d > 0 {
		c.ascent += d
	} else {
		c.descent -= d
	}
	c.smooth = e
}

// end takes the last elevation as it is.
func (c *climb) end() {
	if c.n > 1 {
		c.to(c.last)
	}
}

// numbers are the rounded values, all unknown when there was no elevation.
func (c *climb) numbers() (low, high, ascent, descent float64) {
	if c.n == 0 {
		nan := math.NaN()
		return nan, nan, nan, nan
	}
	return Round(c.low, 2), Round(c.high, 2), Round(c.ascent, 3), Round(c.descent, 3)
}

// climbOf measures the elevations of a segment.
func climbOf(s *track.Segment) climb {
	var c climb
	for i := range s.Points {
		c.add(elevation(&s.Points[i]))
	}
	c.end()
	return c
}

// join adds what another segment climbed, without what lies between the two.
func (c *climb) join(o *climb) {
	if o.n == 0 {
		return
	}
	if c.n == 0 {
		*c = *o
		return
	}
	c.n += o.n
	c.low, c.high = min(c.low, o.low), max(c.high, o.high)
	c.ascent += o.ascent
	c.descent += o.descent
}
