package fittrackee_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"palestra/internal/api/fittrackee"
	"palestra/internal/store/storetest"
)

// endless gives a form's beginning, then so many bytes of a file, and counts the memory in use on the way.
type endless struct {
	head string
	left int
	peak uint64
	seen int
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.head) > 0 {
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	for i := range n {
		p[i] = ' '
	}
	e.left -= n
	if e.seen += n; e.seen > 4<<20 {
		e.seen = 0
		e.peak = max(e.peak, heap())
	}
	return n, nil
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestUploadsNeverGoThroughMemory(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t), usual())
	const boundary = "xxxxxxxx"
	head := "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.gpx\"\r\n\r\n"
	before := heap()
	body := &endless{head: head, left: 64 << 20}
	r := httptest.NewRequest(http.MethodPost, "/api/workouts", body)
	r.Header.Set("Content-Type", "multipart/form-data; boundary="+boundary)
	r.ContentLength = -1
	must(t, w.sign("ana", r))
	out := httptest.NewRecorder()
	w.dialect.Handler().ServeHTTP(out, r)
	if out.Code != http.StatusRequestEntityTooLarge || !strings.Contains(out.Body.String(), "exceeds 50.0MB.") {
		t.Errorf("%d %s", out.Code, out.Body)
	}
	if body.peak > before+8<<20 {
		t.Errorf("64 MiB on their way took %d MiB of memory", (body.peak-before)>>20)
	}
}

func TestFormsAreBounded(t *testing.T) {
	c := newClient(t, newWorld(t, storetest.SQLite(t), usual()), "ana")
	part := func(head, body string) string {
		return "--x\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n"
	}
	file := part(`name="file"; filename="a.gpx"`, string(gpx(ride, p1)))
	for name, form := range map[string]struct {
		body   string
		status int
	}{
		"many parts":             {strings.Repeat(part(`name="a"`, "b"), 100) + file + "--x--\r\n", 400},
		"a long data part":       {part(`name="data"`, `{"sport_id": 1, "notes": "`+strings.Repeat("n", 300<<10)+`"}`) + file + "--x--\r\n", 400},
		"deep data":              {part(`name="data"`, strings.Repeat(`{"a":`, 1000)+"1"+strings.Repeat("}", 1000)) + file + "--x--\r\n", 400},
		"cut off in a header":    {"--x\r\nContent-Disposition: form-d", 400},
		"cut off in the file":    {file[:len(file)/2], 400},
		"no boundary anywhere":   {strings.Repeat("x", 10000), 400},
		"nothing":                {"", 400},
		"a part without a name":  {part("filename=\"a.gpx\"", "x") + "--x--\r\n", 400},
		"a bad disposition":      {"--x\r\nContent-Disposition: ;;;\r\n\r\nx\r\n--x--\r\n", 400},
		"a long header":          {"--x\r\nContent-Disposition: form-data; name=\"" + strings.Repeat("a", 11<<20) + "\"\r\n\r\nx\r\n--x--\r\n", 400},
		"the second of two data": {part(`name="data"`, `{"sport_id": 1}`) + part(`name="data"`, `nonsense`) + file + "--x--\r\n", 201},
	} {
		status, body := c.do(http.MethodPost, "/api/workouts", `multipart/form-data; boundary=x`, []byte(form.body))
		if status != form.status || !json.Valid(body) {
			t.Errorf("%s: %d %.200s", name, status, body)
		}
	}
}

func TestLongJSONIsRefused(t *testing.T) {
	c := newClient(t, newWorld(t, storetest.SQLite(t), usual()), "ana")
	status, body := c.do(http.MethodPost, "/api/workouts/no_gpx", "application/json", []byte(`{"notes": "`+strings.Repeat("n", 300<<10)+`"}`))
	if status != http.StatusBadRequest || !strings.Contains(string(body), "invalid payload") {
		t.Errorf("%d %s", status, body)
	}
}

func TestAPanicIsAnsweredInTheDialect(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t), usual())
	d := fittrackee.New(fittrackee.Deps{
		Auth: w.auth, Activities: w.activities, Log: slog.New(slog.DiscardHandler),
		Counts: func(context.Context) (fittrackee.Counts, error) { panic("out of fingers") },
	})
	r := httptest.NewRequest(http.MethodGet, "/api/stats/all", nil)
	must(t, w.sign("admin", r))
	out := httptest.NewRecorder()
	d.Handler().ServeHTTP(out, r)
	want := `{"message":"error, please try again or contact the administrator","status":"error"}` + "\n"
	if out.Code != http.StatusInternalServerError || out.Body.String() != want {
		t.Errorf("%d %s", out.Code, out.Body)
	}
}

func TestNoIDBreaksAnything(t *testing.T) {
	c := newClient(t, newWorld(t, storetest.SQLite(t), usual()), "ana")
	r := rand.New(rand.NewPCG(7, 8))
	ids := []string{"%00", "%ff", "..%2f..", "%2e%2e", strings.Repeat("z", 5000), "%E2%80%8B", "a%20b", "null", "0", "-1"}
	for range 20 {
		b := make([]byte, 8)
		for i := range b {
			b[i] = byte(r.UintN(256))
		}
		id := ""
		for _, v := range b {
			id += "%" + string("0123456789abcdef"[v>>4]) + string("0123456789abcdef"[v&15])
		}
		ids = append(ids, id)
	}
	for _, id := range ids {
		for _, path := range []string{"/api/workouts/%s", "/api/workouts/%s/gpx", "/api/workouts/%s/chart_data", "/api/workouts/map/%s", "/api/sports/%s", "/api/stats/%s/by_time", "/api/equipments/%s"} {
			full := strings.Replace(path, "%s", id, 1)
			if status, body := c.do(http.MethodGet, full, "", nil); status != http.StatusNotFound || !json.Valid(body) {
				t.Errorf("%s: %d %.100s", full, status, body)
			}
		}
	}
}
