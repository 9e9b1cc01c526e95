package fittrackee_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"palestra/internal/api/fittrackee"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
	"palestra/internal/store/storetest"
)

// hour is a ride of so many points, a second apart, with elevation, heart rate and cadence.
func hour(points int) []byte {
	r := rand.New(rand.NewPCG(5, 6))
	lat, lon, ele := 44.6, 6.07, 900.0
	var b strings.Builder
	b.WriteString(gpxHead + ride + "<trkseg>\n")
	for i := range points {
		heading := float64(i) / 600
		lat += 0.00005 * math.Cos(heading) * (0.8 + 0.4*r.Float64())
		lon += 0.00007 * math.Sin(heading) * (0.8 + 0.4*r.Float64())
		ele += r.Float64() - 0.48
		fmt.Fprintf(&b, `<trkpt lat="%.7f" lon="%.7f"><ele>%.1f</ele><time>2018-03-13T%02d:%02d:%02dZ</time><extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>%d</gpxtpx:hr><gpxtpx:cad>%d</gpxtpx:cad></gpxtpx:TrackPointExtension></extensions></trkpt>`+"\n",
			lat, lon, ele, 8+i/3600, i/60%60, i%60, 120+int(20*math.Sin(float64(i)/300)), 80+r.IntN(10))
	}
	b.WriteString("</trkseg>" + gpxTail)
	return []byte(strings.Replace(b.String(), "<gpx ", `<gpx xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1" `, 1))
}

// quietWriter is where handlers write when nobody listens.
type quietWriter struct {
	header http.Header
	status int
	bytes  int64
}

func (w *quietWriter) Header() http.Header  { return w.header }
func (w *quietWriter) WriteHeader(code int) { w.status = code }
func (w *quietWriter) Write(p []byte) (int, error) {
	w.bytes += int64(len(p))
	return len(p), nil
}

// serve calls the handler over and over without a network.
func serve(b *testing.B, w *world, want int, request func() *http.Request) {
	b.Helper()
	h := w.dialect.Handler()
	b.ReportAllocs()
	var sent int64
	for b.Loop() {
		out := &quietWriter{header: http.Header{}}
		h.ServeHTTP(out, request())
		if out.status != want {
			b.Fatalf("status %d", out.status)
		}
		sent = out.bytes
	}
	b.ReportMetric(float64(sent), "bytes/reply")
}

func (w *world) get(path string) func() *http.Request {
	probe, err := http.NewRequest(http.MethodGet, "http://localhost"+path, nil)
	must(w.t, err)
	must(w.t, w.sign("ana", probe))
	return func() *http.Request {
		r := probe.Clone(context.Background())
		r.RemoteAddr = "192.0.2.7:1234"
		return r
	}
}

// filled is a world in which somebody has so many rides of an hour.
func filled(b *testing.B, n int) *world {
	w := newWorld(b, storetest.SQLite(b), usual())
	v := w.viewer("ana")
	file := hour(3600)
	for i := range n {
		day := time.Date(2018, 3, 13+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		staged, err := w.activities.Stage(bytes.NewReader(bytes.ReplaceAll(file, []byte("2018-03-13"), []byte(day))), "ride.gpx")
		must(b, err)
		_, err = w.activities.Upload(context.Background(), v, activity.Upload{File: staged, Name: "ride.gpx", Sport: 1})
		staged.Discard()
		must(b, err)
	}
	return w
}

func BenchmarkList5(b *testing.B) {
	w := filled(b, 200)
	serve(b, w, http.StatusOK, w.get("/api/workouts"))
}

func BenchmarkList100(b *testing.B) {
	w := filled(b, 200)
	serve(b, w, http.StatusOK, w.get("/api/workouts?per_page=100"))
}

func (w *world) firstID() string {
	page, err := w.activities.List(context.Background(), w.viewer("ana"), activity.Filter{PerPage: 1})
	must(w.t, err)
	return fittrackee.ShortID(page.Activities[0].UUID)
}

func BenchmarkGet(b *testing.B) {
	w := filled(b, 200)
	serve(b, w, http.StatusOK, w.get("/api/workouts/"+w.firstID()))
}

func BenchmarkChart(b *testing.B) {
	w := filled(b, 1)
	serve(b, w, http.StatusOK, w.get("/api/workouts/"+w.firstID()+"/chart_data"))
}

func BenchmarkChartOverHTTP(b *testing.B) {
	w := filled(b, 1)
	c := newClient(b, w, "ana")
	path := "/api/workouts/" + w.firstID() + "/chart_data"
	b.ReportAllocs()
	for b.Loop() {
		if status, body := c.do(http.MethodGet, path, "", nil); status != http.StatusOK {
			b.Fatalf("%d %s", status, body)
		}
	}
}

func BenchmarkUpload(b *testing.B) {
	for _, points := range []int{3600, 18000} {
		b.Run(strconv.Itoa(points), func(b *testing.B) {
			w := newWorld(b, storetest.SQLite(b), usual())
			var body bytes.Buffer
			m := multipart.NewWriter(&body)
			p, err := m.CreateFormFile("file", "ride.gpx")
			must(b, err)
			_, err = p.Write(hour(points))
			must(b, err)
			must(b, m.WriteField("data", `{"sport_id": 1}`))
			must(b, m.Close())
			request := w.get("/api/workouts")
			serve(b, w, http.StatusCreated, func() *http.Request {
				r := request()
				r.Method, r.ContentLength = http.MethodPost, int64(body.Len())
				r.Header.Set("Content-Type", m.FormDataContentType())
				r.Body = io.NopCloser(bytes.NewReader(body.Bytes()))
				return r
			})
		})
	}
}

// decade is a world in which somebody has told of 5 000 activities in six sports, from 2011 on.
func decade(b *testing.B) *world {
	w := newWorld(b, storetest.SQLite(b), usual())
	v := w.viewer("ana")
	var drafts []*activity.Draft
	for i := range 5000 {
		drafts = append(drafts, &activity.Draft{Activity: activity.Activity{
			UUID: w.newUUID(), Owner: v.ID(), Sport: sport.ID(1 + i%6), Title: "out", Visibility: access.Private,
			Start: time.Date(2011, 1, 1, 7, 0, 0, 0, time.UTC).Add(time.Duration(i) * 1050 * time.Minute),
			Numbers: activity.Numbers{
				Duration: int64(3600 + i%900), Moving: int64(3500 + i%800), Pauses: 100, Distance: float64(8000 + i*37%9000),
				AveSpeed: 8 + float64(i*31%500)/100, MaxSpeed: 15, Ascent: float64(i*7%900) + 0.125, Descent: float64(i * 7 % 900),
			},
		}})
	}
	must(b, w.store.CreateActivities(context.Background(), drafts))
	return w
}

func BenchmarkStatisticsByWeek(b *testing.B) {
	w := decade(b)
	serve(b, w, http.StatusOK, w.get("/api/stats/ana/by_time?time=weekm"))
}
