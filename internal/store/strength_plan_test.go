package store_test

import (
	"slices"
	"strings"
	"testing"

	"palestra/internal/core/listing"
	"palestra/internal/store/storetest"
)

// TestPagesOfLogsAreFoundInAnIndex asks the planner about the pages that phones ask for. The first page is the first rows of an
// index, in its own order; which logs are on another, or in another order, an index alone tells, and the page alone is sorted.
func TestPagesOfLogsAreFoundInAnIndex(t *testing.T) {
	l := newLifter(t, storetest.SQLite(t), 3)
	routine := []listing.Condition{listing.Is("routine", l.routine)}
	newest := []listing.Key{{Field: "day", Descending: true}}
	before := l.Statements()
	for _, q := range []listing.Query{
		{}, {Offset: 20}, {Order: newest}, {Conditions: routine}, {Conditions: routine, Offset: 20}, {Conditions: routine, Order: newest},
	} {
		if _, err := l.StrengthLogs().List(l.ctx, l.owner, q); err != nil {
			t.Fatal(err)
		}
	}
	pages := 0
	for _, text := range l.Statements() {
		if slices.Contains(before, text) || !strings.Contains(text, "FROM strength_log") {
			continue
		}
		pages++
		index := "strength_log_by_day"
		if strings.Contains(text, "routine_id = ?") {
			index = "strength_log_by_routine"
		}
		plan, err := l.Explain(l.ctx, text)
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Join(plan, "\n")
		sorts, found := 0, "USING INDEX "+index
		if strings.Contains(text, "WHERE id IN") {
			sorts, found = 1, "COVERING INDEX "+index
		}
		if !strings.Contains(all, found) || strings.Count(all, "B-TREE FOR ORDER BY") != sorts {
			t.Errorf("%s\n%s", text, all)
		}
	}
	if pages != 6 {
		t.Errorf("%d pages were looked at", pages)
	}
}
