package metric

import (
	"math"

	"palestra/internal/core/track"
)

// Columns are what is stored of a track: its points, and the speed at each as charts show it.
func Columns(t *track.Track) *track.Columns {
	c := track.Quantise(t)
	for i := range t.Segments {
		c.Segments[i].Speed = ChartSpeeds(&t.Segments[i])
	}
	return c
}

// ChartSpeeds is the speed at each point of a segment in units of 0.01 km/h: the mean of the speeds from the point before
// and to the point after, or the one of them that isn't zero; 0 where there is neither. Speeds of other points are over
// those that have a position; a point without one has the speed its device measured, or 0.
//
// Nil when no point has a position or a measured speed.
func ChartSpeeds(s *track.Segment) []int32 {
	out := make([]int32, len(s.Points))
	some := false
	before := -1.0 // speed from the point before, less than zero for none
	next := nextPositioned(s.Points, -1)
	there := 0.0 // how much a degree of longitude shrinks at the next point
	if next < len(s.Points) {
		there = shrink(&s.Points[next])
	}
	for i := range s.Points {
		p := &s.Points[i]
		if i != next {
			if v := float64(p.Speed); v == v {
				out[i], some = hundredths(v*3.6), true
			}
			continue
		}
		some = true
		next = nextPositioned(s.Points, i)
		after, arrived, here := -1.0, -1.0, there
		if next < len(s.Points) {
			there = shrink(&s.Points[next])
			after, arrived = between(p, &s.Points[next], here, there)
		}
		out[i] = hundredths(mean(before, after) * 3.6)
		before = arrived
	}
	if !some {
		return nil
	}
	return out
}

// nextPositioned is the index of the first point after i that has a position, len(points) when there is none.
func nextPositioned(points []track.Point, i int) int {
	for i++; i < len(points) && !points[i].HasPosition(); i++ {
	}
	return i
}

// mean of two speeds, of which a zero or none (less than zero) leaves the other.
func mean(before, after float64) float64 {
	switch {
	case before > 0 && after > 0:
		return (before + after) / 2
	case before > 0:
		return before
	}
	return max(after, 0)
}

// between is the speed in m/s of a step as its two ends see it: each takes the cosine of its own latitude, which are given.
// Both are less than zero when the step takes no time. A fall in time counts like a rise.
func between(p, q *track.Point, atP, atQ float64) (leaving, arriving float64) {
	if p.Time == track.NoTime || q.Time == track.NoTime || p.Time == q.Time {
		return -1, -1
	}
	seconds := math.Abs(float64(q.Time-p.Time) / 1e6)
	lat, lon := q.Lat-p.Lat, q.Lon-p.Lon
	if math.Abs(lat) > far || math.Abs(lon) > far {
		return haversine(q, p) / seconds, haversine(p, q) / seconds
	}
	leaving, arriving = flat(lat, lon, atP), flat(lat, lon, atQ)
	from, to := elevation(p), elevation(q)
	if from == from && to == to { // zero elevations included
		leaving, arriving = climbed(leaving, p, q, from, to), climbed(arriving, p, q, from, to)
	}
	return leaving / seconds, arriving / seconds
}

// ChartPoint is where a point lies along a chart.
type ChartPoint struct {
	// Distance from the first point in units of 0.01 km; the way from one segment to the next is included.
	Distance int32
	// Duration from the first point in milliseconds, pauses included; a time before the first one's counts as if after.
	Duration int64
}

// Chart lays the points of segments along a chart, in order: all of a track, or one of its segments, which then starts at
// zero. Without positions the distance is the one that the device counted.
func Chart(segments []track.ColumnSegment) []ChartPoint {
	total := 0
	for i := range segments {
		total += segments[i].Len()
	}
	out := make([]ChartPoint, 0, total)
	w := way{}
	start := int64(track.AbsentTime)
	for i := range segments {
		s := &segments[i]
		for j, at := range s.Time {
			if start == track.AbsentTime {
				start = at
			}
			c := ChartPoint{Distance: hundredths(w.to(s, j) / 1000)}
			if at != track.AbsentTime {
				c.Duration = max(at-start, start-at)
			}
			out = append(out, c)
		}
	}
	return out
}

// way is the distance covered along columns.
type way struct {
	covered float64
	started bool
	last    track.Point
}

// to goes on to point i of a segment and gives the meters covered so far.
func (w *way) to(s *track.ColumnSegment, i int) float64 {
	if !s.HasPosition(i) {
		if s.Distance != nil && s.Distance[i] != track.Absent {
			w.covered = max(w.covered, float64(s.Distance[i])/100)
		}
		return w.covered
	}
	p := track.Point{Ele: math.NaN()}
	p.Lat, p.Lon = s.Position(i)
	if s.Altitude != nil && s.Altitude[i] != track.Absent {
		p.Ele = float64(s.Altitude[i]) / 100
	}
	if w.started {
		w.covered += Travelled(&w.last, &p)
	}
	w.started, w.last = true, p
	return w.covered
}
