package planif_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"palestra/internal/api/planif"
	"palestra/internal/core/access"
	"palestra/internal/store/storetest"
)

// filepond is the browser library as it is published, which the pages bring along.
const filepond = "../../web/static/vendor/filepond-4.32.12"

// pondPage has one field that the library takes over; what comes of it is told in window.seen.
const pondPage = `<!doctype html><html lang="en"><head><title>Upload</title><link rel="stylesheet" href="/filepond.min.css"></head>
<body><input type="file" id="field" name="filepond"><script src="/filepond.min.js"></script><script src="/page.js"></script></body></html>`

const pondScript = `
window.seen = {errors: []};
const headers = {'X-CSRFToken': 'abc'};
const one = location.search === '?chunks' ? {chunkUploads: true, chunkForce: true, chunkSize: 50} : {};
window.pond = FilePond.create(document.getElementById('field'), Object.assign({
  server: {
    process: {url: '/fp/process/', headers}, patch: {url: '/fp/patch/', headers}, revert: {url: '/fp/revert/', headers},
    load: '/fp/load/?id=', restore: '/fp/restore/?id=', fetch: null,
  },
  onprocessfile: (error, file) => { if (error) window.seen.errors.push(JSON.stringify(error)); else window.seen.id = file.serverId; },
  onprocessfilerevert: () => { window.seen.reverted = true; },
  onerror: (error) => window.seen.errors.push(JSON.stringify(error)),
}, one));
window.take = (id) => fetch('/api-shared/profile-picture/', {method: 'POST', headers: Object.assign({'Content-Type': 'application/json'}, headers),
  body: JSON.stringify({id})}).then((r) => { window.seen.taken = r.status; });
window.restore = (id) => pond.addFile(id, {type: 'limbo'}).then((f) => { window.seen.restored = f.fileSize; });
`

// pond opens the page in a browser, signed in as ana.
func pond(t *testing.T, query string) (*world, context.Context) {
	t.Helper()
	path := os.Getenv("PALESTRA_TEST_BROWSER")
	if path == "" {
		t.Skip("PALESTRA_TEST_BROWSER names no Chromium; FilePond's own library is not tried")
	}
	w := newWorld(t, storetest.SQLite(t))
	secret, err := w.auth.StartSession(t.Context(), w.people["ana"], "test")
	must(t, err)
	mux := http.NewServeMux()
	for _, prefix := range planif.Prefixes {
		mux.Handle(prefix, w.dialect.Handler())
	}
	mux.Handle("GET /filepond.min.js", http.FileServer(http.Dir(filepond)))
	mux.Handle("GET /filepond.min.css", http.FileServer(http.Dir(filepond)))
	mux.HandleFunc("GET /page.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write([]byte(pondScript))
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: blob:")
		http.SetCookie(w, &http.Cookie{Name: "session", Value: secret, Path: "/", HttpOnly: true})
		http.SetCookie(w, &http.Cookie{Name: "csrftoken", Value: "abc", Path: "/"})
		_, _ = w.Write([]byte(pondPage))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-component-update", true))
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocated)
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/"+query)); err != nil {
		t.Fatal(err)
	}
	return w, ctx
}

// see waits until an expression is true; an error of the library ends the test.
func see(ctx context.Context, t *testing.T, expression string) {
	t.Helper()
	for {
		errors, err := chromedp.Run(ctx, chromedp.Evaluate[string](`window.seen.errors.join(' ')`))
		if err != nil || errors != "" {
			t.Fatalf("%v: the library says %s", err, errors)
		}
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`))
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			return
		}
		if err := chromedp.Do(ctx, chromedp.Sleep(20*time.Millisecond)); err != nil {
			t.Fatal(err)
		}
	}
}

// choose puts a picture into the field, as a hand would, and gives the name that the server gave it.
func choose(ctx context.Context, t *testing.T) string {
	t.Helper()
	data, err := file("face.png")
	must(t, err)
	path := filepath.Join(t.TempDir(), "face.png")
	must(t, os.WriteFile(path, data, 0o600))
	if err := chromedp.Do(ctx, chromedp.SetUploadFiles(`input[type=file]`, []string{path})); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Sleep(50*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	see(ctx, t, `pond.getFiles().length === 1`)
	run(ctx, t, `pond.processFiles()`)
	see(ctx, t, `window.seen.id`)
	id, err := chromedp.Run(ctx, chromedp.Evaluate[string](`window.seen.id`))
	must(t, err)
	return id
}

// run evaluates an expression whose value doesn't matter.
func run(ctx context.Context, t *testing.T, expression string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(`+expression+`, true)`)); err != nil {
		t.Fatal(err)
	}
}

// TestFilePond uploads a picture with the library that browsers use, whole and in chunks, takes it as ana's picture, and takes
// another one back.
func TestFilePond(t *testing.T) {
	for name, query := range map[string]string{"whole": "", "in chunks": "?chunks"} {
		t.Run(name, func(t *testing.T) {
			w, ctx := pond(t, query)
			id := choose(ctx, t)
			if len(id) != 22 || strings.ContainsAny(id, " \n") {
				t.Fatalf("the library calls it %q", id)
			}
			run(ctx, t, `take(window.seen.id)`)
			see(ctx, t, `window.seen.taken === 201`)
			p, err := w.auth.Person(t.Context(), w.people["ana"].ID)
			must(t, err)
			if portrait, err := w.uploads.Portrait(t.Context(), p); err != nil || portrait == nil || portrait.UploadID != id || portrait.Name != "face.png" {
				t.Errorf("the picture is %+v (%v)", portrait, err)
			}
		})
	}
	t.Run("taken back", func(t *testing.T) {
		w, ctx := pond(t, "")
		id := choose(ctx, t)
		run(ctx, t, `pond.removeFile(pond.getFile(), {revert: true})`)
		see(ctx, t, `pond.getFiles().length === 0`)
		for {
			if _, err := w.uploads.Get(t.Context(), access.Viewer{Person: w.people["ana"]}, id); err != nil {
				break
			}
			must(t, chromedp.Do(ctx, chromedp.Sleep(20*time.Millisecond)))
		}
	})
	t.Run("restored", func(t *testing.T) {
		_, ctx := pond(t, "")
		id := choose(ctx, t)
		run(ctx, t, `(pond.removeFiles(), restore("`+id+`"))`)
		see(ctx, t, `window.seen.restored === 130`)
	})
}
