package plan

// Scores from which a training counts as partly done, and as done.
const (
	partial  = 50
	complete = 80
)

// Score is how well what was done meets what was planned, both in seconds or both in meters: 100 for the same, 50 for half or
// twice as much. Without anything planned everything is 100.
func Score(planned, done float64) int {
	if planned <= 0 {
		return 100
	}
	if done <= 0 {
		return 0
	}
	return int(100 * min(planned, done) / max(planned, done))
}

// Measure is what planned and done are compared by.
type Measure string

// The measures.
const (
	ByTime     Measure = "s"
	ByDistance Measure = "m"
	// Untold is for a training that doesn't say how long it is, and for sets logged without times.
	Untold Measure = ""
)

// measure is what one record is compared by: distance where the training is told by distance and one was covered.
func (s *Slot) measure(r *Record) (planned, done float64, by Measure) {
	switch {
	case s.Distance > 0 && r.Distance > 0:
		return float64(s.Distance), r.Distance, ByDistance
	case s.Duration > 0 && !r.Untimed:
		return float64(s.Duration), float64(r.Moving), ByTime
	}
	return 0, 0, Untold
}

func (s *Slot) score(r *Record) int {
	planned, done, _ := s.measure(r)
	return Score(planned, done)
}

// measureAll is measure for several records, which count together.
func (s *Slot) measureAll(all []Record) (planned, done float64, by Measure) {
	var sum Record
	sum.Untimed = true
	for i := range all {
		sum.Moving += all[i].Moving
		sum.Distance += all[i].Distance
		sum.Untimed = sum.Untimed && all[i].Untimed
	}
	return s.measure(&sum)
}
