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
		c.Time[i] = milliseconds(s.Points[i].Time)
	}
	c.Lat = column(s, func(p *Point) float64 { return onGlobe(p, p.Lat) * 1e7 })
	c.Lon = column(s, func(p *Point) float64 { return onGlobe(p, p.Lon) * 1e7 })
	c.Altitude = column(s, func(p *Point) float64 { return onEarth(p.Ele) * 100 })
	if c.Lat == nil {
		c.Distance = column(s, func(p *Point) float64 { return p.Distance * 100 })
	}
	c.HeartRate = column(s, func(p *Point) float64 { return sensor(p.HeartRate) })
	c.Cadence = column(s, func(p *Point) float64 { return sensor(p.Cadence) })
	c.Power = column(s, func(p *Point) float64 { return sensor(p.Power) })
	c.Temperature = column(s, func(p *Point) float64 {
		if p.Temperature == NoTemperature {
			return math.NaN()
		}
		return float64(p.Temperature)
	})
	return c
}

// column rounds a quantity of every point; nil when no point has it.
func column(s *Segment, of func(*Point) float64) []int32 {
	var out []int32
	for i := range s.Points {
		v := math.Round(of(&s.Points[i]))
		if !(math.Abs(v) <= math.MaxInt32) { // NaN too
			if out != nil {
				out[i] = Absent
			}
			continue
		}
		if out == nil {
			out = absent(len(s.Points), i)
		}
		out[i] = int32(v)
	}
	return out
}

// absent is a column whose first so many values are absent.
func absent(n, first int) []int32 {
	out := make([]int32, n)
	for i := range out[:first] {
		out[i] = Absent
	}
	return out
}

// onGlobe is a coordinate of a point that has a position on the globe, else NaN, so that a point has both or neither.
func onGlobe(p *Point, v float64) float64 {
	if math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180 {
		return v
	}
	return math.NaN()
}

// onEarth is an elevation in meters that a place can have, else NaN: devices write absurd ones when they lost it.
func onEarth(ele float64) float64 {
	if math.Abs(ele) <= 9999.99 {
		return ele
	}
	return math.NaN()
}

func sensor(v int16) float64 {
	if v < 0 {
		return math.NaN()
	}
	return float64(v)
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
