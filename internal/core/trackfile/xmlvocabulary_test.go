package trackfile

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// started are the names of a document's start tags, in order.
func started(t *testing.T, doc string) []string {
	t.Helper()
	s := newScanner(strings.NewReader(doc), GPX, 10)
	var names []string
	for {
		switch s.next() {
		case eventStart:
			names = append(names, string(s.name))
		case eventStop:
			if s.err != nil {
				t.Fatal(s.err)
			}
			return names
		}
	}
}

func TestNamesAreReadWhateverCameBefore(t *testing.T) {
	for doc, want := range map[string]string{
		`<a><b></b><c></c><b></b><c></c></a>`:                "a b c b c",
		`<a><b></b><bb></bb><b></b><b.></b.><b></b></a>`:     "a b bb b b. b",
		`<a><b></b><c></c><b></b> <c d="1"/><b/><c></c></a>`: "a b c b c b c",
		`<a><x:b></x:b><y:b></y:b><b></b><x:b></x:b></a>`:    "a b b b b",
		`<a><a><a></a></a><a></a><b><a></a></b></a>`:         "a a a a b a",
	} {
		if got := strings.Join(started(t, doc), " "); got != want {
			t.Errorf("%s: %s, want %s", doc, got, want)
		}
	}
}

func TestMoreNamesThanAreRemembered(t *testing.T) {
	var doc strings.Builder
	want := []string{"root"}
	for i := range 20 * maxWords {
		for _, name := range []string{fmt.Sprint("n", i), fmt.Sprint("n", i%7), "hr"} {
			fmt.Fprintf(&doc, "<g:%s></g:%s >", name, name)
			want = append(want, name)
		}
	}
	doc.WriteString("<late><later><latest></latest></later><later></later></late>")
	want = append(want, "late", "later", "latest", "later")
	if got := started(t, "<root>"+doc.String()+"</root>"); !slices.Equal(got, want) {
		t.Errorf("%d names, want %d", len(got), len(want))
	}
}

// Whatever a document's elements are called, what is remembered of them stays small.
func TestNotEveryNameIsRemembered(t *testing.T) {
	s := newScanner(strings.NewReader("<root>"+strings.Repeat("<x><y>", 4)+manyNames(100*maxWords)), GPX, 20)
	for s.next() != eventStop {
	}
	if len(s.names.words) > maxWords || len(s.names.strangers) > 20 {
		t.Errorf("%d names are remembered, and %d strangers", len(s.names.words), len(s.names.strangers))
	}
}

// manyNames are so many elements, each called otherwise.
func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<n%d></n%d>", i, i)
	}
	return b.String()
}
