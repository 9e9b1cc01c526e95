// Package transcript replays golden HTTP conversations: who asks what, and the whole answer, in one file that a person can
// read and edit.
//
// A file is a list of sections, each under a heading of its own line. The first section and every "-- request --" hold a
// request, "-- reply --" the answer to it:
//
//	# the list holds the caller's own activities and nobody else's
//	ana: GET /api/workouts?per_page=2
//	-- reply --
//	200 application/json
//	{"data": {"workouts": []}, "status": "success"}
//	-- request --
//	# everything after the first line is headers, then an empty line, then the body
//	ana: POST /api/workouts/no_gpx
//	Content-Type: application/json
//
//	{"sport_id": 1, "duration": 3600, "distance": 10, "workout_date": "2018-05-15 14:05"}
//	-- reply --
//	201 application/json
//	{"data": {"workouts": [{"id": "{{id:run}}", "creation_date": "{{date:now}}"}]}, "status": "created"}
//	-- request --
//	ana: GET /api/workouts/{{run}}
//
// Lines that start with # are remarks, before the request line only. "nobody: GET /" asks without a credential.
//
// Parts of a form follow the request as sections: "-- part data --", "-- part file; filename=a.gpx --"; with
// "; from=NAME" the bytes come from Runner.File. "; type=text/plain" sets the part's type. A request header
// "Transfer-Encoding: chunked" sends the body without its length, and parts are then sent one by one.
//
// Lines "! name = word argument…" before the request line call Runner.Do[word] and keep what it returns as a variable;
// "! word argument…" keeps nothing.
//
// A reply's first line is the status and the content type ("-" for none); then headers that are compared; then the body.
// JSON is compared as a tree: the same keys, no more and no fewer, in any order, and numbers as they are written (10.0 is
// not 10). An expected object with a member "…": "" leaves others out, where they are told elsewhere. Other text is compared as it stands. Other types are noted as "binary, 68 bytes".
//
// {{kind:name}} in an expected text stands for any text of that kind (a regular expression of Runner.Kinds; "any" is always
// there) the first time, and for the same text afterwards. {{name}} puts it into requests and expectations.
//
// go test -run Transcripts -update writes the answers that came into the files; read the difference before keeping it.
package transcript

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the answers that came into the golden transcripts")

// Runner is what a conversation needs besides its file.
type Runner struct {
	// Handler answers.
	Handler http.Handler
	// Sign puts the credential of who into a request; it is not called for nobody.
	Sign func(who string, r *http.Request) error
	// Kinds are the kinds of placeholders: a name and the regular expression that the whole text must match.
	Kinds map[string]string
	// Do are the words of "!" lines.
	Do map[string]func(args []string) (string, error)
	// File gives the bytes of a part by the name after "from=".
	File func(name string) ([]byte, error)
	// Headers are always compared: a reply that has one which the file does not mention is wrong.
	Headers []string
}

// Dir runs every file that matches the pattern as a test of its own, each with a fresh runner.
func Dir(t *testing.T, pattern string, fresh func(t *testing.T) *Runner) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts at %s (%v)", pattern, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			fresh(t).Run(t, file)
		})
	}
}

// Run replays one file against the handler over real HTTP.
func (r *Runner) Run(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := parse(string(text))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	c := newConversation(r)
	defer c.server.Close()
	for i := range steps {
		c.play(t, file, &steps[i])
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(file, []byte(render(steps)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// conversation is one file being replayed.
type conversation struct {
	runner *Runner
	server *httptest.Server
	kinds  map[string]*regexp.Regexp
	// vars are the texts that placeholders stand for, kindOf the kind of each, "" for one that a "!" line made.
	vars, kindOf map[string]string
	// written are those that the file, as it is being rewritten, has introduced already.
	written map[string]bool
}

func newConversation(r *Runner) *conversation {
	c := &conversation{
		runner: r, server: httptest.NewServer(r.Handler), vars: map[string]string{}, kindOf: map[string]string{},
		written: map[string]bool{}, kinds: map[string]*regexp.Regexp{"any": regexp.MustCompile(`(?s)^.*$`)},
	}
	for name, pattern := range r.Kinds {
		c.kinds[name] = regexp.MustCompile("^(?:" + pattern + ")$")
	}
	return c
}

func (c *conversation) play(t *testing.T, file string, s *step) {
	t.Helper()
	where := fmt.Sprintf("%s:%d: %s", file, s.line, s.request)
	for _, words := range s.calls {
		if err := c.call(words); err != nil {
			t.Fatalf("%s: ! %s: %v", where, strings.Join(words, " "), err)
		}
	}
	got, err := c.send(s)
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	differences := c.compare(s, got)
	if *update {
		c.adopt(s, got)
		return
	}
	if len(differences) > 0 {
		t.Fatalf("%s\n\t%s\ngot:\n%s", where, strings.Join(differences, "\n\t"), c.show(got))
	}
}

// call runs one "!" line: [name =] word argument….
func (c *conversation) call(words []string) error {
	name := ""
	if len(words) > 2 && words[1] == "=" {
		name, words = words[0], words[2:]
	}
	do := c.runner.Do[words[0]]
	if do == nil {
		return fmt.Errorf("unknown word")
	}
	args := make([]string, 0, len(words)-1)
	for _, w := range words[1:] {
		args = append(args, c.fill(w))
	}
	value, err := do(args)
	if err == nil && name != "" {
		c.vars[name] = value
	}
	return err
}
