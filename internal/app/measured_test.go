package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/person"
)

// TestAnUploadIsMeasuredByAManager goes in by two doors: the athlete's watch uploads through one API, a manager puts a time
// frame around it through another, and both tell the same distance.
func TestAnUploadIsMeasuredByAManager(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, url string) {
		s := start(t, testConfig(t.TempDir(), url))
		upload := s.account("ana")
		mia := s.manager("mia", "ana")
		// The recording is of 26 December 2012, and takes some 30 minutes.
		s.uploadAPI(upload, filepath.Join(recordings, "garmin-run.tcx"), 5)
		uploaded := s.workouts(upload)[0]["distance"].(float64)

		var frame struct{ ID int64 }
		s.insiders(mia, "POST", "/api/v1/timeframes/", `{"start_time": "2012-12-26T00:00:00Z", "end_time": "2012-12-27T00:00:00Z", "athlete": 1, "json_schema": 8}`, &frame)
		if err := s.app.monitor.Compute(context.Background(), frame.ID, 0); err != nil {
			t.Fatal(err)
		}
		var computed struct {
			Distance float64 `json:"total_distance"`
			Explain  struct{ Source string }
		}
		s.insiders(mia, "GET", fmt.Sprintf("/v1/timeframes/%d/computed?explain=true", frame.ID), "", &computed)
		if km := computed.Distance / 1000; math.Abs(km-uploaded) > 0.005*uploaded || computed.Explain.Source != "recorded" {
			t.Errorf("%v km were uploaded, %v km measured from %s", uploaded, km, computed.Explain.Source)
		}
	})
}

// manager makes a coach who may read and write all there is of an athlete, and gives an access token.
func (s *running) manager(name, athlete string) (token string) {
	s.Helper()
	ctx := context.Background()
	a, err := s.app.auth.PersonByName(ctx, athlete)
	if err != nil {
		s.Fatal(err)
	}
	m, err := s.app.auth.CreateAccount(ctx, auth.Registration{Username: name, Password: "correct horse", Role: person.Coach})
	if err != nil {
		s.Fatal(err)
	}
	for _, p := range []access.Permission{access.PermissionRead, access.PermissionWrite} {
		if _, err := s.app.access.Grant(ctx, access.Grant{Athlete: a.ID, Coach: m.ID, Permission: p, From: m.CreatedAt.AddDate(-20, 0, 0)}); err != nil {
			s.Fatal(err)
		}
	}
	client, secret, err := s.app.auth.CreateApp(ctx, access.Viewer{Person: m}, auth.AppDraft{Name: "Squad", Scopes: []string{"all"}, Grants: []auth.Grant{auth.PasswordGrant}})
	if err != nil {
		s.Fatal(err)
	}
	var issued struct {
		Access string `json:"access_token"`
	}
	f := url.Values{"grant_type": {"password"}, "username": {name}, "password": {"correct horse"}, "client_id": {client.ClientID}, "client_secret": {secret}}
	s.ask("POST", "/oauth2/token/", strings.NewReader(f.Encode()), &issued, "Content-Type", "application/x-www-form-urlencoded")
	return issued.Access
}

// insiders sends JSON with an access token and reads the answer.
func (s *running) insiders(token, method, path, body string, into any) {
	s.Helper()
	s.ask(method, path, strings.NewReader(body), into, "Content-Type", "application/json", "Authorization", "Bearer "+token)
}

// ask sends a request that has to work.
func (s *running) ask(method, path string, body io.Reader, into any, header ...string) {
	s.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, s.base+path, body)
	if err != nil {
		s.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	status, text := s.do(http.DefaultClient, r)
	if err := json.Unmarshal([]byte(text), into); status >= 300 || err != nil {
		s.Fatalf("%s %s: %d %s (%v)", method, path, status, text, err)
	}
}
