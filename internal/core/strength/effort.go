package strength

import (
	"time"

	"palestra/internal/core/unit"
)

// Effort is what somebody did of one exercise on a day. Loads are in kilograms.
type Effort struct {
	// Day is a date at midnight UTC.
	Day time.Time
	// OneRepMax is the best estimate that the day's sets allow, 0 for none.
	OneRepMax float64
	// Volume is the sum of load times repetitions.
	Volume float64
	Sets   int
}

// Efforts sums up logs of one exercise, which are by day. Only those counted in repetitions and measured in kilograms or pounds
// make a volume and an estimate; see OneRepMax.
//
//	Efforts(logs of 5 × 100 kg and 3 × 105 kg on one day) // [{day, 112.5, 815, 2}]
func Efforts(logs []Log) []Effort {
	var all []Effort
	for i := range logs {
		l := &logs[i]
		if n := len(all); n == 0 || !all[n-1].Day.Equal(l.Day) {
			all = append(all, Effort{Day: l.Day})
		}
		e := &all[len(all)-1]
		e.Sets++
		load, ok := l.kilograms()
		if !ok {
			continue
		}
		e.Volume += load * float64(l.Repetitions)
		if estimate, err := OneRepMax(load, l.Repetitions, 0); err == nil {
			e.OneRepMax = max(e.OneRepMax, estimate)
		}
	}
	return all
}

// kilograms is the load of a log that counts repetitions, if it has one that can be weighed.
func (l *Log) kilograms() (load float64, ok bool) {
	if l.RepetitionUnit != Repetitions {
		return 0, false
	}
	switch l.LoadUnit {
	case Kilograms:
		return l.Load.Float(), true
	case Pounds:
		return unit.Pound.SI(l.Load.Float()), true
	}
	return 0, false
}
