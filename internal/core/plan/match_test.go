package plan

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"palestra/internal/core/sport"
)

func date(day int) time.Time { return time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day) }

func slot(id int64, day int, s sport.ID, minutes int64) Slot {
	return Slot{Training: id, Athlete: 1, Day: date(day), Morning: true, Sport: s, Duration: minutes * 60}
}

func record(name string, day, hour int, s sport.ID, minutes int64) Record {
	return Record{UUID: name, Owner: 1, Sport: s, Start: date(day).Add(time.Duration(hour) * time.Hour), Moving: minutes * 60}
}

func TestMatch(t *testing.T) {
	run, trail, ride := sport.Running, sport.Trail, sport.CyclingSport
	evening := slot(2, 5, run, 30)
	evening.Morning = false
	for _, c := range []struct {
		name    string
		slots   []Slot
		records []Record
		by      []Pairing
		want    map[int64][]string
	}{
		{"one and one", []Slot{slot(1, 5, run, 60)}, []Record{record("a", 5, 8, run, 55)}, nil, map[int64][]string{1: {"a"}}},
		{"a sport of the family", []Slot{slot(1, 5, run, 60)}, []Record{record("a", 5, 8, trail, 55)}, nil, map[int64][]string{1: {"a"}}},
		{"another family", []Slot{slot(1, 5, run, 60)}, []Record{record("a", 5, 8, ride, 60)}, nil, nil},
		{"by duration", []Slot{slot(1, 5, run, 60), slot(2, 5, run, 20)}, []Record{record("a", 5, 8, run, 22), record("b", 5, 9, run, 61)}, nil,
			map[int64][]string{1: {"b"}, 2: {"a"}}},
		{"by half of the day", []Slot{slot(1, 5, run, 30), evening}, []Record{record("a", 5, 18, run, 30), record("b", 5, 7, run, 30)}, nil,
			map[int64][]string{1: {"b"}, 2: {"a"}}},
		{"a day late", []Slot{slot(1, 5, run, 60)}, []Record{record("a", 6, 8, run, 55)}, nil, map[int64][]string{1: {"a"}}},
		{"three days late", []Slot{slot(1, 5, run, 60)}, []Record{record("a", 8, 8, run, 55)}, nil, nil},
		{"a day late and far too short", []Slot{slot(1, 5, run, 60)}, []Record{record("a", 6, 8, run, 5)}, nil, nil},
		{"the same day goes first", []Slot{slot(1, 5, run, 60), slot(2, 6, run, 10)}, []Record{record("a", 6, 8, run, 60)}, nil, map[int64][]string{2: {"a"}}},
		{"two missed, done on the next day", []Slot{slot(1, 5, run, 60), slot(2, 5, run, 30)}, []Record{record("a", 6, 8, run, 58), record("b", 6, 9, run, 29)}, nil,
			map[int64][]string{1: {"a"}, 2: {"b"}}},
		{"the hand pairs across families and weeks", []Slot{slot(1, 5, run, 60)}, []Record{record("a", 5, 8, run, 60), record("b", 19, 8, ride, 60)},
			[]Pairing{{Training: 1, Athlete: 1, Activity: "b", Paired: true}}, map[int64][]string{1: {"b"}}},
		{"the hand parts", []Slot{slot(1, 5, run, 60)}, []Record{record("a", 5, 8, run, 60), record("b", 5, 9, run, 10)},
			[]Pairing{{Training: 1, Athlete: 1, Activity: "a"}}, map[int64][]string{1: {"b"}}},
		{"the hand joins two", []Slot{slot(1, 5, run, 60)}, []Record{record("a", 5, 8, run, 30), record("b", 5, 9, run, 30)},
			[]Pairing{{Training: 1, Athlete: 1, Activity: "b", Paired: true}, {Training: 1, Athlete: 1, Activity: "a", Paired: true}}, map[int64][]string{1: {"a", "b"}}},
		{"an activity that is gone frees its training", []Slot{slot(1, 5, run, 60)}, []Record{record("b", 5, 9, run, 30)},
			[]Pairing{{Training: 1, Athlete: 1, Activity: "gone", Paired: true}}, map[int64][]string{1: {"b"}}},
	} {
		got := Match(c.slots, c.records, c.by, time.UTC)
		if c.want == nil {
			c.want = map[int64][]string{}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: -want +got\n%s", c.name, d)
		}
	}
	late := record("a", 5, 23, run, 30) // 0:00 on the next day in Paris
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	if got := Match([]Slot{slot(1, 6, run, 30)}, []Record{late}, nil, paris); len(got[1]) != 1 {
		t.Errorf("days are the athlete's own: %v", got)
	}
}

