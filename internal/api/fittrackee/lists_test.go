package fittrackee_test

import (
	"net/http"
	"testing"

	"palestra/internal/core/sport"
	"palestra/internal/store/storetest"
)

func TestTheSportsListIsTheCatalogue(t *testing.T) {
	c := newClient(t, newWorld(t, storetest.SQLite(t), usual()), "ana")
	status, body := c.do(http.MethodGet, "/api/sports", "", nil)
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	listed := decode(t, body)["data"].(map[string]any)["sports"].([]any)
	all := sport.All()
	if len(listed) != len(all) {
		t.Fatalf("%d sports are listed, the catalogue has %d", len(listed), len(all))
	}
	for i, s := range all {
		if got := listed[i].(map[string]any)["label"]; got != s.Label {
			t.Errorf("place %d: %v, want %s", i, got, s.Label)
		}
	}
}
