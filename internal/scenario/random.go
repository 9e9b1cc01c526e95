package scenario

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// newRand is a source of its own for everything that has a name, so that a new name does not shift what others draw.
func newRand(seed uint64, name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// wander is a value that drifts at random and is pulled back to zero: an Ornstein-Uhlenbeck process, in its exact
// discrete form (Gillespie 1996). Deviation is its long-run standard deviation, span over how much time or way it forgets.
type wander struct {
	deviation, span float64
	value           float64
	// keep and kick belong to the last step, which seldom changes.
	step, keep, kick float64
}

// settle starts the process somewhere in its usual range.
func (w *wander) settle(rng *rand.Rand) { w.value = w.deviation * rng.NormFloat64() }

// next moves on by step, in the unit of span.
func (w *wander) next(rng *rand.Rand, step float64) float64 {
	if step != w.step {
		w.step = step
		w.keep = math.Exp(-step / w.span)
		w.kick = w.deviation * math.Sqrt(1-w.keep*w.keep)
	}
	w.value = w.value*w.keep + w.kick*rng.NormFloat64()
	return w.value
}

// between draws evenly from an interval.
func between(rng *rand.Rand, low, high float64) float64 { return low + (high-low)*rng.Float64() }

func clamp(v, low, high float64) float64 { return min(max(v, low), high) }
