package web_test

import (
	"strconv"
	"strings"
	"testing"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// keeps makes athletes of the coach's whom nobody signs in as, and gives their IDs.
func (m *team) keeps(names ...string) (ids []string) {
	m.t.Helper()
	carl, err := m.deps.Auth.PersonByName(m.t.Context(), "carl")
	if err == nil {
		err = m.deps.Monitor.Permit(m.t.Context(), carl.ID, monitor.MayManage, true)
	}
	for i := 0; i < len(names) && err == nil; i++ {
		var made *monitor.Athlete
		a := monitor.Athlete{ManagedBy: carl.ID}
		a.Profile = person.Profile{FirstName: names[i]}
		if made, err = m.deps.Monitor.CreateManaged(m.t.Context(), access.Viewer{Person: carl}, a); err == nil {
			ids = append(ids, strconv.FormatInt(made.ID, 10))
		}
	}
	if err != nil {
		m.t.Fatal(err)
	}
	return ids
}

// Athletes whom nobody signs in as stand behind one line while they have nothing to show.
func TestABoardFoldsWhoOnlyIsMeasured(t *testing.T) {
	m := newTeam(t).trusted()
	m.session("Tempo")
	const week, month, folds = "/coaching?from=2026-11-23", "/coaching?view=month&from=2026-11-23", "more with nothing planned"
	m.keeps("Jules")
	m.coach.get(week).wants(t, 200, "ana", "ben", "Jules").lacks(t, folds)

	nina := m.keeps("Nina", "Hugo")[0]
	for _, board := range []string{week, month} {
		shown, folded, _ := strings.Cut(m.coach.get(board).wants(t, 200, "3 "+folds).body, `id="board-folded"`)
		for _, name := range []string{"Jules", "Nina", "Hugo"} {
			if strings.Contains(shown, `board-name">`+name) || !strings.Contains(folded, `board-name">`+name) {
				t.Errorf("%s: %s is not behind the line", board, name)
			}
		}
		if strings.Contains(folded, `board-name">ana`) || strings.Contains(folded, `board-name">ben`) {
			t.Errorf("%s: who signs in is behind the line", board)
		}
	}

	page := m.coach.post("/coaching/put", "session", "w1", "day", "2026-11-24", "athlete", nina, "back", week).wants(t, 200, "Planned.", "2 "+folds)
	if shown, _, _ := strings.Cut(page.body, `id="board-folded"`); !strings.Contains(shown, `board-name">Nina`) {
		t.Error("who has something planned is behind the line")
	}
	m.coach.get("/coaching?from=2026-11-30").wants(t, 200, "3 "+folds)
	m.coach.post("/coaching/put", "session", "w1", "day", "2026-11-26", "athlete", "0", "back", week).wants(t, 200, "Planned.").lacks(t, folds)
}

func TestABoardOfNobodyElseFoldsNobody(t *testing.T) {
	m := newTeam(t)
	m.keeps("Jules", "Nina", "Hugo")
	m.coach.get("/coaching").wants(t, 200, "Jules", "Nina", "Hugo").lacks(t, "more with nothing planned")
}
