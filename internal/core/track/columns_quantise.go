package track

import "math"

// Quantise brings a track to columns, without the speed, which is a metric. Values that no column can hold are absent.
func Quantise(t *Track) *Columns {
	c := &Columns{Segments: make([]ColumnSegment, len(t.Segments))}
	for i := range t.Segments {
		c.Segments[i] = quantise(&t.Segments[i])
	}
	return c
}

func quantise(s *Segment) ColumnSegment {
	n := len(s.Points)
	c := ColumnSegment{Time: make([]int64, n), Pauses: s.Pauses}
	for i := range s.Points {
		p := &s.Points[i]
		c.Time[i] = milliseconds(p.Time)
		lat, lon := degrees(p)
		c.Lat, c.Lon = put(c.Lat, n, i, lat), put(c.Lon, n, i, lon)
		c.Altitude = put(c.Altitude, n, i, centimeters(p.Ele))
		c.HeartRate = put(c.HeartRate, n, i, count(p.HeartRate))
		c.Cadence = put(c.Cadence, n, i, count(p.Cadence))
		c.Power = put(c.Power, n, i, count(p.Power))
		c.Temperature = put(c.Temperature, n, i, temperature(p.Temperature))
	}
	if c.Lat == nil {
		for i := range s.Points {
			c.Distance = put(c.Distance, n, i, counted(s.Points[i].Distance))
		}
	}
	return c
}

// put sets the value of point i in a column of n points, which the first value that is not absent makes.
func put(column []int32, n, i int, v int32) []int32 {
	if column == nil {
		if v == Absent {
			return nil
		}
		column = absent(n, i)
	}
	column[i] = v
	return column
}

// absent is a column whose first so many values are absent.
func absent(n, first int) []int32 {
	out := make([]int32, n)
	for i := range out[:first] {
		out[i] = Absent
	}
	return out
}

// degrees is a position on the globe in units of 1e-7; of any other both are absent, so that a point has both or neither.
func degrees(p *Point) (lat, lon int32) {
	if math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180 {
		return int32(math.Round(p.Lat * 1e7)), int32(math.Round(p.Lon * 1e7))
	}
	return Absent, Absent
}

// centimeters is an elevation that a place can have; any other is absent: devices write absurd ones when they lost it.
func centimeters(ele float64) int32 {
	if math.Abs(ele) <= 9999.99 {
		return int32(math.Round(ele * 100))
	}
	return Absent
}

// counted is a distance of the device in centimeters, absent when no column can hold it.
func counted(meters float64) int32 {
	v := math.Round(meters * 100)
	if math.Abs(v) <= math.MaxInt32 { // not NaN
		return int32(v)
	}
	return Absent
}

func count(v int16) int32 {
	if v < 0 {
		return Absent
	}
	return int32(v)
}

func temperature(v int8) int32 {
	if v == NoTemperature {
		return Absent
	}
	return int32(v)
}

// milliseconds rounds microseconds, half up.
func milliseconds(micros int64) int64 {
	if micros == NoTime {
		return AbsentTime
	}
	if r := micros % 1000; r >= 500 {
		return micros/1000 + 1
	} else if r < -500 {
		return micros/1000 - 1
	}
	return micros / 1000
}

// Restore gives back points, as near to the recorded ones as columns hold them: milliseconds, centimeters.
func (s *ColumnSegment) Restore() []Point {
	points := make([]Point, s.Len())
	for i := range points {
		p := NewPoint()
		if s.Time[i] != AbsentTime {
			p.Time = s.Time[i] * 1000
		}
		if s.HasPosition(i) {
			p.Lat, p.Lon = s.Position(i)
		}
		p.Ele = scaled(s.Altitude, i, 100)
		p.Distance = scaled(s.Distance, i, 100)
		p.Speed = float32(scaled(s.Speed, i, 360))
		p.HeartRate = small(s.HeartRate, i)
		p.Cadence = small(s.Cadence, i)
		p.Power = small(s.Power, i)
		if v, ok := value(s.Temperature, i); ok {
			p.Temperature = int8(v)
		}
		points[i] = p
	}
	return points
}

// value of point i in a column; false when it has none.
func value(column []int32, i int) (int32, bool) {
	if column == nil || column[i] == Absent {
		return 0, false
	}
	return column[i], true
}

func scaled(column []int32, i int, unit float64) float64 {
	if v, ok := value(column, i); ok {
		return float64(v) / unit
	}
	return math.NaN()
}

func small(column []int32, i int) int16 {
	if v, ok := value(column, i); ok {
		return int16(v)
	}
	return None
}