// season draws what somebody planned and did in some weeks.
func season(t *rapid.T) (slots []Slot, records []Record, by []Pairing) {
	sports := []sport.ID{sport.Running, sport.Trail, sport.CyclingSport}
	for i := range rapid.IntRange(0, 25).Draw(t, "trainings") {
		s := slot(int64(i+1), rapid.IntRange(0, 30).Draw(t, "day"), rapid.SampledFrom(sports).Draw(t, "sport"), int64(rapid.IntRange(0, 6).Draw(t, "length")*15))
		s.Morning = rapid.Bool().Draw(t, "morning")
		slots = append(slots, s)
	}
	for i := range rapid.IntRange(0, 25).Draw(t, "activities") {
		records = append(records, record(fmt.Sprintf("a%02d", i), rapid.IntRange(0, 30).Draw(t, "day"), rapid.IntRange(0, 23).Draw(t, "hour"),
			rapid.SampledFrom(sports).Draw(t, "sport"), int64(rapid.IntRange(1, 9).Draw(t, "length")*10)))
	}
	if len(slots) > 0 && len(records) > 0 {
		for range rapid.IntRange(0, 4).Draw(t, "by hand") {
			by = append(by, Pairing{Athlete: 1, Training: rapid.SampledFrom(slots).Draw(t, "training").Training,
				Activity: rapid.SampledFrom(records).Draw(t, "activity").UUID, Paired: rapid.Bool().Draw(t, "paired")})
		}
	}
	return slots, records, by
}

func TestMatchingDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots, records, by := season(t)
		want := Match(slots, records, by, time.UTC)
		if d := cmp.Diff(want, Match(slots, records, by, time.UTC)); d != "" {
			t.Fatalf("a second run differs:\n%s", d)
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(slots), func(i, j int) { slots[i], slots[j] = slots[j], slots[i] })
		r.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		if d := cmp.Diff(want, Match(slots, records, by, time.UTC)); d != "" {
			t.Fatalf("another order differs:\n%s", d)
		}
	})
}

func TestAnActivityPairsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots, records, by := season(t)
		day := map[int64]Slot{}
		for _, s := range slots {
			day[s.Training] = s
		}
		byHand := map[string]bool{}
		for _, p := range by {
			byHand[p.Activity] = byHand[p.Activity] || p.Paired
		}
		at := map[string]Record{}
		for _, r := range records {
			at[r.UUID] = r
		}
		seen := map[string]bool{}
		for id, all := range Match(slots, records, by, time.UTC) {
			for _, uuid := range all {
				if seen[uuid] {
					t.Fatalf("%s is paired twice", uuid)
				}
				seen[uuid] = true
				if byHand[uuid] {
					continue
				}
				if len(all) > 1 || family(at[uuid].Sport) != family(day[id].Sport) {
					t.Fatalf("training %d has %v", id, all)
				}
				if apart := dayIn(at[uuid].Start, time.UTC).Sub(day[id].Day).Abs(); apart > maxMove*24*time.Hour {
					t.Fatalf("training %d has %s, %v away", id, uuid, apart)
				}
			}
		}
	})
}

// TestWindowsAgree matches a few days with what surrounds them, as lists do, and everything at once.
func TestWindowsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots, records, _ := season(t)
		whole := Match(slots, records, nil, time.UTC)
		from := rapid.IntRange(0, 30).Draw(t, "from")
		near := func(d time.Time, margin int) bool {
			return !d.Before(date(from-margin)) && !d.After(date(from+3+margin))
		}
		var someSlots []Slot
		var someRecords []Record
		for _, s := range slots {
			if near(s.Day, matchMargin) {
				someSlots = append(someSlots, s)
			}
		}
		for _, r := range records {
			if near(dayIn(r.Start, time.UTC), matchMargin) {
				someRecords = append(someRecords, r)
			}
		}
		part := Match(someSlots, someRecords, nil, time.UTC)
		for _, s := range slots {
			if near(s.Day, 0) {
				if d := cmp.Diff(whole[s.Training], part[s.Training]); d != "" {
					t.Fatalf("training %d: -whole +window\n%s", s.Training, d)
				}
			}
		}
	})
}

func TestScore(t *testing.T) {
	for _, c := range []struct {
		planned, done float64
		want          int
	}{{3600, 3600, 100}, {3600, 1800, 50}, {3600, 7200, 50}, {0, 5, 100}, {3600, 0, 0}, {3600, 3000, 83}} {
		if got := Score(c.planned, c.done); got != c.want {
			t.Errorf("%v of %v s: %d, want %d", c.done, c.planned, got, c.want)
		}
	}
}
