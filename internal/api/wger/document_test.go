package wger_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/go-chi/chi/v5"

	"palestra/internal/api/transcript"
	"palestra/internal/store/storetest"
)

// document reads what the server serves.
func document(t testing.TB, w *world) *openapi3.T {
	t.Helper()
	served := get(t, w.dialect.Handler(), "/api/v2/schema?format=json")
	if kind := served.Header().Get("Content-Type"); served.Code != 200 || kind != "application/vnd.oai.openapi+json" {
		t.Fatalf("%d %s", served.Code, kind)
	}
	doc, err := openapi3.NewLoader().LoadFromData(served.Body.Bytes())
	must(t, err)
	must(t, doc.Validate(context.Background()))
	return doc
}

// The document comes as YAML too, and says the same.
func TestDocumentInBothForms(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	doc := document(t, w)
	served := get(t, w.dialect.Handler(), "/api/v2/schema")
	if kind := served.Header().Get("Content-Type"); kind != "application/vnd.oai.openapi; charset=utf-8" {
		t.Errorf("type %s", kind)
	}
	if d := served.Header().Get("Content-Disposition"); d != `inline; filename="wger.yaml"` {
		t.Errorf("disposition %s", d)
	}
	other, err := openapi3.NewLoader().LoadFromData(served.Body.Bytes())
	must(t, err)
	a, err := doc.MarshalJSON()
	must(t, err)
	b, err := other.MarshalJSON()
	must(t, err)
	if !bytes.Equal(a, b) {
		t.Error("the two forms differ")
	}
}

// Every address that answers is in the document, and every one in the document answers.
func TestDocumentHasEveryRoute(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	doc := document(t, w)
	served := map[string]bool{}
	must(t, chi.Walk(w.dialect.Router(), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if method != http.MethodOptions && method != http.MethodHead && !w.dialect.Unlisted(route) {
			served[method+" "+route] = true
		}
		return nil
	}))
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			if !served[method+" "+path] {
				t.Errorf("%s %s is in the document alone", method, path)
			}
			delete(served, method+" "+path)
		}
	}
	for route := range served {
		t.Errorf("%s is not in the document", route)
	}
	ids := map[string]string{}
	for path, item := range doc.Paths.Map() {
		for method, o := range item.Operations() {
			if other := ids[o.OperationID]; other != "" {
				t.Errorf("%s is the name of %s %s and of %s", o.OperationID, method, path, other)
			}
			ids[o.OperationID] = method + " " + path
		}
	}
	for _, name := range []string{"workout_list", "workout_create", "workout_retrieve", "workout_update", "workout_partial_update", "workout_destroy", "workout_canonical_representation_retrieve"} {
		if ids[name] == "" {
			t.Errorf("no operation is called %s", name)
		}
	}
}

// recorded is a handler whose answers are held against the document.
type recorded struct {
	t      *testing.T
	next   http.Handler
	router routers.Router
}

func (h recorded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	seen := httptest.NewRecorder()
	h.next.ServeHTTP(seen, r)
	h.check(r, seen)
	for name, values := range seen.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(seen.Code)
	_, _ = w.Write(seen.Body.Bytes())
}

func (h recorded) check(r *http.Request, seen *httptest.ResponseRecorder) {
	if !strings.HasPrefix(seen.Header().Get("Content-Type"), "application/json") || r.Method == http.MethodOptions || r.Method == http.MethodHead || seen.Code == http.StatusNotFound {
		return
	}
	path, _, _ := strings.Cut(r.URL.Path, ".json")
	req := r.Clone(context.Background())
	req.URL.Scheme, req.URL.Host, req.URL.Path = "https", "gym.example.org", path
	if req.URL.Path == strings.TrimSuffix(path, "/") && !strings.HasPrefix(path, "/api/v2/token") && !strings.HasPrefix(path, "/api/v2/schema") {
		req.URL.Path += "/"
	}
	route, params, err := h.router.FindRoute(req)
	if err != nil {
		req.URL.Path = strings.TrimSuffix(path, "/")
		route, params, err = h.router.FindRoute(req)
	}
	if err != nil {
		if seen.Code != http.StatusMethodNotAllowed && seen.Code != http.StatusForbidden {
			h.t.Errorf("%s %s answers %d and is not in the document", r.Method, r.URL, seen.Code)
		}
		return
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route},
		Status:                 seen.Code, Header: seen.Header(), Body: io.NopCloser(bytes.NewReader(seen.Body.Bytes())),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	}
	if err := openapi3filter.ValidateResponse(context.Background(), in); err != nil {
		h.t.Errorf("%s %s: %v", r.Method, r.URL, err)
	}
}

// Every answer of every transcript is as the document says.
func TestRecordedTrafficFitsTheDocument(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	router, err := legacy.NewRouter(document(t, w))
	must(t, err)
	transcript.Dir(t, "testdata/*.txtar", func(t *testing.T) *transcript.Runner {
		run := newWorld(t, storetest.SQLite(t)).runner()
		run.Handler = recorded{t, run.Handler, router}
		return run
	})
}
