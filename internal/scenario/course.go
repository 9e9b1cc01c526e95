package scenario

import (
	"math"
	"math/rand/v2"
	"time"

	"palestra/internal/core/track"
)

// course is somebody doing a sport along a route, about to be recorded.
type course struct {
	who        *Person
	discipline *discipline
	route      *route
	effort     effort
	start      time.Time
	// interval is how many seconds lie between recorded points; limit, unless 0, how many points there may be.
	interval, limit int
	// rest is how many seconds are spent sitting down half-way, 0 for none.
	rest int
	// autoPause tells that the device stops its timer while standing still.
	autoPause bool
	// warmth is the temperature in degrees Celsius at the start.
	warmth float64
}

// halt is a place to stand still at: a node and for how many seconds.
type halt struct{ node, seconds int }

// pickUp is how fast people get going, in m/s².
const pickUp = 0.6

// runner is the state of a course from second to second.
type runner struct {
	*course
	rng      *rand.Rand
	receiver receiver
	heart    heart
	form     wander // how the effort strays from what is meant
	watts    wander // how unevenly the pedals turn
	ceiling  []float64
	halts    []halt

	second    int
	waiting   int
	way       float64
	speed     float64
	grade     float64
	work      float64 // the effort of this second
	coasting  bool
	log       *logbook
	warmth    wander
	pausedAt  int // the second in which the timer stopped
	recording bool
}

// record does the course.
func (c *course) record(rng *rand.Rand) *track.Track {
	r := &runner{
		course: c, rng: rng, receiver: newReceiver(rng), heart: newHeart(c.who, rng),
		form: wander{deviation: 0.035, span: 70}, watts: wander{deviation: 0.07, span: 4}, warmth: wander{deviation: 0.8, span: 1200},
		recording: true,
	}
	r.halts = c.halts(rng)
	r.ceiling = c.ceilings(r.halts)
	r.log = &logbook{who: c.who, word: c.discipline.word, lapLength: c.discipline.lap, epoch: c.start.Unix() * 1e6}
	end := c.route.length()
	for r.way < end && !r.full() {
		r.step()
		r.observe(r.way >= end)
		r.second++
	}
	return r.log.finish()
}

func (r *runner) full() bool { return r.limit > 0 && len(r.log.points) >= r.limit }

// halts chooses at which crossings somebody has to wait, and where to rest.
func (c *course) halts(rng *rand.Rand) []halt {
	var halts []halt
	middle := len(c.route.x) / 2
	rested := c.rest == 0
	for _, node := range c.route.crossings {
		if !rested && node >= middle {
			halts, rested = append(halts, halt{node, c.rest}), true
			continue
		}
		if rng.Float64() < c.route.ground.lights {
			halts = append(halts, halt{node, 5 + rng.IntN(45)})
		}
	}
	return halts
}

// ceilings are the speeds at which each node can be passed: what bends allow, and what lets one brake for those to come.
func (c *course) ceilings(halts []halt) []float64 {
	d := c.discipline
	ceiling := make([]float64, len(c.route.x))
	for i := range ceiling {
		ceiling[i] = d.top
		if bend := c.route.bend[i]; bend > 0 {
			ceiling[i] = min(d.top, max(math.Sqrt(d.grip/bend), 1.5))
		}
	}
	for _, h := range halts {
		ceiling[h.node] = 0.8
	}
	for i := len(ceiling) - 2; i >= 0; i-- {
		ceiling[i] = min(ceiling[i], math.Sqrt(ceiling[i+1]*ceiling[i+1]+2*d.brake*nodeSpan))
	}
	return ceiling
}

// step lets a second pass.
func (r *runner) step() {
	if r.second == 0 {
		return // the first point is the start itself
	}
	if r.waiting > 0 {
		r.waiting--
		r.speed, r.work, r.coasting = 0, 0.1, true
		return
	}
	r.move()
	if len(r.halts) > 0 && r.way >= float64(r.halts[0].node)*nodeSpan {
		r.waiting, r.halts = r.halts[0].seconds, r.halts[1:]
	}
}

func (r *runner) move() {
	d := r.discipline
	_, _, _, r.grade = r.route.at(r.way)
	meant := r.effort(float64(r.second), r.way/r.route.length())
	r.work = max(meant*(1+clamp(d.uphill*r.grade, -0.35, 0.18))+r.form.next(r.rng, 1), 0.1)
	wanted := d.speed(r.who, r.work, r.grade)
	node := min(int(r.way/nodeSpan), len(r.ceiling)-2)
	allowed := max(mix(r.ceiling[node], r.ceiling[node+1], r.way/nodeSpan-float64(node)), 0.8)
	r.coasting = coasting(r.speed, r.grade) || wanted > allowed*1.15
	r.speed = clamp(min(wanted, allowed), r.speed-2*d.brake, r.speed+pickUp)
	r.way = min(r.way+r.speed, r.route.length())
}

// observe lets the sensors see this second, and writes down what they see if it is time to.
func (r *runner) observe(last bool) {
	east, north, up := r.receiver.err(r.rng)
	effort := r.work
	if r.coasting {
		effort = min(effort, 0.3)
	}
	rate := r.heart.beat(r.rng, effort, float64(r.second))
	warmth := r.warmth.next(r.rng, 1)
	if !r.noting(last) {
		return
	}
	x, y, ele, _ := r.route.at(r.way)
	p := track.NewPoint()
	p.Time = r.log.moment(r.second)
	p.Lat, p.Lon = r.route.ground.locate(x+east, y+north)
	p.Lat, p.Lon = math.Round(p.Lat*1e7)/1e7, math.Round(p.Lon*1e7)/1e7
	p.Ele = math.Round((ele+up)*5) / 5
	p.Distance, p.Speed = math.Round(r.way*100)/100, float32(math.Round(r.speed*1000)/1000)
	p.HeartRate = int16(math.Round(rate))
	// 6.5 K colder every kilometer up, as in the standard atmosphere.
	p.Temperature = int8(math.Round(r.course.warmth + warmth - 0.0065*(ele-r.route.ele[0])))
	r.sense(&p)
	r.log.add(p)
}

// sense adds cadence and power.
func (r *runner) sense(p *track.Point) {
	d := r.discipline
	if d.cadence != nil {
		p.Cadence = 0
		if !r.coasting || !d.powered {
			p.Cadence = int16(math.Round(max(d.cadence(r.speed, r.work, r.grade)+1.2*r.rng.NormFloat64()*min(r.speed, 1), 0)))
		}
	}
	if d.powered {
		watts := 0.0
		if !r.coasting {
			watts = r.who.Power * r.work * (1 + r.watts.next(r.rng, float64(r.interval)))
		}
		p.Power = int16(math.Round(watts))
	}
}

// noting tells whether the device writes a point now: every interval, and whenever its timer stops or goes on. Devices
// need some seconds to notice that nothing moves.
func (r *runner) noting(last bool) bool {
	const notice = 4
	regular := r.second%r.interval == 0 || last
	switch {
	case !r.autoPause:
		return regular
	case r.recording && r.speed == 0 && r.waiting > notice:
		r.recording, r.pausedAt = false, r.second
		return true
	case !r.recording && r.waiting <= 1:
		r.recording = true
		r.log.pause(r.pausedAt, r.second)
		return true
	}
	return r.recording && regular
}
