package wger_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"palestra/internal/api/wger"
	"palestra/internal/store/storetest"
)

// A day of the diary is one of the server's calendar: in Berlin the first of May begins when it is 22:00 of April in UTC.
func TestDiaryDaysAreLocal(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	deps := w.deps()
	zone, err := time.LoadLocation("Europe/Berlin")
	must(t, err)
	deps.Zone = zone
	h := wger.New(deps).Handler()
	ask := func(method, path, body string) map[string]any {
		t.Helper()
		r := httptest.NewRequest(method, "/api/v2/"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		must(t, w.sign("ana", r))
		a := httptest.NewRecorder()
		h.ServeHTTP(a, r)
		if a.Code >= http.StatusBadRequest {
			t.Fatalf("%s %s: %d %s", method, path, a.Code, a.Body)
		}
		var v map[string]any
		must(t, json.Unmarshal(a.Body.Bytes(), &v))
		return v
	}
	ask("POST", "nutritionplan/", "{}")
	for written, want := range map[string]string{
		"2024-05-01": "2024-04-30T22:00:00Z", "2024-05-01T23:59:59": "2024-05-01T21:59:59Z", "2024-05-01T22:00:00Z": "2024-05-01T22:00:00Z",
	} {
		if got := ask("POST", "nutritiondiary/", `{"plan":1,"ingredient":1,"amount":100,"datetime":"`+written+`"}`)["datetime"]; got != want {
			t.Errorf("%s is kept as %v, want %s", written, got, want)
		}
	}
	for day, want := range map[string]float64{"2024-04-30": 0, "2024-05-01": 2, "2024-05-02": 1} {
		if got := ask("GET", "nutritiondiary/?datetime__date="+day, "")["count"]; got != want {
			t.Errorf("%s has %v entries, want %v", day, got, want)
		}
	}
}
