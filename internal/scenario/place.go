package scenario

import "math"

// ground is where routes are laid: a starting point, the side of it that is free of lakes and sea, and its hills.
type ground struct {
	name string
	// lat and lon of the start in degrees.
	lat, lon float64
	// toward is the bearing in degrees, clockwise from north, in which there is room for long loops.
	toward float64
	relief relief
	// lights is how often somebody has to stop where roads cross.
	lights float64
}

// metersPerDegree of latitude, on the sphere that core/metric measures distances on.
const metersPerDegree = 2 * math.Pi * 6378137 / 360

// locate turns meters east and north of the start into degrees.
func (g *ground) locate(x, y float64) (lat, lon float64) {
	return g.lat + y/metersPerDegree, g.lon + x/(metersPerDegree*math.Cos(g.lat*math.Pi/180))
}

// The grounds: by the towns hills are long and mild, in the mountains steep.
var (
	annecy    = ground{"Annecy", 45.9045, 6.0890, 292, relief{11, 520, 105, 4200}, 0.45}
	semnoz    = ground{"Semnoz", 45.8290, 6.0870, 205, relief{12, 980, 270, 2600}, 0}
	semnozTop = ground{"Le Semnoz", 45.7965, 6.1010, 200, relief{13, 1540, 60, 2400}, 0}
	lake      = ground{"Lake Annecy", 45.8900, 6.1450, 149, relief{14, 446, 0, 1000}, 0}
	freiburg  = ground{"Freiburg", 47.9950, 7.8270, 300, relief{21, 262, 75, 4200}, 0.5}
	forest    = ground{"Black Forest", 47.9640, 7.8560, 150, relief{22, 720, 250, 2700}, 0}
	innsbruck = ground{"Innsbruck", 47.2560, 11.3560, 255, relief{31, 640, 110, 4000}, 0.4}
	igls      = ground{"Igls", 47.2270, 11.4150, 165, relief{32, 1280, 290, 2600}, 0}
	seefeld   = ground{"Seefeld", 47.3290, 11.1820, 265, relief{33, 1210, 70, 2500}, 0}
	girona    = ground{"Girona", 41.9790, 2.8080, 252, relief{41, 190, 115, 4100}, 0.4}
	gavarres  = ground{"Les Gavarres", 41.9560, 2.8760, 115, relief{42, 300, 150, 2500}, 0}
	bakewell  = ground{"Bakewell", 53.2120, -1.6760, 262, relief{51, 255, 100, 3900}, 0.25}
	kinder    = ground{"Kinder Scout", 53.3660, -1.8160, 330, relief{52, 420, 140, 2500}, 0}
)
