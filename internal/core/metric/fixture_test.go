package metric_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/track"
)

// The fixtures are rides and walks of a few points whose numbers are known from the reference release.

// at is a point; ele NaN is none.
func at(lat, lon, ele float64, when int64) track.Point {
	p := track.NewPoint()
	p.Lat, p.Lon, p.Ele, p.Time = lat, lon, ele, when
	return p
}

// points reads lines of "lat lon ele hh:mm:ss" on 13 March 2018.
func points(text string) []track.Point {
	var out []track.Point
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		f := strings.Fields(line)
		when, err := time.Parse("2006-01-02 15:04:05", "2018-03-13 "+f[3])
		if err != nil {
			panic(err)
		}
		out = append(out, at(number(f[0]), number(f[1]), number(f[2]), when.UnixMicro()))
	}
	return out
}

var p1 = points(`
44.68095 6.07367 998 12:44:45
44.68091 6.07367 998 12:44:50
44.6808 6.07364 994 12:45:00
44.68075 6.07364 994 12:45:05
44.68071 6.07364 994 12:45:10
44.68049 6.07361 993 12:45:30
44.68019 6.07356 992 12:45:55
44.68014 6.07355 992 12:46:00
44.67995 6.07358 987 12:46:15`)

var p2 = points(`
44.67977 6.07364 987 12:46:30
44.67972 6.07367 987 12:46:35
44.67966 6.07368 987 12:46:40
44.67961 6.0737 986 12:46:45
44.67938 6.07377 986 12:47:05
44.67933 6.07381 986 12:47:10
44.67922 6.07385 985 12:47:20
44.67911 6.0739 980 12:47:30
44.679 6.07399 980 12:47:40
44.67896 6.07402 980 12:47:45
44.67884 6.07408 979 12:47:55
44.67863 6.07423 981 12:48:15
44.67858 6.07425 980 12:48:20
44.67842 6.07434 979 12:48:35
44.67837 6.07435 979 12:48:40
44.67822 6.07442 975 12:48:55`)

// s3 are three segments with a minute between them.
var s3 = [][]track.Point{
	points("44.68095 6.07367 998 12:44:50\n44.68091 6.07367 998 12:44:55\n44.6808 6.07364 994 12:45:00"),
	points("44.67972 6.07367 987 12:46:00\n44.67966 6.07368 987 12:46:05\n44.67961 6.0737 986 12:46:10"),
	points("44.67858 6.07425 980 12:47:10\n44.67842 6.07434 979 12:47:15\n44.67837 6.07435 979 12:47:20"),
}

// What the sensors said along p1 and p2.
var (
	power = []int16{0, 305, 326, 287, 251, 248, 246, 216, 243, 267, 278, 290, 228, 280, 269, 280, 256, 234, 241, 264, 256, 267, 234, 225, 218}
	heart = []int16{92, 87, 88, 90, 87, 85, 86, 84, 86, 88, 86, 83, 83, 85, 86, 85, 84, 86, 83, 83, 82, 85, 84, 84, 81}
	rpm   = []int16{0, 50, 51, 54, 53, 54, 54, 55, 53, 56, 56, 55, 56, 54, 56, 53, 56, 55, 55, 55, 54, 57, 57, 52, 50}
)

// recording is a track of these segments.
func recording(segments ...[]track.Point) *track.Track {
	t := &track.Track{Totals: track.NewTotals()}
	for _, s := range segments {
		t.Segments = append(t.Segments, track.Segment{Points: append([]track.Point(nil), s...)})
	}
	return t
}

// whole is p1 and p2 in one segment.
func whole() *track.Track { return recording(append(append([]track.Point(nil), p1...), p2...)) }

// level takes the elevations away.
func level(t *track.Track) *track.Track {
	for i := range t.Segments {
		for j := range t.Segments[i].Points {
			t.Segments[i].Points[j].Ele = math.NaN()
		}
	}
	return t
}

// sensed is whole with heart rate, cadence and power.
func sensed() *track.Track {
	t := whole()
	for i := range t.Segments[0].Points {
		p := &t.Segments[0].Points[i]
		p.HeartRate, p.Cadence, p.Power = heart[i], rpm[i], power[i]
	}
	return t
}

// line goes north from 45° N 5° E: steps in degrees, every so many seconds.
func line(everySeconds float64, steps ...float64) []track.Point {
	lat := 45.0
	out := []track.Point{at(lat, 5, math.NaN(), 0)}
	for i, step := range steps {
		lat += step
		out = append(out, at(lat, 5, math.NaN(), int64(float64(i+1)*everySeconds*1e6)))
	}
	return out
}

// climbing gives the points of a line these elevations; NaN is none.
func climbing(ps []track.Point, elevations ...float64) []track.Point {
	for i := range ps {
		ps[i].Ele = elevations[i]
	}
	return ps
}

// times repeats a step.
func times(n int, step float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = step
	}
	return out
}

func equal(t *testing.T, what string, got, want float64) {
	t.Helper()
	if got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
