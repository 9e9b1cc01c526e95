package monitor_test

import (
	"testing"

	"palestra/internal/core/monitor"
)

// BenchmarkMatch measures 90 minutes at 10 Hz; a squad is 25 of it.
func BenchmarkMatch(b *testing.B) {
	s, f := match(1, 54_000), hour()
	f.Until, f.AthleteMaxHR = f.From+5_400_000, 190
	b.ReportAllocs()
	for b.Loop() {
		if _, err := monitor.Measure(f, fromDevice(s)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSecond is one device's live second: ten samples and a snapshot, in the middle of a match.
func BenchmarkSecond(b *testing.B) {
	s, f := match(1, 54_000), hour()
	f.Until = f.From + 5_400_000
	e := monitor.NewEngine(f)
	at := 27_000
	e.AddSamples(s.Slice(0, at))
	b.ReportAllocs()
	for b.Loop() {
		if at+10 > s.Len() {
			b.StopTimer()
			e, at = monitor.NewEngine(f), 27_000
			e.AddSamples(s.Slice(0, at))
			b.StartTimer()
		}
		e.AddSamples(s.Slice(at, at+10))
		at += 10
		e.Snapshot()
	}
}

// BenchmarkDecodeSecond is what one device sends in a second.
func BenchmarkDecodeSecond(b *testing.B) {
	body := []byte(`{"gnss":{"timestamp":[1700000000000,1700000000100,1700000000200,1700000000300,1700000000400,1700000000500,1700000000600,1700000000700,1700000000800,1700000000900],` +
		`"longitude":[6.62,6.62,6.62,6.62,6.62,6.62,6.62,6.62,6.62,6.62],"latitude":[46.52,46.52,46.52,46.52,46.52,46.52,46.52,46.52,46.52,46.52],` +
		`"speed":[5.1,5.1,5.1,5.1,5.1,5.1,5.1,5.1,5.1,5.1],"altitude":[450.1,450.1,450.1,450.1,450.1,450.1,450.1,450.1,450.1,450.1]},` +
		`"ecg":{"timestamp":1700000000050,"hr":142},"device":{"timestamp":1700000000090,"standstill":0,"Bat_lvl":90}}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := monitor.DecodeFrames(body, now); err != nil {
			b.Fatal(err)
		}
	}
}
