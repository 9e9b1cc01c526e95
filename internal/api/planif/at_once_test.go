package planif_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

// asks sends JSON as somebody and wants a status.
func (w *world) asks(t *testing.T, who, method, path, body string, want int) []byte {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if err := w.sign(who, r); err != nil {
		t.Error(err)
	}
	reply := httptest.NewRecorder()
	w.dialect.Handler().ServeHTTP(reply, r)
	if reply.Code != want {
		t.Errorf("%s %s: %d %.300s", method, path, reply.Code, reply.Body)
	}
	return reply.Body.Bytes()
}

// onBoth runs a test on each database that there is.
func onBoth(t *testing.T, test func(*testing.T, *world)) {
	for name, open := range map[string]func(testing.TB) *store.Store{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			if name == "postgres" && os.Getenv(storetest.PostgresURL) == "" {
				t.Skip("PostgreSQL is left out: " + storetest.PostgresURL + " is not set")
			}
			test(t, newWorld(t, open(t)))
		})
	}
}

// TestPatchesAtOnce changes the same two trainings from several sides, in either order: each change is kept as a whole, and none
// takes back what another member became.
func TestPatchesAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.asks(t, "carl", "POST", "/api-coach/training-planned/", `[{"title":"a","sport":"RUNNING","date":"2026-11-23"},{"title":"a","sport":"RUNNING","date":"2026-11-24"}]`, http.StatusCreated)
		var all sync.WaitGroup
		for i := range 6 {
			ids := []int{1, 2}
			if i%2 == 1 {
				ids = []int{2, 1}
			}
			member := [...]string{"title", "description"}[i/3]
			all.Go(func() {
				body := fmt.Sprintf(`[{"id":%d,%q:"%s %d"},{"id":%d,%q:"%s %d"}]`, ids[0], member, member, i, ids[1], member, member, i)
				w.asks(t, "carl", "PATCH", "/api-coach/training-planned/", body, http.StatusOK)
			})
		}
		all.Wait()
		var now []struct{ Title, Description string }
		must(t, json.Unmarshal(w.asks(t, "carl", "GET", "/api-coach/training-planned/?start_date=2026-11-23&end_date=2026-11-24", "", http.StatusOK), &now))
		if len(now) != 2 || now[0] != now[1] || !strings.HasPrefix(now[0].Title, "title ") || !strings.HasPrefix(now[0].Description, "description ") {
			t.Errorf("after six changes at once there is %+v", now)
		}
	})
}

// TestSessionsAndProfilesChangedAtOnce changes different members of one thing.
func TestSessionsAndProfilesChangedAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.asks(t, "carl", "POST", "/api-coach/built-session/", `{"sport":"RUNNING","title":"a","steps":[{"intensity":"ACTIVE","targetType":"OPEN","durationType":"TIME","durationValue":60}]}`, http.StatusCreated)
		session, profile := "/api-coach/built-session/1/", "/api-shared/profile-coach/"
		var all sync.WaitGroup
		for _, one := range [][3]string{
			{"PATCH", session, `{"title":"b"}`}, {"PATCH", session, `{"description":"c"}`}, {"PATCH", session, `{"tags":["d"]}`}, {"PATCH", session, `{"estimated_duration":7}`},
			{"PUT", profile, `{"id":2,"first_name":"Karl"}`}, {"PUT", profile, `{"id":2,"phone_number":"+33123456789"}`}, {"PUT", profile, `{"id":2,"height":1.9}`}, {"PUT", profile, `{"id":2,"weight":80000}`},
		} {
			all.Go(func() { w.asks(t, "carl", one[0], one[1], one[2], http.StatusOK) })
		}
		all.Wait()
		var s struct {
			Title, Description string
			Tags               []string
			Estimated          int `json:"estimated_duration"`
		}
		must(t, json.Unmarshal(w.asks(t, "carl", "GET", session, "", http.StatusOK), &s))
		if s.Title != "b" || s.Description != "c" || len(s.Tags) != 1 || s.Estimated != 7 {
			t.Errorf("the session became %+v", s)
		}
		var p struct {
			First          string `json:"first_name"`
			Phone          string `json:"phone_number"`
			Height, Weight float64
		}
		must(t, json.Unmarshal(w.asks(t, "carl", "GET", profile, "", http.StatusOK), &p))
		if p.First != "Karl" || p.Phone != "+33123456789" || p.Height != 1.9 || p.Weight != 80000 {
			t.Errorf("the profile became %+v", p)
		}
	})
}
