package mapimage

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/basemap"
)

// The tiles of the walk's picture are known.
func TestWalkIsSeenFromZoom16(t *testing.T) {
	v := fit([][]LatLon{walk})
	if v.zoom != 16 {
		t.Fatalf("zoom %d, want 16", v.zoom)
	}
	tile := func(pixel float64) int { return int(math.Floor(pixel / tileSize)) }
	if first, last := tile(v.left), tile(v.left+Width); first != 33872 || last != 33874 {
		t.Errorf("columns %d to %d, want 33872 to 33874", first, last)
	}
	if first, last := tile(v.top), tile(v.top+Height); first != 23656 || last != 23657 {
		t.Errorf("rows %d to %d, want 23656 to 23657", first, last)
	}
}

// Any extent fits at the zoom chosen, would not at the next, and has its middle in the middle.
func TestFitIsTheClosestZoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := LatLon{rapid.Float64Range(-80, 79).Draw(t, "lat"), rapid.Float64Range(-180, 0).Draw(t, "lon")}
		size := math.Pow(10, rapid.Float64Range(-6, 1.5).Draw(t, "size"))
		high := LatLon{min(low.Lat+size, 84), low.Lon + size*rapid.Float64Range(0, 3).Draw(t, "flatness")}
		v := fit([][]LatLon{{low, high}})
		pixels := func(zoom int) (w, h float64) {
			a, b := world(low), world(high)
			return (b.X - a.X) * worldSize(zoom), (a.Y - b.Y) * worldSize(zoom)
		}
		if w, h := pixels(v.zoom); v.zoom > 0 && (w > 380 || h > 225) {
			t.Fatalf("%.1f × %.1f pixels at zoom %d", w, h, v.zoom)
		}
		if w, h := pixels(v.zoom + 1); v.zoom < MaxZoom && w <= 380 && h <= 225 {
			t.Fatalf("%.1f × %.1f pixels fit at zoom %d, too", w, h, v.zoom+1)
		}
		middle := v.pixel(world(LatLon{(low.Lat + high.Lat) / 2, (low.Lon + high.Lon) / 2}))
		if math.Hypot(middle.X-Width/2, middle.Y-Height/2.) > 1e-4 {
			t.Fatalf("the middle is at %+v", middle)
		}
	})
}

func TestGridLinesMeetAtEveryZoom(t *testing.T) {
	for zoom := gridFrom; zoom <= MaxZoom; zoom++ {
		step := gridStep(zoom)
		apart := step / 360 * worldSize(zoom)
		if apart < 100 || apart > 260 {
			t.Errorf("zoom %d: meridians are %.0f pixels apart", zoom, apart)
		}
		if n := 360 / step; math.Abs(n-math.Round(n)) > 1e-6 {
			t.Errorf("zoom %d: %v° does not divide the circle", zoom, step)
		}
	}
}

func TestLabelBoxNeedsItsLetters(t *testing.T) {
	for name, want := range map[string]bool{
		"Paris": true, "Łódź": true, "Αθήνα": true, "東京": false,
		"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch": false, // wider than a label may be
	} {
		if _, ok := LabelBox(basemap.Label{Name: name, Kind: basemap.Town}, 12); ok != want {
			t.Errorf("%s can be written: %t, want %t", name, ok, want)
		}
	}
}
