package strength

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"palestra/internal/core/unit"
)

func TestHeaviest(t *testing.T) {
	first, second := day("2012-10-01"), day("2012-10-08")
	got := Heaviest([]Log{
		{ID: 1, Day: first, Repetitions: 10, Load: 15_00}, {ID: 2, Day: first, Repetitions: 10, Load: 17_50}, {ID: 3, Day: first, Repetitions: 8, Load: 20_00},
		{ID: 4, Day: second, Repetitions: 8, Load: 19_00}, {ID: 5, Day: second, Repetitions: 8, Load: 19_00},
	})
	var ids [][]int64
	for _, list := range got {
		var line []int64
		for _, l := range list {
			line = append(line, l.ID)
		}
		ids = append(ids, line)
	}
	if want := [][]int64{{2}, {3, 4}}; !slices.EqualFunc(ids, want, slices.Equal) {
		t.Errorf("got %v, want %v", ids, want)
	}
	if all := Heaviest(nil); all != nil {
		t.Errorf("of nothing there is %v", all)
	}
}

// Each day has one point at most in each list, days ascend, and no log is heavier than the point of its day.
func TestHeaviestOfEachDay(t *testing.T) {
	start := day("2024-01-01")
	rapid.Check(t, func(t *rapid.T) {
		logs := make([]Log, rapid.IntRange(0, 40).Draw(t, "logs"))
		for i := range logs {
			logs[i] = Log{
				Day: start.AddDate(0, 0, i/rapid.IntRange(3, 5).Draw(t, "a day")), Repetitions: rapid.Int64Range(1, 4).Draw(t, "repetitions"),
				Load: unit.Hundredths(rapid.Int64Range(0, 5).Draw(t, "load")),
			}
		}
		slices.SortStableFunc(logs, func(a, b Log) int { return a.Day.Compare(b.Day) })
		type spot struct {
			day         time.Time
			repetitions int64
		}
		point := map[spot]unit.Hundredths{}
		for _, list := range Heaviest(logs) {
			for i, l := range list {
				if i > 0 && !list[i-1].Day.Before(l.Day) {
					t.Fatalf("days don't ascend: %v", list)
				}
				if _, twice := point[spot{l.Day, l.Repetitions}]; twice || l.Repetitions != list[0].Repetitions {
					t.Fatalf("misplaced: %+v", l)
				}
				point[spot{l.Day, l.Repetitions}] = l.Load
			}
		}
		for _, l := range logs {
			if most, there := point[spot{l.Day, l.Repetitions}]; !there || l.Load > most {
				t.Fatalf("%+v, but the point is at %v", l, most)
			}
		}
	})
}
