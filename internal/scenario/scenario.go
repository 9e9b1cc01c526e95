// Package scenario is one cast of people and a season of their recordings, made up from a seed: the demo shows it, the
// docs quote it, and tests and benchmarks take tracks from it.
//
//	for _, s := range scenario.Season(scenario.Seed, time.Now()) {
//		file, err := s.File() // "2026-03-01-long-run.fit" and its bytes
//	}
//	t := scenario.Ride(1, 3600) // one track of 3 600 points with heart rate
//
// The same seed and clock give the same bytes on the same architecture. Routes are invented: they bend, cross and climb like roads but
// follow none. Every place has one height however often it is passed, effort obeys what people can do, and devices err
// as devices do. To add a kind of training: one row in trainings.go, and its use in an athlete's week in cast.go.
package scenario

import (
	"bytes"
	"time"

	"palestra/internal/core/sport"
	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
)

// Seed is the one the demo and the docs use.
const Seed = 1

// rideStart is when Ride begins: a Sunday morning, away from any change of clocks.
var rideStart = time.Date(2024, 6, 9, 7, 30, 0, 0, time.UTC)

// Ride is a road ride recorded every second without a pause: exactly points points with position, elevation, heart rate,
// cadence, power and temperature. It is for tests and benchmarks that need a size.
func Ride(seed uint64, points int) *track.Track {
	rng := newRand(seed, "ride")
	who := &cast[athleteTheo]
	// No rider averages 13 m/s over rolling hills, so the road never ends before the points do.
	r := newRoute(rng, &who.Home, road, outline{length: float64(points+60) * 13, loop: true})
	r.crossings = nil
	c := &course{who: who, discipline: disciplineOf(sport.CyclingSport), route: r, effort: steady(0.72), start: rideStart, interval: 1, limit: points}
	return c.record(rng)
}

// creator is the program that GPX files say they come from.
const creator = "palestra scenario"

// GPX is the track as a GPX 1.1 file.
func GPX(t *track.Track) []byte {
	var b bytes.Buffer
	if err := trackfile.WriteGPX(&b, t, creator); err != nil {
		panic(err) // a buffer takes every write
	}
	return b.Bytes()
}
