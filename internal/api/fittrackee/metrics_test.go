package fittrackee_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"palestra/internal/store/storetest"
)

// client speaks to a world over real HTTP as one person.
type client struct {
	t      testing.TB
	w      *world
	server *httptest.Server
	who    string
}

func newClient(t testing.TB, w *world, who string) *client {
	c := &client{t: t, w: w, server: httptest.NewServer(w.dialect.Handler()), who: who}
	t.Cleanup(c.server.Close)
	return c
}

func (c *client) do(method, path, contentType string, body []byte) (int, []byte) {
	c.t.Helper()
	r, err := http.NewRequest(method, c.server.URL+path, bytes.NewReader(body))
	must(c.t, err)
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	must(c.t, c.w.sign(c.who, r))
	res, err := c.server.Client().Do(r)
	must(c.t, err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	must(c.t, err)
	return res.StatusCode, data
}

// upload sends a file and gives the status and the body.
func (c *client) upload(name string, file []byte, data string) (int, []byte) {
	c.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	p, err := m.CreateFormFile("file", name)
	must(c.t, err)
	_, err = p.Write(file)
	must(c.t, err)
	must(c.t, m.WriteField("data", data))
	must(c.t, m.Close())
	return c.do(http.MethodPost, "/api/workouts", m.FormDataContentType(), b.Bytes())
}

// numbers are the numbers of a workout or a segment, in the short form of the tables below.
func numbers(w map[string]any) string {
	show := func(key string) string {
		switch v := w[key].(type) {
		case nil:
			return "–"
		case json.Number:
			f, _ := v.Float64()
			return strconv.FormatFloat(f, 'f', -1, 64)
		default:
			return fmt.Sprint(v)
		}
	}
	return fmt.Sprintf("%s, %s, %s | %s | %s, %s | %s, %s | %s, %s", show("duration"), show("moving"), show("pauses"), show("distance"),
		show("ave_speed"), show("max_speed"), show("min_alt"), show("max_alt"), show("ascent"), show("descent"))
}

func decode(t testing.TB, body []byte) map[string]any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var v map[string]any
	must(t, d.Decode(&v))
	return v
}

func firstWorkout(t testing.TB, body []byte) map[string]any {
	t.Helper()
	data, ok := decode(t, body)["data"].(map[string]any)
	if !ok {
		t.Fatalf("no workouts in %s", body)
	}
	return data["workouts"].([]any)[0].(map[string]any)
}

// line is n points a step of so many degrees north and seconds apart, from a place and a second of the day on.
func line(n int, lat float64, step float64, from, seconds int, ele func(i int) string) []point {
	all := make([]point, n)
	for i := range all {
		s := from + i*seconds
		e := ""
		if ele != nil {
			e = ele(i)
		}
		all[i] = point{strconv.FormatFloat(lat+float64(i)*step, 'f', 7, 64), "6.0", e, fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)}
	}
	return all
}

func listed(eles ...string) func(int) string { return func(i int) string { return eles[i] } }

const noon = 12 * 3600

// eleven metres of latitude, in degrees.
const elevenMeters = 0.0001

