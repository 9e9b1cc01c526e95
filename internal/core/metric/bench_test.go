package metric_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

// season is an hour once a second, with the noise of a real receiver.
func season() *track.Track {
	r := rand.New(rand.NewPCG(1, 2))
	ps := make([]track.Point, 3600)
	lat, lon, ele, heading := 45.0, 5.0, 300.0, 0.0
	for i := range ps {
		heading += r.NormFloat64() * 0.05
		lat += (math.Cos(heading)*7 + r.NormFloat64()*0.4) / 111320
		lon += (math.Sin(heading)*7 + r.NormFloat64()*0.4) / 78700
		ele += math.Sin(float64(i)/200)*0.3 + r.NormFloat64()*0.1
		ps[i] = at(lat, lon, ele, int64(i)*1e6)
		ps[i].HeartRate, ps[i].Cadence = int16(120+r.NormFloat64()*5), 85
	}
	return recording(ps)
}

func BenchmarkMetrics(b *testing.B) {
	t := season()
	b.ReportAllocs()
	for b.Loop() {
		metric.Summarize(t, metric.Options{})
	}
	b.ReportMetric(float64(t.Points()*b.N)/b.Elapsed().Seconds()/1e6, "Mpoints/s")
}

func BenchmarkColumns(b *testing.B) {
	t := season()
	for b.Loop() {
		metric.Columns(t)
	}
	b.ReportMetric(float64(t.Points()*b.N)/b.Elapsed().Seconds()/1e6, "Mpoints/s")
}

func BenchmarkChart(b *testing.B) {
	c := metric.Columns(season())
	for b.Loop() {
		metric.Chart(c.Segments)
	}
	b.ReportMetric(float64(c.Points()*b.N)/b.Elapsed().Seconds()/1e6, "Mpoints/s")
}
