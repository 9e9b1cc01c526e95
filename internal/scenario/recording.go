package scenario

import (
	"math"
	"math/rand/v2"
	"time"

	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

var nan = math.NaN()

// Record makes the session's recording; nil for one told afterwards.
func (s *Session) Record() *track.Track {
	if s.training.told {
		return nil
	}
	rng := newRand(s.seed, s.name+"/recording")
	t := s.training
	switch t.sport {
	case sport.PoolSwimming:
		h := s.hall()
		return h.swim(rng)
	case sport.CyclingIndoor:
		h := s.hall()
		return h.pedal(rng)
	}
	return s.course(rng).record(rng)
}

func (s *Session) hall() hall {
	t := s.training
	return hall{who: s.Athlete, sport: s.Sport, effort: t.effort(t.level), start: s.Start, seconds: int(t.minutes * s.load * 60)}
}

func (s *Session) course(rng *rand.Rand) *course {
	t := s.training
	d := disciplineOf(s.Sport)
	g, surface := s.ground(), t.surface
	if s.Sport == sport.RollerSkiing {
		surface = road
	}
	length := t.meters
	if length == 0 {
		// A tenth less than on the flat: there are hills, corners and lights.
		length = 0.9 * d.speed(s.Athlete, t.level, 0) * t.minutes * s.load * 60
	}
	if g == &lake {
		length = min(length, 2*lakeLength)
	}
	return &course{
		who: s.Athlete, discipline: d, route: newRoute(rng, g, surface, outline{length: length, loop: !t.out}),
		effort: t.effort(t.level), start: s.Start, interval: s.interval, rest: t.rest,
		autoPause: rng.IntN(2) == 0, warmth: warmth(rng, s.Start.In(s.Athlete.location()), g.relief.base),
	}
}

// lakeLength is how far one can row in meters before the lake bends.
const lakeLength = 3600

func (s *Session) ground() *ground {
	p, t := s.Athlete, s.training
	switch {
	case s.Sport == sport.RollerSkiing:
		return &p.Home
	case t.sport == sport.SkiingCrossCountry && p.Home.name == annecy.name:
		return &semnozTop
	case t.on != nil:
		return t.on
	case t.hills:
		return &p.Hills
	}
	return &p.Home
}

// warmth is a plausible temperature in degrees Celsius: warmest late in July and in the afternoon, colder higher up.
func warmth(rng *rand.Rand, local time.Time, height float64) float64 {
	year := math.Cos(2 * math.Pi * (float64(local.YearDay()) - 205) / 365)
	day := math.Cos(2 * math.Pi * (float64(local.Hour()) - 15) / 24)
	return 12 + 9*year + 4*day - 0.0065*(height-300) + 2.5*rng.NormFloat64()
}
