package monitor

// HeartLoad is the training load of the heart in points: the minutes at 50 to 60 % of the highest heart rate once, at 60 to 70 %
// twice, and so on to five times from 90 % on (Edwards, The Heart Rate Monitor Book, 1993). Each slice of the plot counts for
// its mean. It is not ok without heart rates, or when the highest one is unknown.
func (r *Result) HeartLoad() (points float64, ok bool) {
	if r.HRPlot == nil || r.AthleteMaxHR <= 0 {
		return 0, false
	}
	for _, mean := range r.HRPlot.HR {
		if mean == nil {
			continue
		}
		tenth := int(*mean / r.AthleteMaxHR * 10)
		points += float64(r.HRPlot.Span) / 60 * float64(min(max(tenth-4, 0), 5))
	}
	return points, true
}

// Zone is the number of the zone that a heart rate lies in, from 1; 0 when the highest heart rate is unknown.
func (f *Frame) Zone(beats float64) int {
	h := newHeart(f)
	return h.zone(beats) + 1
}

// Measured is the seconds from the first sample that counted to the last.
func (r *Result) Measured() float64 { return float64(r.LastTimestamp-r.FirstTimestamp) / 1000 }
