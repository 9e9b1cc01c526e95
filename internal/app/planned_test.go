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

// TestAnUploadClosesWhatWasPlanned goes in by two doors: a coach plans through one API, the athlete's watch uploads through
// another, and the plan shows what was done.
func TestAnUploadClosesWhatWasPlanned(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, url string) {
		s := start(t, testConfig(t.TempDir(), url))
		ctx := context.Background()
		upload := s.account("ana")
		ana, err := s.app.auth.PersonByName(ctx, "ana")
		if err != nil {
			t.Fatal(err)
		}
		carl, err := s.app.auth.CreateAccount(ctx, auth.Registration{Username: "carl", Password: "correct horse", Role: person.Coach})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []access.Permission{access.PermissionRead, access.PermissionWrite} {
			g := access.Grant{Athlete: ana.ID, Coach: carl.ID, Permission: p, From: carl.CreatedAt.AddDate(-20, 0, 0)}
			if _, err := s.app.access.Grant(ctx, g); err != nil {
				t.Fatal(err)
			}
		}
		token := s.login(`{"username": "carl", "password": "correct horse"}`)
		// The recording is of 26 December 2012, and takes some 30 minutes.
		s.send(token, "/api-coach/training-planned/", fmt.Sprintf(`{"title": "Run", "sport": "RUNNING", "date": "2012-12-26", "duration": 1800, "athletes": [%d]}`, ana.ID))
		s.uploadAPI(upload, filepath.Join(recordings, "garmin-run.tcx"), 5)

		_, body := s.get("/api-coach/training-planned/?start_date=2012-12-01&end_date=2012-12-31", "Authorization", "Token "+token)
		var trainings []struct {
			Title string
			Done  []struct {
				Athlete    int64
				Status     string
				Activities []any
			}
		}
		if err := json.Unmarshal([]byte(body), &trainings); err != nil || len(trainings) != 1 || len(trainings[0].Done) != 1 {
			t.Fatalf("%v in %s", err, body)
		}
		if done := trainings[0].Done[0]; done.Athlete != ana.ID || len(done.Activities) != 1 {
			t.Errorf("done: %+v", done)
		}
	})
}

// login gives the permanent token of the planning API.
func (s *running) login(credentials string) string {
	s.Helper()
	r, err := http.NewRequest(http.MethodPost, s.base+"/api-shared/api-token-auth/", strings.NewReader(credentials))
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	status, body := s.do(http.DefaultClient, r)
	var answer struct{ Token string }
	if err := json.Unmarshal([]byte(body), &answer); err != nil || status != http.StatusOK || len(answer.Token) != 40 {
		s.Fatalf("sign-in: %d %s", status, body)
	}
	return answer.Token
}

// send posts JSON with a permanent token.
func (s *running) send(token, path, body string) {
	s.Helper()
	r, err := http.NewRequest(http.MethodPost, s.base+path, strings.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Token "+token)
	if status, answer := s.do(http.DefaultClient, r); status != http.StatusCreated {
		s.Fatalf("%s: %d %s", path, status, answer)
	}
}
