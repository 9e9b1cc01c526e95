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
	s.laidOut(t)
	received, _, err := s.Access.Requests(t.Context(), s.people["owen"])
	must(t, err)
	if len(received) != 1 || received[0].Permissions[0] != access.PermissionRead {
		t.Errorf("owen has to answer %+v", received)
	}
}

// laidOut looks for a training plan of some weeks on the calendars of two athletes of each coach.
func (s *squad) laidOut(t *testing.T) {
	t.Helper()
	for coach, athletes := range map[string][]string{"camille": {"maya", "theo"}, "jonas": {"finn", "ines"}} {
		plans, err := s.Plans.Plans(t.Context(), s.people[coach])
		must(t, err)
		if len(plans) != 1 || plans[0].Weeks == nil || *plans[0].Weeks != 4 || len(plans[0].Athletes) != len(athletes) {
			t.Errorf("%s has the plans %+v", coach, plans)
		}
		// The weeks that are planned one by one end with the next one.
		first := winter.Truncate(24*time.Hour).AddDate(0, 0, 14)
		for _, name := range athletes {
			own, err := s.Plans.PlannedFor(t.Context(), s.people[name], first, first.AddDate(0, 0, 28))
			must(t, err)
			if len(own) < 12 {
				t.Errorf("%s has %d trainings of the plan to come", name, len(own))
			}
		}
	}
}
