package scenario

import (
	"math"
	"math/rand/v2"
	"time"

	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// hall is a training in one place, of which a device knows time, effort and distance but no position.
type hall struct {
	who     *Person
	sport   sport.ID
	effort  effort
	start   time.Time
	seconds int
}

// poolLength in meters; a length is noted when the wall is reached.
const poolLength = 25.0

// swim records a pool swim: sets of lengths with rests at the wall, a point every few seconds.
func (h *hall) swim(rng *rand.Rand) *track.Track {
	l := h.logbook(1e9)
	beat := newHeart(h.who, rng)
	way, noted, lengths, resting, set := 0.0, 0.0, 0, 0, 8+4*rng.IntN(3)
	for second := 0; second <= h.seconds; second++ {
		effort := h.effort(float64(second), float64(second)/float64(h.seconds))
		speed := 1.18 * math.Cbrt(effort) * h.who.Swim
		if resting > 0 {
			resting--
			effort, speed = 0.3, 0
		}
		way += speed
		rate := beat.beat(rng, effort*0.95, float64(second))
		wall := way >= float64(lengths+1)*poolLength
		if wall {
			lengths++
			noted = float64(lengths) * poolLength
			way = noted
			if lengths%set == 0 {
				resting = 15 + rng.IntN(25)
			}
		}
		if second%5 != 0 && !wall && second < h.seconds {
			continue
		}
		p := track.NewPoint()
		p.Time, p.Distance, p.Speed = l.moment(second), noted, float32(math.Round(speed*1000)/1000)
		p.HeartRate = int16(math.Round(rate))
		l.add(p)
		if wall && lengths%set == 0 {
			l.turnOver("manual", p)
		}
	}
	return l.finish()
}

// pedal records a ride on a trainer: power, cadence and heart rate every second or two, at the speed of a flat road.
func (h *hall) pedal(rng *rand.Rand) *track.Track {
	l := h.logbook(5000)
	beat, watts, turns := newHeart(h.who, rng), wander{deviation: 0.04, span: 5}, wander{deviation: 2, span: 40}
	flat := riding(0.0045, 0.32)
	way := 0.0
	for second := 0; second <= h.seconds; second++ {
		effort := h.effort(float64(second), float64(second)/float64(h.seconds)) * (1 + watts.next(rng, 1))
		speed := flat(h.who, effort, 0)
		if second > 0 {
			way += speed
		}
		rate := beat.beat(rng, effort, float64(second))
		cadence := 80 + 12*effort + turns.next(rng, 1)
		if second%2 != 0 && second < h.seconds {
			continue
		}
		p := track.NewPoint()
		p.Time, p.Distance, p.Speed = l.moment(second), math.Round(way*100)/100, float32(math.Round(speed*1000)/1000)
		p.HeartRate, p.Cadence, p.Power = int16(math.Round(rate)), int16(math.Round(cadence)), int16(math.Round(h.who.Power*effort))
		l.add(p)
	}
	return l.finish()
}

func (h *hall) logbook(lap float64) *logbook {
	word := map[sport.ID]string{sport.PoolSwimming: "swimming/lap_swimming", sport.CyclingIndoor: "cycling/indoor_cycling"}[h.sport]
	return &logbook{who: h.who, word: word, lapLength: lap, epoch: h.start.Unix() * 1e6}
}
