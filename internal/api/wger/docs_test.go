package wger

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

var who = map[need]string{anyone: "everybody", contributors: "everybody; contributors write", signedIn: "signed in"}

// The page's table has a row for every address that answers, and no other.
func TestEveryRouteIsDocumentedAndNoOther(t *testing.T) {
	page, err := os.ReadFile("../../../docs/dialects/wger.md")
	if err != nil {
		t.Fatal(err)
	}
	served, _, _ := strings.Cut(string(page), "\n## Refused")
	told := map[string]bool{}
	for _, line := range regexp.MustCompile("(?m)^\\| `/[^\n]*$").FindAllString(served, -1) {
		told[line] = true
	}
	for _, p := range places(endpoints()) {
		row := fmt.Sprintf("| `%s` | %s | %s |", p.pattern, strings.TrimSuffix(strings.ReplaceAll(p.allow[0], ", HEAD", ""), ", OPTIONS"), who[p.need])
		if !told[row] {
			t.Errorf("the page lacks\n%s", row)
		}
		delete(told, row)
	}
	for row := range told {
		t.Errorf("the page tells of\n%s\nwhich is not so", row)
	}
}
