package monitor

import "math"

// Windows in milliseconds to either side of a sample.
const (
	// speedReach makes the window of about 3 s over which a speed is derived from positions.
	speedReach = 1500
	// changeReach makes the window of 0.5 s over which an acceleration is taken.
	changeReach = 250
)

// moment is a sample that moves, on its way through the path.
type moment struct {
	time int64
	// joined tells whether no gap lies before it.
	joined bool
	// step is the distance from the moment before: over a gap only where files count it.
	step float64
	// device is the speed as measured, NaN for none.
	device float64
	// way is the distance since the piece began, speed and change what the windows give; NaN where unknown.
	way, speed, change float64
}

// path gives every moment its speed and acceleration. It holds the moments of the current piece, the stretch since the
// last gap, that windows still need; each moves on to the sink in order as soon as nothing to come can change it.
type path struct {
	window []moment
	// sped moments of the window have their speed, changed ones their acceleration and are with the sink.
	sped, changed int
	// The first and last moments within the windows of speed and of change.
	speedLeft, speedRight, changeLeft, changeRight int
}

// sink takes moments in order of time.
type sink interface{ take(m *moment) }

func (p *path) add(m moment, to sink) {
	if !m.joined {
		p.close(to)
	} else if n := len(p.window); n > 0 {
		m.way = p.window[n-1].way + m.step
	}
	p.window = append(p.window, m)
	p.advance(false, to)
	p.trim()
}

// close ends the piece: its last moments have windows that end with it.
func (p *path) close(to sink) {
	p.advance(true, to)
	*p = path{window: p.window[:0]}
}

func (p *path) advance(closed bool, to sink) {
	w := p.window
	for ; p.sped < len(w); p.sped++ {
		m := &w[p.sped]
		if m.speed = m.device; m.speed == m.speed {
			continue
		}
		if !closed && w[len(w)-1].time <= m.time+speedReach {
			break
		}
		m.speed = p.derivedSpeed(p.sped)
	}
	for ; p.changed < p.sped; p.changed++ {
		m := &w[p.changed]
		if w[p.sped-1].time <= m.time+changeReach && (!closed || p.sped < len(w)) {
			break
		}
		m.change = p.derivedChange(p.changed)
		to.take(m)
	}
}

// derivedSpeed of moment i is the way through the window by its time; without anything else in the window, from the
// neighbour before to the one after. NaN when it is alone.
func (p *path) derivedSpeed(i int) float64 {
	a, b := p.reach(&p.speedLeft, &p.speedRight, i, speedReach, len(p.window))
	if a == b {
		return math.NaN()
	}
	first, last := &p.window[a], &p.window[b]
	return (last.way - first.way) / (float64(last.time-first.time) / 1000)
}

// derivedChange of moment i is the mean acceleration over the window, which is how much the speed differs between its
// ends by the time between them.
func (p *path) derivedChange(i int) float64 {
	a, b := p.reach(&p.changeLeft, &p.changeRight, i, changeReach, p.sped)
	if a == b {
		return 0
	}
	first, last := &p.window[a], &p.window[b]
	return (last.speed - first.speed) / (float64(last.time-first.time) / 1000)
}

// reach finds the ends of the window around moment i among the first n. left and right move along with i.
func (p *path) reach(left, right *int, i int, within int64, n int) (a, b int) {
	w := p.window
	for w[*left].time < w[i].time-within {
		*left++
	}
	*right = max(*right, i)
	for *right+1 < n && w[*right+1].time <= w[i].time+within {
		*right++
	}
	a, b = *left, *right
	if a == i && i > 0 {
		a--
	}
	if b == i && i+1 < n {
		b++
	}
	return a, b
}

// trim lets go of what no window reaches back to, now and then.
func (p *path) trim() {
	const batch = 64
	if p.changed <= batch {
		return
	}
	// The next speed reaches back to the first moment within its window, or the one before it.
	next := p.window[min(p.sped, len(p.window)-1)].time
	for p.window[p.speedLeft].time < next-speedReach {
		p.speedLeft++
	}
	drop := min(p.speedLeft, p.changeLeft, p.changed-1)
	if drop < batch {
		return
	}
	p.window = p.window[:copy(p.window, p.window[drop:])]
	p.sped, p.changed = p.sped-drop, p.changed-drop
	p.speedLeft, p.changeLeft = p.speedLeft-drop, p.changeLeft-drop
	p.speedRight, p.changeRight = max(p.speedRight-drop, 0), max(p.changeRight-drop, 0)
}
