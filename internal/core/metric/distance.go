package metric

import (
	"math"

	"palestra/internal/core/track"
)

const (
	// earthRadius in meters: the equatorial one of WGS 84, used for the whole globe.
	earthRadius = 6378137.0
	// oneDegree of a great circle, in meters.
	oneDegree = 2 * math.Pi * earthRadius / 360
	// far is the difference in degrees beyond which the earth's curve counts.
	far = 0.2
)

// Distance in meters over ground between two points, of which later is the second in time.
//
// On a plane of which one degree of longitude shrinks with the cosine of later's latitude, so that swapping the points can
// change the last digits; beyond 0.2 degrees in either direction by the haversine formula. NaN without both positions.
func Distance(earlier, later *track.Point) float64 {
	lat, lon := later.Lat-earlier.Lat, later.Lon-earlier.Lon
	if math.Abs(lat) > far || math.Abs(lon) > far {
		return haversine(earlier, later)
	}
	return flat(lat, lon, shrink(later))
}

// shrink is how much of a degree of longitude is left at a point's latitude.
func shrink(p *track.Point) float64 { return math.Cos(radians(p.Lat)) }

// flat is a distance in meters on a plane of which one degree of longitude shrinks to so much.
func flat(lat, lon, shrunk float64) float64 {
	y := lon * shrunk
	return math.Sqrt(float64(lat*lat)+float64(y*y)) * oneDegree
}

// haversine is the great-circle distance in meters: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984).
func haversine(earlier, later *track.Point) float64 {
	lat1, lat2 := radians(later.Lat), radians(earlier.Lat)
	sinLat, sinLon := math.Sin((lat1-lat2)/2), math.Sin(radians(later.Lon-earlier.Lon)/2)
	a := float64(sinLat*sinLat) + float64(sinLon*sinLon*math.Cos(lat1)*math.Cos(lat2))
	return 2 * math.Asin(math.Sqrt(min(a, 1))) * earthRadius
}

func radians(degrees float64) float64 { return degrees / 180 * math.Pi }

// climbed adds a difference in elevation to a distance over ground, unless the distance was taken on the globe.
func climbed(ground float64, earlier, later *track.Point, from, to float64) float64 {
	if from == to || math.Abs(later.Lat-earlier.Lat) > far || math.Abs(later.Lon-earlier.Lon) > far {
		return ground
	}
	return math.Sqrt(float64(ground*ground) + float64((from-to)*(from-to)))
}

// Travelled is the distance that counts as covered: with the climb when both elevations are known and neither is zero,
// which many devices write for "unknown".
func Travelled(earlier, later *track.Point) float64 {
	d := Distance(earlier, later)
	from, to := elevation(earlier), elevation(later)
	if from == from && to == to && from != 0 && to != 0 {
		return climbed(d, earlier, later, from, to)
	}
	return d
}

// elevation of a point in meters, NaN when it has none or one that no place on earth has.
func elevation(p *track.Point) float64 {
	if math.Abs(p.Ele) <= maxAltitude {
		return p.Ele
	}
	return math.NaN()
}
