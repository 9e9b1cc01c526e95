package trackfile

import (
	"github.com/muktihari/fit/profile/basetype"
	"github.com/muktihari/fit/profile/mesgdef"

	"palestra/internal/core/track"
)

// fitBeats are the heart beats of a strap. One that was out of reach, as they are under water, hands its beats over after
// the activity; they come as hr messages beside the records, timed by the strap's own clock in 1/1024 s.
type fitBeats struct {
	beats []beat
	// zero is the moment at which the strap's clock was zero, track.NoTime until a message tells; ticks is its last
	// reading.
	zero  int64
	ticks uint64
}

// beat is a heart rate at a moment.
type beat struct {
	at   int64
	rate int16
}

// A beat counts for the records of its second and those shortly after it.
const (
	beatAhead = 1_000_000
	beatHolds = 5_000_000
)

// beats takes one hr message; more than the limit allows stops decoding.
func (f *fitReader) beats(m *mesgdef.Hr) {
	s := &f.strap
	if len(s.beats)+len(m.FilteredBpm) > f.lim.MaxPoints {
		f.stop = tooManyPoints(FIT, f.lim)
		return
	}
	if at := fitTime(m.Timestamp); at != track.NoTime && len(m.EventTimestamp) > 0 {
		s.zero, s.ticks = at-tickMicros(uint64(m.EventTimestamp[0])), uint64(m.EventTimestamp[0])
		if m.FractionalTimestamp != basetype.Uint16Invalid {
			s.zero += int64(m.FractionalTimestamp) * 1_000_000 / 32768
		}
		s.add(m.FilteredBpm, 0)
		return
	}
	if s.zero == track.NoTime {
		return
	}
	packed := m.EventTimestamp12
	for i := 0; i+2 < len(packed); i += 3 {
		s.tick(uint64(packed[i]) | uint64(packed[i+1]&0xF)<<8)
		s.add(m.FilteredBpm, i/3*2)
		s.tick(uint64(packed[i+1]>>4) | uint64(packed[i+2])<<4)
		s.add(m.FilteredBpm, i/3*2+1)
	}
}

// tick moves the strap's clock to the next reading with these lowest 12 bits.
func (s *fitBeats) tick(low uint64) { s.ticks += (low - s.ticks) & 0xFFF }

// add notes the i-th rate at the clock's reading.
func (s *fitBeats) add(rates []uint8, i int) {
	if i < len(rates) && rates[i] != 0 && rates[i] != basetype.Uint8Invalid {
		s.beats = append(s.beats, beat{s.zero + tickMicros(s.ticks), int16(rates[i])})
	}
}

// tickMicros turns 1/1024 s into microseconds.
func tickMicros(ticks uint64) int64 { return int64(ticks * 1_000_000 / 1024) }

// fill gives points that have no heart rate the strap's. The beats have to be sorted.
func (s *fitBeats) fill(points []track.Point) {
	for i := range points {
		p := &points[i]
		if p.HeartRate != track.None {
			continue
		}
		next := firstFrom(s.beats, p.Time+beatAhead, beat.time)
		if next > 0 && s.beats[next-1].at >= p.Time-beatHolds {
			p.HeartRate = s.beats[next-1].rate
		}
	}
}

func (b beat) time() int64 { return b.at }
