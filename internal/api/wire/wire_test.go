package wire

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
)

func longBody(j *Encoder) {
	j.Array()
	for i := range 2000 {
		j.Int(int64(i))
	}
	j.EndArray()
}

func TestRepliesAreCompressedOnlyWhenAskedFor(t *testing.T) {
	for accept, compressed := range map[string]bool{
		"": false, "gzip": true, "deflate, gzip;q=0.8": true, "gzip;q=0": false, "gzip; q=0.0": false, "br": false, "GZIP": true,
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		if accept != "" {
			r.Header.Set("Accept-Encoding", accept)
		}
		w := httptest.NewRecorder()
		Write(w, r, JSON(200, longBody))
		if got := w.Header().Get("Content-Encoding") == "gzip"; got != compressed {
			t.Errorf("Accept-Encoding %q: compressed %v, want %v", accept, got, compressed)
		}
		body := io.Reader(w.Body)
		if compressed {
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		} else if w.Header().Get("Content-Length") != strconv.Itoa(w.Body.Len()) {
			t.Errorf("Content-Length %s for %d bytes", w.Header().Get("Content-Length"), w.Body.Len())
		}
		text, err := io.ReadAll(body)
		if err != nil || !strings.HasPrefix(string(text), "[0,1,2,") || !strings.HasSuffix(string(text), ",1999]") {
			t.Errorf("Accept-Encoding %q: body %.20s, %v", accept, text, err)
		}
		if w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Vary is %q", w.Header().Get("Vary"))
		}
	}
}

func TestPicturesAndSmallBodiesStayAsTheyAre(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	for _, p := range []Reply{Bytes(200, "image/png", bytes.Repeat([]byte("a"), 5000)), JSON(200, func(j *Encoder) { j.Bool(true) })} {
		w := httptest.NewRecorder()
		Write(w, r, p)
		if w.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s is compressed", p.Type)
		}
	}
}

func TestLongTextsAreStreamedEscaped(t *testing.T) {
	text := strings.Repeat("é\"漢\n🏃", 10000)
	w := httptest.NewRecorder()
	s := NewTextStream(w, TypeJSON, `{"gpx":"`, `"}`)
	for rest := []byte(text); len(rest) > 0; {
		n := min(7, len(rest)) // cuts characters in the middle
		if _, err := s.Write(rest[:n]); err != nil {
			t.Fatal(err)
		}
		rest = rest[n:]
	}
	if err := s.Finish(nil); err != nil {
		t.Fatal(err)
	}
	o, err := ParseObject(w.Body.Bytes())
	if err != nil || o["gpx"] != text {
		t.Errorf("the text does not come back: %v", err)
	}
}

func TestAStreamWithoutABeginningGivesItsErrorBack(t *testing.T) {
	w := httptest.NewRecorder()
	cause := errors.New("gone")
	if err := NewTextStream(w, TypeJSON, "{", "}").Finish(cause); err != cause {
		t.Errorf("got %v", err)
	}
	if w.Body.Len() > 0 || len(w.Header()) > 0 {
		t.Errorf("something was sent: %q %v", w.Body, w.Header())
	}
	w = httptest.NewRecorder()
	if err := NewTextStream(w, TypeJSON, `{"a":"`, `"}`).Finish(nil); err != nil || w.Body.String() != `{"a":""}` {
		t.Errorf("an empty text gives %q, %v", w.Body, err)
	}
}

func TestTheClientIsTheLastAddressThatIsNoTrustedProxy(t *testing.T) {
	trusted := Proxies{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	for _, c := range []struct{ peer, forwarded, want string }{
		{"192.0.2.7:1234", "", "192.0.2.7"},
		{"192.0.2.7:1234", "203.0.113.9", "192.0.2.7"},
		{"10.0.0.1:1234", "203.0.113.9", "203.0.113.9"},
		{"10.0.0.1:1234", "198.51.100.1, 203.0.113.9", "203.0.113.9"},
		{"10.0.0.1:1234", "203.0.113.9, 10.0.0.2", "203.0.113.9"},
		{"10.0.0.1:1234", "10.0.0.3, 10.0.0.2", "10.0.0.3"},
		{"10.0.0.1:1234", "evil, 10.0.0.2", "10.0.0.2"},
		{"10.0.0.1:1234", "", "10.0.0.1"},
		{"[::1]:1234", "2001:db8::1", "2001:db8::1"},
		{"[::ffff:10.0.0.1]:1", "203.0.113.9", "203.0.113.9"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := trusted.ClientAddr(r).String(); got != c.want {
			t.Errorf("peer %s, forwarded %q: %s, want %s", c.peer, c.forwarded, got, c.want)
		}
	}
}

func TestPathsAnswerToAllTheirMethods(t *testing.T) {
	router := chi.NewRouter()
	say := func(status int) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	}
	Serve(router, "/things/{id}", Methods{"GET": say(200), "DELETE": say(204)}, say(405))
	for _, c := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{"GET", "/things/1", 200, ""}, {"GET", "/things/1/", 200, ""}, {"HEAD", "/things/1", 200, ""}, {"DELETE", "/things/1/", 204, ""},
		{"OPTIONS", "/things/1", 204, "DELETE, GET, HEAD, OPTIONS"}, {"POST", "/things/1", 405, "DELETE, GET, HEAD, OPTIONS"},
		{"GET", "/things", 404, ""},
	} {
		w := httptest.NewRecorder()
		router.ServeHTTP(w, httptest.NewRequest(c.method, c.path, nil))
		if w.Code != c.status || w.Header().Get("Allow") != c.allow {
			t.Errorf("%s %s: %d, Allow %q", c.method, c.path, w.Code, w.Header().Get("Allow"))
		}
	}
}

func TestAPanicIsAnsweredAndLogged(t *testing.T) {
	var lines bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&lines, nil))
	failed := func(*http.Request) Reply { return Bytes(500, "text/plain", []byte("sorry")) }
	server := httptest.NewServer(Logged(log, nil, Recovered(log, failed, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/half" {
			_, _ = w.Write(bytes.Repeat([]byte("x"), 10000))
			http.NewResponseController(w).Flush()
		}
		panic("boom")
	}))))
	defer server.Close()
	req, _ := http.NewRequest(http.MethodGet, server.URL+"/?secret=1", nil)
	req.Header.Set("X-Request-Id", "abc-1")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if res.StatusCode != 500 || string(body) != "sorry" || res.Header.Get("X-Request-Id") != "abc-1" {
		t.Errorf("%d %q %v", res.StatusCode, body, res.Header)
	}
	if res, err := http.Get(server.URL + "/half"); err == nil {
		if _, err = io.ReadAll(res.Body); err == nil {
			t.Error("half an answer looks whole")
		}
		res.Body.Close()
	}
	server.Close()
	logged := lines.String()
	if !strings.Contains(logged, `"cause":"boom"`) || !strings.Contains(logged, `"request":"abc-1"`) || strings.Contains(logged, "secret") {
		t.Errorf("the log says %s", logged)
	}
}

func TestRequestNamesAreKeptWhenPlain(t *testing.T) {
	for name, kept := range map[string]bool{"abc-1": true, "": false, "a b": false, "a\"b": false, strings.Repeat("a", 65): false} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("X-Request-Id", name)
		w := httptest.NewRecorder()
		seen := ""
		Logged(slog.New(slog.DiscardHandler), nil, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = RequestID(r.Context()) })).ServeHTTP(w, r)
		if got := w.Header().Get("X-Request-Id"); (got == name) != kept || got == "" || got != seen {
			t.Errorf("%q became %q, the handler saw %q", name, got, seen)
		}
	}
}

func TestAClientThatStallsIsCutOff(t *testing.T) {
	result := make(chan error, 1)
	limits := Limits{Body: 1 << 20, Stall: 50 * time.Millisecond, Read: time.Minute, Write: time.Minute}
	server := httptest.NewServer(Bound(limits, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		result <- err
	})))
	defer server.Close()
	body, feed := io.Pipe()
	go func() {
		res, err := http.Post(server.URL, "text/plain", body)
		if err == nil {
			res.Body.Close()
		}
	}()
	if _, err := feed.Write([]byte("the beginning")); err != nil {
		t.Fatal(err)
	}
	if err := <-result; err == nil {
		t.Error("reading a body that never ends gave no error")
	}
	feed.Close()
}

func TestBodiesBeyondTheLimitAreAnError(t *testing.T) {
	limits := Limits{Body: 10, Stall: time.Minute, Read: time.Minute, Write: time.Minute}
	var got error
	h := Bound(limits, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, got = io.ReadAll(r.Body) }))
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", strings.NewReader("0123456789a")))
	var large *http.MaxBytesError
	if !errors.As(got, &large) {
		t.Errorf("got %v", got)
	}
}

func TestPageSizesAreClamped(t *testing.T) {
	for asked, want := range map[int]int{-1: 20, 0: 20, 1: 1, 7: 7, 100: 100, 101: 100} {
		if got := Clamp(asked, 20, 100); got != want {
			t.Errorf("asked for %d: %d, want %d", asked, got, want)
		}
	}
}
