// Package track is one recording as it was made: points in time, with what the sensors said, in SI units and UTC.
//
// A Track is what a file is parsed into and what metrics are computed from; the stored form is in columns.go.
//
//	for _, s := range t.Segments {
//		for _, p := range s.Points { … p.Lat, p.Time … }
//	}
package track

import (
	"math"
	"time"
)

// None marks an integer sensor value that a point does not have; zero is a value like any other.
const None = -1

// NoTemperature marks a point without a temperature.
const NoTemperature = math.MinInt8

// Point is one moment of a recording. Absent floats are NaN, absent integers None.
type Point struct {
	// Time in microseconds since 1970-01-01 UTC; NoTime when the file gives none.
	Time int64
	// Lat and Lon in degrees (WGS 84); both NaN when there is no position.
	Lat, Lon float64
	// Ele is the elevation in meters above sea level.
	Ele float64
	// Distance in meters since the start, as the device counted it.
	Distance float64
	// Speed in meters a second, as the device measured it.
	Speed float32
	// HeartRate in beats a minute.
	HeartRate int16
	// Cadence as recorded: revolutions a minute, or for step sports strides (pairs of steps) a minute.
	Cadence int16
	// Power in watts.
	Power int16
	// Temperature in degrees Celsius.
	Temperature int8
}

// NoTime is the Time of a point without one.
const NoTime = math.MinInt64

// NewPoint is a point at which nothing is known yet.
func NewPoint() Point {
	nan := math.NaN()
	return Point{
		Time: NoTime, Lat: nan, Lon: nan, Ele: nan, Distance: nan, Speed: float32(nan),
		HeartRate: None, Cadence: None, Power: None, Temperature: NoTemperature,
	}
}

// HasPosition reports whether the point is somewhere.
func (p *Point) HasPosition() bool { return p.Lat == p.Lat && p.Lon == p.Lon }

// HasEle reports whether the elevation is known.
func (p *Point) HasEle() bool { return p.Ele == p.Ele }

// At is the point's time in UTC.
func (p *Point) At() time.Time { return time.UnixMicro(p.Time).UTC() }

// Pause is an interval in which the device's timer was stopped, in microseconds like Point.Time.
type Pause struct{ From, To int64 }

// Segment is a run of points that belong together, in the order of the file.
type Segment struct {
	Points []Point
	// Pauses in order of time; empty for formats that don't tell.
	Pauses []Pause
}

// Lap is a stretch the athlete or the device marked. Unknown floats are NaN, unknown integers None.
type Lap struct {
	// Start in microseconds since 1970-01-01 UTC.
	Start int64
	// Elapsed is wall-clock seconds, Timer seconds without pauses.
	Elapsed, Timer float64
	// Distance in meters.
	Distance float64
	// MaxSpeed in meters a second.
	MaxSpeed float64
	// Ascent and Descent in meters.
	Ascent, Descent float64
	// Calories in kilocalories.
	Calories                                   int
	AvgHeartRate, MaxHeartRate                 int16
	AvgCadence, MaxCadence, AvgPower, MaxPower int16
	// Trigger is what ended it: "manual", "distance", "time", "location", "session_end", or "" when unknown.
	Trigger string
}

// NewLap is a lap of which nothing is known yet.
func NewLap() Lap {
	nan := math.NaN()
	return Lap{
		Elapsed: nan, Timer: nan, Distance: nan, MaxSpeed: nan, Ascent: nan, Descent: nan, Calories: None,
		AvgHeartRate: None, MaxHeartRate: None, AvgCadence: None, MaxCadence: None, AvgPower: None, MaxPower: None,
	}
}

// Totals are the numbers a file states about itself. They count where points can't be measured: pools, trainers,
// strength. Unknown floats are NaN, unknown integers None.
type Totals struct {
	// Start in microseconds since 1970-01-01 UTC, NoTime when not stated.
	Start int64
	// Elapsed is wall-clock seconds, Timer seconds without pauses.
	Elapsed, Timer float64
	// Distance in meters.
	Distance float64
	// MaxSpeed in meters a second.
	MaxSpeed float64
	// Ascent and Descent in meters.
	Ascent, Descent float64
	// Calories in kilocalories.
	Calories                                   int
	AvgHeartRate, MaxHeartRate                 int16
	AvgCadence, MaxCadence, AvgPower, MaxPower int16
}

// NewTotals are the totals of a file that states none.
func NewTotals() Totals {
	nan := math.NaN()
	return Totals{
		Start: NoTime, Elapsed: nan, Timer: nan, Distance: nan, MaxSpeed: nan, Ascent: nan, Descent: nan, Calories: None,
		AvgHeartRate: None, MaxHeartRate: None, AvgCadence: None, MaxCadence: None, AvgPower: None, MaxPower: None,
	}
}

// Track is one recording: a GPX track, a TCX activity, a FIT session, a KML track.
type Track struct {
	// Name and Description as the file has them, "" when it has none.
	Name, Description string
	// Device is the instrument ("Garmin fenix 5"), Software the program that wrote the file; "" when unknown.
	Device, Software string
	// Sport is the format's own word ("Biking", "running/trail"), which core/sport maps; "" when not stated.
	Sport string
	// Segments are in the order of the file and each has at least one point. Empty for a recording without points.
	Segments []Segment
	Laps     []Lap
	Totals   Totals
	// Warnings say in English what could not be used, such as a truncated end; they don't stop an upload.
	Warnings []string
}

// HasPositions reports whether there is a way to measure: two points with a position. A single fix, which trainers and pools
// now and then record by accident, is none.
func (t *Track) HasPositions() bool {
	fixes := 0
	for i := range t.Segments {
		for j := range t.Segments[i].Points {
			if t.Segments[i].Points[j].HasPosition() {
				fixes++
			}
			if fixes == 2 {
				return true
			}
		}
	}
	return false
}

// Points is the number of points in all segments.
func (t *Track) Points() int {
	n := 0
	for i := range t.Segments {
		n += len(t.Segments[i].Points)
	}
	return n
}
