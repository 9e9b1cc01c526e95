package planif_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"palestra/internal/core/access"
	"palestra/internal/store/storetest"
)

// feedWorld has something planned for ana, and the address of her calendar.
func feedWorld(t *testing.T) (w *world, address string) {
	w = newWorld(t, storetest.SQLite(t))
	_, err := w.access.Grant(t.Context(), access.Grant{Athlete: w.people["ana"].ID, Coach: w.people["carl"].ID, Permission: access.PermissionWrite})
	must(t, err)
	secret, err := w.plans.MakeFeed(t.Context(), access.Viewer{Person: w.people["ana"]})
	must(t, err)
	long := strings.Repeat("é; ", 60)
	w.post(t, "/api-coach/sessions-text/", `{"title": "Core", "session": "<p>Plank,</p><ul><li>2 &times; 1 min</li></ul>"}`)
	w.post(t, "/api-coach/training-planned/", `[{"title": "First", "sport": "RUNNING", "date": "2026-11-24", "athletes": [4], "sessions": [1], "description": "`+long+`"},
		{"title": "Another's", "sport": "RUNNING", "date": "2026-11-24"}, {"title": "Second", "sport": "RUNNING", "date": "2026-11-25", "athletes": [4]}]`)
	return w, "/calendar/" + secret + ".ics"
}

func (w *world) post(t *testing.T, path, body string) {
	t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	must(t, w.sign("carl", r))
	reply := httptest.NewRecorder()
	w.dialect.Handler().ServeHTTP(reply, r)
	if reply.Code != http.StatusCreated {
		t.Fatalf("%d %s", reply.Code, reply.Body)
	}
}

func (w *world) get(address string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", address, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	reply := httptest.NewRecorder()
	w.dialect.Handler().ServeHTTP(reply, r)
	return reply
}

// TestFeedIsACalendar opens a feed with a parser, and finds what was planned for its owner and nothing else.
func TestFeedIsACalendar(t *testing.T) {
	w, address := feedWorld(t)
	c, err := ics.ParseCalendar(w.get(address).Body)
	must(t, err)
	var titles []string
	for _, e := range c.Events() {
		titles = append(titles, e.GetProperty(ics.ComponentPropertySummary).Value)
	}
	if !slices.Equal(titles, []string{"First", "Second"}) {
		t.Errorf("planned: %q", titles)
	}
	text := ics.FromText(c.Events()[0].GetProperty(ics.ComponentPropertyDescription).Value)
	for _, want := range []string{strings.TrimSpace(strings.Repeat("é; ", 60)), "Core\nPlank,\n2 × 1 min"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	day, err := c.Events()[0].GetAllDayStartAt()
	must(t, err)
	if day.Format("2006-01-02") != "2026-11-24" {
		t.Errorf("on %v", day)
	}
}

// TestFeedIsReadAgainOnlyWhenItChanged holds the tag of an answer against the next.
func TestFeedIsReadAgainOnlyWhenItChanged(t *testing.T) {
	w, address := feedWorld(t)
	tag := w.get(address).Header().Get("ETag")
	again := w.get(address, "If-None-Match", `"other", W/`+tag)
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
		t.Errorf("%d, %d bytes, %s", again.Code, again.Body.Len(), again.Header().Get("ETag"))
	}
	w.post(t, "/api-coach/training-planned/", `[{"title": "Third", "sport": "RUNNING", "date": "2026-11-26", "athletes": [4]}]`)
	if changed := w.get(address, "If-None-Match", tag); changed.Code != http.StatusOK {
		t.Errorf("answered %d after a change", changed.Code)
	}
	must(t, w.plans.RevokeFeed(t.Context(), access.Viewer{Person: w.people["ana"]}))
	if gone := w.get(address, "If-None-Match", tag); gone.Code != http.StatusNotFound {
		t.Errorf("answered %d after its end", gone.Code)
	}
}
