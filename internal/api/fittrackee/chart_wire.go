package fittrackee

import (
	"slices"
	"strconv"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

// chartEntry is about how long one entry of a chart is, in bytes.
const chartEntry = 170

// appendChart writes the entries of a chart, one for each point that has a position. An hour of points is half a
// megabyte of JSON, so it is written by hand, from the integers of the columns to decimals without a float between.
func appendChart(b []byte, segments []track.ColumnSegment) []byte {
	points := metric.Chart(segments)
	b = slices.Grow(b, len(points)*chartEntry)
	var day dayWriter
	n := 0
	first := true
	for i := range segments {
		s := &segments[i]
		for k := range s.Time {
			at := points[n]
			n++
			if !s.HasPosition(k) {
				continue
			}
			if !first {
				b = append(b, ',')
			}
			first = false
			b = append(b, `{"distance":`...)
			b = wire.AppendFixed(b, int64(at.Distance), 2)
			b = append(b, `,"duration":`...)
			b = wire.AppendFixed(b, at.Duration, 3)
			b = appendElevation(b, s, k)
			b = append(b, `,"latitude":`...)
			b = wire.AppendFixed(b, int64(s.Lat[k]), 7)
			b = append(b, `,"longitude":`...)
			b = wire.AppendFixed(b, int64(s.Lon[k]), 7)
			b = append(b, `,"speed":`...)
			b = wire.AppendFixed(b, int64(speedAt(s, k)), 2)
			b = append(b, `,"time":"`...)
			b = day.append(b, s.Time[k])
			b = append(b, '"', '}')
		}
	}
	return b
}

// appendElevation writes the elevation to a decimal; a point without one, or with zero, which devices write for that, has no
// such key.
func appendElevation(b []byte, s *track.ColumnSegment, k int) []byte {
	if s.Altitude == nil || s.Altitude[k] == track.Absent || s.Altitude[k] == 0 {
		return b
	}
	cm := int64(s.Altitude[k])
	b = append(b, `,"elevation":`...)
	if cm%10 == 5 || cm%10 == -5 {
		// Half a unit: the binary value of the decimal decides, as when it is printed.
		return strconv.AppendFloat(b, float64(cm)/100, 'f', 1, 64)
	}
	if cm < 0 {
		cm -= 10
	}
	return wire.AppendFixed(b, (cm+5)/10, 1)
}

func speedAt(s *track.ColumnSegment, k int) int32 {
	if s.Speed == nil || s.Speed[k] == track.Absent {
		return 0
	}
	return s.Speed[k]
}

// dayWriter writes moments like "Tue, 13 Mar 2018 12:44:45 GMT"; the date is made once a day.
type dayWriter struct {
	day  int64
	text []byte
}

const dayMillis = 24 * 60 * 60 * 1000

// append writes milliseconds since 1970; an unknown time is written as an empty text.
func (w *dayWriter) append(b []byte, millis int64) []byte {
	if millis == track.AbsentTime {
		return b
	}
	day := millis / dayMillis
	if millis < 0 && millis%dayMillis != 0 {
		day--
	}
	if w.text == nil || day != w.day {
		w.day = day
		w.text = time.UnixMilli(day*dayMillis).UTC().AppendFormat(w.text[:0], "Mon, 02 Jan 2006 ")
	}
	b = append(b, w.text...)
	s := (millis - day*dayMillis) / 1000
	b = append2(b, s/3600)
	b = append2(append(b, ':'), s/60%60)
	b = append2(append(b, ':'), s%60)
	return append(b, " GMT"...)
}

// append2 writes a number below 100 with two digits.
func append2(b []byte, n int64) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }
