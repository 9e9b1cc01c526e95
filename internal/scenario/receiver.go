package scenario

import "math/rand/v2"

// receiver is a satellite receiver and barometer that err as such do: by a meter or three, in one direction for a while,
// and a little more while standing.
type receiver struct {
	east, north wander
	jitterEast  wander
	jitterNorth wander
	height      wander
}

func newReceiver(rng *rand.Rand) receiver {
	r := receiver{
		east: wander{deviation: 1.3, span: 50}, north: wander{deviation: 1.3, span: 50},
		jitterEast: wander{deviation: 0.35, span: 6}, jitterNorth: wander{deviation: 0.35, span: 6},
		height: wander{deviation: 0.9, span: 900},
	}
	r.east.settle(rng)
	r.north.settle(rng)
	return r
}

// err moves on by a second and gives the errors in meters.
func (r *receiver) err(rng *rand.Rand) (east, north, up float64) {
	return r.east.next(rng, 1) + r.jitterEast.next(rng, 1), r.north.next(rng, 1) + r.jitterNorth.next(rng, 1), r.height.next(rng, 1)
}
