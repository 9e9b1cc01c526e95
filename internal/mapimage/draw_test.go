package mapimage

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/basemap"
)

// walk is a short walk down a lane in the French Alps.
var walk = []LatLon{
	{44.68095, 6.07367}, {44.68091, 6.07367}, {44.6808, 6.07364}, {44.68075, 6.07364}, {44.68071, 6.07364}, {44.68049, 6.07361},
	{44.68019, 6.07356}, {44.68014, 6.07355}, {44.67995, 6.07358}, {44.67977, 6.07364}, {44.67972, 6.07367}, {44.67966, 6.07368},
	{44.67961, 6.0737}, {44.67938, 6.07377}, {44.67933, 6.07381}, {44.67922, 6.07385}, {44.67911, 6.0739}, {44.679, 6.07399},
	{44.67896, 6.07402}, {44.67884, 6.07408}, {44.67863, 6.07423}, {44.67858, 6.07425}, {44.67842, 6.07434}, {44.67837, 6.07435},
	{44.67822, 6.07442},
}

func picture(t testing.TB, theme Theme, segments ...[]LatLon) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := Draw(&b, segments, theme); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func at(img image.Image, p basemap.Point) color.RGBA {
	return color.RGBAModel.Convert(img.At(int(math.Floor(p.X)), int(math.Floor(p.Y)))).(color.RGBA)
}

// count is how many pixels have exactly a colour.
func count(img image.Image, want color.RGBA) int {
	n := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if at(img, basemap.Point{X: float64(x), Y: float64(y)}) == want {
				n++
			}
		}
	}
	return n
}

func TestPictureIsAnRGBOf400By225(t *testing.T) {
	var b bytes.Buffer
	if err := Draw(&b, [][]LatLon{walk}, Light); err != nil {
		t.Fatal(err)
	}
	if size := b.Bytes()[16:24]; !bytes.Equal(size, []byte{0, 0, 400 >> 8, 400 & 0xff, 0, 0, 0, 225}) {
		t.Errorf("the header's size is % x", size)
	}
	if bits, kind := b.Bytes()[24], b.Bytes()[25]; bits != 8 || kind != 2 {
		t.Errorf("%d bits of colour type %d, want 8 of type 2, RGB", bits, kind)
	}
}

func TestWalkIsDrawnAlongItsPoints(t *testing.T) {
	for _, theme := range []Theme{Light, Dark} {
		img := picture(t, theme, walk)
		v := fit([][]LatLon{walk})
		ground := theme.colors().land
		for _, p := range walk {
			q := v.pixel(world(p))
			// Points that the line leaves out are a little off its middle.
			if got := at(img, q); distance(got, color.RGBA{0x33, 0x88, 0xff, 0xff}) > 16 {
				t.Errorf("%+v is %v at %.1f, %.1f", p, got, q.X, q.Y)
			}
			for _, aside := range []float64{-30, 30} {
				if got := at(img, basemap.Point{X: q.X + aside, Y: q.Y}); distance(got, ground) > 24 {
					t.Errorf("%.0f pixels beside %+v is %v, want land", aside, p, got)
				}
			}
		}
		// A steep line of 4 pixels covers 4 pixels of a row, a little more where it leans.
		middle := v.pixel(world(walk[len(walk)/2]))
		width := 0.0
		for x := middle.X - 10; x < middle.X+10; x++ {
			c := at(img, basemap.Point{X: x, Y: middle.Y})
			width += (float64(ground.R) - float64(c.R)) / (float64(ground.R) - float64(track.R))
		}
		if width < 3.9 || width > 4.8 {
			t.Errorf("the line is %.1f pixels wide in a row", width)
		}
	}
}

// distance is the largest difference of a channel.
func distance(a, b color.RGBA) int {
	d := func(p, q uint8) int { return max(int(p)-int(q), int(q)-int(p)) }
	return max(d(a.R, b.R), d(a.G, b.G), d(a.B, b.B))
}

func TestPictureShowsTheBaseMap(t *testing.T) {
	colors := Light.colors()
	around := func(lat, lon, r float64) []LatLon { return []LatLon{{lat - r, lon - r}, {lat + r, lon + r}} }
	lake := picture(t, Light, around(46.45, 6.55, 0.2))
	if count(lake, colors.water) < 2000 || count(lake, colors.land) < 20000 {
		t.Error("a ride around Lake Geneva shows no lake, or no land")
	}
	sea := picture(t, Light, around(35, -40, 0.2))
	if n := count(sea, colors.water); n < 80000 {
		t.Errorf("only %d pixels of the middle of the Atlantic are water", n)
	}
}

func TestSegmentsAreNotJoined(t *testing.T) {
	west, east := []LatLon{{47, 5}, {47.2, 5}}, []LatLon{{47, 5.4}, {47.2, 5.4}}
	v := fit([][]LatLon{west, east})
	between := v.pixel(world(LatLon{47.1, 5.2}))
	for _, c := range []struct {
		segments [][]LatLon
		want     bool
	}{
		{[][]LatLon{west, east}, false},
		{[][]LatLon{{west[0], east[1]}}, true},
	} {
		if got := at(picture(t, Light, c.segments...), between) == track; got != c.want {
			t.Errorf("%v: a line through the middle: %t, want %t", c.segments, got, c.want)
		}
	}
}

