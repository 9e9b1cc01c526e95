package wger_test

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"palestra/internal/api/wger"
	"palestra/internal/store/storetest"
)

// A program that does what the API's own page tells it to, and nothing else, gets what the page promises.
func TestPythonClient(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("the client in Python is left out: python3 is not installed")
	}
	w := newWorld(t, storetest.SQLite(t))
	deps := w.deps()
	deps.BaseURL = "" // links lead to where the client asks
	server := httptest.NewServer(wger.New(deps).Handler())
	defer server.Close()
	out, err := exec.CommandContext(context.Background(), python, "testdata/client.py", server.URL, "ana", password).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// generator makes a client in Python out of an OpenAPI document.
const generator = "openapi-python-client==0.29.1"

// fetching is how long the package index may take to hand out the generator with what it needs.
const fetching = 4 * time.Minute

// A client that a generator makes from the document can be used as it is.
func TestGeneratedClient(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), fetching)
	defer cancel()
	dir := t.TempDir()
	venv := filepath.Join(dir, "venv")
	if out, err := run(ctx, dir, "python3", "-m", "venv", venv); err != nil {
		t.Skipf("the generated client is left out: there is no environment for Python\n%v\n%s", err, out)
	}
	python := filepath.Join(venv, "bin", "python")
	if out, err := run(ctx, dir, python, "-m", "pip", "install", "--quiet", "--no-input", generator); err != nil {
		t.Skipf("the generated client is left out: %s can't be fetched\n%v\n%s", generator, err, out)
	}
	w := newWorld(t, storetest.SQLite(t))
	deps := w.deps()
	deps.BaseURL = ""
	server := httptest.NewServer(wger.New(deps).Handler())
	defer server.Close()
	document := filepath.Join(dir, "wger.json")
	must(t, os.WriteFile(document, get(t, wger.New(deps).Handler(), "/api/v2/schema?format=json").Body.Bytes(), 0o600))
	if out, err := run(t.Context(), dir, filepath.Join(venv, "bin", "openapi-python-client"), "generate", "--meta", "none", "--path", document, "--output-path", filepath.Join(dir, "wger_api_client")); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	script, err := filepath.Abs("testdata/generated_client.py")
	must(t, err)
	c := exec.CommandContext(t.Context(), python, script, server.URL, "ana", password)
	c.Env = append(os.Environ(), "PYTHONPATH="+dir)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// run gives what a command says. A child of it that holds the output open does not hold us.
func run(ctx context.Context, dir, name string, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir, c.WaitDelay = dir, time.Second
	return c.CombinedOutput()
}
