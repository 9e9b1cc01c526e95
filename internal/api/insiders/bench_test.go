package insiders_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"palestra/internal/store/storetest"
)

// BenchmarkRawPage reads a whole page of raw data, 25 000 samples at 10 Hz.
func BenchmarkRawPage(b *testing.B) {
	w := newWorld(b, storetest.SQLite(b))
	h := w.dialect.Handler()
	_, err := w.doDevice([]string{"POD-1", "mia"})
	must(b, err)
	_, err = w.doStream([]string{"1", "2026-11-20T18:00:00Z", "2600"})
	must(b, err)
	r := httptest.NewRequest(http.MethodGet, "/api/v1/devices/1/preprocessed/?start=2026-11-20T18:00:00Z&stop=2026-11-20T20:00:00Z", nil)
	must(b, w.sign("mia", r))
	for b.Loop() {
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, r)
		if answer.Code != http.StatusOK {
			b.Fatal(answer.Body)
		}
		b.SetBytes(int64(answer.Body.Len()))
	}
}
