package basemap

import (
	"math"
	"slices"
	"testing"
)

// whole is the world, but for its right edge, where it begins again.
var whole = Box{0, 0, 0.99999, 0.99999}

// around is a small box at a position.
func around(lat, lon float64) Box {
	x, y := Project(lat, lon)
	return Box{x, y, x, y}
}

// covers counts the turns of rings around a point: 0 is outside, by the non-zero rule.
func covers(rings []Ring, p Point) bool {
	turns := 0
	for _, r := range rings {
		for i, a := range r.Points {
			b := r.Points[(i+1)%len(r.Points)]
			if (a.Y > p.Y) == (b.Y > p.Y) || p.X >= a.X+(b.X-a.X)*(p.Y-a.Y)/(b.Y-a.Y) {
				continue
			}
			if a.Y < b.Y {
				turns++
			} else {
				turns--
			}
		}
	}
	return turns != 0
}

func TestLandAndWaterAreWhereTheyAre(t *testing.T) {
	const dry, sea, lake = "land", "sea", "lake"
	for _, c := range []struct {
		name     string
		lat, lon float64
		want     string
		detailed bool // too small for the far views
	}{
		{"Paris", 48.8566, 2.3522, dry, false},
		{"the Sahara", 23, 10, dry, false},
		{"the South Pole's plateau", -84.9, 60, dry, false},
		{"Chukotka, beyond the antimeridian", 67, -178, dry, false},
		{"the middle of the Atlantic", 35, -40, sea, false},
		{"the Pacific at the antimeridian", 10, 180, sea, false},
		{"the Arctic", 84, 100, sea, false},
		{"the Caspian Sea", 41, 51, sea, false},
		{"Lake Superior", 47.7, -87.5, lake, false},
		{"Lake Geneva", 46.45, 6.55, lake, true},
		{"Manitoulin, an island in Lake Huron", 45.75, -82.2, dry, true},
		{"Viti Levu, Fiji", -17.8, 178, dry, true},
	} {
		for _, zoom := range []int{0, 4, 9} {
			if c.detailed && zoom < CellZooms[len(CellZooms)-1] {
				continue
			}
			x, y := Project(c.lat, c.lon)
			f := Load().Query(around(c.lat, c.lon), zoom)
			got := sea
			if covers(f.Land, Point{x, y}) {
				got = dry
			}
			if covers(f.Lakes, Point{x, y}) {
				got = lake
			}
			if got != c.want {
				t.Errorf("%s at zoom %d is %s, want %s", c.name, zoom, got, c.want)
			}
		}
	}
}

func TestBordersRunBetweenCountries(t *testing.T) {
	nearest := func(lat, lon float64) float64 {
		x, y := Project(lat, lon)
		best := math.Inf(1)
		for _, line := range Load().Query(around(lat, lon).Grow(0.01), 9).Borders {
			for _, p := range line {
				best = min(best, math.Hypot(p.X-x, p.Y-y))
			}
		}
		return best * 40_075_000 * math.Cos(lat*math.Pi/180) // meters
	}
	if d := nearest(42.466, 2.866); d > 5000 { // the pass of Le Perthus
		t.Errorf("the border of France and Spain is %.0f m from Le Perthus", d)
	}
	if d := nearest(47, 2.5); d < 200_000 {
		t.Errorf("a border %.0f m from the middle of France", d)
	}
}

func TestPlacesAreNamed(t *testing.T) {
	for _, c := range []struct {
		name     string
		lat, lon float64
		kind     Kind
	}{
		{"Paris", 48.8566, 2.3522, Capital},
		{"Tokyo", 35.68, 139.69, Capital},
		{"Washington", 38.9, -77.04, Capital},
		{"São Paulo", -23.55, -46.63, Metropolis},
		{"Lausanne", 46.52, 6.63, City},
		{"Gap", 44.56, 6.08, Town},
	} {
		labels := Load().Query(around(c.lat, c.lon).Grow(0.0005), 12).Labels
		i := slices.IndexFunc(labels, func(l Label) bool { return l.Name == c.name })
		if i < 0 {
			t.Errorf("%s is not named", c.name)
			continue
		}
		lat, lon := Unproject(labels[i].At.X, labels[i].At.Y)
		if labels[i].Kind != c.kind || math.Abs(lat-c.lat) > 0.1 || math.Abs(lon-c.lon) > 0.1 {
			t.Errorf("%s is %+v at %.3f, %.3f; want kind %d at %.3f, %.3f", c.name, labels[i], lat, lon, c.kind, c.lat, c.lon)
		}
	}
}

func TestLabelsShowInTheirZoomsOnly(t *testing.T) {
	for zoom := range 10 {
		for _, l := range Load().Query(whole, zoom).Labels {
			if zoom < l.MinZoom || zoom > l.MaxZoom {
				t.Fatalf("%s shows at zoom %d, not from %d to %d", l.Name, zoom, l.MinZoom, l.MaxZoom)
			}
		}
	}
	for _, c := range []struct {
		name string
		zoom int
		kind Kind
		want bool
	}{
		{"Kazakhstan", 3, Country, true}, {"Kazakhstan", 12, Country, false},
		{"Gap", 3, Town, false}, {"Gap", 12, Town, true},
	} {
		got := slices.ContainsFunc(Load().Query(whole, c.zoom).Labels, func(l Label) bool { return l.Name == c.name && l.Kind == c.kind })
		if got != c.want {
			t.Errorf("%s named at zoom %d: %t, want %t", c.name, c.zoom, got, c.want)
		}
	}
}

func TestQueryAcrossTheAntimeridian(t *testing.T) {
	x, y := Project(67, -178) // Chukotka
	for _, by := range []float64{-1, 0, 1} {
		f := Load().Query(Box{x + by, y, x + by, y}, 6)
		if !covers(f.Land, Point{x + by, y}) {
			t.Errorf("no land %+v worlds to the right", by)
		}
	}
	if f := Load().Query(Box{math.NaN(), 0, 1, 1}, 3); len(f.Land) > 0 {
		t.Error("a box that is not a number finds land")
	}
	if f := Load().Query(Box{0, 1.1, 1, 1.2}, 3); len(f.Land) > 0 {
		t.Error("there is land below the world")
	}
}

// Every cell of the data decodes to its last byte, within its square.
func TestAllDataIsSound(t *testing.T) {
	for _, l := range Load().levels {
		for c := range l.cells(whole) {
			slack := c.box.Grow(1e-9)
			within := func(p Point) bool {
				return p.X >= slack.MinX && p.X <= slack.MaxX && p.Y >= slack.MinY && p.Y <= slack.MaxY
			}
			for _, layer := range []int{layerLand, layerLakes, layerBorders} {
				r := &reader{rest: c.layers[layer]}
				for r.rest != "" {
					if shape := r.shape(c.box); r.bad || len(shape) < 2 || !slices.ContainsFunc(shape, within) || slices.ContainsFunc(shape, func(p Point) bool { return !within(p) }) {
						t.Fatalf("a damaged shape in layer %d of the cell %+v", layer, c.box)
					}
				}
			}
			r := &reader{rest: c.layers[layerLabels]}
			for r.rest != "" {
				if l := r.label(c.box); r.bad || l.Name == "" || l.Kind > Village || !within(l.At) || l.MinZoom > l.MaxZoom {
					t.Fatalf("a damaged label %+v", l)
				}
			}
		}
	}
}
