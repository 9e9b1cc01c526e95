package clienttest

import (
	"archive/zip"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// release is the client that the dialect speaks to.
const release = "fittrackee==0.8.13"

// client is the folder of the released client's pages.
func client(t *testing.T) fs.FS {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.CommandContext(t.Context(), "python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
		"--dest", dir, release).CombinedOutput()
	if err != nil {
		t.Skipf("%s can't be fetched from PyPI, so its web client is not tried: %v\n%s", release, err, out)
	}
	wheels, err := filepath.Glob(filepath.Join(dir, "*.whl"))
	if err != nil || len(wheels) != 1 {
		t.Fatalf("%d wheels, %v", len(wheels), err)
	}
	archive, err := zip.OpenReader(wheels[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = archive.Close() })
	pages, err := fs.Sub(archive, "fittrackee/dist")
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// served are the client's files; every other path is its one page, which finds its own way.
func served(files fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if info, err := fs.Stat(files, name); err != nil || info.IsDir() {
			name = "index.html"
		}
		http.ServeFileFS(w, r, files, name)
	})
}

// browser is where Chromium is.
func browser(t *testing.T) string {
	t.Helper()
	path := os.Getenv("PALESTRA_TEST_BROWSER")
	if path == "" {
		t.Skip("PALESTRA_TEST_BROWSER names no Chromium; the released web client is not tried")
	}
	return path
}
