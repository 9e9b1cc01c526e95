package wger_test

import (
	"net/http"
	"sync"
	"testing"

	"palestra/internal/api/wger"
	"palestra/internal/store/storetest"
)

// Servers of one process share nothing: with the race detector this fails when a table of the package is written to.
func TestDialectsAreMadeTogether(t *testing.T) {
	deps := newWorld(t, storetest.SQLite(t)).deps()
	var made sync.WaitGroup
	for range 4 {
		made.Go(func() {
			h := wger.New(deps).Handler()
			if got := get(t, h, "/api/v2/version/").Code; got != http.StatusOK {
				t.Errorf("status %d", got)
			}
		})
	}
	made.Wait()
}
