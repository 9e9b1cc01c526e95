package monitor

import (
	"math"
	"slices"

	"palestra/internal/core/track"
)

// Samples are what a device measured, in columns of small integers. A nil column is a quantity that no sample has; the
// others are as long as Time is, and hold Absent where a sample has no value. Where a sample has a latitude it has a
// longitude.
//
// Numbers are kept as the device sent them, impossible ones too: they are left out when measuring, which can then say so.
type Samples struct {
	// Time in milliseconds since 1970-01-01 UTC.
	Time []int64
	// Lat and Lon in 1e-7 degrees (at most 1.1 cm).
	Lat, Lon []int32
	// Speed in units of 0.1 mm/s, as the device measured it (Doppler).
	Speed []int32
	// Altitude in centimeters above sea level.
	Altitude []int32
	// HeartRate in beats a minute.
	HeartRate []int32
}

// Absent is what a column holds where a sample has no value.
const Absent = track.Absent

// How many stored units one degree, meter a second or meter has.
const (
	perDegree         = 1e7
	perMeterPerSecond = 1e4
	perMeter          = 100
)

// Len is the number of samples.
func (s *Samples) Len() int { return len(s.Time) }

// columns are all but the times, always in this order.
func (s *Samples) columns() [5]*[]int32 {
	return [...]*[]int32{&s.Lat, &s.Lon, &s.Speed, &s.Altitude, &s.HeartRate}
}

// Slice is the samples from one place to another, sharing memory with s.
func (s *Samples) Slice(from, to int) *Samples {
	out := &Samples{Time: s.Time[from:to:to]}
	columns := out.columns()
	for i, c := range s.columns() {
		if *c != nil {
			*columns[i] = (*c)[from:to:to]
		}
	}
	return out
}

// Between is the samples of an interval, from its first millisecond up to, not including, its last; s must be in order of
// time, as Sort and Merge leave it.
func (s *Samples) Between(from, until int64) *Samples {
	a, _ := slices.BinarySearch(s.Time, from)
	b, _ := slices.BinarySearch(s.Time, until)
	return s.Slice(a, max(a, b))
}

// drop lets go of columns in which no sample has a value.
func (s *Samples) drop() {
	for _, c := range s.columns() {
		if !slices.ContainsFunc(*c, func(v int32) bool { return v != Absent }) {
			*c = nil
		}
	}
}

// value of a sample in a column, NaN when it has none.
func value(column []int32, i int, unit float64) float64 {
	if column == nil || column[i] == Absent {
		return math.NaN()
	}
	return float64(column[i]) / unit
}

// quantise brings a number to what a column holds. What is too large for it stays too large to be possible.
func quantise(v, unit float64) int32 {
	v = math.Round(v * unit)
	switch {
	case v != v:
		return Absent
	case v > math.MaxInt32:
		return math.MaxInt32
	case v <= math.MinInt32:
		return math.MinInt32 + 1
	}
	return int32(v)
}
