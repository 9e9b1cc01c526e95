package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"palestra/internal/web/messages"
)

// said are the keys that templates and handlers name: t "key" and n "key", T("key") and N("key"), and string constants
// that are keys, for those that are chosen first and said later.
func said(t *testing.T) map[string]string {
	t.Helper()
	keys := map[string]string{}
	inTemplate := regexp.MustCompile(`[{( ][tn] "([^"]+)"`)
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		switch filepath.Ext(name) {
		case ".html":
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			for _, m := range inTemplate.FindAllStringSubmatch(string(b), -1) {
				keys[m[1]] = name
			}
		case ".go":
			for _, s := range goStrings(t, name) {
				if messages.For("en").Has(s) || keyLike(s) {
					keys[s] = name
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// keyLike tells texts that look like keys and are none from those that were meant as keys.
func keyLike(s string) bool {
	group, rest, ok := strings.Cut(s, ".")
	return ok && rest != "" && regexp.MustCompile(`^[a-z_]+(\.[a-z_]+)+$`).MatchString(s) && groups()[group]
}

// groups are the first words of all keys.
func groups() map[string]bool {
	all := map[string]bool{}
	for _, key := range messages.For("en").Keys() {
		group, _, _ := strings.Cut(key, ".")
		all[group] = true
	}
	return all
}

func goStrings(t *testing.T, name string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				all = append(all, s)
			}
		}
		return true
	})
	return all
}

func TestEveryKeyThatIsSaidExists(t *testing.T) {
	keys := said(t)
	for key, where := range keys {
		// Codes of refusals look like keys; their sentences have their own prefix.
		if !messages.For("en").Has(key) && !messages.For("en").Has("fault."+key) && !refusals(t)[key] {
			t.Errorf("%s says %s, which no catalogue has", where, key)
		}
	}
	if len(keys) < 100 {
		t.Errorf("only %d keys were found: the test looks in the wrong place", len(keys))
	}
}

// refusals are the codes that the core and the pages refuse with, as string literals in their source.
func refusals(t *testing.T) map[string]bool {
	t.Helper()
	codes := map[string]bool{}
	code := regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)
	for _, root := range []string{"../core", "../store", "../blob", "."} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			for _, s := range goStrings(t, name) {
				if code.MatchString(s) {
					codes[s] = true
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, noun := range []string{"activity", "page"} {
		codes[noun+".not_found"] = true // fault.Missing makes these
	}
	return codes
}

func TestNoKeyIsUnused(t *testing.T) {
	keys, codes := said(t), refusals(t)
	for _, key := range messages.For("en").Keys() {
		group, rest, _ := strings.Cut(key, ".")
		used := keys[key] != ""
		switch group {
		case "sport": // held against the catalogue of sports by the tests of messages
			used = true
		case "fault":
			used = codes[rest]
		case "fault_field":
			used = codes[rest[:strings.LastIndex(rest, ".")]]
		}
		if !used {
			t.Errorf("nothing says %s", key)
		}
	}
}
