package metric

import (
	"math"
	"slices"
	"sync"

	"palestra/internal/core/track"
)

// Numbers are what is measured of a track or of one of its segments, rounded for keeps. Unknown floats are NaN, unknown
// integers track.None.
type Numbers struct {
	// Duration, Moving and Pauses are whole seconds, each cut on its own.
	Duration, Moving, Pauses int64
	// Distance in meters, whole.
	Distance float64
	// AveSpeed is the whole distance by the moving time, MaxSpeed the fastest without noise; km/h, 2 decimals.
	AveSpeed, MaxSpeed float64
	// MinAlt and MaxAlt in meters, 2 decimals.
	MinAlt, MaxAlt float64
	// Ascent and Descent in meters, 3 decimals.
	Ascent, Descent float64
	// Averages and maxima of the sensors; cadence is as recorded, strides or revolutions.
	AveHeartRate, MaxHeartRate int
	AveCadence, MaxCadence     int
	AvePower, MaxPower         int
}

// Bounds is the box around all positions, in degrees.
type Bounds struct{ MinLat, MinLon, MaxLat, MaxLon float64 }

// Result is a track measured.
type Result struct {
	Numbers
	// Start in microseconds since 1970-01-01 UTC: the first time of the track; track.NoTime without any.
	Start int64
	// Calories in kilocalories, track.None when the file does not state them.
	Calories int
	// Bounds is nil without positions.
	Bounds *Bounds
	// Segments are those of the track, one for one; none when the track has no positions.
	Segments []Numbers
}

// Options are what the owner can choose.
type Options struct {
	// StoppedSpeed in km/h: at or below it a step counts as standing still. 0 or less means 1.
	StoppedSpeed float64
	// RawMaxSpeed takes the fastest step for the maximum as it is, noise included.
	RawMaxSpeed bool
}

// Summarize measures a track. Where points have positions all numbers but the calories come from them; a recording
// without positions (a pool, a trainer, a gym) is taken at what its device states.
func Summarize(t *track.Track, o Options) Result {
	if !t.HasPositions() {
		return stated(t)
	}
	if !(o.StoppedSpeed > 0) {
		o.StoppedSpeed = 1
	}
	r := Result{Start: track.NoTime, Calories: t.Totals.Calories, Bounds: boundsOf(t), Segments: make([]Numbers, 0, len(t.Segments))}
	b := benches.Get().(*bench)
	defer b.release()
	var whole measured
	for i := range t.Segments {
		m := b.measure(&t.Segments[i], o)
		r.Segments = append(r.Segments, m.numbers(nil))
		whole.join(&m)
	}
	r.Numbers = whole.numbers(&t.Totals)
	if whole.timed {
		r.Start = whole.first
	}
	return r
}

// measured is a stretch before rounding; the zero value is nothing yet.
type measured struct {
	motion
	// timed tells whether first and last, in microseconds, are known.
	timed       bool
	first, last int64
	duration    int64
	// max in meters a second.
	max     float64
	climb   climb
	sensors sensors
}

// bench is the room that measuring a segment takes, shared by all segments of a track, and by one track after the other.
type bench struct {
	steps  []step
	speeds []float64
}

var benches = sync.Pool{New: func() any { return new(bench) }}

// keptSteps is how many steps a bench may have room for (1.5 MB) to be used again for another track.
const keptSteps = 1 << 16

// release gives the bench back; it must not be used any more.
func (b *bench) release() {
	if cap(b.steps) <= keptSteps {
		benches.Put(b)
	}
}

func (b *bench) measure(s *track.Segment, o Options) measured {
	m := measured{climb: climbOf(s), sensors: sensorsOf(s)}
	m.first, m.last, m.timed = span(s)
	m.duration = max(m.last-m.first, 0)
	b.steps, b.speeds = slices.Grow(b.steps[:0], len(s.Points)), slices.Grow(b.speeds[:0], len(s.Points))
	m.motion, b.steps = move(s, o.StoppedSpeed, b.steps)
	if o.RawMaxSpeed {
		m.max = fastest(b.steps)
	} else {
		m.max = top(b.steps, b.speeds)
	}
	return m
}

// span is the first and the last time in the order of the points; false when no point has one.
func span(s *track.Segment) (first, last int64, ok bool) {
	first = track.NoTime
	for i := range s.Points {
		if first = s.Points[i].Time; first != track.NoTime {
			break
		}
	}
	if first == track.NoTime {
		return 0, 0, false
	}
	for i := len(s.Points) - 1; i >= 0; i-- {
		if last = s.Points[i].Time; last != track.NoTime {
			break
		}
	}
	return first, last, true
}

// join adds a segment; the time between two segments counts as duration.
func (m *measured) join(o *measured) {
	if o.timed {
		if m.timed {
			m.duration += o.first - m.last
		} else {
			m.first = o.first
		}
		m.timed, m.last = true, o.last
		m.duration += o.duration
	}
	m.movingTime += o.movingTime
	m.moved += o.moved + o.crept
	m.max = max(m.max, o.max)
	m.climb.join(&o.climb)
	m.sensors.join(o.sensors)
}

// numbers rounds. totals give what no point says about heart rate, cadence and power.
func (m *measured) numbers(totals *track.Totals) Numbers {
	distance := m.moved + m.crept
	n := Numbers{
		Duration: wholeSeconds(m.duration), Moving: wholeSeconds(m.movingTime), Pauses: wholeSeconds(m.duration - m.movingTime),
		Distance: WholeMeters(distance), MaxSpeed: Round(m.max*3.6, 2),
	}
	n.MinAlt, n.MaxAlt, n.Ascent, n.Descent = m.climb.numbers()
	if m.movingTime > 0 {
		n.AveSpeed = Round(distance/(float64(m.movingTime)/1e6)*3.6, 2)
	}
	m.sensors.into(&n, totals)
	return n
}

// wholeSeconds cuts microseconds; less than nothing, which segments that overlap in time give, is nothing.
func wholeSeconds(micros int64) int64 { return max(micros, 0) / 1e6 }

// WholeMeters rounds a distance as it is kept: kilometers with three decimals by Round, given in meters.
func WholeMeters(m float64) float64 { return math.Round(Round(m/1000, 3) * 1000) }

// boundsOf is the box around all positions, nil when there are none.
func boundsOf(t *track.Track) *Bounds {
	b := Bounds{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for i := range t.Segments {
		for j := range t.Segments[i].Points {
			p := &t.Segments[i].Points[j]
			if !p.HasPosition() {
				continue
			}
			b.MinLat, b.MaxLat = min(b.MinLat, p.Lat), max(b.MaxLat, p.Lat)
			b.MinLon, b.MaxLon = min(b.MinLon, p.Lon), max(b.MaxLon, p.Lon)
		}
	}
	if b.MinLat > b.MaxLat {
		return nil
	}
	return &b
}
