package track

import "math"

// Columns are the points of a track as they are stored: one slice of small integers per quantity and segment, which the
// chart and the map read as they are. Metrics are computed before, from the full precision.
//
//	blob, err := columns.Encode()
//	columns, err := track.Decode(blob)
//	columns.Segments[0].Lat[i] // 1e-7 degrees
type Columns struct {
	Segments []ColumnSegment
}

// ColumnSegment is a segment in columns. A nil slice is a quantity that no point of the segment has; the others are as
// long as Time is, and hold Absent where a point has no value.
type ColumnSegment struct {
	// Time in milliseconds since 1970-01-01 UTC, AbsentTime where unknown. Never nil.
	Time []int64
	// Lat and Lon in 1e-7 degrees (at most 1.1 cm). A point has both or neither.
	Lat, Lon []int32
	// Altitude in centimeters.
	Altitude []int32
	// Distance in centimeters as the device counted it; kept only in segments without positions.
	Distance []int32
	// Speed in units of 0.01 km/h, as charts show it.
	Speed []int32
	// HeartRate and Cadence a minute, as recorded; Power in watts.
	HeartRate, Cadence, Power []int32
	// Temperature in degrees Celsius.
	Temperature []int32
	// Pauses in microseconds, as in Segment.
	Pauses []Pause
}

// What a column holds where a point has no value.
const (
	Absent     = math.MinInt32
	AbsentTime = NoTime
)

// Len is the number of points.
func (s *ColumnSegment) Len() int { return len(s.Time) }

// HasPosition reports whether point i is somewhere.
func (s *ColumnSegment) HasPosition(i int) bool { return s.Lat != nil && s.Lat[i] != Absent }

// Position of point i in degrees; only where there is one.
func (s *ColumnSegment) Position(i int) (lat, lon float64) {
	return float64(s.Lat[i]) / 1e7, float64(s.Lon[i]) / 1e7
}

// Points is the number of points in all segments.
func (c *Columns) Points() int {
	n := 0
	for i := range c.Segments {
		n += c.Segments[i].Len()
	}
	return n
}

// quantities are the columns that are stored alike. A blob names them by their place here, so that a new one goes to the end.
func (s *ColumnSegment) quantities() [9]*[]int32 {
	return [...]*[]int32{
		&s.Lat, &s.Lon, &s.Altitude, &s.Distance, &s.Speed, &s.HeartRate, &s.Cadence, &s.Power, &s.Temperature,
	}
}
