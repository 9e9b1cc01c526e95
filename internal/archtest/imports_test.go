package archtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// room is one place under internal/ and what it may import from under internal/. It covers the folders below it, unless
// they have a row of their own, and may always import from itself.
type room struct {
	path    string
	may     []string // rooms, or folders of rooms, that any of its files may import
	inTests []string // what its tests may import besides
	why     string   // said of every import that is refused
}

const (
	whySibling = "siblings do not meet: let the core declare what is needed and internal/app hand it in"
	whyLeaf    = "it stands alone, so that everybody can use it"
)

// realParts are what tests of a whole door stand on in place of fakes: real SQLite, real files, the catalogue that comes with the program, the cast.
var realParts = []string{"blob", "refdata", "scenario", "store"}

// rooms is the house: cmd → app → {api/*, web, store, blob, outbound, basemap, mapimage} → core. Arrows never turn back.
var rooms = []room{
	{path: "app",
		may:     []string{"api", "basemap", "blob", "cache", "config", "core", "mapimage", "newfile", "outbound", "refdata", "scenario", "store", "web"},
		inTests: []string{"loadtest"},
		why:     "app wires the parts of the program; tests and programs are no parts of it"},
	{path: "config", why: whyLeaf},

	{path: "core", may: []string{"core"},
		why: "core says what the platform means and knows nobody who stores, sends or shows it: " +
			"declare a small interface beside the service and let store or app satisfy it"},

	{path: "store", may: []string{"core", "newfile"}, inTests: []string{"scenario"}, why: whySibling},
	{path: "blob", may: []string{"core"}, why: whySibling},
	{path: "cache", why: whyLeaf},
	{path: "newfile", why: whyLeaf},
	{path: "outbound", may: []string{"core", "cache"}, why: whySibling},
	{path: "basemap", why: whyLeaf},
	{path: "basemap/gen", may: []string{"basemap", "mapimage"}, why: "a generator runs before the program is built"},
	{path: "mapimage", may: []string{"core", "basemap"}, why: whySibling},

	{path: "api/wire", may: []string{"core/fault", "core/access", "core/auth"},
		why: "wire is mechanical HTTP help without domain words"},
	{path: "api/transcript", why: whyLeaf},
	{path: "api/fittrackee", may: []string{"core", "api/wire"}, inTests: append([]string{"api/transcript"}, realParts...), why: whySibling},
	{path: "api/insiders", may: []string{"core", "api/wire"}, inTests: append([]string{"api/transcript"}, realParts...), why: whySibling},
	{path: "api/planif", may: []string{"core", "api/wire"}, inTests: append([]string{"api/transcript"}, realParts...), why: whySibling},
	{path: "api/wger", may: []string{"cache", "core", "api/wire"}, inTests: append([]string{"api/transcript"}, realParts...), why: whySibling},
	{path: "web", may: []string{"core", "api/wire"}, inTests: append([]string{"api/transcript"}, realParts...),
		why: "web is a dialect that speaks HTML: " + whySibling},

	{path: "scenario", may: []string{"core"}, inTests: realParts,
		why: "the cast knows the core alone, so that every test and the demo can use it"},
	{path: "refdata", may: []string{"core"}, inTests: realParts, why: whySibling},
	{path: "refdata/gen", may: []string{"refdata"}, why: "a generator runs before the program is built"},
	{path: "loadtest", may: []string{"app", "config", "core", "scenario"},
		why: "a load test stands outside of the program and speaks HTTP to it"},
	{path: "archtest", why: "it reads the tree and needs none of it"},
}

// coreOrder is the core from top to bottom: a package imports only what stands above it.
var coreOrder = []string{
	"fault", "unit", "event", "picture", "person", "access", "reference", "listing", "setting", "auth", "contact", "upload", "sport", "track", "trackfile", "metric", "activity", "plan", "monitor",
	"strength", "nutrition", "body", "profile", "export", "job", "webhook", "live",
}

// keptOut names packages from outside that only some rooms may use, in code and, for the core, in tests too.
var keptOut = []struct {
	packages []string
	except   []string // rooms, or cmd
	why      string
}{
	{packages: []string{"net/http", "html/template"},
		except: []string{"api", "app", "loadtest", "outbound", "web"},
		why:    "HTTP and HTML are foreign languages; they end in the dialects, the pages and outbound"},
	{packages: []string{"database/sql", "github.com/jackc/pgx", "modernc.org/sqlite", "github.com/pressly/goose"},
		except: []string{"store"},
		why:    "every SQL statement lives in internal/store"},
}

// refusal says why the package in folder from must not import the one in folder to (both under the root), or "".
func refusal(from, to string, test bool) string {
	if name, ok := strings.CutPrefix(from, "cmd/"); ok {
		if under(to, "internal/app") {
			return ""
		}
		return fmt.Sprintf("the command %s takes flags and environment in and hands an exit code out: it calls app.Run, and no more", name)
	}
	from, to = strings.TrimPrefix(from, "internal/"), strings.TrimPrefix(to, "internal/")
	own, known := roomOf(from)
	switch {
	case !known:
		return "the folder has no row in rooms (internal/archtest/imports_test.go): say there where it stands"
	case under(from, "core") && under(to, "core") && !test:
		return coreRefusal(from, to)
	case under(to, own.path), anyUnder(to, own.may), test && anyUnder(to, own.inTests):
		return ""
	case under(to, "app"):
		return "app knows everybody and nobody knows app, save the commands"
	}
	return own.why
}

