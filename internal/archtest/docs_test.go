package archtest

import (
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// documents lists the Markdown files that speak about the tree.
func (r *repository) documents() []string {
	var names []string
	for _, name := range r.files {
		if path.Ext(name) == ".md" {
			names = append(names, name)
		}
	}
	return names
}

// A document that names a file which moved sends its reader astray; this is how we hear of it.
func TestPathsNamedInDocumentsExist(t *testing.T) {
	repo := open(t)
	for _, document := range repo.documents() {
		for _, named := range namedPaths(repo.text(t, document)) {
			if !repo.holds(named) && !repo.makes(t, named) {
				t.Errorf("%s names %s, which does not exist", document, named)
			}
		}
	}
}

// holds says whether a path exists under the root, or under internal/ for the short form "core/metric". Stars are wild.
func (r *repository) holds(name string) bool {
	for _, full := range []string{name, path.Join("internal", name)} {
		if strings.Contains(full, "*") {
			found, err := filepath.Glob(r.absolute(full))
			if err == nil && len(found) > 0 {
				return true
			}
		} else if r.exists(full) {
			return true
		}
	}
	return false
}

// makes says whether a path is made by building or running, and so absent in a clean tree: .gitignore names it.
func (r *repository) makes(t *testing.T, name string) bool {
	t.Helper()
	for line := range strings.Lines(r.text(t, ".gitignore")) {
		if entry := strings.Trim(line, "/\n"); strings.HasPrefix(line, "/") && under(name, entry) {
			return true
		}
	}
	return false
}

var (
	codeSpan = regexp.MustCompile("`([^`\n]+)`")
	// A path of ours begins with a folder of the root or of internal/, or with "./"; it has no room for placeholders.
	pathForm = regexp.MustCompile(`^(\./[\w.*/-]+|(\.ci|api|app|archtest|basemap|blob|cache|changelog|cmd|config|core|docs|internal|loadtest|` +
		`mapimage|outbound|scenario|store|tools|web)/[\w.*/-]+)$`)
	placeholder = regexp.MustCompile(`NNNN|<|\{|…|\.\.\.$`)
)

// namedPaths finds what looks like a path of this tree in the code spans and code blocks of a document.
func namedPaths(markdown string) []string {
	prose, block := splitCode(markdown)
	pieces := []string{block}
	for _, span := range codeSpan.FindAllStringSubmatch(prose, -1) {
		pieces = append(pieces, span[1])
	}
	var paths []string
	for _, piece := range pieces {
		for _, word := range strings.FieldsFunc(piece, func(r rune) bool { return strings.ContainsRune(" \t\n,;:()|'\"", r) }) {
			word = strings.TrimSuffix(strings.TrimSuffix(word, "/..."), ".")
			if pathForm.MatchString(word) && !placeholder.MatchString(word) {
				paths = append(paths, strings.TrimSuffix(path.Clean(word), "/"))
			}
		}
	}
	return paths
}

// splitCode tells the prose of a document from what stands in fenced code blocks.
func splitCode(markdown string) (prose, code string) {
	var parts [2]strings.Builder
	inside := 0
	for line := range strings.Lines(markdown) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			inside = 1 - inside
			continue
		}
		parts[inside].WriteString(line)
	}
	return parts[0].String(), parts[1].String()
}

func TestNamedPaths(t *testing.T) {
	got := namedPaths("Run `./test ./internal/store/...` or `GET /api/workouts`; see `core/metric/distance.go`,\n" +
		"`docs/adr/NNNN-title.md`, `application/json`, docs/outside.md and\n" +
		"```sh\ngo run ./cmd/palestra demo --data ./tmp\n```\nwith `store/migrations/*/0001_*.sql`.\n")
	want := "cmd/palestra tmp test internal/store core/metric/distance.go store/migrations/*/0001_*.sql"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

// link is [text](target) or ![text](target), with an optional title.
var link = regexp.MustCompile(`\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)`)

func TestLinksBetweenDocumentsResolve(t *testing.T) {
	repo := open(t)
	for _, document := range repo.documents() {
		prose, _ := splitCode(repo.text(t, document))
		for _, match := range link.FindAllStringSubmatch(codeSpan.ReplaceAllString(prose, ""), -1) {
			target, err := url.Parse(match[1])
			if err != nil {
				t.Errorf("%s: the link %q: %v", document, match[1], err)
				continue
			}
			if target.Scheme != "" {
				continue // the world outside is not ours to test
			}
			file := document
			if target.Path != "" {
				file = path.Join(path.Dir(document), target.Path)
			}
			switch {
			case !repo.exists(file):
				t.Errorf("%s links to %s, which does not exist", document, file)
			case target.Fragment != "" && path.Ext(file) == ".md" && !hasHeading(repo.text(t, file), target.Fragment):
				t.Errorf("%s links to %s#%s, but no heading makes that anchor", document, file, target.Fragment)
			}
		}
	}
}

var (
	heading = regexp.MustCompile(`(?m)^#{1,6}\s+(.+?)\s*$`)
	notSlug = regexp.MustCompile(`[^\p{L}\p{N}\s_-]`)
)

// hasHeading makes anchors as Git hosts do: lower case, punctuation dropped, each blank a hyphen.
func hasHeading(markdown, anchor string) bool {
	prose, _ := splitCode(markdown)
	for _, match := range heading.FindAllStringSubmatch(prose, -1) {
		slug := notSlug.ReplaceAllString(strings.ToLower(match[1]), "")
		if strings.ReplaceAll(slug, " ", "-") == anchor {
			return true
		}
	}
	return false
}

func TestHasHeading(t *testing.T) {
	text := "# One upload, six hops\n```\n# not a heading\n```\n## `core/metric`: how?\n"
	for anchor, want := range map[string]bool{
		"one-upload-six-hops": true, "coremetric-how": true, "not-a-heading": false, "One-upload": false,
	} {
		if hasHeading(text, anchor) != want {
			t.Errorf("anchor %q: want %t", anchor, want)
		}
	}
}

var (
	decisionName = regexp.MustCompile(`^docs/adr/(\d{4})-[a-z0-9-]+\.md$`)
	changeName   = regexp.MustCompile(`^changelog/unreleased/\d{4}-[a-z0-9-]+\.md$`)
)

// A decision without its cost, or without the day on which to think again, is an opinion.
func TestDecisionsAreComplete(t *testing.T) {
	repo := open(t)
	seen := map[string]string{}
	for _, name := range repo.documents() {
		if path.Dir(name) != "docs/adr" {
			continue
		}
		match := decisionName.FindStringSubmatch(name)
		if match == nil {
			t.Errorf("%s: decisions are called docs/adr/NNNN-title.md", name)
			continue
		}
		if other, taken := seen[match[1]]; taken {
			t.Errorf("%s and %s have the same number", other, name)
		}
		seen[match[1]] = name
		text := repo.text(t, name)
		for _, part := range []string{"## Situation", "## Choice", "## Cost", "## When to revisit"} {
			if !strings.Contains(text, "\n"+part+"\n") {
				t.Errorf("%s has no part %q", name, part)
			}
		}
	}
	if len(seen) == 0 {
		t.Error("docs/adr holds no decisions")
	}
}

func TestChangesAreNumbered(t *testing.T) {
	for _, name := range open(t).files {
		if path.Dir(name) == "changelog/unreleased" && !changeName.MatchString(name) {
			t.Errorf("%s: changes are called changelog/unreleased/NNNN-title.md", name)
		}
	}
}
