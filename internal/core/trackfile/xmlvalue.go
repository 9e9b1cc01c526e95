package trackfile

import (
	"math"

	"palestra/internal/core/track"
)

// maxElevation is the largest elevation in meters, above or below the sea, that is taken for real.
const maxElevation = 9999.99

// degrees is a latitude or longitude; not a number or out of range ends the scan.
func (s *scanner) degrees(what string, text []byte, most float64) float64 {
	f, ok := parseFloat(text)
	switch {
	case !ok:
		s.invalid("%s %s is not a number", what, quoted(text))
	case f < -most || f > most:
		s.invalid("%s %s is not between -%g and %g", what, quoted(text), most, most)
	}
	return f
}

// elevation reads the current element as meters: NaN when it is empty or beyond maxElevation; not a number ends the
// scan.
func (s *scanner) elevation() float64 {
	text := s.text()
	if len(trimSpace(text)) == 0 {
		return math.NaN()
	}
	f, ok := parseFloat(text)
	if !ok {
		s.invalid("elevation %s is not a number", quoted(text))
	}
	return plausibleElevation(f)
}

// plausibleElevation is f, or NaN when it is beyond maxElevation.
func plausibleElevation(f float64) float64 {
	if f < -maxElevation || f > maxElevation {
		return math.NaN()
	}
	return f
}

// amount reads the current element as a number that is not negative, NaN when it is something else.
func (s *scanner) amount() float64 {
	f, ok := parseFloat(s.text())
	if !ok || f < 0 || math.IsInf(f, 0) {
		return math.NaN()
	}
	return f
}

// count reads the current element as a sensor value, track.None when it is something else.
func (s *scanner) count() int16 {
	n, ok := parseCount(s.text())
	if !ok {
		return track.None
	}
	return n
}

// childCount is the sensor value in the current element's child of this name.
func (s *scanner) childCount(name string) int16 {
	n := int16(track.None)
	for depth := s.depth; s.child(depth); {
		if string(s.name) == name {
			n = s.count()
		}
	}
	return n
}

// childText is the text of the current element's child of this name, "" when it has none.
func (s *scanner) childText(name string) string {
	text := ""
	for depth := s.depth; s.child(depth); {
		if string(s.name) == name {
			text = cleanText(s.text())
		}
	}
	return text
}

// sensors reads all sensor values within the current element, at whatever depth: extensions of Garmin
// (TrackPointExtension), cluetrust and others wrap them, those of Strava don't.
func (s *scanner) sensors(p *track.Point) {
	for depth := s.depth; s.depth >= depth; {
		switch s.next() {
		case eventStart:
			s.sensor(p)
		case eventStop:
			return
		}
	}
}

// sensor reads the current element when its name, whatever the namespace, is that of a sensor value. A value that is no
// number, or one that no sensor gives, counts as absent.
func (s *scanner) sensor(p *track.Point) {
	var to *int16
	switch string(s.name) {
	case "hr", "heartrate":
		to = &p.HeartRate
	case "cad", "cadence", "RunCadence":
		to = &p.Cadence
	case "power", "PowerInWatts", "watts", "Watts":
		to = &p.Power
	case "atemp", "temp", "temperature":
		if f, ok := parseFloat(s.text()); ok {
			if t, ok := toTemperature(f); ok {
				p.Temperature = t
			}
		}
		return
	case "speed", "Speed":
		if f := s.amount(); f <= maxSpeed {
			p.Speed = float32(f)
		}
		return
	default:
		return
	}
	if n, ok := parseCount(s.text()); ok {
		*to = n
	}
}

// maxSpeed is the largest speed in meters a second that is taken for real; it keeps float32 exact enough.
const maxSpeed = 9999.99
