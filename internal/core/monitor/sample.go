package monitor

import "math"

// Sample is one of Samples in SI units and degrees; NaN is what it doesn't have.
type Sample struct {
	// Time in milliseconds since 1970-01-01 UTC.
	Time                       int64
	Lat, Lon, Speed, HeartRate float64
}

// Possible is the sample at a place, without what is impossible to be true and is left out when measuring.
func (s *Samples) Possible(i int) Sample {
	p := Sample{s.Time[i], value(s.Lat, i, perDegree), value(s.Lon, i, perDegree), value(s.Speed, i, perMeterPerSecond), value(s.HeartRate, i, 1)}
	if math.Abs(p.Lat) > 90 || math.Abs(p.Lon) > 180 {
		p.Lat, p.Lon = math.NaN(), math.NaN()
	}
	if p.Speed < 0 || p.Speed > MaxSpeed {
		p.Speed = math.NaN()
	}
	if p.HeartRate < MinHeartRate || p.HeartRate > MaxHeartRate {
		p.HeartRate = math.NaN()
	}
	return p
}
