package main

import (
	"encoding/binary"
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
	const header, polygon = 100, 5
	le := binary.LittleEndian
	var lakes []lake
	for at := header; at+8 <= len(b); {
		record := b[at+8 : at+8+2*int(binary.BigEndian.Uint32(b[at+4:]))]
		at += 8 + len(record)
		if le.Uint32(record) != polygon {
			return nil, fmt.Errorf("%s: a shape of type %d, want polygons", path, le.Uint32(record))
		}
		parts, points := int(le.Uint32(record[36:])), int(le.Uint32(record[40:]))
		starts, xy := record[44:], record[44+4*parts:]
		var l lake
		for i := range parts {
			end := points
			if i+1 < parts {
				end = int(le.Uint32(starts[4*i+4:]))
			}
			var ring []basemap.Point
			for j := int(le.Uint32(starts[4*i:])); j < end; j++ {
				lon, lat := math.Float64frombits(le.Uint64(xy[16*j:])), math.Float64frombits(le.Uint64(xy[16*j+8:]))
				x, y := basemap.Project(lat, lon)
				ring = append(ring, basemap.Point{X: x, Y: y})
			}
			l = append(l, ring)
		}
		lakes = append(lakes, l)
	}
	return lakes, nil
}

// simplifyLakes leaves out small lakes and islands, and points. Shapefiles close a ring by its first point, which is dropped.
func simplifyLakes(lakes []lake, d detail) [][]basemap.Point {
	var rings [][]basemap.Point
	for _, l := range lakes {
		for i, ring := range l {
			if area(ring) < d.lake {
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
