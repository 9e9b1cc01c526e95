package scenario

import (
	"math"
	"math/rand/v2"
)

// effort is how hard somebody means to work at a moment, given the seconds since the start and the share of the way that
// is done; 1 is what can be kept up for an hour.
type effort func(seconds, share float64) float64

// steady is one effort after an easy first ten minutes.
func steady(level float64) effort {
	return func(seconds, _ float64) float64 { return level * warming(seconds) }
}

// rising begins below and ends above the level.
func rising(level float64) effort {
	return func(seconds, share float64) float64 { return level * (0.9 + 0.22*share) * warming(seconds) }
}

// repeats alternates hard and easy stretches of some seconds between a warm-up and the last tenth of the way.
func repeats(easy, hard, hardSeconds, easySeconds float64) effort {
	const warmUp = 720
	return func(seconds, share float64) float64 {
		if seconds < warmUp || share > 0.9 {
			return easy * warming(seconds)
		}
		if math.Mod(seconds-warmUp, hardSeconds+easySeconds) < hardSeconds {
			return hard
		}
		return easy * 0.92
	}
}

// race starts too fast, settles, and finds something for the end.
func race(level float64) effort {
	return func(seconds, share float64) float64 {
		return level * (1 + 0.07*math.Exp(-seconds/150) + 0.05*clamp((share-0.93)/0.07, 0, 1))
	}
}

func warming(seconds float64) float64 { return 0.88 + 0.12*clamp(seconds/600, 0, 1) }

// heart is a heart that follows what the body does, later and with a drift: it rises faster than it calms, and beats a
// little faster for the same work as an hour goes by (cardiac drift).
type heart struct {
	rest, max float64
	rate      float64
	noise     wander
}

func newHeart(p *Person, rng *rand.Rand) heart {
	return heart{rest: p.RestHeartRate, max: p.MaxHeartRate, rate: p.RestHeartRate + between(rng, 22, 38), noise: wander{deviation: 1.4, span: 25}}
}

// Time constants in seconds, and the share of the reserve by which the rate drifts up in an hour of work.
const (
	heartRise, heartFall = 32.0, 55.0
	heartDrift           = 0.055
)

// beat moves on by a second of work at an effort, and gives the rate.
func (h *heart) beat(rng *rand.Rand, effort, seconds float64) float64 {
	reserve := h.max - h.rest
	target := h.rest + reserve*(0.34+0.55*min(effort, 1.25)+heartDrift*min(seconds/3600, 2.5)*min(effort, 1))
	span := heartRise
	if target < h.rate {
		span = heartFall
	}
	h.rate += (target - h.rate) / span
	return clamp(h.rate+h.noise.next(rng, 1), 45, h.max)
}
