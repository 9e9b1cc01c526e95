package scenario_test

import (
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/plan"
)

// plannedIsDone looks at the boards of both coaches over the weeks that were planned: most is done, some is not, some is to come.
func (s *squad) plannedIsDone(t *testing.T) {
	for _, name := range []string{"camille", "jonas"} {
		coach := s.people[name]
		today := winter.Truncate(24 * time.Hour)
		board, err := s.Plans.Board(t.Context(), coach, today.AddDate(0, 0, -28), today.AddDate(0, 0, 14))
		must(t, err)
		count := map[plan.Status]int{}
		for _, all := range board.Outcomes {
			for _, o := range all {
				count[o.Status]++
			}
		}
		if count[plan.StatusDone] < 5 || count[plan.StatusPlanned] < 3 || count[plan.StatusDone] <= count[plan.StatusMissed] {
			t.Errorf("%s's board shows %v", name, count)
		}
		workouts, err := s.Plans.Workouts(t.Context(), coach, plan.Filter{Tag: "intervals"})
		must(t, err)
		notes, err := s.Plans.Notes(t.Context(), coach, plan.Filter{})
		must(t, err)
		if len(workouts) < 2 || len(notes) < 1 {
			t.Errorf("%s's library has %d sessions of intervals and %d texts", name, len(workouts), len(notes))
		}
	}
	received, _, err := s.Access.Requests(t.Context(), s.people["owen"])
	must(t, err)
	if len(received) != 1 || received[0].Permissions[0] != access.PermissionRead {
		t.Errorf("owen has to answer %+v", received)
	}
}
