package metric

import (
	"math"

	"palestra/internal/core/track"
)

// stated measures a recording without positions by what its device says of the whole, and, where it says nothing, by
// what it said at each point.
func stated(t *track.Track) Result {
	m := alongSegments(t)
	r := Result{Start: t.Totals.Start, Calories: t.Totals.Calories}
	if r.Start == track.NoTime && m.timed {
		r.Start = m.first
	}
	elapsed := known(t.Totals.Elapsed, float64(m.duration)/1e6)
	timer := known(t.Totals.Timer, elapsed)
	distance, speed := counted(t)
	distance = known(t.Totals.Distance, distance)
	speed = known(t.Totals.MaxSpeed, speed)
	n := &r.Numbers
	n.Duration, n.Moving, n.Pauses = seconds(max(elapsed, timer)), seconds(timer), seconds(elapsed-timer)
	n.MinAlt, n.MaxAlt, n.Ascent, n.Descent = m.climb.numbers()
	n.Ascent = known(Round(t.Totals.Ascent, 3), n.Ascent)
	n.Descent = known(Round(t.Totals.Descent, 3), n.Descent)
	n.Distance = WholeMeters(known(distance, 0))
	n.AveSpeed, n.MaxSpeed = math.NaN(), Round(speed*3.6, 2)
	if timer > 0 && distance == distance {
		n.AveSpeed = Round(distance/timer*3.6, 2)
	}
	m.sensors.into(n, &t.Totals)
	return r
}

// alongSegments is what can be measured without positions: times, elevations and sensors.
func alongSegments(t *track.Track) measured {
	var whole measured
	for i := range t.Segments {
		s := &t.Segments[i]
		m := measured{climb: climbOf(s), sensors: sensorsOf(s)}
		m.first, m.last, m.timed = span(s)
		m.duration = max(m.last-m.first, 0)
		whole.join(&m)
	}
	return whole
}

// counted is the distance in meters and the highest speed in m/s that the device gave with the points; NaN when it gave none.
func counted(t *track.Track) (distance, speed float64) {
	distance, speed = math.NaN(), math.NaN()
	for i := range t.Segments {
		for j := range t.Segments[i].Points {
			p := &t.Segments[i].Points[j]
			distance = known(p.Distance, distance)
			if v := float64(p.Speed); v == v && !(v < speed) {
				speed = v
			}
		}
	}
	return distance, speed
}

// known is the first of two numbers that is one.
func known(v, otherwise float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return otherwise
	}
	return v
}

// seconds rounds to microseconds and cuts to whole seconds; less than nothing, or what is no number, is nothing.
func seconds(s float64) int64 {
	if !(s > 0) {
		return 0
	}
	return int64(math.Round(min(s, maxDuration*10)*1e6)) / 1e6
}
