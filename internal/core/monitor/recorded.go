package monitor

import (
	"math"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

// addTrack measures a file or a recorded activity. Its distance is that of core/metric for the points in the frame: every
// pair of neighbours of a segment counts, over gaps and at any speed. Speeds are derived from it, because stored tracks
// have no other; without positions from the distance that the device counted.
func (e *Engine) addTrack(t *track.Track) {
	e.motion.recorded = true
	taken := int64(math.MinInt64) // until here another recording counts
	if e.started {
		taken = e.last
	}
	way := metric.Travelled
	if !t.HasPositions() {
		way = counted
	}
	for i := range t.Segments {
		e.addSegment(&t.Segments[i], way, taken)
	}
}

// counted is the distance between two points without positions, NaN where the device counted none.
func counted(earlier, later *track.Point) float64 { return max(later.Distance-earlier.Distance, 0) }

func (e *Engine) addSegment(s *track.Segment, way func(a, b *track.Point) float64, taken int64) {
	c := &e.explain.Counts
	joined := false       // whether the last moment is of this segment
	var prev *track.Point // the last point of it that is somewhere
	for i := range s.Points {
		p := &s.Points[i]
		c.Received++
		time := floorDiv(p.Time, 1000)
		switch {
		case p.Time == track.NoTime || time < e.frame.From || time >= e.frame.Until:
			c.Outside++
			prev = nil
			continue
		case time <= taken:
			c.Duplicate++
			prev = nil
			continue
		}
		beating, walked := p.HeartRate != track.None && e.beat(time, float64(p.HeartRate)), false
		somewhere := way(p, p)
		if somewhere == somewhere {
			walked = e.walk(prev, p, time, way, joined)
			joined, prev = joined || walked, p
		}
		switch {
		case beating || walked:
			e.use(time)
		case somewhere != somewhere && p.HeartRate == track.None:
			c.Empty++
		case time == e.latest.time:
			c.Duplicate++
		case time <= e.last:
			c.Late++
		}
	}
}

// walk takes a point that is somewhere and reports whether it counts: one before others in time only lengthens the way.
func (e *Engine) walk(from, p *track.Point, time int64, way func(a, b *track.Point) float64, joined bool) bool {
	if from != nil && from.Time < p.Time {
		e.carry += way(from, p)
	}
	prev := &e.latest
	if prev.set && time <= prev.time {
		return false
	}
	e.follow(moment{
		time: time, device: math.NaN(), step: e.carry,
		joined: joined && from != nil && time-prev.time <= GapLimit,
	})
	e.latest, e.carry = fix{set: true, time: time}, 0
	return true
}

// floorDiv is division towards the past, before 1970 too.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
