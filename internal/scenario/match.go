package scenario

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/monitor"
)

// Pitch is the size of the field that matches are played on, in meters along and across.
const (
	PitchLength = 105.0
	PitchWidth  = 68.0
)

// stadium is where the middle of the pitch lies.
var stadium = ground{name: "Stade", lat: 46.5290, lon: 6.6210}

// Player is somebody in a match who wears a device: they walk, jog, run and sprint around their place on the pitch, and
// their heart follows with a delay. A player of the same seed and number always plays the same match.
type Player struct {
	rng *rand.Rand
	hz  int
	// tick counts samples since kick-off.
	tick int
	// place is where they mostly are, x along the pitch and y across from its middle, in meters.
	placeX, placeY float64
	x, y           float64
	// goal is where they run to, and pace how fast they want to be, in m/s.
	goalX, goalY, pace float64
	speed              float64
	errX, errY         wander
	errSpeed           wander
	rest, most, heart  float64
}

// NewPlayer makes a player, whose device measures hz times a second (at least once).
func NewPlayer(seed uint64, number, hz int) *Player {
	rng := newRand(seed, "match/"+strconv.Itoa(number))
	p := &Player{
		rng: rng, hz: max(hz, 1), placeX: between(rng, -45, 45), placeY: between(rng, -28, 28),
		// A receiver in the open is wrong by a few decimeters, and for seconds in the same direction.
		errX: wander{deviation: 0.4, span: 20}, errY: wander{deviation: 0.4, span: 20}, errSpeed: wander{deviation: 0.05, span: 0.5},
		rest: between(rng, 52, 68), most: between(rng, 184, 202),
	}
	p.x, p.y, p.heart = p.placeX, p.placeY, p.rest+40
	p.errX.settle(rng)
	p.errY.settle(rng)
	p.decide()
	return p
}

// gaits are what players do: how much of the time, and how fast in m/s. They cover about 10 km in 90 minutes.
var gaits = []struct{ share, low, high float64 }{
	{0.24, 0, 0.3}, {0.34, 1, 1.9}, {0.24, 2.2, 3.8}, {0.13, 4, 5.4}, {0.05, 6.2, 8.6},
}

// decide picks the next run: where to, and how fast.
func (p *Player) decide() {
	draw := p.rng.Float64()
	for _, g := range gaits {
		if draw -= g.share; draw <= 0 {
			p.pace = between(p.rng, g.low, g.high)
			break
		}
	}
	p.goalX = clamp(p.placeX+p.rng.NormFloat64()*16, -PitchLength/2, PitchLength/2)
	p.goalY = clamp(p.placeY+p.rng.NormFloat64()*12, -PitchWidth/2, PitchWidth/2)
}

// step moves the player by a sample's time.
func (p *Player) step() {
	dt := 1 / float64(p.hz)
	dx, dy := p.goalX-p.x, p.goalY-p.y
	left := math.Hypot(dx, dy)
	if left < 1 || p.rng.Float64() < dt/12 {
		p.decide()
	}
	// Nobody gains more than 4.5 m/s in a second, or loses more than 6.
	p.speed += clamp((p.pace-p.speed)*1.5, -6, 4.5) * dt
	if way := p.speed * dt; left > way {
		p.x += dx / left * way
		p.y += dy / left * way
	}
	effort := clamp(p.speed/6, 0, 1)
	goal := p.rest + (p.most-p.rest)*(0.45+0.55*effort)
	p.heart += (goal - p.heart) * dt / 35
	p.tick++
}

// sample is what a device measures at a moment: milliseconds, degrees, m/s and meters, in the decimals that it sends.
type sample struct {
	at                        int64
	lat, lon, speed, altitude float64
}

// next is the next sample of a match that was kicked off at a moment in milliseconds.
func (p *Player) next(kickOff int64) sample {
	dt := 1 / float64(p.hz)
	s := sample{at: kickOff + int64(p.tick)*1000/int64(p.hz)}
	s.lat, s.lon = stadium.locate(p.y+p.errY.next(p.rng, dt), p.x+p.errX.next(p.rng, dt))
	s.speed, s.altitude = max(0, p.speed+p.errSpeed.next(p.rng, dt)), 495+p.errX.value
	p.step()
	return s
}

// battery is what is left of the device's, in percent.
func (p *Player) battery() int { return max(5, 100-p.tick/p.hz/120) }

// Second is what the device sends after the next second of play, as JSON; start is kick-off.
func (p *Player) Second(start time.Time) []byte {
	var times, lats, lons, speeds, altitudes strings.Builder
	kickOff := start.UnixMilli()
	var last int64
	for i := range p.hz {
		s := p.next(kickOff)
		last = s.at
		for _, c := range []struct {
			to       *strings.Builder
			value    float64
			decimals int
		}{{&times, float64(s.at), 0}, {&lats, s.lat, 7}, {&lons, s.lon, 7}, {&speeds, s.speed, 3}, {&altitudes, s.altitude, 1}} {
			if i > 0 {
				c.to.WriteByte(',')
			}
			c.to.WriteString(strconv.FormatFloat(c.value, 'f', c.decimals, 64))
		}
	}
	at := strconv.FormatInt(last, 10)
	return []byte(`{"gnss":{"timestamp":[` + times.String() + `],"longitude":[` + lons.String() + `],"latitude":[` + lats.String() +
		`],"speed":[` + speeds.String() + `],"altitude":[` + altitudes.String() + `]},"ecg":{"timestamp":` + at + `,"hr":` + strconv.Itoa(p.beats()) +
		`},` + p.device(at) + `}`)
}

// beats is the heart rate.
func (p *Player) beats() int { return int(math.Round(p.heart)) }

// device is what a frame says of the device itself.
func (p *Player) device(at string) string {
	return `"device":{"timestamp":` + at + `,"standstill":` + strconv.Itoa(standstill(p.speed)) + `,"Bat_lvl":` + strconv.Itoa(p.battery()) + `}`
}

// Play is the next stretch of a match as it is stored in the end, without having been sent second by second: the same samples.
// Of the device it says something once a minute.
func (p *Player) Play(start time.Time, seconds int) []monitor.RawFrame {
	kickOff := start.UnixMilli()
	var frames []monitor.RawFrame
	for from := 0; from < seconds; from += 60 {
		n := min(60, seconds-from) * p.hz
		s := &monitor.Samples{Time: make([]int64, n)}
		for _, column := range []*[]int32{&s.Lat, &s.Lon, &s.Speed, &s.Altitude, &s.HeartRate} {
			*column = make([]int32, n)
		}
		for i := range n {
			one := p.next(kickOff)
			s.Time[i] = one.at
			s.Lat[i], s.Lon[i] = int32(math.Round(one.lat*1e7)), int32(math.Round(one.lon*1e7))
			s.Speed[i], s.Altitude[i] = int32(math.Round(one.speed*1e3))*10, int32(math.Round(one.altitude*10))*10
			s.HeartRate[i] = monitor.Absent
			if (i+1)%p.hz == 0 {
				s.HeartRate[i] = int32(p.beats())
			}
		}
		at := s.Time[n-1]
		said := json.RawMessage(`{` + p.device(strconv.FormatInt(at, 10)) + `}`)
		frames = append(frames, monitor.RawFrame{Samples: s, Extra: said, Time: at, JSON: said})
	}
	return frames
}

func standstill(speed float64) int {
	if speed < 0.2 {
		return 1
	}
	return 0
}
