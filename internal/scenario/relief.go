package scenario

import "math"

// relief is a landscape of invented hills: the height depends on the place alone. It is value noise (three octaves of
// random heights on a lattice, joined by a curve that is smooth at the lattice points).
type relief struct {
	seed uint64
	// base is the middle height in meters, hills the half-range of the largest hills, span their size in meters.
	base, hills, span float64
}

// at is the height in meters at x meters east and y meters north of the ground's start.
func (r *relief) at(x, y float64) float64 {
	h := r.base
	span, hills := r.span, r.hills
	for octave := range uint64(3) {
		h += hills * r.noise(octave, x/span, y/span)
		// Smaller hills are flatter, or every road would be a saw.
		span /= 3.7
		hills /= 7.5
	}
	return h
}

// noise is between -1 and 1.
func (r *relief) noise(octave uint64, x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	ix, iy := int64(fx), int64(fy)
	u, v := fade(x-fx), fade(y-fy)
	south := mix(r.lattice(octave, ix, iy), r.lattice(octave, ix+1, iy), u)
	north := mix(r.lattice(octave, ix, iy+1), r.lattice(octave, ix+1, iy+1), u)
	return mix(south, north, v)
}

// lattice is the random height of one lattice point, by a 64-bit finalizer (splitmix64).
func (r *relief) lattice(octave uint64, x, y int64) float64 {
	z := r.seed + octave*0x9e3779b97f4a7c15 + uint64(x)*0xbf58476d1ce4e5b9 + uint64(y)*0x94d049bb133111eb
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	z ^= z >> 31
	return float64(z>>11)/(1<<52) - 1
}

// fade is Perlin's curve (2002): its first and second derivative are zero at both ends.
func fade(t float64) float64 { return t * t * t * (t*(t*6-15) + 10) }

func mix(a, b, t float64) float64 { return a + (b-a)*t }
