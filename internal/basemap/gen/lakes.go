package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"

	"palestra/internal/basemap"
)

// lake is its outline and the islands in it, which turn the other way.
type lake [][]basemap.Point

// readShapefile reads the polygons of an ESRI shapefile, projected.
// https://www.esri.com/content/dam/esrisites/sitecore-archive/Files/Pdfs/library/whitepapers/pdfs/shapefile.pdf
func readShapefile(path string) ([]lake, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	const header = 100
	var lakes []lake
	for at := header; at < len(b); {
		if len(b) < at+8 {
			return nil, fmt.Errorf("%s: cut off at byte %d", path, at)
		}
		end := at + 8 + 2*int(binary.BigEndian.Uint32(b[at+4:])) // counted in 16-bit words
		if end > len(b) {
			return nil, fmt.Errorf("%s: cut off at byte %d", path, at)
		}
		l, err := readPolygon(b[at+8 : end])
		if err != nil {
			return nil, fmt.Errorf("%s: record at byte %d: %w", path, at, err)
		}
		lakes = append(lakes, l)
		at = end
	}
	return lakes, nil
}

// readPolygon reads one record: its type, a bounding box, the numbers of rings and points, where each ring starts, the points.
func readPolygon(b []byte) (lake, error) {
	const head, polygon = 44, 5
	le := binary.LittleEndian
	if len(b) < head || le.Uint32(b) != polygon {
		return nil, errors.New("not a polygon")
	}
	rings, points := int(le.Uint32(b[36:])), int(le.Uint32(b[40:]))
	if len(b) != head+4*rings+16*points {
		return nil, errors.New("the numbers of rings and points do not fit its length")
	}
	xy := b[head+4*rings:]
	l := make(lake, rings)
	ring := -1
	for i := range points {
		for ring+1 < rings && int(le.Uint32(b[head+4*(ring+1):])) == i {
			ring++
		}
		if ring < 0 {
			return nil, errors.New("the first ring does not start at the first point")
		}
		lon, lat := math.Float64frombits(le.Uint64(xy[16*i:])), math.Float64frombits(le.Uint64(xy[16*i+8:]))
		x, y := basemap.Project(lat, lon)
		l[ring] = append(l[ring], basemap.Point{X: x, Y: y})
	}
	return l, nil
}

// simplifyLakes leaves out small lakes and islands, and points. Shapefiles close a ring by its first point, which is dropped.
func simplifyLakes(lakes []lake, d detail) [][]basemap.Point {
	var rings [][]basemap.Point
	for _, l := range lakes {
		for i, ring := range l {
			if len(ring) < 4 || area(ring) < d.lake {
				if i == 0 {
					break
				}
				continue
			}
			half := len(ring) / 2 // a closed line has no direction to be near to, so its halves are simplified
			thin := append(simplify(ring[:half+1], d.tolerance), simplify(ring[half:], d.tolerance)[1:]...)
			if len(thin) > 3 {
				rings = append(rings, thin[:len(thin)-1])
			}
		}
	}
	return rings
}
