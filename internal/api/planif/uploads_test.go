package planif_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"palestra/internal/store/storetest"
)

// upload asks as ana and gives the answer.
func (w *world) upload(t *testing.T, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	must(t, w.sign("ana", r))
	reply := httptest.NewRecorder()
	w.dialect.Handler().ServeHTTP(reply, r)
	return reply
}

// TestChunksAtOnce sends different second halves at once: one is taken, the others are told where to go on.
func TestChunksAtOnce(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	id := w.upload(t, "POST", "/fp/process/", "", "Upload-Length", "8").Body.String()
	if reply := w.upload(t, "PATCH", "/fp/patch/"+id, "head", "Upload-Offset", "0"); reply.Code != http.StatusNoContent {
		t.Fatalf("the first chunk: %d %s", reply.Code, reply.Body)
	}
	var all sync.WaitGroup
	codes := make([]int, 8)
	for i := range codes {
		all.Go(func() {
			codes[i] = w.upload(t, "PATCH", "/fp/patch/"+id, strings.Repeat(string(rune('a'+i)), 3), "Upload-Offset", "4").Code
		})
	}
	all.Wait()
	taken := 0
	for _, code := range codes {
		switch code {
		case http.StatusNoContent:
			taken++
		case http.StatusConflict:
		default:
			t.Errorf("answered %d", code)
		}
	}
	// Chunks of the same place and length can't be told from one that is sent again, but only one is stored.
	if taken == 0 {
		t.Fatal("nothing was taken")
	}
	head := w.upload(t, "HEAD", "/fp/patch/"+id, "")
	if got := head.Header().Get("Upload-Offset"); got != "7" {
		t.Fatalf("%s bytes are there", got)
	}
	if reply := w.upload(t, "PATCH", "/fp/patch/"+id, "!", "Upload-Offset", "7"); reply.Code != http.StatusNoContent {
		t.Fatalf("the last chunk: %d %s", reply.Code, reply.Body)
	}
	body := w.upload(t, "GET", "/fp/load/?id="+id, "").Body.String()
	if len(body) != 8 || !strings.HasPrefix(body, "head") || body[4] != body[5] || body[5] != body[6] {
		t.Errorf("the parts are mixed up: %q", body)
	}
}

// TestTooManyUploads refuses somebody who only begins.
func TestTooManyUploads(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	for range 12 {
		if reply := w.upload(t, "POST", "/fp/process/", "", "Upload-Length", "8"); reply.Code != http.StatusOK {
			t.Fatalf("%d %s", reply.Code, reply.Body)
		}
	}
	if reply := w.upload(t, "POST", "/fp/process/", "", "Upload-Length", "8"); reply.Code != http.StatusTooManyRequests {
		t.Fatalf("%d %s", reply.Code, reply.Body)
	}
}
