package insiders

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestEveryRouteIsDocumentedAndNoOther holds the page's table against the routes.
func TestEveryRouteIsDocumentedAndNoOther(t *testing.T) {
	page, err := os.ReadFile("../../../docs/dialects/insiders.md")
	if err != nil {
		t.Fatal(err)
	}
	table := string(page)[strings.Index(string(page), "| path | methods |"):]
	table, _, _ = strings.Cut(table, "\n\n")
	quoted, word := regexp.MustCompile("`([^`]+)`"), regexp.MustCompile(`\b(GET|POST|PUT|PATCH|DELETE)\b`)
	told := map[string]bool{}
	for _, row := range strings.Split(table, "\n")[2:] {
		cells := strings.SplitN(strings.Trim(row, "|"), "|", 2)
		for _, path := range quoted.FindAllStringSubmatch(cells[0], -1) {
			for _, method := range word.FindAllString(cells[1], -1) {
				told[method+" "+documented(path[1])] = true
			}
		}
	}
	served := append([]route{}, oauthRoutes...)
	for _, row := range routes {
		row.path = bases[0] + row.path
		served = append(served, row)
	}
	for _, row := range served {
		name := row.method + " " + row.path
		if !told[name] {
			t.Errorf("%s is not in the page's table", name)
		}
		delete(told, name)
	}
	for name := range told {
		t.Errorf("the page tells of %s, which is not served", name)
	}
}

// documented is a path of the page as routes spell it.
func documented(path string) string {
	return strings.NewReplacer("<", "{", ">", "}").Replace(strings.TrimSuffix(path, "/"))
}