// coreRefusal compares two places in coreOrder.
func coreRefusal(from, to string) string {
	a, b := corePlace(from), corePlace(to)
	switch {
	case a < 0 || b < 0:
		return "the package is missing in coreOrder (internal/archtest/imports_test.go): say there where it stands"
	case b <= a:
		return ""
	}
	return fmt.Sprintf("inside core a package imports only what stands above it, and %s stands below %s", coreOrder[b], coreOrder[a])
}

func corePlace(dir string) int {
	name, _, _ := strings.Cut(strings.TrimPrefix(dir, "core/"), "/")
	return slices.Index(coreOrder, name)
}

// outsideRefusal says why a file must not import a package from outside of the tree, or "".
func outsideRefusal(from, imported string, test bool) string {
	from = strings.TrimPrefix(from, "internal/")
	if test && !under(from, "core") {
		return ""
	}
	for _, rule := range keptOut {
		if anyUnder(imported, rule.packages) && !anyUnder(from, rule.except) {
			return rule.why
		}
	}
	return ""
}

// roomOf finds the most particular row for a folder under internal/.
func roomOf(dir string) (found room, ok bool) {
	for _, r := range rooms {
		if under(dir, r.path) && len(r.path) >= len(found.path) {
			found, ok = r, true
		}
	}
	return found, ok
}

func under(dir, top string) bool { return dir == top || strings.HasPrefix(dir, top+"/") }

func anyUnder(dir string, tops []string) bool {
	return slices.ContainsFunc(tops, func(top string) bool { return under(dir, top) })
}

func TestImportsFollowTheHouse(t *testing.T) {
	repo := open(t)
	for _, file := range repo.goes {
		if !under(file.dir, "cmd") && !under(file.dir, "internal") {
			continue
		}
		for _, imported := range file.imports() {
			var why string
			if to, ours := strings.CutPrefix(imported, module+"/"); ours {
				why = refusal(file.dir, to, file.test)
			} else {
				why = outsideRefusal(file.dir, imported, file.test)
			}
			if why != "" {
				t.Errorf("%s imports %s: %s", file.path, imported, why)
			}
		}
	}
}

// A folder that imports nothing of ours must have its place in the house all the same.
func TestEveryFolderHasItsPlace(t *testing.T) {
	for _, file := range open(t).goes {
		dir, ours := strings.CutPrefix(file.dir, "internal/")
		if !ours {
			continue
		}
		if _, known := roomOf(dir); !known {
			t.Errorf("%s: %s has no row in rooms (internal/archtest/imports_test.go)", file.path, file.dir)
		}
		if under(dir, "core") && corePlace(dir) < 0 {
			t.Errorf("%s: %s is missing in coreOrder (internal/archtest/imports_test.go)", file.path, file.dir)
		}
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		from, to string
		test     bool
		allowed  bool
	}{
		{"cmd/palestra", "internal/app", false, true},
		{"cmd/palestra", "internal/store", false, false},
		{"internal/app", "internal/api/fittrackee", false, true},
		{"internal/app", "internal/archtest", false, false},
		{"internal/web", "internal/app", false, false},
		{"internal/web", "internal/app", true, false},
		{"internal/web", "internal/web/format", false, true},
		{"internal/web", "internal/api/fittrackee", false, false},
		{"internal/api/fittrackee", "internal/core/activity", false, true},
		{"internal/api/fittrackee", "internal/api/wire", false, true},
		{"internal/api/fittrackee", "internal/store", false, false},
		{"internal/api/fittrackee", "internal/store", true, true},
		{"internal/api/fittrackee", "internal/web", true, false},
		{"internal/api/fittrackee", "internal/api/transcript", true, true},
		{"internal/api/fittrackee", "internal/api/transcript", false, false},
		{"internal/api/wire", "internal/core/activity", false, false},
		{"internal/core/metric", "internal/core/track", false, true},
		{"internal/core/track", "internal/core/metric", false, false},
		{"internal/core/track", "internal/core/metric", true, true},
		{"internal/core/metric", "internal/store", true, false},
		{"internal/core/unheard", "internal/core/fault", false, false},
		{"internal/store", "internal/blob", false, false},
		{"internal/store", "internal/store/storetest", true, true},
		{"internal/storeroom", "internal/core/fault", false, false},
	}
	for _, tt := range tests {
		if why := refusal(tt.from, tt.to, tt.test); (why == "") != tt.allowed {
			t.Errorf("%s → %s (test %t): allowed should be %t, the refusal is %q", tt.from, tt.to, tt.test, tt.allowed, why)
		}
	}
	outside := []struct {
		from, imported string
		test           bool
		allowed        bool
	}{
		{"internal/core/activity", "net/http", false, false},
		{"internal/core/webhook", "net/http/httptest", true, false},
		{"internal/core/activity", "database/sql", false, false},
		{"internal/core/activity", "net/netip", false, true},
		{"internal/api/fittrackee", "net/http", false, true},
		{"internal/api/fittrackee", "database/sql", false, false},
		{"internal/store/storetest", "database/sql", false, true},
		{"internal/blob", "net/http", false, false},
	}
	for _, tt := range outside {
		if why := outsideRefusal(tt.from, tt.imported, tt.test); (why == "") != tt.allowed {
			t.Errorf("%s → %s (test %t): allowed should be %t, the refusal is %q", tt.from, tt.imported, tt.test, tt.allowed, why)
		}
	}
}
