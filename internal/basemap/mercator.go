package basemap

import "math"

// MaxLat is the latitude in degrees at which the square Web Mercator world ends, north and south.
const MaxLat = 85.05112877980659

// Point is a place in the Web Mercator world: X runs from 0 at 180° W to 1 at 180° E, Y from 0 at MaxLat north to 1 at MaxLat south.
type Point struct{ X, Y float64 }

// Project turns degrees into the world's fractions. Latitudes beyond MaxLat are taken as MaxLat; longitudes are not
// wrapped, so 190° is 10° beyond the right edge. NaN gives NaN.
func Project(lat, lon float64) (x, y float64) {
	lat = min(max(lat, -MaxLat), MaxLat)
	s, c := math.Sincos(lat * math.Pi / 180)
	return (lon + 180) / 360, (1 - math.Log((1+s)/c)/math.Pi) / 2
}

// Unproject turns the world's fractions into degrees: the inverse of Project.
func Unproject(x, y float64) (lat, lon float64) {
	return math.Atan(math.Sinh(math.Pi*(1-2*y))) * 180 / math.Pi, x*360 - 180
}

// Box is an upright rectangle in the world.
type Box struct{ MinX, MinY, MaxX, MaxY float64 }

// Grow gives the box with d more on each side.
func (b Box) Grow(d float64) Box {
	return Box{b.MinX - d, b.MinY - d, b.MaxX + d, b.MaxY + d}
}

func (b Box) contains(p Point) bool {
	return p.X >= b.MinX && p.X <= b.MaxX && p.Y >= b.MinY && p.Y <= b.MaxY
}
