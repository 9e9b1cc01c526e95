package main

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/basemap"
)

func write(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "input")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Two countries side by side: arc 0 is what they share, 1 the rest of the western one, 2 that of the eastern one.
const neighbours = `{"transform":{"scale":[1,1],"translate":[0,0]},
"arcs":[[[10,0],[0,10]],[[10,10],[-10,0],[0,-10],[10,0]],[[10,0],[10,0],[0,10],[-10,0]]],
"objects":{"countries":{"geometries":[
 {"type":"Polygon","arcs":[[0,1]],"id":"001","properties":{"name":"West"}},
 {"type":"MultiPolygon","arcs":[[[-1,2]]],"properties":{"name":"East"}}]},
"land":{"geometries":[{"type":"Polygon","arcs":[[1,2]]}]}}}`

func TestNeighboursShareABorder(t *testing.T) {
	top, err := readTopology(write(t, []byte(neighbours)))
	if err != nil {
		t.Fatal(err)
	}
	borders := top.borders()
	if len(borders) != 1 || len(borders[0]) != 2 {
		t.Fatalf("borders %v, want one of two points", borders)
	}
	if _, lon := basemap.Unproject(borders[0][0].X, borders[0][0].Y); math.Abs(lon-10) > 1e-9 {
		t.Errorf("the border is at %v° east, want 10°", lon)
	}
	countries := top.countries()
	if len(countries) != 2 || countries[0].name != "West" || countries[0].id != "001" || countries[1].name != "East" {
		t.Fatalf("countries %+v", countries)
	}
	whole := area(top.land()[0])
	if parts := area(countries[0].largest) + area(countries[1].largest); math.Abs(parts-whole) > 1e-12 {
		t.Errorf("the countries cover %v, the land %v", parts, whole)
	}
}

func TestBadTopologiesAreRefused(t *testing.T) {
	for _, bad := range []string{
		``, `{"arcs":[[[1,1]]]}`,
		`{"arcs":[],"objects":{"land":{"geometries":[{"arcs":[[7]]}]}}}`,
		`{"arcs":[],"objects":{"countries":{"geometries":[{"arcs":[[-8]]}]}}}`,
		`{"arcs":[],"objects":{"land":{"geometries":[{"arcs":[[]]}]}}}`,
	} {
		if _, err := readTopology(write(t, []byte(bad))); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

// An island on the antimeridian comes at both edges of the world, and the land around the pole is closed at the bottom.
func TestLandAcrossTheAntimeridian(t *testing.T) {
	top, err := readTopology(write(t, []byte(`{"transform":{"scale":[1,1],"translate":[0,0]},
"arcs":[[[170,0],[-340,0],[0,10],[340,0],[0,-10]],[[-180,-70],[120,0],[120,0],[119,0],[-359,0]]],
"objects":{"land":{"geometries":[{"type":"MultiPolygon","arcs":[[[0]],[[1]]]}]}}}`)))
	if err != nil {
		t.Fatal(err)
	}
	dry := func(lat, lon float64) bool {
		x, y := basemap.Project(lat, lon)
		for _, ring := range top.land() {
			if contains(ring, basemap.Point{X: x, Y: y}) {
				return true
			}
		}
		return false
	}
	for _, c := range []struct {
		lat, lon float64
		want     bool
	}{{5, 175, true}, {5, -175, true}, {5, 0, false}, {5, 165, false}, {-75, 0, true}, {-75, -179, true}, {-60, 0, false}} {
		if got := dry(c.lat, c.lon); got != c.want {
			t.Errorf("land at %v, %v: %t, want %t", c.lat, c.lon, got, c.want)
		}
	}
}

func TestSimplifyStaysNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.Float64Range(0, 1)
		line := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) basemap.Point {
			return basemap.Point{X: unit.Draw(t, "x"), Y: unit.Draw(t, "y")}
		}), 2, 40).Draw(t, "line")
		tolerance := rapid.Float64Range(0, 0.5).Draw(t, "tolerance")
		thin := simplify(line, tolerance)
		if thin[0] != line[0] || thin[len(thin)-1] != line[len(line)-1] {
			t.Fatal("an end is lost")
		}
		for _, p := range line {
			near := math.Inf(1)
			for i := range thin[1:] {
				near = min(near, distance(p, thin[i], thin[i+1]))
			}
			if near > tolerance+1e-12 {
				t.Fatalf("%+v is %v away, more than %v", p, near, tolerance)
			}
		}
	})
}

// shapefile is one polygon with the rings given, in degrees.
func shapefile(rings ...[][2]float64) []byte {
	le := binary.LittleEndian
	record := make([]byte, 44)
	le.PutUint32(record, 5)
	le.PutUint32(record[36:], uint32(len(rings)))
	points, starts, xy := uint32(0), []byte(nil), []byte(nil)
	for _, r := range rings {
		starts = le.AppendUint32(starts, points)
		points += uint32(len(r))
		for _, p := range r {
			xy = le.AppendUint64(le.AppendUint64(xy, math.Float64bits(p[0])), math.Float64bits(p[1]))
		}
	}
	le.PutUint32(record[40:], points)
	record = slices.Concat(record, starts, xy)
	file := append(make([]byte, 100), 0, 0, 0, 1)
	file = binary.BigEndian.AppendUint32(file, uint32(len(record)/2))
	return append(file, record...)
}

func TestLakesAndTheirIslands(t *testing.T) {
	shore := [][2]float64{{0, 0}, {0, 10}, {10, 10}, {10, 0}, {0, 0}}
	island := [][2]float64{{4, 4}, {5, 4}, {5, 5}, {4, 5}, {4, 4}}
	rock := [][2]float64{{1, 1}, {1.001, 1}, {1, 1.001}, {1, 1}}
	file := shapefile(shore, island, rock)
	lakes, err := readShapefile(write(t, file))
	if err != nil || len(lakes) != 1 || len(lakes[0]) != 3 {
		t.Fatalf("%v, %v; want one lake of three rings", lakes, err)
	}
	rings := simplifyLakes(lakes, detail{tolerance: 1e-6, lake: 1e-7})
	if len(rings) != 2 || len(rings[0]) != 4 || len(rings[1]) != 4 {
		t.Errorf("%v, want the lake and the island of four points each", rings)
	}
	if rings := simplifyLakes(lakes, detail{tolerance: 1e-6, lake: 0.5}); len(rings) != 0 {
		t.Errorf("%v is left of a small lake", rings)
	}
	for _, cut := range []int{1, 17, 60} {
		if _, err := readShapefile(write(t, file[:len(file)-cut])); err == nil {
			t.Errorf("a file without its last %d bytes is taken", cut)
		}
	}
}
