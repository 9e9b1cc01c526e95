package mapimage

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"testing"

	"palestra/internal/basemap"
)

func tile(t testing.TB, id TileID, theme Theme, scale int) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := Tile(&b, id, theme, scale); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestTileSizesAndThemes(t *testing.T) {
	for scale, want := range map[int]int{1: 256, 2: 512} {
		light, dark := tile(t, TileID{}, Light, scale), tile(t, TileID{}, Dark, scale)
		if light.Bounds().Dx() != want || light.Bounds().Dy() != want {
			t.Errorf("scale %d: %v, want %d square", scale, light.Bounds(), want)
		}
		if count(light, Light.colors().water) < want*want/5 || count(dark, Dark.colors().water) < want*want/5 {
			t.Errorf("scale %d: too little sea", scale)
		}
	}
}

func TestTilesOutsideThePyramid(t *testing.T) {
	for _, id := range []TileID{{-1, 0, 0}, {18, 0, 0}, {3, 8, 0}, {3, 0, 8}, {3, -1, 0}, {3, 0, -1}, {1 << 40, 0, 0}} {
		var b bytes.Buffer
		if err := Tile(&b, id, Light, 1); err == nil || b.Len() > 0 {
			t.Errorf("%+v is drawn", id)
		}
	}
	for _, scale := range []int{0, 3, -1, 1 << 30} {
		if err := Tile(io.Discard, TileID{}, Light, scale); err == nil {
			t.Errorf("scale %d is drawn", scale)
		}
	}
	for z := range MaxZoom + 1 {
		last := 1<<z - 1
		for _, id := range []TileID{{z, 0, 0}, {z, last, last}} {
			if err := Tile(io.Discard, id, Dark, 1); err != nil {
				t.Errorf("%+v: %v", id, err)
			}
		}
	}
}

// Four tiles are the same as one picture of their ground, to a hair of antialiasing: shapes, grid and names go on across borders.
func TestNeighboursAgree(t *testing.T) {
	for _, c := range []struct {
		name string
		id   TileID
	}{
		{"Europe", TileID{4, 8, 5}},
		{"Norway, at a corner of the data's cells", TileID{6, 33, 17}},
		{"Lake Geneva", TileID{9, 264, 180}},
		{"Lisbon", TileID{12, 1942, 1568}},
	} {
		v := view{
			zoom: c.id.Z, left: float64(c.id.X) * tileSize, top: float64(c.id.Y) * tileSize,
			width: 2 * tileSize, height: 2 * tileSize, scale: 1,
		}
		cv := newCanvas(2*tileSize, 2*tileSize, Light.colors().water)
		cv.drawBase(v, basemap.Load(), Light.colors())
		differing := 0
		for i := range 4 {
			img := tile(t, TileID{c.id.Z, c.id.X + i%2, c.id.Y + i/2}, Light, 1)
			for y := range tileSize {
				for x := range tileSize {
					got := at(img, basemap.Point{X: float64(x), Y: float64(y)})
					if distance(got, cv.img.RGBAAt(i%2*tileSize+x, i/2*tileSize+y)) > 16 {
						differing++
					}
				}
			}
		}
		if differing > 0 {
			t.Errorf("%s: %d pixels differ", c.name, differing)
		}
		cv.free()
	}
}

// The data promises that no two names touch; drawing relies on it.
func TestNamesDoNotTouch(t *testing.T) {
	for _, c := range []struct{ lat, lon float64 }{{48.86, 2.35}, {51, 5}, {35.6, 139.7}, {-17, 179.9}, {40.7, -74}, {28.6, 77.2}} {
		for zoom := 2; zoom <= MaxZoom; zoom++ {
			v := centred(zoom, LatLon{c.lat, c.lon})
			labels := basemap.Load().Query(v.box(labelReach), zoom).Labels
			boxes := make([]basemap.Box, len(labels))
			for i, l := range labels {
				box, ok := LabelBox(l, zoom)
				if !ok {
					t.Errorf("%q cannot be written at zoom %d", l.Name, zoom)
				}
				p := v.pixel(l.At)
				boxes[i] = basemap.Box{MinX: p.X + box.MinX, MinY: p.Y + box.MinY, MaxX: p.X + box.MaxX, MaxY: p.Y + box.MaxY}
			}
			for i, a := range boxes {
				for j, b := range boxes[:i] {
					if a.MinX < b.MaxX && b.MinX < a.MaxX && a.MinY < b.MaxY && b.MinY < a.MaxY {
						t.Errorf("%s and %s touch at zoom %d", labels[i].Name, labels[j].Name, zoom)
					}
				}
			}
		}
	}
}
