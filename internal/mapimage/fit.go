package mapimage

import (
	"math"

	"palestra/internal/basemap"
)

// sidePadding is left free on the left and on the right of a track, in pixels.
const sidePadding = 10

// unroll gives the usable positions of each segment that has any, with longitudes that run on across the antimeridian (181°
// after 180° rather than -179°), so that a line never crosses the whole map.
func unroll(segments [][]LatLon) [][]LatLon {
	var out [][]LatLon
	var last LatLon
	for _, s := range segments {
		line := make([]LatLon, 0, len(s))
		for _, p := range s {
			if !isFinite(p.Lat) || !isFinite(p.Lon) {
				continue
			}
			p.Lat = min(max(p.Lat, -basemap.MaxLat), basemap.MaxLat)
			p.Lon = math.Remainder(p.Lon, 360)
			if len(out) > 0 || len(line) > 0 {
				p.Lon += 360 * math.Round((last.Lon-p.Lon)/360)
			}
			last = p
			line = append(line, p)
		}
		if len(line) > 0 {
			out = append(out, line)
		}
	}
	return out
}

func isFinite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

// fit is the window of a picture of some lines: the closest zoom at which their extent fits beside the padding, centred on
// the middle of the extent in degrees. Without lines it is the world.
func fit(lines [][]LatLon) view {
	low, high, ok := extent(lines)
	if !ok {
		return centred(0, LatLon{})
	}
	northWest := world(LatLon{high.Lat, low.Lon})
	southEast := world(LatLon{low.Lat, high.Lon})
	zoom := MaxZoom
	for zoom > 0 {
		w := worldSize(zoom)
		if (southEast.X-northWest.X)*w <= Width-2*sidePadding && (southEast.Y-northWest.Y)*w <= Height {
			break
		}
		zoom--
	}
	return centred(zoom, LatLon{(low.Lat + high.Lat) / 2, (low.Lon + high.Lon) / 2})
}

// extent gives the lowest and highest latitude and longitude.
func extent(lines [][]LatLon) (low, high LatLon, ok bool) {
	low = LatLon{math.Inf(1), math.Inf(1)}
	high = LatLon{math.Inf(-1), math.Inf(-1)}
	for _, line := range lines {
		for _, p := range line {
			low = LatLon{min(low.Lat, p.Lat), min(low.Lon, p.Lon)}
			high = LatLon{max(high.Lat, p.Lat), max(high.Lon, p.Lon)}
			ok = true
		}
	}
	return low, high, ok
}

func centred(zoom int, at LatLon) view {
	p, w := world(at), worldSize(zoom)
	return view{zoom: zoom, left: p.X*w - Width/2, top: p.Y*w - Height/2., width: Width, height: Height, scale: 1}
}
