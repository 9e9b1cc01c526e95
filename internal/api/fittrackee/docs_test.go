package fittrackee

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestEveryRouteIsDocumentedAndNoOther(t *testing.T) {
	page, err := os.ReadFile("../../../docs/dialects/fittrackee.md")
	if err != nil {
		t.Fatal(err)
	}
	served, _, _ := strings.Cut(string(page), "\n## Refused")
	told := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([A-Z]+) /api(/[^`]*)` \\| ([ABC]) \\|").FindAllStringSubmatch(served, -1) {
		told[m[1]+" "+m[2]+" "+m[3]] = true
	}
	for _, row := range routes {
		name := row.method + " " + strings.ReplaceAll(row.path, ":[0-9]+", "") + " " + string(row.rank)
		if !told[name] {
			t.Errorf("%s is not in the page's table", name)
		}
		delete(told, name)
	}
	for name := range told {
		t.Errorf("the page tells of %s, which is not served", name)
	}
}
