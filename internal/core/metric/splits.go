package metric

import "palestra/internal/core/track"

// maxSplits bounds a table; what lies beyond counts to the last split.
const maxSplits = 10_000

// Split is one of the equal stretches of a track: every kilometer or mile, the last one shorter.
type Split struct {
	// Distance in meters, Elapsed and Moving in seconds, not rounded.
	Distance, Elapsed, Moving float64
	// Ascent and Descent in meters, NaN without elevations.
	Ascent, Descent float64
	// AveHeartRate and MaxHeartRate, track.None without any.
	AveHeartRate, MaxHeartRate int
}

// Splits cuts a stored track into stretches of so many meters; a step that crosses a border is shared by distance. Time
// between segments is elapsed, not moving. None when every is not above zero or nothing was covered.
func Splits(c *track.Columns, every float64, o Options) []Split {
	if !(every > 0) {
		return nil
	}
	if !(o.StoppedSpeed > 0) {
		o.StoppedSpeed = 1
	}
	cut := splitter{every: every, threshold: o.StoppedSpeed, last: track.AbsentTime}
	for i := range c.Segments {
		cut.segment(&c.Segments[i])
	}
	return cut.end()
}

// splitter walks along the points; the current split is the one that is being filled.
type splitter struct {
	every, threshold float64
	done             []Split
	current          Split
	climb            climb
	heart            reading
	way              way
	last             int64 // time of the last point in milliseconds
}

func (c *splitter) segment(s *track.ColumnSegment) {
	stopped := sleep{pauses: s.Pauses}
	c.way.started = false // the way between segments was not recorded
	for i, at := range s.Time {
		before := c.way.covered
		d := c.way.to(s, i) - before
		if at != track.AbsentTime {
			var elapsed, moving float64
			if c.last != track.AbsentTime && at > c.last {
				elapsed = float64(at-c.last) / 1000
				if i > 0 && d/1000/(elapsed/3600) > c.threshold && !stopped.mostOf(c.last*1000, at*1000) {
					moving = elapsed
				}
			}
			c.last = at
			c.step(d, elapsed, moving)
		} else {
			c.step(d, 0, 0)
		}
		c.sample(s, i)
	}
}

// step adds a distance and its time, closing the splits whose ends it passes.
func (c *splitter) step(distance, elapsed, moving float64) {
	for left := c.every - c.current.Distance; distance >= left && len(c.done) < maxSplits-1; left = c.every {
		share := left / distance
		c.add(left, elapsed*share, moving*share)
		distance, elapsed, moving = distance-left, elapsed*(1-share), moving*(1-share)
		c.current.Distance = c.every
		c.close()
	}
	c.add(distance, elapsed, moving)
}

func (c *splitter) add(distance, elapsed, moving float64) {
	c.current.Distance += distance
	c.current.Elapsed += elapsed
	c.current.Moving += moving
}

func (c *splitter) sample(s *track.ColumnSegment, i int) {
	if s.Altitude != nil && s.Altitude[i] != track.Absent {
		c.climb.add(float64(s.Altitude[i]) / 100)
	}
	if s.HeartRate != nil && s.HeartRate[i] != track.Absent {
		c.heart.add(int16(s.HeartRate[i]))
	}
}

// close ends the current split; the next one climbs on from where it ended.
func (c *splitter) close() {
	height, known := c.climb.last, c.climb.n > 0
	c.climb.end()
	_, _, c.current.Ascent, c.current.Descent = c.climb.numbers()
	c.current.AveHeartRate, c.current.MaxHeartRate = c.heart.values(track.None, track.None)
	c.done = append(c.done, c.current)
	c.current, c.heart, c.climb = Split{}, reading{}, climb{}
	if known {
		c.climb.add(height)
	}
}

// end closes what is left, unless it is less than a meter after whole splits.
func (c *splitter) end() []Split {
	if c.current.Distance >= 1 || len(c.done) == 0 && c.current.Distance > 0 {
		c.close()
	} else if n := len(c.done); n > 0 {
		last := &c.done[n-1]
		last.Distance += c.current.Distance
		last.Elapsed += c.current.Elapsed
		last.Moving += c.current.Moving
	}
	return c.done
}
