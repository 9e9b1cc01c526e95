package wger_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"palestra/internal/store/storetest"
)

// get asks for a path, with headers by name and value.
func get(t testing.TB, h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// A page has what people need to find their way: title, trail, request and response, links, forms for those who may write.
func TestPagesForPeople(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	for _, path := range []string{"/api/v2/muscle/?limit=2&offset=2", "/api/v2/muscle.api?limit=2&offset=2", "/api/v2/muscle/?format=api&limit=2&offset=2"} {
		accept := "text/html"
		if strings.Contains(path, "api?") || strings.Contains(path, "format") {
			accept = "*/*"
		}
		page := get(t, h, path, "Accept", accept).Body.String()
		for _, want := range []string{
			"<title>REST API - Muscle List</title>", `<a href="/api/v2/">Api Root</a>`, "<b>GET</b> /api/v2/muscle/", "<b>HTTP 200 OK</b>", "<b>Allow:</b> GET, HEAD, OPTIONS",
			"<b>Content-Type:</b> application/json", "<b>Vary:</b> Accept", "    &#34;count&#34;: 6", "Next page", "Previous page", "format=json",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
		if strings.Contains(page, "<textarea") {
			t.Errorf("%s has a form for what is read-only", path)
		}
	}
	if page := get(t, h, "/api/v2/muscle/999/", "Accept", "text/html"); page.Code != 404 || !strings.Contains(page.Body.String(), "No Muscle matches the given query.") {
		t.Errorf("an error: %d", page.Code)
	}
	token, err := w.auth.Permanent(t.Context(), w.people["ana"])
	must(t, err)
	page := get(t, h, "/api/v2/weightentry/", "Accept", "text/html", "Authorization", "Token "+token).Body.String()
	for _, want := range []string{`data-method="POST"`, `type="date" name="date"`, "&#34;weight&#34;: ", "<textarea"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of weights lacks %q", want)
		}
	}
	unsafe := get(t, h, "/api/v2/exercise/?name=%3Cscript%3E%22%27&limit=1&offset=7", "Accept", "text/html").Body.String()
	if strings.Contains(unsafe, "<script>\"") {
		t.Error("a parameter reaches the page unescaped")
	}
}

// Answers say what they depend on and how long they keep.
func TestHeaders(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	got := get(t, h, "/api/v2/muscle/").Header()
	for name, want := range map[string]string{
		"Vary": "Accept, Accept-Language, Cookie, origin", "Allow": "GET, HEAD, OPTIONS", "Content-Language": "en", "X-Frame-Options": "DENY",
		"Cache-Control": "max-age=3600", "Expires": "Sun, 22 Nov 2026 18:26:09 GMT", "Access-Control-Allow-Origin": "*",
	} {
		if got.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Get(name), want)
		}
	}
	r := httptest.NewRequest(http.MethodOptions, "/api/v2/workout/", nil)
	r.Header.Set("Origin", "https://elsewhere.example.org")
	r.Header.Set("Access-Control-Request-Method", "POST")
	seen := httptest.NewRecorder()
	h.ServeHTTP(seen, r)
	for name, want := range map[string]string{
		"Access-Control-Allow-Headers": "accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with",
		"Access-Control-Allow-Methods": "DELETE, GET, OPTIONS, PATCH, POST, PUT", "Access-Control-Max-Age": "86400", "Access-Control-Allow-Credentials": "",
	} {
		if seen.Code != 200 || seen.Header().Get(name) != want {
			t.Errorf("preflight: %d %s: %q, want %q", seen.Code, name, seen.Header().Get(name), want)
		}
	}
	for accept, indent := range map[string]string{"application/json; indent=4": "\n    \"id\"", "application/json; indent=99": "\n        \"id\"", "application/json": `{"id":1,`, "": `{"id":1,`} {
		if body := get(t, h, "/api/v2/equipment/1/", "Accept", accept).Body.String(); !strings.Contains(body, indent) {
			t.Errorf("%q: %q", accept, body)
		}
	}
}
