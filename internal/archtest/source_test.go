package archtest

import (
	"bytes"
	"go/ast"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// One comment, in one file: two of them drift apart, and none leaves a reader without a start.
func TestEveryPackageHasOneComment(t *testing.T) {
	holders := map[string][]string{} // folder and package name to the files that carry its comment
	for _, file := range open(t).goes {
		name := file.ast.Name.Name
		if strings.HasSuffix(name, "_test") {
			continue // an outside view on the package beside it
		}
		key := file.dir + " " + name
		if _, known := holders[key]; !known {
			holders[key] = nil
		}
		if file.ast.Doc == nil {
			continue
		}
		holders[key] = append(holders[key], file.path)
		start := "Package " + name + " "
		if name == "main" {
			start = "Command "
		}
		if !strings.HasPrefix(file.ast.Doc.Text(), start) {
			t.Errorf("%s: the package comment should begin with %q", file.path, start)
		}
	}
	for key, files := range holders {
		if len(files) != 1 {
			t.Errorf("package %s has %d package comments, not one: %v", key, len(files), files)
		}
	}
}

// A package is named for what it holds; these names say only that nobody knew.
func TestPackageNamesSayWhatTheyHold(t *testing.T) {
	empty := []string{"base", "common", "helper", "helpers", "lib", "misc", "model", "models", "shared", "types", "util", "utils"}
	for _, file := range open(t).goes {
		if slices.Contains(empty, path.Base(file.dir)) {
			t.Errorf("%s: a package called %s will hold anything; name it for its noun", file.path, path.Base(file.dir))
		}
	}
}

const longestFile = 800 // lines; at half of that it is time to look for a second idea

// longFiles may be longer, each for its reason.
var longFiles = map[string]string{}

func TestFilesStayReadable(t *testing.T) {
	repo := open(t)
	shaped := []string{".css", ".go", ".html", ".js", ".md", ".sql", ".tmpl"}
	for _, name := range repo.files {
		if !slices.Contains(shaped, path.Ext(name)) {
			continue
		}
		lines := strings.Count(repo.text(t, name), "\n")
		_, excused := longFiles[name]
		switch {
		case lines > longestFile && !excused:
			t.Errorf("%s has %d lines, more than %d: which second idea wants a file of its own?", name, lines, longestFile)
		case lines <= longestFile && excused:
			t.Errorf("%s has %d lines and needs no excuse in longFiles", name, lines)
		}
	}
	for name := range longFiles {
		if !repo.exists(name) {
			t.Errorf("longFiles excuses %s, which is gone", name)
		}
	}
}

func TestLineEndsAreUnix(t *testing.T) {
	repo := open(t)
	for _, name := range repo.files {
		if !slices.Contains([]string{".go", ".html", ".css", ".js", ".md", ".mod", ".sql", ".yml"}, path.Ext(name)) {
			continue
		}
		content, err := os.ReadFile(repo.absolute(name))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte("\r\n")) {
			t.Errorf("%s has Windows line ends", name)
		}
	}
}

// unfinished finds a promise of later work; excused is one that says why it waits, as in "TODO(go1.27: drop the retry)".
var (
	unfinished = regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b`)
	excused    = regexp.MustCompile(`\b(TODO|FIXME)\([^)]{8,}\)`)
)

func TestPromisesOfLaterWorkSayWhy(t *testing.T) {
	repo := open(t)
	for _, file := range repo.goes {
		for _, group := range file.ast.Comments {
			for _, comment := range group.List {
				if promises(comment.Text) {
					name, line := repo.place(comment.Pos())
					t.Errorf("%s:%d: work left for later without a reason: write TODO(why it waits), or do it", name, line)
				}
			}
		}
	}
	for _, name := range repo.files {
		if !slices.Contains([]string{".css", ".html", ".js", ".sql", ".yml", ""}, path.Ext(name)) {
			continue
		}
		for i, line := range strings.Split(repo.text(t, name), "\n") {
			if promises(line) {
				t.Errorf("%s:%d: work left for later without a reason: write TODO(why it waits), or do it", name, i+1)
			}
		}
	}
}

func promises(text string) bool {
	return unfinished.MatchString(excused.ReplaceAllString(text, ""))
}

func TestPromises(t *testing.T) {
	for text, want := range map[string]bool{
		"// TODO: later":                             true,
		"// FIXME":                                   true,
		"// TODO(me): later":                         true,
		"// TODO(go1.27: drop the retry)":            false,
		"// the method todo and TODOS are words too": false,
	} {
		if got := promises(text); got != want {
			t.Errorf("%q: promises %t, want %t", text, got, want)
		}
	}
}

// Calls to the world go through internal/outbound, which refuses private addresses and bounds what comes back. A client made
// anywhere else would do neither. Tests and the load test talk to the program itself.
func TestOnlyOutboundCallsTheWorld(t *testing.T) {
	repo := open(t)
	clients := []string{"Client", "DefaultClient", "DefaultTransport", "Get", "Head", "Post", "PostForm", "Transport"}
	allowed := []string{"internal/outbound", "internal/loadtest", "internal/api/transcript", "internal/web/browsertest", "tools"}
	for _, file := range repo.goes {
		if file.test || anyUnder(file.dir, allowed) || !slices.Contains(file.imports(), "net/http") {
			continue
		}
		ast.Inspect(file.ast, func(node ast.Node) bool {
			selector, ok := node.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := selector.X.(*ast.Ident); ok && pkg.Name == "http" && slices.Contains(clients, selector.Sel.Name) {
				name, line := repo.place(selector.Pos())
				t.Errorf("%s:%d: http.%s: calls to the world belong in internal/outbound", name, line, selector.Sel.Name)
			}
			return true
		})
	}
}
