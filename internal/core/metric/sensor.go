package metric

import (
	"math"

	"palestra/internal/core/track"
)

// reading is the average and maximum of one sensor over the points that have a value, zeros included.
type reading struct {
	n, sum int64
	max    int16
}

func (r *reading) add(v int16) {
	if v < 0 {
		return
	}
	r.n++
	r.sum += int64(v)
	r.max = max(r.max, v)
}

func (r *reading) join(o reading) {
	r.n += o.n
	r.sum += o.sum
	r.max = max(r.max, o.max)
}

// values are the rounded average and the maximum, or, without any value, what the file states.
func (r reading) values(average, maximum int16) (int, int) {
	if r.n == 0 {
		return int(average), int(maximum)
	}
	return int(math.Round(float64(r.sum) / float64(r.n))), int(r.max)
}

// sensors are the readings of a segment.
type sensors struct{ heart, cadence, power reading }

func sensorsOf(s *track.Segment) sensors {
	var r sensors
	for i := range s.Points {
		p := &s.Points[i]
		r.heart.add(p.HeartRate)
		r.cadence.add(p.Cadence)
		r.power.add(p.Power)
	}
	return r
}

func (r *sensors) join(o sensors) {
	r.heart.join(o.heart)
	r.cadence.join(o.cadence)
	r.power.join(o.power)
}

// into writes the readings, taking what the file states (none: nil) where no point has a value. An average cadence of
// zero is a sensor that was not there.
func (r *sensors) into(n *Numbers, stated *track.Totals) {
	none := track.NewTotals()
	if stated == nil {
		stated = &none
	}
	n.AveHeartRate, n.MaxHeartRate = r.heart.values(stated.AvgHeartRate, stated.MaxHeartRate)
	n.AveCadence, n.MaxCadence = r.cadence.values(stated.AvgCadence, stated.MaxCadence)
	n.AvePower, n.MaxPower = r.power.values(stated.AvgPower, stated.MaxPower)
	if n.AveCadence == 0 {
		n.AveCadence, n.MaxCadence = track.None, track.None
	}
}
