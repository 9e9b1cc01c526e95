package store

import (
	"testing"
	"time"

	"palestra/internal/core/activity"
)

// rowsOf are so many rows, a day apart.
func rowsOf(n int) []activity.StatisticRow {
	rows := make([]activity.StatisticRow, n)
	for i := range rows {
		rows[i].Start = time.Unix(int64(i)*86400, 0).UTC()
	}
	return rows
}

// TestRememberedRowsAreBounded: there is a limit for one person, for all, and for how many people.
func TestRememberedRowsAreBounded(t *testing.T) {
	s := newStatistics()
	check := func() {
		t.Helper()
		sum := 0
		for _, k := range s.people {
			sum += len(k.rows)
		}
		if sum != s.size || sum > maxStatisticRows || len(s.people) > maxSummaries {
			t.Fatalf("%d rows of %d people, counted as %d", sum, len(s.people), s.size)
		}
	}
	year := rowsOf(maxStatisticRows / 4)
	for owner := range int64(20) {
		s.keep(owner, stretch{version: 1, rows: year})
		check()
	}
	if _, known := s.find(19, 1, time.Time{}, time.Time{}); !known {
		t.Error("the last one is forgotten")
	}
	s.keep(19, stretch{version: 2, rows: rowsOf(maxStatisticRows/4 + 1)})
	check()
	if _, known := s.find(19, 1, time.Time{}, time.Time{}); known {
		t.Error("rows of an earlier version are kept")
	}
	for owner := range int64(2 * maxSummaries) {
		s.keep(owner, stretch{version: 1})
		check()
	}
}

// TestAShortStretchLeavesALongOne that holds as well.
func TestAShortStretchLeavesALongOne(t *testing.T) {
	s := newStatistics()
	all := rowsOf(100)
	s.keep(1, stretch{version: 1, from: all[0].Start, to: all[99].Start.Add(1), rows: all})
	s.keep(1, stretch{version: 1, from: all[99].Start, rows: all[99:]})
	if rows, known := s.find(1, 1, all[3].Start, all[5].Start); !known || len(rows) != 2 {
		t.Errorf("%d rows, known: %v", len(rows), known)
	}
	if _, known := s.find(1, 1, all[3].Start, time.Time{}); known {
		t.Error("what started later was never read")
	}
}