func TestNumbersOfUploadedFiles(t *testing.T) {
	double := func(a, b []byte) []byte {
		return bytes.Replace(a, []byte(gpxTail), append([]byte("</trk>"), b[bytes.Index(b, []byte("<trk>")):]...), 1)
	}
	reversed := func(p []point) []point {
		r := make([]point, len(p))
		for i := range p {
			r[len(p)-1-i] = p[i]
		}
		return r
	}
	shifted := bytes.ReplaceAll(bytes.ReplaceAll(gpx(ride, join(p1, p2)), []byte("T12:"), []byte("T13:")), []byte("Z</time>"), []byte("+01:00</time>"))
	fractions := bytes.Replace(gpx(ride, p1, p2), []byte("12:46:15Z"), []byte("12:46:15.100Z"), 1)
	stand := line(10, 44, 0.0002, noon, 10, nil)
	for _, i := range []int{3, 5, 7} { // stands still on the way to these
		for k := i; k < len(stand); k++ {
			lat, _ := strconv.ParseFloat(stand[k].lat, 64)
			stand[k].lat = strconv.FormatFloat(lat-0.0002, 'f', 7, 64)
		}
	}
	slowThenFast := join(line(5, 44, 0.000005, noon, 60, nil), line(5, 44.000025, 0.0002, noon+5*60, 10, nil))
	for _, c := range []struct {
		name  string
		file  []byte
		sport int
		want  string
	}{
		{"one segment", gpx(ride, join(p1, p2)), 1, "0:04:10, 0:04:10, – | 0.32 | 4.61, 5.12 | 975, 998 | 0.4, 23.4"},
		{"two segments", gpx(ride, p1, p2), 1, "0:04:10, 0:03:55, 0:00:15 | 0.3 | 4.59, 5.25 | 975, 998 | 0.4, 23.4"},
		{"three segments", gpx(ride, s1, s2, s3), 1, "0:02:30, 0:00:30, 0:02:00 | 0.055 | 6.6, 13.83 | 979, 998 | 0, 6"},
		{"no elevation", gpx(ride, without(join(p1, p2))), 1, "0:04:10, 0:04:10, – | 0.317 | 4.57, 5.1 | –, – | –, –"},
		{"two segments, no elevation", gpx(ride, without(p1), without(p2)), 1, "0:04:10, 0:03:55, 0:00:15 | 0.297 | 4.54, 5.11 | –, – | –, –"},
		{"an hour's offset", shifted, 1, "0:04:10, 0:04:10, – | 0.32 | 4.61, 5.12 | 975, 998 | 0.4, 23.4"},
		{"no zone", bytes.ReplaceAll(gpx(ride, join(p1, p2)), []byte("Z</time>"), []byte("</time>")), 1, "0:04:10, 0:04:10, – | 0.32 | 4.61, 5.12 | 975, 998 | 0.4, 23.4"},
		{"fractions of seconds", fractions, 1, "0:04:10, 0:03:55, 0:00:14 | 0.3 | 4.59, 5.21 | 975, 998 | 0.4, 23.4"},
		{"the first part", gpx(ride, p1), 1, "0:01:30, 0:01:30, – | 0.113 | 4.53, 5.25 | 987, 998 | 0, 11"},
		{"two points", gpx(ride, p1[:2]), 1, "0:00:05, 0:00:05, – | 0.004 | 3.21, 0 | 998, 998 | 0, 0"},
		{"two equal points", gpx(ride, []point{{"44", "6", "", "12:00:00"}, {"44", "6", "", "12:00:10"}}), 1, "0:00:10, 0:00:00, 0:00:10 | 0 | 0, 0 | –, – | –, –"},
		{"falling time", gpx(ride, reversed(p1)), 1, "0:00:00, 0:00:00, – | 0 | 0, 0 | 987, 998 | 11, 0"},
		{"two points at once", gpx(ride, []point{{"44", "6", "", "12:00:00"}, {"44.0001", "6", "", "12:00:00"}, {"44.0002", "6", "", "12:00:10"}}), 1, "0:00:10, 0:00:10, – | 0.011 | 4.01, 0 | –, – | –, –"},
		{"zero elevations", gpx(ride, line(3, 44, elevenMeters, noon, 10, listed("0", "0", "0"))), 1, "0:00:20, 0:00:20, – | 0.022 | 4.01, 4.01 | 0, 0 | 0, 0"},
		{"some zero elevations", gpx(ride, line(4, 44, elevenMeters, noon, 10, listed("0", "10", "0", "20"))), 1, "0:00:30, 0:00:30, – | 0.033 | 4.01, 4.01 | 0, 20 | 20, 0"},
		{"below the sea", gpx(ride, line(3, 44, elevenMeters, noon, 10, listed("-5", "-3", "-8"))), 1, "0:00:20, 0:00:20, – | 0.024 | 4.23, 4.39 | -8, -3 | 0, 3"},
		{"one elevation missing", gpx(ride, line(4, 44, elevenMeters, noon, 10, listed("100", "", "120", "110"))), 1, "0:00:30, 0:00:30, – | 0.037 | 4.47, 5.39 | 100, 120 | 11, 1"},
		{"standing still", gpx(ride, stand), 1, "0:01:30, 0:01:00, 0:00:30 | 0.134 | 8.02, 8.02 | –, – | –, –"},
		{"slow, then fast", gpx(ride, slowThenFast), 1, "0:05:40, 0:00:40, 0:05:00 | 0.092 | 8.27, 8.02 | –, – | –, –"},
		{"crawling on a bike", gpx(ride, line(6, 44, 0.000003, noon, 10, nil)), 1, "0:00:50, 0:00:00, 0:00:50 | 0.002 | 0, 0 | –, – | –, –"},
		{"crawling on a hike", gpx(ride, line(6, 44, 0.000003, noon, 10, nil)), 3, "0:00:50, 0:00:50, – | 0.002 | 0.12, 0.12 | –, – | –, –"},
		{"half a degree", gpx(ride, []point{{"45", "5", "100", "10:00:00"}, {"45.5", "5", "500", "11:00:00"}, {"45.5", "6", "100", "12:00:00"}}), 1, "2:00:00, 2:00:00, – | 133.684 | 66.84, 78.02 | 100, 500 | 160, 160"},
		{"the origin", gpx(ride, []point{{"0", "0", "", "12:00:00"}, {"0.0001", "0", "", "12:00:10"}, {"0.0002", "0", "", "12:00:20"}}), 1, "0:00:20, 0:00:20, – | 0.022 | 4.01, 4.01 | –, – | –, –"},
		{"overlapping segments", gpx(ride, p1, p1[4:]), 1, "0:01:30, 0:02:35, – | 0.199 | 4.62, 5.25 | 987, 998 | 0, 18"},
		{"a segment of one point", gpx(ride, p1, p2[:1]), 1, "0:01:30, 0:01:30, – | 0.113 | 4.53, 5.25 | 987, 998 | 0, 11"},
		{"an empty segment first", gpx(ride, nil, p1), 1, "0:01:30, 0:01:30, – | 0.113 | 4.53, 5.25 | 987, 998 | 0, 11"},
		{"an empty segment last", gpx(ride, p1, nil), 1, "0:01:30, 0:01:30, – | 0.113 | 4.53, 5.25 | 987, 998 | 0, 11"},
		{"two tracks", double(gpx("<name>A</name>", line(3, 44, elevenMeters, noon, 10, nil)), gpx("<name>B</name>", line(2, 45, 0.001, noon+60, 10, nil))), 1, "0:00:20, 0:00:20, – | 0.022 | 4.01, 4.01 | –, – | –, –"},
		{"GPX 1.0", bytes.ReplaceAll(bytes.ReplaceAll(gpx(ride, p1), []byte("GPX/1/1"), []byte("GPX/1/0")), []byte(`version="1.1"`), []byte(`version="1.0"`)), 1, "0:01:30, 0:01:30, – | 0.113 | 4.53, 5.25 | 987, 998 | 0, 11"},
		{"an elevation out of this world", gpx(ride, line(3, 44, elevenMeters, noon, 10, listed("100", "100000", "100"))), 1, "0:00:20, 0:00:20, – | 0.022 | 4.01, 4.01 | 100, 100 | 0, 0"},
		{"TCX", tcx(join(p1, p2)), 1, "0:04:10, 0:04:10, – | 0.32 | 4.61, 5.12 | 975, 998 | 0.4, 23.4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			client := newClient(t, newWorld(t, storetest.SQLite(t), usual()), "ana")
			name := "a.gpx"
			if strings.HasPrefix(c.name, "TCX") {
				name = "a.tcx"
			}
			status, body := client.upload(name, c.file, fmt.Sprintf(`{"sport_id": %d}`, c.sport))
			if status != http.StatusCreated {
				t.Fatalf("%d %s", status, body)
			}
			if got := numbers(firstWorkout(t, body)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
