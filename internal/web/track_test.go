package web_test

import (
	"encoding/json"
	"math"
	"testing"

	"palestra/internal/scenario"
)

// series is track.json as the script decodes it.
type series struct {
	Starts  []int `json:"starts"`
	Every   int   `json:"every"`
	Columns map[string]struct {
		Scale float64 `json:"scale"`
		Delta []*int  `json:"delta"`
	} `json:"columns"`
}

func (s series) values(name string) []float64 {
	c := s.Columns[name]
	out, sum := make([]float64, len(c.Delta)), 0
	for i, d := range c.Delta {
		if d == nil {
			out[i] = math.NaN()
			continue
		}
		sum += *d
		out[i] = float64(sum) / c.Scale
	}
	return out
}

func track(t *testing.T, v *visitor, link string) series {
	t.Helper()
	res := v.get(link+"/track.json").wants(t, 200)
	var s series
	if err := json.Unmarshal([]byte(res.body), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTrackIsWhatWasRecorded(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	recorded := scenario.Ride(1, 3600).Segments[0].Points
	link := takeRide(t, ana)
	s := track(t, ana, link)
	if s.Every != 1 || len(s.Starts) != 1 || s.Starts[0] != 0 {
		t.Errorf("starts %v, every %d", s.Starts, s.Every)
	}
	lat, lon, elevation, heart, at := s.values("lat"), s.values("lon"), s.values("elevation"), s.values("heart"), s.values("time")
	if len(lat) != len(recorded) {
		t.Fatalf("%d points, %d were recorded", len(lat), len(recorded))
	}
	for i, p := range recorded {
		if math.Abs(lat[i]-p.Lat) > 1e-6 || math.Abs(lon[i]-p.Lon) > 1e-6 || math.Abs(elevation[i]-p.Ele) > 0.06 {
			t.Fatalf("point %d is at %f %f %f, was recorded at %f %f %f", i, lat[i], lon[i], elevation[i], p.Lat, p.Lon, p.Ele)
		}
		if heart[i] != float64(p.HeartRate) || math.Abs(at[i]-float64(p.Time-recorded[0].Time)/1e6) > 0.06 {
			t.Fatalf("point %d: heart %f after %f s, was %d", i, heart[i], at[i], p.HeartRate)
		}
	}
	distance := s.values("distance")
	for i := 1; i < len(distance); i++ {
		if distance[i] < distance[i-1] {
			t.Fatalf("the distance falls at point %d", i)
		}
	}
	ana.post("/preferences", "units", "imperial", "return", "/activities")
	miles := track(t, ana, link)
	if got, want := miles.values("distance")[3599], distance[3599]/1.609344; math.Abs(got-want) > 0.002 {
		t.Errorf("%f miles, want %f", got, want)
	}
	if got, want := miles.values("elevation")[0], elevation[0]/0.3048; math.Abs(got-want) > 0.3 {
		t.Errorf("%f feet, want %f", got, want)
	}
}

func TestLongTracksAreThinned(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	res := ana.upload("", nil, file{"long.fit", must(scenario.FIT(scenario.Ride(1, 50_000)))}).wants(t, 200, "long.fit Taken")
	link := activityLink.FindString(res.body)
	s := track(t, ana, link)
	if n := len(s.values("time")); n > 20_001 || n < 10_000 || s.Every != 3 {
		t.Errorf("%d points, each for %d, of 50 000", n, s.Every)
	}
	end := s.values("time")
	if last := end[len(end)-1]; math.Abs(last-49_999) > 1 {
		t.Errorf("the last point is at %f s: the end was thinned away", last)
	}
}

func TestTrackIsKeptByTheBrowser(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	link := takeRide(t, ana)
	etag := ana.get(link + "/track.json").Header.Get("ETag")
	req := ana.request("GET", link+"/track.json", nil)
	req.Header.Set("If-None-Match", etag)
	if res := ana.do(req); res.StatusCode != 304 || res.body != "" {
		t.Errorf("asked with %s: %d, %d bytes", etag, res.StatusCode, len(res.body))
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
