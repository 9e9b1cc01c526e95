package scenario

import (
	"math"

	"palestra/internal/core/track"
)

// logbook is what a device writes down: points, pauses, laps and totals.
type logbook struct {
	who *Person
	// word is what files call the sport, lapLength the meters after which a lap ends by itself.
	word      string
	lapLength float64
	points    []track.Point
	pauses    []track.Pause
	laps      []track.Lap
	lap       stretch
	whole     stretch
	// epoch is the start in microseconds.
	epoch int64
}

// stretch sums up points.
type stretch struct {
	first, last           track.Point
	n, heart, pedal, watt int
	maxHeart, maxPedal    int16
	maxWatt               int16
	maxSpeed              float32
	up, down              float64
	paused                int64
}

func (l *logbook) moment(second int) int64 { return l.epoch + int64(second)*1e6 }

func (l *logbook) pause(from, to int) {
	p := track.Pause{From: l.moment(from), To: l.moment(to)}
	l.pauses = append(l.pauses, p)
	l.lap.paused += p.To - p.From
	l.whole.paused += p.To - p.From
}

func (l *logbook) add(p track.Point) {
	l.points = append(l.points, p)
	l.whole.add(&p)
	l.lap.add(&p)
	if p.Distance-l.lap.first.Distance >= l.lapLength {
		l.turnOver("distance", p)
	}
}

// turnOver ends the lap at a point, with which the next one starts.
func (l *logbook) turnOver(trigger string, p track.Point) {
	l.laps = append(l.laps, l.lap.sum(trigger))
	l.lap = stretch{}
	l.lap.add(&p)
}

func (l *logbook) finish() *track.Track {
	if l.lap.n > 1 {
		l.laps = append(l.laps, l.lap.sum("session_end"))
	}
	t := &track.Track{
		Device: l.who.Device, Sport: l.word,
		Segments: []track.Segment{{Points: l.points, Pauses: l.pauses}}, Laps: l.laps,
	}
	t.Totals = l.whole.totals()
	t.Totals.Calories = calories(l.who, &l.whole)
	return t
}

func (s *stretch) add(p *track.Point) {
	if s.n == 0 {
		s.first = *p
	} else if rise := p.Ele - s.last.Ele; rise > 0 {
		s.up += rise
	} else if rise < 0 {
		s.down -= rise
	}
	s.last = *p
	s.n++
	s.heart += int(p.HeartRate)
	s.pedal += max(int(p.Cadence), 0)
	s.watt += max(int(p.Power), 0)
	s.maxHeart, s.maxPedal, s.maxWatt = max(s.maxHeart, p.HeartRate), max(s.maxPedal, p.Cadence), max(s.maxWatt, p.Power)
	s.maxSpeed = max(s.maxSpeed, p.Speed)
}

func (s *stretch) sum(trigger string) track.Lap {
	t := s.totals()
	return track.Lap{
		Start: t.Start, Elapsed: t.Elapsed, Timer: t.Timer, Distance: t.Distance, MaxSpeed: t.MaxSpeed, Ascent: t.Ascent, Descent: t.Descent,
		Calories: track.None, AvgHeartRate: t.AvgHeartRate, MaxHeartRate: t.MaxHeartRate, AvgCadence: t.AvgCadence,
		MaxCadence: t.MaxCadence, AvgPower: t.AvgPower, MaxPower: t.MaxPower, Trigger: trigger,
	}
}

func (s *stretch) totals() track.Totals {
	t := track.NewTotals()
	t.Start = s.first.Time
	t.Elapsed = float64(s.last.Time-s.first.Time) / 1e6
	t.Timer = t.Elapsed - float64(s.paused)/1e6
	t.Distance = math.Round((s.last.Distance-s.first.Distance)*100) / 100
	t.MaxSpeed = float64(s.maxSpeed)
	if s.last.HasEle() {
		t.Ascent, t.Descent = math.Round(s.up), math.Round(s.down)
	}
	t.AvgHeartRate, t.MaxHeartRate = int16(s.heart/s.n), s.maxHeart
	if s.last.Cadence != track.None {
		t.AvgCadence, t.MaxCadence = int16(s.pedal/s.n), s.maxPedal
	}
	if s.last.Power != track.None {
		t.AvgPower, t.MaxPower = int16(s.watt/s.n), s.maxWatt
	}
	return t
}

// calories in kilocalories from heart rate and mass, near enough: at rest one a kilogram and hour, at the end of one's
// powers about fifteen.
func calories(p *Person, s *stretch) int {
	reserve := (float64(s.heart)/float64(s.n) - p.RestHeartRate) / (p.MaxHeartRate - p.RestHeartRate)
	hours := float64(s.last.Time-s.first.Time-s.paused) / 3.6e9
	return int(p.Mass * hours * (1 + 14*clamp(reserve, 0, 1)))
}
