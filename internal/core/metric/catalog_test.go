package metric_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"palestra/internal/core/metric"
)

var update = flag.Bool("update", false, "write docs/metrics.md")

const document = "../../../docs/metrics.md"

// page is docs/metrics.md.
func page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# How each number is computed\n\nMade from `core/metric/catalog.go` by `go test ./internal/core/metric -update`. "+
		"Formula version %d: stored numbers carry the version they were made with,\nand `palestra recompute` makes them anew from the original files.\n\n"+
		"| number | kept as | rule | source | file | since |\n| --- | --- | --- | --- | --- | --- |\n", metric.Version)
	for _, e := range metric.Catalog() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | `core/metric/%s` | %d |\n", e.Name, e.Unit, e.Rule, e.Source, e.File, e.Since)
	}
	return b.String()
}

func TestTheMetricsPageIsUpToDate(t *testing.T) {
	if *update {
		if err := os.WriteFile(document, []byte(page()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != page() {
		t.Error("docs/metrics.md is out of date: go test ./internal/core/metric -update")
	}
}

func TestEveryFormulaIsExplained(t *testing.T) {
	for _, e := range metric.Catalog() {
		if e.Name == "" || e.Rule == "" || e.Source == "" || e.Since < 1 || e.Since > metric.Version || strings.ContainsAny(e.Rule+e.Name, "|\n") {
			t.Errorf("%q is not whole: %+v", e.Name, e)
		}
		if _, err := os.Stat(e.File); err != nil {
			t.Errorf("%s: %v", e.Name, err)
		}
	}
}
