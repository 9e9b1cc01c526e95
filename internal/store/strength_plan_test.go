package store_test

import (
	"slices"
	"strings"
	"testing"

	"palestra/internal/core/listing"
	"palestra/internal/store/storetest"
)

// TestPagesOfLogsAreFoundInAnIndex asks the planner about the pages that phones ask for: which logs are on one, an index alone
// tells, in its own order; at most the logs of one day are sorted by their ids.
func TestPagesOfLogsAreFoundInAnIndex(t *testing.T) {
	l := newLifter(t, storetest.SQLite(t), 3)
	routine := []listing.Condition{listing.Is("routine", l.routine)}
	newest := []listing.Key{{Field: "day", Descending: true}}
	before := l.Statements()
	for _, q := range []listing.Query{{}, {Order: newest}, {Conditions: routine}, {Conditions: routine, Order: newest}} {
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
		// One sort is left, that of the rows on the page.
		if !strings.Contains(all, "COVERING INDEX "+index) || strings.Count(all, "B-TREE FOR ORDER BY") != 1 {
			t.Errorf("%s\n%s", text, all)
		}
	}
	if pages != 4 {
		t.Errorf("%d pages were looked at", pages)
	}
}
