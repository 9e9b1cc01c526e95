package strength

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"palestra/internal/core/fault"
	"palestra/internal/core/unit"
)

func load(n unit.Hundredths) *unit.Hundredths { return &n }
func reserve(s string) *string                { return &s }

func names(id int64) string {
	return map[int64]string{1: "kg", 2: "lb", 3: "Seconds"}[id]
}

func TestTexts(t *testing.T) {
	ten50 := Prescription{Exercise: 1, Repetitions: 10, RepetitionUnit: 1, Load: load(50_00), LoadUnit: 1}
	for want, p := range map[string][]Prescription{
		"4 × 10":                 {{Repetitions: 10, RepetitionUnit: 1, LoadUnit: 1}},
		"4 × 10 (50 kg)":         {ten50},
		"4 × 8 (20.5 kg, 2 RiR)": {{Repetitions: 8, RepetitionUnit: 1, Load: load(20_50), LoadUnit: 1, Reserve: reserve("2")}},
		"4 × 8 (3 RiR)":          {{Repetitions: 8, RepetitionUnit: 1, LoadUnit: 1, Reserve: reserve("3")}},
		"4 × 30 Seconds":         {{Repetitions: 30, RepetitionUnit: 3, LoadUnit: 1, Reserve: reserve("")}},
		"10 (50 kg) – ∞ (55.25 kg) – 1 (2 RiR) – 1": {
			ten50, {Repetitions: 9, RepetitionUnit: 2, Load: load(55_25), LoadUnit: 1},
			{Repetitions: 1, RepetitionUnit: 1, LoadUnit: 1, Reserve: reserve("2")}, {Repetitions: 1, RepetitionUnit: 1, LoadUnit: 1},
		},
	} {
		e := PlannedExercise{Exercise: 1, Prescriptions: p}
		if got := e.Text(4, names, names); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// exercises are those of the rounds, a letter for each.
func exercises(all []Prescription) string {
	var b strings.Builder
	for _, p := range all {
		b.WriteByte(byte('a' + p.Exercise - 1))
	}
	return b.String()
}

func TestRounds(t *testing.T) {
	for _, tt := range []struct {
		sets          int64
		prescriptions string
		want          string
	}{
		{4, "a", "aaaa"}, {3, "ab", "ababab"}, {4, "aaa", "aaa"}, {2, "aaabbb", "ababab"}, {4, "aab", "abab"}, {0, "a", ""}, {3, "", ""}, {2, "abab", "abab"},
	} {
		var list []Prescription
		for _, c := range tt.prescriptions {
			list = append(list, Prescription{Exercise: int64(c-'a') + 1})
		}
		s := PlanSet(Set{Sets: tt.sets}, list)
		if got := exercises(s.Rounds()); got != tt.want {
			t.Errorf("%d sets of %q are %q, want %q", tt.sets, tt.prescriptions, got, tt.want)
		}
	}
}

// Every exercise has as many turns as any other, and their order never changes.
func TestRoundsTakeTurns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Prescription
		for _, id := range rapid.SliceOfN(rapid.Int64Range(1, 4), 0, 12).Draw(t, "exercises") {
			list = append(list, Prescription{Exercise: id})
		}
		s := PlanSet(Set{Sets: rapid.Int64Range(0, 10).Draw(t, "sets")}, list)
		order := exercises(s.Rounds())
		var turn []byte
		for _, e := range s.Exercises {
			turn = append(turn, byte('a'+e.Exercise-1))
		}
		if len(turn) > 0 && strings.ReplaceAll(order, string(turn), "") != "" {
			t.Fatalf("%q does not repeat %q", order, turn)
		}
	})
}

func TestOneRepMax(t *testing.T) {
	for _, tt := range []struct {
		load        float64
		repetitions int64
		reserve     float64
		want        float64
	}{{80, 10, 2, 115.2}, {100, 1, 0, 100}, {100, 5, 0, 112.5}, {0, 5, 0, 0}, {10, 36, 0, 360}} {
		if got, err := OneRepMax(tt.load, tt.repetitions, tt.reserve); err != nil || got != tt.want {
			t.Errorf("%+v: got %v (%v)", tt, got, err)
		}
	}
	for _, repetitions := range []int64{-1, 0, 37, 100} {
		if _, err := OneRepMax(80, repetitions, 0); fault.CodeOf(err) != "one_rep_max.repetitions" {
			t.Errorf("%d repetitions: %v", repetitions, err)
		}
	}
}

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestScheduleDates(t *testing.T) {
	s := Schedule{Start: day("2013-04-21"), Active: true}
	steps := []Step{{ID: 1, Weeks: 3}, {ID: 2, Weeks: 5}, {ID: 3, Weeks: 2}}
	var got []string
	for _, span := range s.Spans(steps) {
		got = append(got, span.Start.Format(time.DateOnly)+" "+span.End.Format(time.DateOnly))
	}
	if want := []string{"2013-04-21 2013-05-12", "2013-05-12 2013-06-16", "2013-06-16 2013-06-30"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if end := s.End(steps); !end.Equal(day("2013-06-30")) {
		t.Errorf("ends %v", end)
	}
	if end := s.End(nil); !end.Equal(s.Start) {
		t.Errorf("without steps it ends %v", end)
	}
	s.Loop = true
	if end := s.End(steps); !end.IsZero() {
		t.Errorf("a loop ends %v", end)
	}
}

func TestCurrentStep(t *testing.T) {
	today := day("2024-03-04")
	steps := []Step{{ID: 1, Weeks: 3}, {ID: 2, Weeks: 1}, {ID: 3, Weeks: 2}}
	for _, tt := range []struct {
		weeks  int
		loop   bool
		active bool
		want   int64
	}{{4, false, true, 2}, {7, false, true, 0}, {7, true, true, 1}, {0, false, true, 1}, {0, false, false, 0}, {6, true, true, 3}, {10, true, true, 2}} {
		s := Schedule{Start: today.AddDate(0, 0, -7*tt.weeks), Loop: tt.loop, Active: tt.active}
		got, ok := s.Current(steps, today)
		if got.ID != tt.want || ok != (tt.want != 0) {
			t.Errorf("%+v: step %d", tt, got.ID)
		}
	}
}
