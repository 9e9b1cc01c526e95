package monitor

import "slices"

// stretch is a run of moments that is going on.
type stretch struct {
	on            bool
	start, last   int64
	initial, end  float64
	peak, covered float64
}

// extend takes a moment in, with the step to it unless it is the first; peak is what the maximum is taken of.
func (s *stretch) extend(m *moment, step, peak float64) {
	if !s.on {
		*s = stretch{on: true, start: m.time, initial: m.speed, peak: peak}
		step = 0
	}
	s.last, s.end = m.time, m.speed
	s.covered += step
	s.peak = max(s.peak, peak)
}

func (s *stretch) effort(sign float64) Effort {
	return Effort{
		StartTime: s.start, MaxValue: sign * s.peak, Duration: float64(s.last-s.start) / 1000, Distance: s.covered,
		InitialSpeed: s.initial, EndSpeed: s.end,
	}
}

// changes are accelerations (sign 1) or decelerations (sign -1) by threshold.
type changes struct {
	sign       float64
	thresholds []float64
	done       [][]Effort // as many as thresholds
	now        stretch
}

func newChanges(thresholds []float64, sign float64) changes {
	return changes{sign: sign, thresholds: thresholds, done: make([][]Effort, len(thresholds))}
}

func (c *changes) take(m *moment, step float64) {
	if v := c.sign * m.change; v > 0 {
		c.now.extend(m, step, v)
	} else {
		c.end()
	}
}

// end lists what went on under the highest threshold it reached, if it was long enough and reached one.
func (c *changes) end() {
	if place := c.place(); place >= 0 {
		c.done[place] = append(c.done[place], c.now.effort(c.sign))
	}
	c.now.on = false
}

func (c *changes) place() int {
	if !c.now.on || c.now.last-c.now.start < minEffort {
		return -1
	}
	place, exact := slices.BinarySearch(c.thresholds, c.now.peak)
	if exact {
		return place
	}
	return place - 1
}

func (c *changes) clone() changes {
	k := *c
	k.done = make([][]Effort, len(c.done))
	for i, list := range c.done {
		k.done[i] = slices.Clip(list)
	}
	return k
}

// efforts lists all, ending what is going on; in live results that is marked.
func (c *changes) efforts(live bool) []Efforts {
	place := c.place()
	c.end()
	if live && place >= 0 {
		open(c.done[place])
	}
	out := make([]Efforts, len(c.thresholds))
	for i, threshold := range c.thresholds {
		out[i] = listed(threshold, c.done[i])
	}
	return out
}

// listed shares the memory of efforts, which are only ever added to.
func listed(threshold float64, efforts []Effort) Efforts {
	if len(efforts) == 0 {
		return Efforts{Threshold: threshold, Values: []Effort{}}
	}
	return Efforts{Threshold: threshold, Values: slices.Clip(efforts)}
}

// open marks the last effort.
func open(efforts []Effort) { efforts[len(efforts)-1].Open = true }

// run is everything at or above a speed.
type run struct {
	threshold float64
	done      []Effort
	now       stretch
}

func newRuns(thresholds []float64) []run {
	out := make([]run, len(thresholds))
	for i, t := range thresholds {
		out[i].threshold = t
	}
	return out
}

func (r *run) take(m *moment, step float64) {
	if m.speed >= r.threshold {
		r.now.extend(m, step, m.speed)
	} else {
		r.end()
	}
}

func (r *run) end() {
	if r.now.on {
		r.done = append(r.done, r.now.effort(1))
	}
	r.now.on = false
}

func cloneRuns(runs []run) []run {
	out := slices.Clone(runs)
	for i := range out {
		out[i].done = slices.Clip(out[i].done)
	}
	return out
}

func fastRuns(runs []run, live bool) []Efforts {
	out := make([]Efforts, len(runs))
	for i := range runs {
		going := runs[i].now.on
		runs[i].end()
		if live && going {
			open(runs[i].done)
		}
		out[i] = listed(runs[i].threshold, runs[i].done)
	}
	return out
}
