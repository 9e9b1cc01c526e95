package clienttest

import (
	"archive/zip"
	"context"
	"io/fs"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// release is the client that the dialect speaks to.
const release = "fittrackee==0.8.13"

// fetching is how long the package index may take to hand out the five megabytes of the release.
const fetching = 3 * time.Minute

// client is the folder of the released client's pages. Whatever index and certificates pip is configured for are used.
func client(t *testing.T) fs.FS {
	t.Helper()
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), fetching)
	defer cancel()
	python := "python3"
	if _, err := run(ctx, python, "-m", "pip", "--version"); err != nil {
		// Debian keeps pip out of its Python, and in the environments that it makes.
		if out, err := run(ctx, python, "-m", "venv", filepath.Join(dir, "venv")); err != nil {
			t.Skipf("there is no pip to fetch %s with; its web client is not tried\n%v\n%s", release, err, out)
		}
		python = filepath.Join(dir, "venv", "bin", "python")
	}
	if out, err := run(ctx, python, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--only-binary=:all:",
		"--dest", dir, release); err != nil {
		t.Skipf("%s can't be fetched from the Python package index; its web client is not tried\n%v\n%s", release, err, out)
	}
	wheels, err := filepath.Glob(filepath.Join(dir, "*.whl"))
	if err != nil || len(wheels) != 1 {
		t.Fatalf("%d wheels, %v", len(wheels), err)
	}
	archive, err := zip.OpenReader(wheels[0])
	must(t, err)
	t.Cleanup(func() { _ = archive.Close() })
	pages, err := fs.Sub(archive, "fittrackee/dist")
	must(t, err)
	return pages
}

// run gives what a command says. A child of it that holds the output open does not hold us.
func run(ctx context.Context, name string, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.WaitDelay = time.Second
	return c.CombinedOutput()
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
