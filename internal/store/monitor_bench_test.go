package store_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

// BenchmarkComputeMatch measures 90 minutes at 10 Hz as they are stored, with the result stored too.
func BenchmarkComputeMatch(b *testing.B) {
	m, s, device, owner := recordedMatch(b)
	ctx, start := context.Background(), time.UnixMilli(1_700_000_000_000).UTC()
	f := &monitor.TimeFrame{Owner: owner, Athlete: owner, Device: device, From: start, Until: start.Add(90 * time.Minute), Schema: 9, Params: json.RawMessage("{}")}
	if err := s.CreateTimeFrame(ctx, f, start); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := m.Compute(ctx, f.ID, 0); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRawPage reads the last full page of such a recording.
func BenchmarkRawPage(b *testing.B) {
	m, _, device, owner := recordedMatch(b)
	v := access.Viewer{Person: &person.Person{ID: owner, Role: person.Coach}}
	start := time.UnixMilli(1_700_000_000_000).UTC()
	for b.Loop() {
		p, err := m.Raw(context.Background(), v, device, monitor.Interval{From: start, Until: start.Add(90 * time.Minute)}, 25_000, 25_000)
		if err != nil || p.Samples.Len() != 25_000 || p.Total != 54_000 {
			b.Fatal(p.Total, err)
		}
	}
}

// recordedMatch is 90 minutes at 10 Hz of one device, sent second by second.
func recordedMatch(b *testing.B) (m *monitor.Service, s *store.Store, device, owner int64) {
	b.Helper()
	ctx, start := context.Background(), time.UnixMilli(1_700_000_000_000).UTC()
	s = storetest.SQLite(b)
	coach := &person.Person{UUID: "c", Username: "carl", Role: person.Coach, Active: true, CreatedAt: start}
	if err := s.CreatePerson(ctx, coach, "-", auth.Errand{}); err != nil {
		b.Fatal(err)
	}
	m = monitoring(s)
	d, _, err := m.AddTracker(ctx, filepath.Base(b.Name()), "", coach.ID)
	if err != nil {
		b.Fatal(err)
	}
	for n := range 5400 {
		sent := &monitor.Samples{}
		for i := range 10 {
			k := n*10 + i
			sent.Time = append(sent.Time, start.UnixMilli()+int64(k)*100)
			sent.Lat = append(sent.Lat, 465_000_000+int32(k%900))
			sent.Lon = append(sent.Lon, 66_000_000+int32(k%1300))
			sent.Speed = append(sent.Speed, int32(k*37%80_000))
			sent.Altitude = append(sent.Altitude, 45_000+int32(k%50))
			sent.HeartRate = append(sent.HeartRate, 120+int32(n%60))
		}
		if _, err := m.Receive(ctx, d.ID, []monitor.RawFrame{{Samples: sent, Time: sent.Time[9], JSON: json.RawMessage("{}")}}); err != nil {
			b.Fatal(err)
		}
	}
	return m, s, d.ID, coach.ID
}
