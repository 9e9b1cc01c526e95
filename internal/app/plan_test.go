package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/person"
)

// plannedRide is a planned training with what came of it, as the planning API tells it.
type plannedRide struct {
	ID       int64
	Date     string
	Duration int64
	Done     []struct {
		Athlete    int64
		Status     string
		Score      *int
		Activities []string
	}
}

// TestFourWeeksByTheAPI lays a plan of four weeks out for three athletes, of whom two ride, and adjusts the second week.
func TestFourWeeksByTheAPI(t *testing.T) {
	t.Parallel()
	s := start(t, testConfig(t.TempDir(), ""))
	ctx := context.Background()
	carl, err := s.app.auth.CreateAccount(ctx, auth.Registration{Username: "carl", Password: "correct horse", Role: person.Coach})
	if err != nil {
		t.Fatal(err)
	}
	ids, uploads := map[string]int64{}, map[string]string{}
	for _, name := range []string{"ana", "ben", "cleo"} {
		uploads[name] = s.account(name)
		p, err := s.app.auth.PersonByName(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = p.ID
		for _, permission := range []access.Permission{access.PermissionRead, access.PermissionWrite} {
			g := access.Grant{Athlete: p.ID, Coach: carl.ID, Permission: permission, From: carl.CreatedAt.AddDate(-20, 0, 0)}
			if _, err := s.app.access.Grant(ctx, g); err != nil {
				t.Fatal(err)
			}
		}
	}
	token := s.login(`{"username": "carl", "password": "correct horse"}`)
	step := `[{"intensity": "INTERVAL", "targetType": "OPEN", "durationType": "TIME", "durationValue": %d}]`
	s.send(token, "/api-coach/built-session/", fmt.Sprintf(`{"sport": "CYCLING", "title": "Ride", "variants": [{"name": "Full", "steps": `+step+`}, {"name": "Short", "steps": `+step+`}]}`, 4500, 2700))
	var entries []string
	for week := 1; week <= 4; week++ {
		entries = append(entries, fmt.Sprintf(`{"week": %d, "day": 5, "title": "Ride", "sport": "CYCLING", "sessions": [{"built": 1}]}`, week))
	}
	s.send(token, "/api-coach/plan/", `{"name": "Four Fridays", "duration": 4, "entries": [`+strings.Join(entries, ",")+`]}`)
	s.send(token, "/api-coach/plan/1/lay-out/", fmt.Sprintf(`{"start_date": "2013-08-12", "athletes": [{"athlete": %d, "variant": "Full"}, {"athlete": %d, "variant": "Short"}, %d]}`,
		ids["ana"], ids["ben"], ids["cleo"]))
	// The ride is of Friday, 16 August 2013, and takes 78 minutes.
	for _, name := range []string{"ana", "ben"} {
		s.uploadAPI(uploads[name], filepath.Join(recordings, "garmin-edge810-vector-ride.fit"), 1)
	}

	all := s.planned(token)
	if len(all) != 4 || all[0].Date != "2013-08-16" || len(all[0].Done) != 3 {
		t.Fatalf("planned: %+v", all)
	}
	for _, done := range all[0].Done {
		switch done.Athlete {
		case ids["ana"]:
			if done.Status != "done" || len(done.Activities) != 1 || *done.Score < 90 {
				t.Errorf("ana: %+v", done)
			}
		case ids["ben"]: // far more than the 45 minutes that were asked for
			if done.Status != "partial" || len(done.Activities) != 1 || *done.Score < 50 || *done.Score > 65 {
				t.Errorf("ben: %+v", done)
			}
		case ids["cleo"]:
			if done.Status != "missed" || done.Score != nil {
				t.Errorf("cleo: %+v", done)
			}
		}
	}

	body := fmt.Sprintf(`[{"id": %d, "date": "2013-08-24", "duration": 3600}]`, all[1].ID)
	r, err := http.NewRequestWithContext(ctx, http.MethodPatch, s.base+"/api-coach/training-planned/", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Token "+token)
	if status, answer := s.do(http.DefaultClient, r); status != http.StatusOK {
		t.Fatalf("adjusted: %d %s", status, answer)
	}
	if all = s.planned(token); all[1].Date != "2013-08-24" || all[1].Duration != 3600 {
		t.Errorf("adjusted: %+v", all[1])
	}
}

// planned lists what is planned in those four weeks.
func (s *running) planned(token string) (all []plannedRide) {
	s.Helper()
	status, body := s.get("/api-coach/training-planned/?start_date=2013-08-12&end_date=2013-09-08", "Authorization", "Token "+token)
	if err := json.Unmarshal([]byte(body), &all); err != nil || status != http.StatusOK {
		s.Fatalf("%d %s", status, body)
	}
	return all
}
