package basemap

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestProjection(t *testing.T) {
	for _, c := range []struct{ lat, lon, x, y float64 }{
		{0, 0, 0.5, 0.5},
		{MaxLat, -180, 0, 0},
		{-MaxLat, 180, 1, 1},
		{90, 0, 0.5, 0},
		{44.68095, 6.07367, 33873.9 / 65536, 23656.2 / 65536}, // tile 33873, 23656 of zoom 16
	} {
		x, y := Project(c.lat, c.lon)
		if math.Abs(x-c.x) > 2e-5 || math.Abs(y-c.y) > 2e-5 {
			t.Errorf("Project(%v, %v) = %.6f, %.6f; want %.6f, %.6f", c.lat, c.lon, x, y, c.x, c.y)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		lat, lon := rapid.Float64Range(-85, 85).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")
		backLat, backLon := Unproject(Project(lat, lon))
		if math.Abs(backLat-lat) > 1e-9 || math.Abs(backLon-lon) > 1e-9 {
			t.Fatalf("%v, %v comes back as %v, %v", lat, lon, backLat, backLon)
		}
	})
}

var coordinate = rapid.Float64Range(-2, 3)

func drawPoints(t *rapid.T, atLeast int) []Point {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Point {
		return Point{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")}
	}), atLeast, 30).Draw(t, "points")
}

// Whatever the outline, it covers after clipping what it covered before, inside the box, and nothing outside.
func TestClipRingKeepsWhatIsInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ring, unit := drawPoints(t, 3), Box{0, 0, 1, 1}
		cut := ClipRing(ring, unit)
		p := Point{rapid.Float64Range(0.001, 0.999).Draw(t, "px"), rapid.Float64Range(0.001, 0.999).Draw(t, "py")}
		if covers([]Ring{{Points: ring}}, p) != covers([]Ring{{Points: cut}}, p) {
			t.Fatalf("%+v changes sides", p)
		}
		for _, q := range cut {
			if q.X < -1e-12 || q.X > 1+1e-12 || q.Y < -1e-12 || q.Y > 1+1e-12 {
				t.Fatalf("%+v is outside", q)
			}
		}
	})
}

func TestClipLine(t *testing.T) {
	line := []Point{{-1, 0.5}, {0.5, 0.5}, {0.5, 2}, {0.7, 2}, {0.7, -1}}
	got := ClipLine(line, Box{0, 0, 1, 1})
	want := [][]Point{{{0, 0.5}, {0.5, 0.5}, {0.5, 1}}, {{0.7, 1}, {0.7, 0}}}
	if len(got) != len(want) || math.Abs(lengths(got)-lengths(want)) > 1e-12 || got[0][0] != want[0][0] || got[1][1] != want[1][1] {
		t.Errorf("got %v, want %v", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		line := drawPoints(t, 2)
		var inBoxes float64 // the boxes of a grid share out the line among them
		for i := range 25 {
			inBoxes += lengths(ClipLine(line, Box{float64(i%5) - 2, float64(i/5) - 2, float64(i%5) - 1, float64(i/5) - 1}))
		}
		if whole := lengths([][]Point{line}); inBoxes < whole-1e-6 {
			t.Fatalf("%.6f of %.6f", inBoxes, whole)
		}
	})
}
