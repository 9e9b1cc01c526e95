package store_test

import (
	"context"
	"fmt"
	"testing"

	"palestra/internal/core/auth"
	"palestra/internal/core/listing"
	"palestra/internal/core/person"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

// lifter is somebody with logs of four exercises, twenty a day, in one routine.
type lifter struct {
	*store.Store
	ctx            context.Context
	owner, routine int64
}

func newLifter(b testing.TB, s *store.Store, n int) *lifter {
	b.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	b.Cleanup(cancel)
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	uuid := func(kind string, n int) string { return fmt.Sprintf("%s-0000-4000-8000-%012d", kind, n) }
	must(s.LoadLists(ctx, "lists", 0, strength.Lists{
		Languages: []reference.Language{{ID: 2, ShortName: "en"}}, Licenses: []reference.License{{ID: 1}},
		Categories: []strength.Category{{ID: 1, Name: "Arms"}}, LoadUnits: []strength.LoadUnit{{ID: 1, Name: "kg"}},
		RepetitionUnits: []strength.RepetitionUnit{{ID: 1, Name: "Repetitions", Type: "REPETITIONS"}},
	}))
	var exercises []strength.Exercise
	for id := range int64(4) {
		exercises = append(exercises, strength.Exercise{ID: id + 1, UUID: uuid("e", int(id)), Category: 1, CreatedAt: seasonStart, UpdatedAt: seasonStart,
			Credit: reference.Credit{License: 1}})
	}
	must(s.LoadExercises(ctx, "exercises", 0, exercises))
	p := &person.Person{UUID: "lifter", Username: "ana", Role: person.Athlete, Active: true, CreatedAt: seasonStart}
	must(s.CreatePerson(ctx, p, "x", auth.Errand{}))
	r := &strength.Routine{Owner: p.ID, UUID: "routine", Name: "Push", Created: seasonStart}
	must(s.Routines().Create(ctx, r))
	var logs []strength.Log
	for i := range n {
		logs = append(logs, strength.Log{UUID: uuid("l", i), Owner: p.ID, Routine: r.ID, Exercise: int64(1 + i/5%4), Day: seasonStart.AddDate(0, 0, i/20),
			Repetitions: int64(5 + i%6), RepetitionUnit: 1, Load: unit.Hundredths(40_00 + i%200*25), LoadUnit: 1})
	}
	must(s.RecordLogs(ctx, p.ID, logs))
	return &lifter{Store: s, ctx: ctx, owner: p.ID, routine: r.ID}
}

// BenchmarkLogs reads pages of somebody's 5 000 logs as phones and pages ask for them.
func BenchmarkLogs(b *testing.B) {
	run := func(b *testing.B, l *lifter) {
		routine := []listing.Condition{listing.Is("routine", l.routine)}
		newest := []listing.Key{{Field: "day", Descending: true}}
		for _, c := range []struct {
			name string
			q    listing.Query
		}{
			{"20", listing.Query{}},
			{"20Deep", listing.Query{Offset: 4900}},
			{"20Newest", listing.Query{Order: newest}},
			{"20OfRoutine", listing.Query{Conditions: routine}},
			{"100OfRoutineNewest", listing.Query{Conditions: routine, Order: newest, Limit: 100}},
		} {
			b.Run(c.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if page, err := l.StrengthLogs().List(l.ctx, l.owner, c.q); err != nil || page.Count != 5000 {
						b.Fatal(page.Count, err)
					}
				}
			})
		}
	}
	b.Run("SQLite", func(b *testing.B) { run(b, newLifter(b, storetest.SQLite(b), 5000)) })
	b.Run("Postgres", func(b *testing.B) { run(b, newLifter(b, storetest.Postgres(b), 5000)) })
}