func TestOddTracks(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, c := range map[string]struct {
		segments [][]LatLon
		dot      bool // something is drawn
	}{
		"nothing":              {nil, false},
		"empty segments":       {[][]LatLon{{}, nil}, false},
		"no numbers":           {[][]LatLon{{{nan, 1}, {1, nan}, {inf, 1}, {1, -inf}}}, false},
		"one point":            {[][]LatLon{{{48.85, 2.35}}}, true},
		"one point twice":      {[][]LatLon{{{48.85, 2.35}, {48.85, 2.35}}}, true},
		"a hole in the middle": {[][]LatLon{{{48.85, 2.35}, {nan, nan}, {48.86, 2.36}}}, true},
		"the poles":            {[][]LatLon{{{90, 0}, {-90, 0}}}, true},
		"the North Pole":       {[][]LatLon{{{90, 0}, {90, 90}}}, true},
		"the antimeridian":     {[][]LatLon{{{-17, 179.9}, {-17.1, -179.9}}}, true},
		"all around":           {[][]LatLon{{{0, 0}, {1, 120}, {2, -120}, {3, 0}, {4, 120}, {5, -120}, {6, 0}}}, true},
		"off the globe":        {[][]LatLon{{{1e300, 1e300}, {-1e300, -1e300}}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			n := count(picture(t, Light, c.segments...), track)
			if n > 0 != c.dot {
				t.Errorf("%d pixels of track, want some: %t", n, c.dot)
			}
		})
	}
}

// Across the antimeridian the shorter way is meant: a short track is seen from near.
func TestAntimeridianIsNoDetour(t *testing.T) {
	lines := unroll([][]LatLon{{{-17, 179.9}, {-17.1, -179.9}}, {{-17.1, -179.9}, {-17.2, 179.9}}})
	if v := fit(lines); v.zoom < 9 {
		t.Errorf("zoom %d for 22 km", v.zoom)
	}
	if first, last := lines[0][0].Lon, lines[1][1].Lon; math.Abs(first-last) > 1e-9 {
		t.Errorf("the second segment is %v, %v: not beside the first", first, last)
	}
}

func TestSameTrackSamePicture(t *testing.T) {
	var first bytes.Buffer
	if err := Draw(&first, [][]LatLon{winding(2000)}, Light); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 3 {
				var b bytes.Buffer
				if err := Draw(&b, [][]LatLon{winding(2000)}, Light); err != nil || !bytes.Equal(b.Bytes(), first.Bytes()) {
					t.Errorf("another picture of the same track (error %v)", err)
				}
				if err := Tile(&bytes.Buffer{}, TileID{9, 265, 181}, Dark, 2); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

// brokenWriter is a disk that is full.
type brokenWriter struct{}

var errFull = errors.New("no space left")

func (brokenWriter) Write([]byte) (int, error) { return 0, errFull }

func TestWriterFails(t *testing.T) {
	if err := Draw(brokenWriter{}, [][]LatLon{walk}, Light); !errors.Is(err, errFull) {
		t.Errorf("Draw: %v", err)
	}
	if err := Tile(brokenWriter{}, TileID{}, Light, 1); !errors.Is(err, errFull) {
		t.Errorf("Tile: %v", err)
	}
}

func TestThinKeepsEndsAndSpacing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pixel := rapid.Float64Range(-100, 500)
		points := rapid.SliceOf(rapid.Custom(func(t *rapid.T) basemap.Point {
			return basemap.Point{X: pixel.Draw(t, "x"), Y: pixel.Draw(t, "y")}
		})).Draw(t, "points")
		got := thin(append([]basemap.Point(nil), points...), closest)
		if len(points) > 0 && (got[0] != points[0] || got[len(got)-1] != points[len(points)-1]) {
			t.Fatal("an end is lost")
		}
		for i := 1; i < len(got)-1; i++ {
			if d := math.Hypot(got[i].X-got[i-1].X, got[i].Y-got[i-1].Y); d < 5.5 {
				t.Fatalf("kept points %.2f pixels apart", d)
			}
		}
	})
}

func FuzzDraw(f *testing.F) {
	f.Add(44.68, 6.07, 44.69, 6.08, 44.7, 6.0)
	f.Add(90.0, 180.0, -90.0, -180.0, 0.0, 0.0)
	f.Add(math.NaN(), math.Inf(1), 1e308, -1e308, 5e-324, math.Copysign(0, -1))
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g float64) {
		var out bytes.Buffer
		if err := Draw(&out, [][]LatLon{{{a, b}, {c, d}}, {{e, g}}}, Light); err != nil {
			t.Fatal(err)
		}
		if config, err := png.DecodeConfig(&out); err != nil || config.Width != Width || config.Height != Height {
			t.Fatalf("%+v, %v", config, err)
		}
	})
}
