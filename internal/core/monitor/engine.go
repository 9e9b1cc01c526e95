package monitor

import (
	"slices"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

// Frame is what is measured: an interval in milliseconds since 1970-01-01 UTC, Until excluded, and by which parameters.
type Frame struct {
	From, Until int64
	Params      Params
	// AthleteMaxHR is what Params.HighestHR gives, 0 when unknown.
	AthleteMaxHR float64
}

// Engine measures a time frame in one pass: samples go in, in order of time and in batches of any size; the result can be
// asked for at any moment. An engine belongs to one goroutine; its memory is a few seconds of samples and the events.
//
// Samples that move (a position or a speed) and heart rates are two streams: each has to be in order on its own.
type Engine struct {
	frame   Frame
	explain Explain
	path    path
	motion  motion
	heart   heart

	started     bool // whether first and last are set
	first, last int64
	latest      fix // the last sample that moved
	// carry is the way in a file to points that stand before others in time; it belongs to the next step.
	carry float64
}

// fix is a sample that moves.
type fix struct {
	set   bool
	point track.Point
	time  int64
	speed float64 // the device's, NaN for none
}

// NewEngine is ready for the first sample. The frame's parameters are taken as they are (ParseParams checks them).
func NewEngine(f Frame) *Engine {
	f.Params = f.Params.clone()
	e := &Engine{frame: f, motion: newMotion(&f), heart: newHeart(&f)}
	e.explain = Explain{FormulaVersion: Version, Source: SourceNone, From: f.From, Until: f.Until, Params: f.Params}
	return e
}

// AddSamples measures what a device sent; s must be in order of time, as Sorted and Merge leave it. It returns how many
// samples came late, before one of the same kind that is measured already: with any, the frame has to be measured anew
// from what is stored, if it shall count them.
func (e *Engine) AddSamples(s *Samples) (late int) {
	c := &e.explain.Counts
	before := c.Late
	for i := range s.Time {
		c.Received++
		e.addSample(s, i)
	}
	return c.Late - before
}

func (e *Engine) addSample(s *Samples, i int) {
	c, t := &e.explain.Counts, s.Time[i]
	lat, lon := value(s.Lat, i, perDegree), value(s.Lon, i, perDegree)
	speed, beats := value(s.Speed, i, perMeterPerSecond), value(s.HeartRate, i, 1)
	moves := lat == lat || speed == speed
	switch {
	case t < e.frame.From || t >= e.frame.Until:
		c.Outside++
		return
	case impossiblePosition(lat, lon):
		c.ImpossiblePosition++
		return
	case impossibleSpeed(speed):
		c.ImpossibleSpeed++
		return
	case !moves && beats != beats:
		c.Empty++
		return
	case moves && e.latest.set && t <= e.latest.time || !moves && !e.heart.follows(t):
		if moves && t == e.latest.time || !moves && t == e.heart.time {
			c.Duplicate++
		} else {
			c.Late++
		}
		return
	}
	used := moves
	if moves {
		e.move(fix{set: true, point: at(lat, lon), time: t, speed: speed})
	}
	if beats == beats {
		used = e.beat(t, beats) || used
	}
	if used {
		e.use(t)
	}
}

// at is a position.
func at(lat, lon float64) track.Point {
	p := track.NewPoint()
	p.Lat, p.Lon = lat, lon
	return p
}

// beat measures a heart rate and reports whether it counts.
func (e *Engine) beat(t int64, beats float64) bool {
	if impossibleHeartRate(beats) {
		e.explain.Counts.ImpossibleHeartRate++
		return false
	}
	if !e.heart.follows(t) {
		return false
	}
	e.heart.add(t, beats)
	return true
}

// use notes that a sample counts.
func (e *Engine) use(t int64) {
	e.explain.Counts.Used++
	if !e.started {
		e.started, e.first, e.last = true, t, t
	}
	e.first, e.last = min(e.first, t), max(e.last, t)
}

// move takes a sample of a device that moves: the step to it is the way over ground between positions, else the integral
// of the speed.
func (e *Engine) move(f fix) {
	m := moment{time: f.time, device: f.speed}
	if prev := &e.latest; prev.set && f.time-prev.time <= GapLimit {
		m.joined = true
		if prev.point.HasPosition() && f.point.HasPosition() {
			m.step = metric.Distance(&prev.point, &f.point)
		} else {
			m.step = meanSpeed(prev.speed, f.speed) * float64(f.time-prev.time) / 1000
		}
	}
	e.latest = f
	e.follow(m)
}

// meanSpeed of the ends of a step, of which one may be unknown.
func meanSpeed(a, b float64) float64 {
	switch {
	case a != a:
		return b
	case b != b:
		return a
	}
	return (a + b) / 2
}

// follow hands a moment to the path, and counts the gap before it.
func (e *Engine) follow(m moment) {
	if n := len(e.path.window); n > 0 && !m.joined {
		e.explain.gap(m.time - e.path.window[n-1].time)
	}
	e.path.add(m, &e.motion)
}

func (x *Explain) gap(milliseconds int64) {
	if milliseconds > GapLimit {
		x.Gaps++
		x.GapTime += float64(milliseconds) / 1000
	}
}

// Result is what the samples so far add up to, as if they were all. It changes nothing: more can follow.
func (e *Engine) Result() Result { return e.result(false) }

// Snapshot is Result with the efforts marked that may still go on.
func (e *Engine) Snapshot() Result { return e.result(true) }

func (e *Engine) result(live bool) Result {
	whole := e.motion.clone()
	rest := e.path
	rest.window = slices.Clone(rest.window)
	rest.close(&whole)
	whole.leave(e.carry)
	r := Result{
		TotalDistance: whole.total, MaxSpeed: whole.fastest, Intensity: whole.intensity(&e.frame),
		AthleteMaxHR: e.frame.AthleteMaxHR, Explain: e.explain,
	}
	if e.started {
		r.FirstTimestamp, r.LastTimestamp = e.first, e.last
	}
	if e.last > e.first {
		r.AverageSpeed = r.TotalDistance / (float64(e.last-e.first) / 1000)
	}
	r.Accelerations, r.Decelerations = whole.accelerating.efforts(live), whole.decelerating.efforts(live)
	r.Sprint, r.HID = fastRuns(whole.sprints, live), fastRuns(whole.hids, live)
	whole.ranges.report(&r)
	e.heart.report(&r)
	return r
}
