package monitor_test

import (
	"math"
	"math/rand/v2"

	"palestra/internal/core/monitor"
)

// match is a player at 10 Hz with what a device measures: changes of pace, noise in the position, a heart that follows.
func match(seed uint64, n int) *monitor.Samples {
	r := rand.New(rand.NewPCG(seed, 1))
	s := &monitor.Samples{}
	lat, lon, heading, speed, goal, heart := 46.52, 6.62, 0.0, 0.0, 2.0, 120.0
	for i := range n {
		if i%40 == 0 {
			goal = math.Abs(r.NormFloat64()) * 3
		}
		heading += r.NormFloat64() * 0.1
		speed += (goal - speed) * 0.08
		lat += math.Cos(heading) * speed / 10 / 111_320
		lon += math.Sin(heading) * speed / 10 / 76_600
		heart += (90+20*speed-heart)*0.003 + r.NormFloat64()*0.2
		s.Time = append(s.Time, kickoff+int64(i)*100)
		s.Lat = append(s.Lat, int32((lat+r.NormFloat64()*3e-7)*1e7))
		s.Lon = append(s.Lon, int32((lon+r.NormFloat64()*4e-7)*1e7))
		s.Speed = append(s.Speed, int32(math.Abs(speed+r.NormFloat64()*0.03)*1e4))
		s.Altitude = append(s.Altitude, int32(45_000+30*math.Sin(float64(i)/500)+r.NormFloat64()*8))
		beats := int32(monitor.Absent)
		if i%10 == 0 {
			beats = int32(heart)
		}
		s.HeartRate = append(s.HeartRate, beats)
	}
	return s
}

// fromDevice is a source of what a device sent, part after part in order of time.
func fromDevice(parts ...*monitor.Samples) monitor.Source {
	return monitor.Source{Kind: monitor.SourceDevice, Feed: func(e *monitor.Engine) error {
		for _, s := range parts {
			e.AddSamples(s)
		}
		return nil
	}}
}
