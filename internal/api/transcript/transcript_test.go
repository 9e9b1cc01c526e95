package transcript

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// counter is a little server: POST adds a thing with a fresh id, GET gives it back.
func counter() http.Handler {
	things := map[string]string{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /things", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Who") == "" {
			w.Header().Set("WWW-Authenticate", "Bearer")
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(401)
			fmt.Fprint(w, `{"message": "who are you"}`)
			return
		}
		id := fmt.Sprintf("id-%08x", 0xabc0000+len(things))
		var body []byte
		if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
			f, h, _ := r.FormFile("file")
			content, _ := io.ReadAll(f)
			body = fmt.Appendf(nil, "%s %s %s %v", r.FormValue("data"), h.Filename, content, r.ContentLength < 0)
		} else {
			body, _ = io.ReadAll(r.Body)
		}
		things[id] = string(body)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"id": id, "size": len(body), "by": r.Header.Get("Who")})
	})
	mux.HandleFunc("GET /things/{id}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprintln(w, things[r.PathValue("id")])
	})
	mux.HandleFunc("GET /picture", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		w.Write(make([]byte, 12))
	})
	return mux
}

func runner() *Runner {
	return &Runner{
		Handler: counter(),
		Sign:    func(who string, r *http.Request) error { r.Header.Set("Who", who); return nil },
		Kinds:   map[string]string{"id": `id-[0-9a-f]{8}`},
		Do:      map[string]func([]string) (string, error){"join": func(args []string) (string, error) { return strings.Join(args, "+"), nil }},
		File:    func(name string) ([]byte, error) { return []byte("<" + name + ">"), nil },
		Headers: []string{"WWW-Authenticate"},
	}
}

func TestTranscripts(t *testing.T) {
	Dir(t, "testdata/*.txtar", func(*testing.T) *Runner { return runner() })
}

// differences runs a text and gives what was found wrong.
func differences(t *testing.T, text string) []string {
	t.Helper()
	steps, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	c := newConversation(runner())
	defer c.server.Close()
	var all []string
	for i := range steps {
		got, err := c.send(&steps[i])
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c.compare(&steps[i], got)...)
	}
	return all
}

func TestEveryDifferenceIsFound(t *testing.T) {
	const post = "ana: POST /things\n\nhello\n-- reply --\n"
	for reply, want := range map[string]string{
		"200 application/json\n{\"id\": \"{{id:a}}\", \"size\": 5, \"by\": \"ana\"}":                    "",
		"200 application/json\n{\"by\": \"ana\", \"size\": 5, \"id\": \"{{any:a}}\"}":                   "",
		"201 application/json\n{\"id\": \"{{id:a}}\", \"size\": 5, \"by\": \"ana\"}":                    "status 200, want 201",
		"200 text/plain\n{\"id\": \"{{id:a}}\", \"size\": 5, \"by\": \"ana\"}":                          "content type",
		"200 application/json\n{\"id\": \"{{id:a}}\", \"size\": 5.0, \"by\": \"ana\"}":                  ".size: 5, want 5.0",
		"200 application/json\n{\"id\": \"{{id:a}}\", \"size\": 5}":                                     ".by: \"ana\" is not expected",
		"200 application/json\n{\"id\": \"{{id:a}}\", \"size\": 5, \"by\": \"ana\", \"more\": 1}":       ".more: missing",
		"200 application/json\n{\"id\": \"{{id:a}}\", \"size\": \"5\", \"by\": \"ana\"}":                ".size: 5, want \"5\"",
		"200 application/json\n{\"id\": \"id-0\", \"size\": 5, \"by\": \"ana\"}":                        ".id: ",
		"200 application/json\n{\"id\": \"{{id:a}}\", \"size\": 5, \"by\": \"{{id:b}}\"}":               ".by: ",
		"200 application/json\n{\"id\": \"{{id:a}}\", \"size\": 5, \"by\": \"{{a}}\"}":                  ".by: ",
		"200 application/json\n{\"id\": \"{{unknown:a}}\", \"size\": 5, \"by\": \"ana\"}":               ".id: ",
		"200 application/json\nX-Other: 1\n\n{\"id\": \"{{id:a}}\", \"size\": 5, \"by\": \"ana\"}":      "header X-Other: \"\", want \"1\"",
		"200 application/json\n{\"id\": \"{{id:a}}\", \"size\": 5, \"by\": [\"ana\"]}":                  ".by: \"ana\", want [\"ana\"]",
		"200 application/json\n{\"size\": 5, \"…\": \"\"}":                                              "",
		"200 application/json\n{\"size\": 6, \"…\": \"\"}":                                              ".size: 5, want 6",
		"200 application/json\n{\"more\": 6, \"…\": \"\"}":                                              ".more: missing",
		"200 application/json\n{\"id\": \"id-{{any:rest}}\", \"size\": \"{{any:n}}\", \"by\": \"ana\"}": "",
	} {
		got := strings.Join(differences(t, post+reply), "; ")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s\nfound %q, want %q", reply, got, want)
		}
	}
	if got := strings.Join(differences(t, "nobody: POST /things\n-- reply --\n401 application/json\n{\"message\": \"who are you\"}"), ";"); !strings.Contains(got, "WWW-Authenticate") {
		t.Errorf("a header that is always compared was overlooked: %q", got)
	}
}

func TestUpdateKeepsRemarksAndPlaceholders(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.txtar")
	before := "# a thing is made\n! word = join a b\nana: POST /things\n\n{{word}}\n-- reply --\n-- request --\nana: GET /things/{{id1}}\n-- reply --\n500 -\n"
	if err := os.WriteFile(file, []byte(before), 0o600); err != nil {
		t.Fatal(err)
	}
	*update = true
	defer func() { *update = false }()
	runner().Run(t, file)
	after := "# a thing is made\n! word = join a b\nana: POST /things\n\n{{word}}\n-- reply --\n200 application/json\n" +
		"{\"by\": \"ana\", \"id\": \"{{id:id1}}\", \"size\": 3}\n-- request --\nana: GET /things/{{id1}}\n-- reply --\n200 text/plain\na+b\n"
	if got, _ := os.ReadFile(file); string(got) != after {
		t.Fatalf("the file became\n%s\nwant\n%s", got, after)
	}
	runner().Run(t, file)
	if got, _ := os.ReadFile(file); string(got) != after {
		t.Errorf("a second update changes it again:\n%s", got)
	}
	*update = false
	runner().Run(t, file)
}

func TestMalformedFilesAreRefused(t *testing.T) {
	for _, text := range []string{
		"", "# only a remark\n", "GET /without-who\n-- reply --\n200 -\n", "ana: GET /\n-- reply --\nok\n",
		"ana: GET /\n-- request --\nana: GET /\n-- reply --\n200 -\n", "ana: GET /\n-- reply --\n200 -\n-- reply --\n200 -\n",
	} {
		if steps, err := parse(text); err == nil {
			t.Errorf("%q is read as %+v", text, steps)
		}
	}
}

func TestLongValuesAreLaidOutOverLines(t *testing.T) {
	long := strings.Repeat("x", 90)
	tree, err := parseTree([]byte(`{"a": ["` + long + `", "` + long + `"], "b": 1.0, "c": {}, "d": null}`))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	tree.layout(&b, "", 0)
	again, err := parseTree([]byte(b.String()))
	if err != nil || again.String() != tree.String() {
		t.Fatalf("%s\ndoes not read back: %v", b.String(), err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if len(line) > lineWidth {
			t.Errorf("a line of %d characters: %s", len(line), line)
		}
	}
}
