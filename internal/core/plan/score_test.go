package plan

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"palestra/internal/core/sport"
)

func TestDistanceCountsWhereItWasPlanned(t *testing.T) {
	s := slot(1, 5, sport.Running, 30)
	s.Distance = 10_000
	slow := record("a", 5, 8, sport.Running, 75)
	slow.Distance = 10_000
	if got := s.score(&slow); got != 100 {
		t.Errorf("ten kilometers in any time: %d", got)
	}
	slow.Distance = 0 // on a treadmill that doesn't tell
	if got := s.score(&slow); got != 40 {
		t.Errorf("75 of 30 minutes: %d", got)
	}
}

func TestLoggedSetsPair(t *testing.T) {
	lifted := Record{UUID: StrengthName(date(5)), Owner: 1, Sport: sport.StrengthTraining, Start: date(5).Add(12 * time.Hour), Strength: true, Untimed: true}
	got := Match([]Slot{slot(1, 5, sport.StrengthTraining, 60), slot(2, 5, sport.Running, 60)}, []Record{lifted}, nil, time.UTC)
	if len(got[1]) != 1 || len(got[2]) != 0 {
		t.Errorf("%v", got)
	}
	day, ok := StrengthDay(lifted.UUID)
	if !ok || !day.Equal(date(5)) {
		t.Errorf("%q is of %v", lifted.UUID, day)
	}
	if _, ok := StrengthDay("strength-tomorrow"); ok {
		t.Error("no day")
	}
}

// TestScoresAgree asks for both ways round: twice as much is as far off as half.
func TestScoresAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(1, 1e6).Draw(t, "a"), rapid.Float64Range(1, 1e6).Draw(t, "b")
		there, back := Score(a, b), Score(b, a)
		if there != back || there < 0 || there > 100 {
			t.Fatalf("%d and %d", there, back)
		}
	})
}

// TestTheHandWins draws seasons and looks whether what was said by hand holds in each.
func TestTheHandWins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots, records, by := season(t)
		if len(slots) == 0 || len(records) == 0 {
			t.Skip("nothing to pair")
		}
		said := Pairing{Athlete: 1, Training: rapid.SampledFrom(slots).Draw(t, "slot").Training, Activity: rapid.SampledFrom(records).Draw(t, "record").UUID,
			Paired: rapid.Bool().Draw(t, "said")}
		kept := by[:0:0]
		for _, p := range by { // what is said of an activity later takes the place of what was
			if p.Activity != said.Activity {
				kept = append(kept, p)
			}
		}
		pairs := Match(slots, records, append(kept, said), time.UTC)
		for id, all := range pairs {
			for _, name := range all {
				if name == said.Activity && (id == said.Training) != said.Paired && (id == said.Training || said.Paired) {
					t.Fatalf("%+v, but %v", said, pairs)
				}
			}
		}
		if said.Paired && !contains(pairs[said.Training], said.Activity) {
			t.Fatalf("%+v, but %v", said, pairs)
		}
	})
}

func contains(all []string, name string) bool {
	for _, one := range all {
		if one == name {
			return true
		}
	}
	return false
}
