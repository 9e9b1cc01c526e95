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
	if impossiblePosition(p.Lat, p.Lon) {
		p.Lat, p.Lon = math.NaN(), math.NaN()
	}
	if impossibleSpeed(p.Speed) {
		p.Speed = math.NaN()
	}
	if impossibleHeartRate(p.HeartRate) {
		p.HeartRate = math.NaN()
	}
	return p
}

// What is NaN is none of these.
func impossiblePosition(lat, lon float64) bool { return math.Abs(lat) > 90 || math.Abs(lon) > 180 }

func impossibleSpeed(v float64) bool { return v < 0 || v > MaxSpeed }

func impossibleHeartRate(beats float64) bool { return beats < MinHeartRate || beats > MaxHeartRate }
