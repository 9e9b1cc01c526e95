package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

// season is a database with somebody's activities in it.
type season struct {
	*store.Store
	ctx   context.Context
	owner *person.Person
	made  int
}

var seasonStart = time.Date(2015, 1, 1, 7, 0, 0, 0, time.UTC)

// newSeason stores n activities in one transaction for each hundred.
func newSeason(b *testing.B, s *store.Store, n int) *season {
	b.Helper()
	ctx, cancel := context.WithCancel(context.Background()) // as a request has it
	b.Cleanup(cancel)
	z := &season{Store: s, ctx: ctx, owner: &person.Person{UUID: "owner", Username: "ana", Role: person.Athlete, Active: true, CreatedAt: seasonStart}}
	if err := s.CreatePerson(ctx, z.owner, "x", auth.Errand{}); err != nil {
		b.Fatal(err)
	}
	for z.made < n {
		var drafts []*activity.Draft
		for range min(100, n-z.made) {
			drafts = append(drafts, z.draft())
		}
		if err := s.CreateActivities(ctx, drafts); err != nil {
			b.Fatal(err)
		}
	}
	return z
}

// draft is a run with everything that a watch records.
func (z *season) draft() *activity.Draft {
	z.made++
	i := z.made
	n := activity.Numbers{
		Duration: int64(3600 + i%900), Moving: int64(3500 + i%800), Pauses: 100, Distance: float64(8000 + i*37%9000),
		AveSpeed: 8 + float64(i*31%500)/100, MaxSpeed: 15 + float64(i*17%900)/100, MinAlt: 12.5, MaxAlt: 300.25,
		Ascent: float64(i*7%900) + 0.125, Descent: float64(i*7%900) + 0.5,
		AveHeartRate: 140, MaxHeartRate: 180, AveCadence: 85, MaxCadence: 95, AvePower: track.None, MaxPower: track.None,
	}
	notes := "felt good"
	return &activity.Draft{
		Activity: activity.Activity{
			UUID: fmt.Sprintf("00000000-0000-4000-8000-%012d", i), Owner: z.owner.ID, Sport: sport.ID(1 + i%6), Title: fmt.Sprintf("Morning run %d", i),
			Notes: &notes, Visibility: access.Private, Start: seasonStart.Add(time.Duration(i) * 11 * time.Hour), CreatedAt: seasonStart, Numbers: n,
			Calories: 700, Bounds: &activity.Bounds{MinLat: 48, MinLon: 2, MaxLat: 48.1, MaxLon: 2.1}, MapID: fmt.Sprintf("%032x", i),
			File:   &activity.File{Hash: fmt.Sprintf("%064x", i), Name: "morning.gpx", Format: "gpx", Size: 400_000},
			Device: "Watch", Formula: 1, StoppedSpeed: 1, Segments: []activity.Segment{{Numbers: n}},
		},
		Track: make([]byte, 20_000),
	}
}

// onBoth runs a benchmark on each database, PostgreSQL if there is one.
func onBoth(b *testing.B, activities int, fn func(b *testing.B, z *season)) {
	b.Run("SQLite", func(b *testing.B) { fn(b, newSeason(b, storetest.SQLite(b), activities)) })
	b.Run("Postgres", func(b *testing.B) { fn(b, newSeason(b, storetest.Postgres(b), activities)) })
}

func BenchmarkCreate(b *testing.B) {
	onBoth(b, 1000, func(b *testing.B, z *season) {
		b.ReportAllocs()
		for b.Loop() {
			if err := z.CreateActivities(z.ctx, []*activity.Draft{z.draft()}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkGet(b *testing.B) {
	onBoth(b, 5000, func(b *testing.B, z *season) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := z.Activity(z.ctx, "00000000-0000-4000-8000-000000000777"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkList(b *testing.B) {
	for _, c := range []struct {
		name string
		f    activity.Filter
	}{
		{"5", activity.Filter{PerPage: 5}},
		{"100", activity.Filter{PerPage: 100}},
		{"Deep", activity.Filter{PerPage: 5, Page: 990}},
		{"ByDistance", activity.Filter{PerPage: 5, Order: activity.ByDistance}},
		{"BySpeed", activity.Filter{PerPage: 5, Order: activity.ByAveSpeed}},
		{"Sport", activity.Filter{PerPage: 5, Sport: sport.Running}},
		{"Search", activity.Filter{PerPage: 5, Search: "run 4"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			onBoth(b, 5000, func(b *testing.B, z *season) {
				c.f.Scope = access.Scope{Viewer: z.owner.ID, Owner: z.owner.ID}
				b.ReportAllocs()
				for b.Loop() {
					page, err := z.ListActivities(z.ctx, c.f)
					if err != nil {
						b.Fatal(err)
					}
					if len(page.Activities) == 0 {
						b.Fatal("empty page")
					}
				}
			})
		})
	}
}

// BenchmarkStatistics reads what statistics over six years need, from the database and again.
func BenchmarkStatistics(b *testing.B) {
	onBoth(b, 5000, func(b *testing.B, z *season) {
		read := func(b *testing.B) {
			rows, err := z.StatisticRows(z.ctx, z.owner.ID, time.Time{}, time.Time{}, 0)
			if err != nil {
				b.Fatal(err)
			}
			if len(rows) != 5000 {
				b.Fatalf("%d rows", len(rows))
			}
		}
		b.Run("First", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				z.Forget()
				read(b)
			}
		})
		b.Run("Again", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				read(b)
			}
		})
	})
}
