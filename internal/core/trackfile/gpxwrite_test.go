package trackfile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"math"
	"strings"
	"testing"

	"palestra/internal/core/track"
)

func TestWriteSegmentGPX(t *testing.T) {
	segment := track.Segment{Points: make([]track.Point, 4)}
	for i, at := range [][3]float64{
		{44.67972, 6.07367, 987}, {44.67966, 6.07368, 987.25}, {44.67961, 6.0737, math.NaN()}, {math.NaN(), math.NaN(), 5},
	} {
		p := track.NewPoint()
		p.Lat, p.Lon, p.Ele, p.Time, p.HeartRate = at[0], at[1], at[2], 1e15, 100
		segment.Points[i] = p
	}
	var b bytes.Buffer
	if err := WriteSegmentGPX(&b, &segment, `a "b"`); err != nil {
		t.Fatal(err)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="a &#34;b&#34;"><trk><trkseg>
<trkpt lat="44.67972" lon="6.07367"><ele>987.0</ele></trkpt>
<trkpt lat="44.67966" lon="6.07368"><ele>987.25</ele></trkpt>
<trkpt lat="44.67961" lon="6.0737"></trkpt>
</trkseg></trk></gpx>`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestWriteGPXReadsBackTheSame(t *testing.T) {
	want := ride(300)
	want.Totals.Calories = 86
	p := want.Segments[0].Points
	p[3].HeartRate, p[4].Cadence, p[5].Power, p[6].Temperature = track.None, track.None, track.None, track.NoTemperature
	p[7].HeartRate, p[7].Cadence, p[7].Power, p[7].Temperature = track.None, track.None, track.None, track.NoTemperature
	p[8].Ele, p[9].Ele, p[10].Time = math.NaN(), -0.1, p[10].Time+123_456
	want.Segments = append(want.Segments, track.Segment{Points: ride(5).Segments[0].Points})

	first := gpxOf(t, want)
	got := readOne(t, GPX, string(first))
	if again := gpxOf(t, got); !bytes.Equal(first, again) {
		t.Error("writing what was read gives another file")
	}
	if got.Name != want.Name || got.Description != want.Description || got.Device != want.Device ||
		got.Software != want.Software || got.Sport != want.Sport || got.Totals.Calories != 86 {
		t.Errorf("got %q %q %q %q %q %d", got.Name, got.Description, got.Device, got.Software, got.Sport, got.Totals.Calories)
	}
	for i, s := range want.Segments {
		for j, w := range s.Points {
			g := got.Segments[i].Points[j]
			w.Speed, w.Distance, g.Speed, g.Distance = 0, 0, 0, 0
			if w.HasEle() != g.HasEle() {
				t.Fatalf("segment %d point %d: elevation %v, want %v", i, j, g.Ele, w.Ele)
			}
			if !w.HasEle() {
				w.Ele, g.Ele = 0, 0
			}
			if g != w {
				t.Fatalf("segment %d point %d: got %+v, want %+v", i, j, g, w)
			}
		}
	}
}

// The schema of GPX 1.1 asks for this order of a track's children, and for extensions in namespaces of their own.
func TestWriteGPXFollowsTheSchema(t *testing.T) {
	ride := ride(2)
	ride.Totals.Calories = 86
	dec := xml.NewDecoder(bytes.NewReader(gpxOf(t, ride)))
	var path, children []string
	for {
		token, err := dec.Token()
		if err != nil {
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			inExtension := len(path) > 0 && path[len(path)-1] != "gpx" && strings.Contains(strings.Join(path, "/"), "extensions")
			if ours := token.Name.Space == "http://www.topografix.com/GPX/1/1"; ours == inExtension {
				t.Errorf("<%s> below %v has namespace %q", token.Name.Local, path, token.Name.Space)
			}
			if len(path) == 2 {
				children = append(children, token.Name.Local)
			}
			path = append(path, token.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		}
	}
	if got := strings.Join(children, " "); got != "name desc src type extensions trkseg" {
		t.Errorf("children of trk: %s", got)
	}
}

func TestWriteGPXReportsErrorsOfTheWriter(t *testing.T) {
	broken := errors.New("disk full")
	if err := WriteGPX(failing{broken}, ride(1000), "x"); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
