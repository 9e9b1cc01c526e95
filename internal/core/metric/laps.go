package metric

import (
	"math"
	"slices"

	"palestra/internal/core/track"
)

// Laps are the file's laps in order of time; what a lap does not state of its elapsed time, distance, ascent, descent and
// sensors is computed from the points that lie in it. A step belongs to the lap in which it starts. The track stays as it is.
func Laps(t *track.Track) []track.Lap {
	if len(t.Laps) == 0 {
		return nil
	}
	laps := slices.Clone(t.Laps)
	slices.SortStableFunc(laps, func(a, b track.Lap) int {
		switch {
		case a.Start < b.Start:
			return -1
		case a.Start > b.Start:
			return 1
		}
		return 0
	})
	sums := sumLaps(t, laps)
	for i := range laps {
		end := sums[i].last
		if i+1 < len(laps) {
			end = laps[i+1].Start
		}
		sums[i].complete(&laps[i], end)
	}
	return laps
}

// lapSum is what the points of one lap add up to.
type lapSum struct {
	points   int
	last     int64
	moved    bool
	distance float64
	climb    climb
	sensors  sensors
}

func sumLaps(t *track.Track, laps []track.Lap) []lapSum {
	sums := make([]lapSum, len(laps))
	for i := range t.Segments {
		var prev *track.Point
		in := 0
		for j := range t.Segments[i].Points {
			p := &t.Segments[i].Points[j]
			if p.Time == track.NoTime {
				continue
			}
			from := &sums[in]
			in = lapAt(laps, p.Time, in)
			s := &sums[in]
			if p.HasPosition() {
				if prev != nil {
					from.distance += Travelled(prev, p)
					from.moved = true
				}
				prev = p
			}
			s.add(p)
		}
	}
	return sums
}

// lapAt is the lap at a moment: the last that starts by then, or the first one; near is a good guess.
func lapAt(laps []track.Lap, when int64, near int) int {
	if laps[near].Start <= when && (near+1 == len(laps) || when < laps[near+1].Start) {
		return near
	}
	i, _ := slices.BinarySearchFunc(laps, when, func(l track.Lap, when int64) int {
		if l.Start <= when {
			return -1
		}
		return 1
	})
	return max(i-1, 0)
}

func (s *lapSum) add(p *track.Point) {
	s.points++
	s.last = p.Time
	s.climb.add(elevation(p))
	s.sensors.heart.add(p.HeartRate)
	s.sensors.cadence.add(p.Cadence)
	s.sensors.power.add(p.Power)
}

// complete fills in what the lap does not say; end is when the next one starts or the last point was.
func (s *lapSum) complete(l *track.Lap, end int64) {
	if s.points == 0 {
		return
	}
	if math.IsNaN(l.Elapsed) && end > l.Start {
		l.Elapsed = float64(end-l.Start) / 1e6
	}
	if s.moved {
		l.Distance = known(l.Distance, s.distance)
	}
	s.climb.end()
	_, _, ascent, descent := s.climb.numbers()
	l.Ascent, l.Descent = known(l.Ascent, ascent), known(l.Descent, descent)
	fill(&l.AvgHeartRate, &l.MaxHeartRate, s.sensors.heart)
	fill(&l.AvgCadence, &l.MaxCadence, s.sensors.cadence)
	fill(&l.AvgPower, &l.MaxPower, s.sensors.power)
}

// fill takes a reading for what is unknown.
func fill(average, maximum *int16, r reading) {
	a, m := r.values(track.None, track.None)
	if *average == track.None {
		*average = int16(a)
	}
	if *maximum == track.None {
		*maximum = int16(m)
	}
}
