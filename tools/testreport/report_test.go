package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runSample runs `go test -json` on a module of the given files and returns what was printed, the closing lines and whether
// the report counts as passed. The real tool is asked, so that a change in its events is noticed.
func runSample(t *testing.T, files map[string]string) (printed, closing string, passed bool) {
	t.Helper()
	dir := t.TempDir()
	files["go.mod"] = "module sample\n\ngo 1.26\n"
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "test", "-json", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
	events, _ := cmd.Output() // its exit status is a part of what is under test: the events must tell the same

	var out strings.Builder
	r := newReport(&out)
	if err := r.read(strings.NewReader(string(events))); err != nil {
		t.Fatal(err)
	}
	return out.String(), r.closing(), r.passed()
}

func expect(t *testing.T, text string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing in:\n%s", w, text)
		}
	}
}

func TestPassAndSkip(t *testing.T) {
	printed, closing, passed := runSample(t, map[string]string{"a_test.go": `package a

import "testing"

func TestGood(t *testing.T) { t.Log("chatter") }
func TestDatabase(t *testing.T) {
	t.Log("looking for it")
	t.Skip("no PostgreSQL:\nset PALESTRA_TEST_POSTGRES_URL")
}
func TestParts(t *testing.T) {
	t.Run("left", func(t *testing.T) { t.SkipNow() })
	t.Run("right", func(t *testing.T) {})
}
`})
	if !passed {
		t.Errorf("a run without failures did not pass:\n%s%s", printed, closing)
	}
	expect(t, printed, "ok  \tsample\t")
	if strings.Contains(printed, "chatter") {
		t.Errorf("the output of a passing test was printed:\n%s", printed)
	}
	expect(t, closing,
		"ok: 1 packages, 5 tests, 2 of them skipped",
		"left out: no PostgreSQL: set PALESTRA_TEST_POSTGRES_URL\n    sample TestDatabase",
		"left out: no reason given\n    sample TestParts (subtests: 1)\n")
}

func TestFailure(t *testing.T) {
	printed, closing, passed := runSample(t, map[string]string{"a_test.go": `package a

import "testing"

func TestBad(t *testing.T) { t.Run("inner", func(t *testing.T) { t.Error("two is not three") }) }
`})
	if passed {
		t.Error("a failing run passed")
	}
	expect(t, printed, "two is not three", "--- FAIL: TestBad/inner", "FAIL\tsample\t")
	expect(t, closing, "FAILED: sample")
}

func TestPanic(t *testing.T) {
	printed, closing, passed := runSample(t, map[string]string{"a_test.go": `package a

import "testing"

func TestPanics(t *testing.T) { panic("out of the saddle") }
`})
	if passed {
		t.Error("a panicking run passed")
	}
	expect(t, printed, "out of the saddle")
	expect(t, closing, "FAILED: sample")
}

func TestBuildFailure(t *testing.T) {
	printed, closing, passed := runSample(t, map[string]string{
		"a_test.go": "package a\n\nimport \"testing\"\n\nfunc TestNothing(t *testing.T) { undefinedName() }\n",
	})
	if passed {
		t.Error("a run that does not build passed")
	}
	expect(t, printed, "undefinedName")
	expect(t, closing, "FAILED: sample\n")
}

func TestNoTests(t *testing.T) {
	printed, closing, passed := runSample(t, map[string]string{"a.go": "package a\n"})
	if passed {
		t.Error("a run without tests passed")
	}
	expect(t, printed, "[no test files]")
	expect(t, closing, "FAILED: no test ran")
}
