package wger_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"palestra/internal/api/wger"
	"palestra/internal/core/access"
	"palestra/internal/core/strength"
	"palestra/internal/store/storetest"
)

// What is kept of the catalogue's answers is never seen: what was written is read at once, whoever asks, in every list.
func TestKeptAnswersFollowTheCatalogue(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	lists := []string{"exercise", "exerciseinfo", "exercisebaseinfo", "exercise-translation"}
	before := map[string]string{}
	for _, name := range lists {
		for range 2 {
			before[name] = get(t, h, "/api/v2/"+name+"/?limit=50").Body.String()
		}
		if strings.Contains(before[name], "Press on the bench") {
			t.Fatal("the new name is there already")
		}
	}
	renameBenchPress(t, w, h)
	for _, name := range append(lists, "exercise/11", "exerciseinfo/11", "exercisebaseinfo/1") {
		for range 2 {
			if got := get(t, h, "/api/v2/"+name+"/?limit=50").Body.String(); !strings.Contains(got, "Press on the bench") {
				t.Errorf("%s does not have the new name:\n%s", name, got)
			}
		}
	}
	const groups = "/api/v2/variation/"
	first := get(t, h, groups).Body.String()
	_, err := w.deps().Editor.Variations.Create(context.Background(), access.Viewer{Person: w.people["ted"]}, strength.Variation{})
	must(t, err)
	if second := get(t, h, groups).Body.String(); first == second {
		t.Errorf("a new group isn't listed: %s", second)
	}
}

// Answers name the host that was asked, and come in the format that was asked for, however often.
func TestKeptAnswersAreOfTheAddressThatWasAsked(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	deps := w.deps()
	deps.BaseURL = ""
	h := wger.New(deps).Handler()
	for range 2 {
		for _, host := range []string{"a.example.org", "b.example.org"} {
			for _, path := range []string{"/api/v2/muscle/?limit=2", "/api/v2/muscle.json?limit=2"} {
				r := httptest.NewRequest(http.MethodGet, "http://"+host+path, nil)
				a := httptest.NewRecorder()
				h.ServeHTTP(a, r)
				want := fmt.Sprintf(`"next":"http://%s%s`, host, strings.Replace(path, "limit=2", `limit=2&offset=2"`, 1))
				if !strings.Contains(a.Body.String(), want) || a.Header().Get("Content-Type") != "application/json" {
					t.Errorf("%s%s: want %s in\n%s", host, path, want, a.Body)
				}
			}
		}
		r := httptest.NewRequest(http.MethodGet, "http://a.example.org/api/v2/muscle/?limit=2", nil)
		r.Header.Set("Accept", "text/html")
		a := httptest.NewRecorder()
		if h.ServeHTTP(a, r); !bytes.Contains(a.Body.Bytes(), []byte("<html")) {
			t.Errorf("no page: %s", a.Body)
		}
	}
}

// Who takes compressed answers gets the same, compressed once and again after a change; others get it plain.
func TestKeptAnswersAreCompressedForThoseWhoTakeThat(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	const path = "/api/v2/exercisebaseinfo/?limit=50"
	ask := func(encoding string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", encoding)
		a := httptest.NewRecorder()
		h.ServeHTTP(a, r)
		return a
	}
	plain := get(t, h, path).Body.String()
	for range 3 {
		a := ask("br, gzip")
		if got := a.Header(); got.Get("Content-Encoding") != "gzip" || !strings.Contains(strings.Join(got["Vary"], ","), "Accept-Encoding") ||
			got.Get("Content-Length") != strconv.Itoa(a.Body.Len()) || a.Body.Len() >= len(plain)/2 {
			t.Fatalf("%d bytes of %d, %v", a.Body.Len(), len(plain), got)
		}
		if got := unzipped(t, a.Body); got != plain {
			t.Fatalf("compressed it is another answer:\n%s", got)
		}
		if a := ask("gzip;q=0"); a.Header().Get("Content-Encoding") != "" || a.Body.String() != plain {
			t.Fatalf("who takes no gzip got %v", a.Header())
		}
	}
	renameBenchPress(t, w, h)
	if got := unzipped(t, ask("gzip").Body); !strings.Contains(got, "Press on the bench") {
		t.Errorf("the compressed answer is old:\n%s", got)
	}
}

func unzipped(t *testing.T, body io.Reader) string {
	t.Helper()
	z, err := gzip.NewReader(body)
	must(t, err)
	text, err := io.ReadAll(z)
	must(t, err)
	return string(text)
}

// renameBenchPress has it called "Press on the bench" from now on.
func renameBenchPress(t *testing.T, w *world, h http.Handler) {
	t.Helper()
	patch := httptest.NewRequest(http.MethodPatch, "/api/v2/exercise-translation/11/", strings.NewReader(`{"name":"Press on the bench","description":"Lie down, lower the bar to the chest, and press it up."}`))
	patch.Header.Set("Content-Type", "application/json")
	must(t, w.sign("ted", patch))
	a := httptest.NewRecorder()
	if h.ServeHTTP(a, patch); a.Code != http.StatusOK {
		t.Fatalf("%d: %s", a.Code, a.Body)
	}
}
