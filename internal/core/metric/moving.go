package metric

import (
	"math"

	"palestra/internal/core/track"
)

// motion is what a segment's steps from point to point add up to.
type motion struct {
	// movingTime in microseconds.
	movingTime int64
	// moved and crept are meters above and at or below the threshold.
	moved, crept float64
}

// step is one pair of points that counts for the maximum: meters a second and meters.
type step struct{ speed, distance float64 }

// move adds up the steps between neighbouring points that have a position, and appends those that count for the maximum
// to steps. threshold in km/h: a step at or below it is standing still, as is one that the device's timer mostly slept
// through. A step without a time, a duration or a distance counts nowhere.
func move(s *track.Segment, threshold float64, steps []step) (motion, []step) {
	var m motion
	stopped := sleep{pauses: s.Pauses}
	var prev *track.Point
	for i := range s.Points {
		p := &s.Points[i]
		if !p.HasPosition() {
			continue
		}
		from := prev
		prev = p
		if from == nil || from.Time == track.NoTime || p.Time <= from.Time {
			continue
		}
		d := Travelled(from, p)
		if d == 0 {
			continue
		}
		micros := p.Time - from.Time
		seconds := float64(micros) / 1e6
		if (d/1000)/(seconds/3600) <= threshold || stopped.mostOf(from.Time, p.Time) {
			m.crept += d
		} else {
			m.movingTime += micros
			m.moved += d
		}
		if m.movingTime > 0 {
			steps = append(steps, step{d / seconds, d})
		}
	}
	return m, steps
}

// sleep looks up pauses for steps that come in order of time.
type sleep struct {
	pauses []track.Pause
	next   int
	until  int64
}

// mostOf reports whether the timer was stopped for at least half of a step: devices that write a point every few seconds
// stop in the middle of a step, and a whole step can't be split.
func (s *sleep) mostOf(from, to int64) bool {
	if from < s.until {
		s.next = 0
	}
	s.until = to
	var slept int64
	for i := s.next; i < len(s.pauses) && s.pauses[i].From < to; i++ {
		if s.pauses[i].To <= from {
			s.next = i + 1
			continue
		}
		slept += min(s.pauses[i].To, to) - max(s.pauses[i].From, from)
	}
	return slept*2 >= to-from
}

// top is the maximum speed in meters a second: of the steps whose length is within 1.5 standard deviations (of the
// population) of the mean, the fastest after the top 5 % are dropped as noise. 0 for fewer than two steps. It gathers
// the speeds it keeps in room, which has space for all steps.
func top(steps []step, room []float64) float64 {
	n := len(steps)
	if n < 2 {
		return 0
	}
	sum := 0.0
	for _, s := range steps {
		sum += s.distance
	}
	mean := sum / float64(n)
	squares := 0.0
	for _, s := range steps {
		squares += float64((s.distance - mean) * (s.distance - mean))
	}
	allowed := math.Sqrt(squares/float64(n)) * 1.5
	kept := room[:0]
	for _, s := range steps {
		if math.Abs(s.distance-mean) <= allowed {
			kept = append(kept, s.speed)
		}
	}
	if len(kept) == 0 {
		return 0
	}
	return nth(kept, min(int(float64(len(kept))*0.95), len(kept)-1))
}

// fastest is the highest speed of any step in meters a second, noise included; 0 without steps.
func fastest(steps []step) float64 {
	v := 0.0
	for _, s := range steps {
		v = max(v, s.speed)
	}
	return v
}
