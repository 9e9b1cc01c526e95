package live

import (
	"math"
	"time"

	"palestra/internal/core/metric"
	"palestra/internal/core/monitor"
	"palestra/internal/core/track"
)

const (
	// sceneSlot is how long one value of a history stands for, and sceneSlots how many there are: four minutes.
	sceneSlot  = 2 * time.Second
	sceneSlots = 120
	// speedOver is the time over which a speed is derived from positions, where a device gives none.
	speedOver = time.Second
)

// Scene is where an athlete is and how the last minutes went: m/s, beats a minute, degrees, moments in milliseconds since
// 1970-01-01 UTC. NaN is what isn't known.
type Scene struct {
	// At is the moment of the newest sample, 0 without any; PositionAt and HeartAt are of what they name.
	At, PositionAt, HeartAt int64
	Lat, Lon                float64
	Speed, HeartRate        float64
	// Zone is that of the heart rate, from 1; 0 when it is unknown.
	Zone int
	// History is oldest first and has no more than four minutes.
	History []Slot
}

// Slot is two seconds of a history: the highest speed and the last heart rate in them, NaN for none.
type Slot struct {
	// Number counts slots since 1970-01-01 UTC.
	Number           int64
	Speed, HeartRate float32
}

// scene keeps what a Scene is made of, in memory of a fixed size.
type scene struct {
	frame monitor.Frame
	now   Scene
	slots [sceneSlots]Slot
	// speedAt is when the speed was.
	speedAt int64
	// base is the position that a speed is derived from.
	base   track.Point
	baseAt int64
}

func newScene(f monitor.Frame) *scene {
	nan := math.NaN()
	return &scene{frame: f, now: Scene{Lat: nan, Lon: nan, Speed: nan, HeartRate: nan}, base: track.NewPoint()}
}

// sceneSince is from when on samples are in a scene now; one that is over keeps its last minutes.
func sceneSince(l *monitor.Live, now time.Time) time.Time {
	if l.TimeFrame.Until.Before(now) {
		now = l.TimeFrame.Until
	}
	return now.Add(-sceneSlots * sceneSlot)
}

// add takes samples of the frame in order of time; those that were taken already make no difference.
func (s *scene) add(batch *monitor.Samples) {
	for i := range batch.Time {
		p := batch.Possible(i)
		if p.Time < s.frame.From || p.Time >= s.frame.Until {
			continue
		}
		s.move(&p)
		if !math.IsNaN(p.HeartRate) && p.Time > s.now.HeartAt {
			s.now.HeartRate, s.now.HeartAt = p.HeartRate, p.Time
			s.slot(p.Time).HeartRate = float32(p.HeartRate)
		}
		s.now.At = max(s.now.HeartAt, s.now.PositionAt, s.speedAt)
	}
}

// move takes a position and a speed.
func (s *scene) move(p *monitor.Sample) {
	speed := p.Speed
	if !math.IsNaN(p.Lat) && p.Time > s.now.PositionAt {
		s.now.Lat, s.now.Lon, s.now.PositionAt = p.Lat, p.Lon, p.Time
		if derived := s.derive(p); math.IsNaN(speed) {
			speed = derived
		}
	}
	if math.IsNaN(speed) || p.Time <= s.speedAt {
		return
	}
	s.now.Speed, s.speedAt = speed, p.Time
	slot := s.slot(p.Time)
	if !(float64(slot.Speed) >= speed) {
		slot.Speed = float32(speed)
	}
}

// derive is the speed from the position before to this one; NaN while there is none within a short time.
func (s *scene) derive(p *monitor.Sample) float64 {
	here := track.NewPoint()
	here.Lat, here.Lon = p.Lat, p.Lon
	passed := p.Time - s.baseAt
	if passed < speedOver.Milliseconds() {
		return math.NaN()
	}
	speed := math.NaN()
	if passed <= monitor.GapLimit && s.base.HasPosition() {
		speed = metric.Distance(&s.base, &here) / (float64(passed) / 1000)
	}
	s.base, s.baseAt = here, p.Time
	return speed
}

// slot is that of a moment, emptied when it was another's.
func (s *scene) slot(at int64) *Slot {
	number := at / sceneSlot.Milliseconds()
	slot := &s.slots[number%sceneSlots]
	if slot.Number != number {
		*slot = Slot{number, float32(math.NaN()), float32(math.NaN())}
	}
	return slot
}

// state is the scene as it is now.
func (s *scene) state() Scene {
	out := s.now
	if out.HeartAt > 0 {
		out.Zone = s.frame.Zone(out.HeartRate)
	}
	last := out.At / sceneSlot.Milliseconds()
	for number := last - sceneSlots + 1; number <= last; number++ {
		if slot := s.slots[((number%sceneSlots)+sceneSlots)%sceneSlots]; slot.Number == number && number > 0 {
			out.History = append(out.History, slot)
		}
	}
	return out
}
