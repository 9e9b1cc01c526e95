package wger_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"palestra/internal/store/storetest"
)

// What was vendored is what was published: the sums are those of the files in the npm packages.
func TestVendoredFilesAreUnchanged(t *testing.T) {
	const root = "static/vendor"
	list, err := os.ReadFile(filepath.Join(root, "SHA256SUMS"))
	must(t, err)
	sums := map[string]string{}
	for line := range strings.Lines(string(list)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		sums[name] = sum
	}
	must(t, filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "SHA256SUMS" {
			return err
		}
		b, err := os.ReadFile(name)
		must(t, err)
		short, _ := filepath.Rel(root, name)
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != sums[filepath.ToSlash(short)] {
			t.Errorf("%s has changed or is not listed", short)
		}
		delete(sums, filepath.ToSlash(short))
		return nil
	}))
	for name := range sums {
		t.Errorf("%s is listed and missing", name)
	}
}

// Everything that a page of the API names is served from here.
func TestPagesBringEverythingAlong(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	for _, path := range []string{"/api/v2/muscle/", "/api/v2/schema/ui", "/api/v2/schema/redoc/"} {
		page := get(t, h, path, "Accept", "text/html")
		if kind := page.Header().Get("Content-Type"); page.Code != 200 || kind != "text/html; charset=utf-8" {
			t.Errorf("%s: %d %s", path, page.Code, kind)
		}
		if policy := page.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'self'") {
			t.Errorf("%s: policy %q", path, policy)
		}
		named := 0
		for _, part := range strings.FieldsFunc(page.Body.String(), func(r rune) bool { return r == '"' }) {
			if !strings.HasPrefix(part, "/api/v2/static/") {
				continue
			}
			named++
			if got := get(t, h, part); got.Code != 200 || got.Body.Len() == 0 {
				t.Errorf("%s names %s: %d", path, part, got.Code)
			}
		}
		if named < 2 {
			t.Errorf("%s names %d files", path, named)
		}
	}
	for _, path := range []string{"/api/v2/static/../browse.html", "/api/v2/static/nothing.js", "/static/images/muscles/main/muscle-99.svg", "/static/images/muscles/other/muscle-1.svg"} {
		if got := get(t, h, path); got.Code != 404 {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
	for _, m := range lists().Muscles {
		for _, which := range []string{"main", "secondary"} {
			path := "/static/images/muscles/" + which + "/muscle-" + string(rune('0'+m.ID)) + ".svg"
			if got := get(t, h, path); got.Code != 200 || got.Header().Get("Content-Type") != "image/svg+xml" {
				t.Errorf("%s: %d", path, got.Code)
			}
		}
	}
}
