package scenario

import (
	"math"
	"math/rand/v2"
)

// surface is how a way runs: how much it bends, how sharply, and how often it meets others.
type surface struct {
	// bend is the usual deviation of the heading in radians over bendSpan meters, corner the meters a corner takes.
	bend, bendSpan, corner float64
	// crossing is the mean way in meters from one crossing to the next, turn the usual change of direction there.
	crossing, turn float64
}

// The surfaces.
var (
	road   = surface{bend: 0.38, bendSpan: 240, corner: 16, crossing: 900, turn: 0.65}
	street = surface{bend: 0.22, bendSpan: 120, corner: 5, crossing: 330, turn: 0.75}
	path   = surface{bend: 0.70, bendSpan: 70, corner: 8, crossing: 700, turn: 0.6}
	water  = surface{bend: 0.025, bendSpan: 600, corner: 60, crossing: 1e9}
	piste  = surface{bend: 0.55, bendSpan: 160, corner: 12, crossing: 1100, turn: 0.4}
)

// outline is the shape asked for: length meters in all, around and back to the start, or out and back the same way.
type outline struct {
	length float64
	loop   bool
}

// nodeSpan is the way between two nodes of a route, in meters: half the radius of a tight corner.
const nodeSpan = 6.0

// route is a way through a ground as nodes every nodeSpan meters.
type route struct {
	ground *ground
	// x and y are meters east and north of the ground's start, ele meters above the sea.
	x, y, ele []float64
	// grade is rise by way, bend the change of heading in radians per meter.
	grade, bend []float64
	// crossings are nodes at which others may have the right of way, in order.
	crossings []int
}

// newRoute lays a route through a ground.
func newRoute(rng *rand.Rand, g *ground, s surface, o outline) *route {
	length := o.length
	if !o.loop {
		length /= 2
	}
	nodes := max(int(length/nodeSpan), 16)
	r := &route{ground: g, x: make([]float64, nodes+1), y: make([]float64, nodes+1)}
	r.walk(rng, s, o.loop)
	if o.loop {
		r.close()
	} else {
		r.turnBack()
	}
	r.even()
	r.shape()
	return r
}

// walk follows a heading that wanders, turns at crossings, and for a loop comes around once.
func (r *route) walk(rng *rand.Rand, s surface, loop bool) {
	nodes := len(r.x) - 1
	around, stretch, lean := 0.0, 0.0, 0.0
	// What hardly bends, a lake, has no room to choose another direction either.
	heading := math.Pi/2 - r.ground.toward*math.Pi/180 + between(rng, -1, 1)*min(0.3, 3*s.bend)
	if loop {
		around = 2 * math.Pi / float64(nodes)
		if rng.IntN(2) == 0 {
			around = -around
		}
		// The middle of the loop lies to the side, so it starts off at a right angle to the free side.
		heading -= math.Copysign(math.Pi/2, around)
		// Not a circle: hurrying through some of the turn and lingering in the rest draws it long.
		stretch, lean = between(rng, 0, 0.75), between(rng, 0, 2*math.Pi)
	}
	w := wander{deviation: s.bend, span: s.bendSpan}
	// A wandering heading alone is rough and turns on the spot: roads are built smooth.
	smooth := nodeSpan / (nodeSpan + s.corner)
	turn, bent, next := 0.0, 0.0, crossingAfter(rng, s, 0)
	for i := range nodes {
		if i == next {
			turn = clamp(s.turn*rng.NormFloat64(), -1.4, 1.4)
			r.crossings = append(r.crossings, i)
			next = crossingAfter(rng, s, i)
		}
		bent += smooth * (turn + w.next(rng, nodeSpan) - bent)
		turned := around * float64(i)
		sin, cos := math.Sincos(heading + turned + stretch*math.Sin(2*turned+lean) + bent)
		r.x[i+1] = r.x[i] + nodeSpan*cos
		r.y[i+1] = r.y[i] + nodeSpan*sin
	}
}

func crossingAfter(rng *rand.Rand, s surface, node int) int {
	return node + 5 + int(s.crossing/nodeSpan*rng.ExpFloat64())
}

// close brings the end to the start by giving every node its share of the gap.
func (r *route) close() {
	last := len(r.x) - 1
	gapX, gapY := r.x[last], r.y[last]
	for i := range r.x {
		share := float64(i) / float64(last)
		r.x[i] -= gapX * share
		r.y[i] -= gapY * share
	}
}

// turnBack adds the way back.
func (r *route) turnBack() {
	out := len(r.x)
	for i := out - 2; i >= 0; i-- {
		r.x = append(r.x, r.x[i])
		r.y = append(r.y, r.y[i])
	}
	for i := len(r.crossings) - 1; i >= 0; i-- {
		r.crossings = append(r.crossings, 2*(out-1)-r.crossings[i])
	}
}

// even lays the nodes anew, nodeSpan apart: closing a loop stretches some parts and shortens others.
func (r *route) even() {
	x, y := []float64{r.x[0]}, []float64{r.y[0]}
	var crossings []int
	way, next, crossing := 0.0, nodeSpan, 0
	for i := 1; i < len(r.x); i++ {
		dx, dy := r.x[i]-r.x[i-1], r.y[i]-r.y[i-1]
		d := math.Hypot(dx, dy)
		for d > 0 && next <= way+d {
			t := (next - way) / d
			x, y = append(x, r.x[i-1]+t*dx), append(y, r.y[i-1]+t*dy)
			next += nodeSpan
		}
		way += d
		for crossing < len(r.crossings) && r.crossings[crossing] <= i {
			crossings = append(crossings, len(x)-1)
			crossing++
		}
	}
	r.x, r.y, r.crossings = x, y, crossings
}

// shape derives heights, grades and bends from the places.
func (r *route) shape() {
	n := len(r.x)
	r.ele, r.grade, r.bend = make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		r.ele[i] = r.ground.relief.at(r.x[i], r.y[i])
	}
	const reach = 3 // nodes to each side: what legs feel is a slope, not a bump
	for i := range n {
		a, b := max(i-reach, 0), min(i+reach, n-1)
		r.grade[i] = (r.ele[b] - r.ele[a]) / (nodeSpan * float64(b-a))
	}
	for i := 1; i < n-1; i++ {
		before := math.Atan2(r.y[i]-r.y[i-1], r.x[i]-r.x[i-1])
		after := math.Atan2(r.y[i+1]-r.y[i], r.x[i+1]-r.x[i])
		r.bend[i] = math.Abs(math.Remainder(after-before, 2*math.Pi)) / nodeSpan
	}
}

// length is the whole way in meters.
func (r *route) length() float64 { return nodeSpan * float64(len(r.x)-1) }

// at is the place way meters from the start: meters east and north, height and grade there.
func (r *route) at(way float64) (x, y, ele, grade float64) {
	i := min(int(way/nodeSpan), len(r.x)-2)
	t := clamp(way/nodeSpan-float64(i), 0, 1)
	return mix(r.x[i], r.x[i+1], t), mix(r.y[i], r.y[i+1], t), mix(r.ele[i], r.ele[i+1], t), mix(r.grade[i], r.grade[i+1], t)
}
