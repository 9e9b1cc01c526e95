package wire

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRawControlCharactersAreTakenLeniently(t *testing.T) {
	text := "{\"notes\": \"line one\nline\ttwo\", \"title\": \"a \\\"quoted\\\" word\\n\", \"sport_id\": 1}"
	o, err := ParseLenientObject([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if o["notes"] != "line one\nline\ttwo" || o["title"] != "a \"quoted\" word\n" || o["sport_id"] != json.Number("1") {
		t.Errorf("got %v", o)
	}
	if _, err := ParseObject([]byte(text)); !errors.Is(err, ErrSyntax) {
		t.Errorf("the strict reading says %v", err)
	}
}

func TestWhatIsNoObjectIsRefused(t *testing.T) {
	for _, text := range []string{
		"", " ", "{", "[]", "[1]", "1", `"a"`, "true", `{"a":1}{"b":2}`, `{"a":1} x`, `{"a":"\d"}`, `{'a':1}`, `{"a":01}`, `{"a":NaN}`,
		"{\"a\":\"\x00\"}", `{"a":"\u0000"}`, `{"a\u0000":1}`, `{"a":["\u0000"]}`, strings.Repeat(`{"a":`, 33) + "1" + strings.Repeat("}", 33),
		strings.Repeat("[", 100000), `{"notes": "a "b" c"}`,
	} {
		for name, parse := range map[string]func([]byte) (Object, error){"strict": ParseObject, "lenient": ParseLenientObject} {
			if o, err := parse([]byte(text)); !errors.Is(err, ErrSyntax) {
				t.Errorf("%s reading of %.40q gives %v, %v", name, text, o, err)
			}
		}
	}
	if o, err := ParseObject([]byte("null")); o != nil || err != nil {
		t.Errorf("null gives %v, %v", o, err)
	}
}

func FuzzLenientObject(f *testing.F) {
	for _, seed := range []string{`{"a": "b\nc"}`, "{\"a\": \"b\nc\"}", `{"a":[1,2,{"b":null}]}`, `{"\u00e9":"\\"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		lenient, err := ParseLenientObject(data)
		if strict, strictErr := ParseObject(data); strictErr == nil && (err != nil || len(strict) != len(lenient)) {
			t.Errorf("strict takes %q, lenient says %v, %v", data, lenient, err)
		}
	})
}

func TestBodiesMustBeJSONOfBoundedSize(t *testing.T) {
	read := func(kind, body string) error {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		_, err := ReadJSON(r, 20)
		return err
	}
	for _, c := range []struct {
		kind, body string
		want       error
	}{
		{"application/json", `{"a": 1}`, nil},
		{"application/json; charset=utf-8", `{"a": 1}`, nil},
		{"application/vnd.api+json", `{"a": 1}`, nil},
		{"text/plain", `{"a": 1}`, ErrNotJSON},
		{"", `{"a": 1}`, ErrNotJSON},
		{"application/json", `{"a": "` + strings.Repeat("x", 20) + `"}`, ErrTooLarge},
		{"application/json", `{`, ErrSyntax},
	} {
		if err := read(c.kind, c.body); !errors.Is(err, c.want) {
			t.Errorf("%s %s gives %v, want %v", c.kind, c.body, err, c.want)
		}
	}
}

func TestTextsFromURLsAreMadeStorable(t *testing.T) {
	for s, want := range map[string]string{"plain é": "plain é", "a\x00b": "a\ufffdb", "a\xffb": "a\ufffdb"} {
		if got := CleanText(s); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	}
}
