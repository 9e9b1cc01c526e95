package mapimage

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os"
	"palestra/internal/basemap"
	"testing"
	"time"
)

func sheet(name string, z int, lat, lon float64, nx, ny int, th Theme, scale int) {
	x, y := basemap.Project(lat, lon)
	n := math.Exp2(float64(z))
	tx, ty := int(x*n)-nx/2, int(y*n)-ny/2
	s := 256 * scale
	out := image.NewRGBA(image.Rect(0, 0, nx*s, ny*s))
	t0 := time.Now()
	size := 0
	for j := range ny {
		for i := range nx {
			var b bytes.Buffer
			X := ((tx+i)%int(n) + int(n)) % int(n)
			if Tile(&b, TileID{z, X, ty + j}, th, scale) != nil {
				continue
			}
			size += b.Len()
			im, _ := png.Decode(&b)
			draw.Draw(out, image.Rect(i*s, j*s, (i+1)*s, (j+1)*s), im, image.Point{}, draw.Src)
		}
	}
	fmt.Println(name, "with decode, per tile", time.Since(t0)/time.Duration(nx*ny), size/(nx*ny))
	f, _ := os.Create("/tmp/w/map/" + name + ".png")
	png.Encode(f, out)
	f.Close()
}
func TestSheets(t *testing.T) {
	for _, th := range []Theme{Light, Dark} {
		n := []string{"l", "d"}[th]
		sheet(n+"1", 1, 0.1, 0.1, 2, 2, th, 1)
		sheet(n+"2", 2, 0.1, 0.1, 4, 4, th, 1)
		sheet(n+"4", 4, 48, 10, 4, 3, th, 1)
		sheet(n+"5", 5, 48, 10, 4, 3, th, 1)
		sheet(n+"7", 7, 46.5, 7, 4, 3, th, 1)
		sheet(n+"9", 9, 46.5, 7, 4, 3, th, 1)
		sheet(n+"9n", 9, 60, 6, 4, 3, th, 1)
		sheet(n+"11", 11, 38.75, -9.2, 4, 3, th, 1)
		sheet(n+"13", 13, 46.52, 6.6, 4, 3, th, 1)
		sheet(n+"13p", 13, 48.86, 2.35, 4, 3, th, 1)
		sheet(n+"9r", 9, 46.5, 7, 2, 2, th, 2)
	}
}
