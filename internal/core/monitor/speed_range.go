package monitor

import "sort"

// speedRanges share time and distance among ranges of speed; bounds has one less than there are ranges.
type speedRanges struct {
	bounds   []float64
	time     []int64 // milliseconds
	distance []float64
}

func newSpeedRanges(bounds []float64) speedRanges {
	return speedRanges{bounds: bounds, time: make([]int64, len(bounds)+1), distance: make([]float64, len(bounds)+1)}
}

// add counts for the range of a speed: low ≤ speed < high.
func (s *speedRanges) add(speed float64, milliseconds int64, distance float64) {
	i := sort.Search(len(s.bounds), func(i int) bool { return speed < s.bounds[i] })
	s.time[i] += milliseconds
	s.distance[i] += distance
}

func (s *speedRanges) report(r *Result) {
	var time, distance float64
	for i := range s.time {
		time, distance = time+float64(s.time[i]), distance+s.distance[i]
	}
	r.Explain.CoveredTime = time / 1000
	r.TimePerSpeedRange, r.DistancePerSpeedRange = make([]TimeRange, len(s.time)), make([]DistanceRange, len(s.time))
	for i := range s.time {
		low, high := 0.0, (*float64)(nil)
		if i > 0 {
			low = s.bounds[i-1]
		}
		if i < len(s.bounds) {
			high = &s.bounds[i]
		}
		r.TimePerSpeedRange[i] = TimeRange{float64(s.time[i]) / 1000, share(float64(s.time[i]), time), low, high}
		r.DistancePerSpeedRange[i] = DistanceRange{s.distance[i], share(s.distance[i], distance), low, high}
	}
}

// share of a part in the whole, 0 when there is nothing to share.
func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}
