package trackfile

import (
	"bytes"
	"math"

	"palestra/internal/core/track"
)

// kmlSensors are the arrays of a track's <ExtendedData>, one value a point.
type kmlSensors struct {
	heartRate, cadence, power, temperature []int16
}

func (a *kmlSensors) reset() {
	a.heartRate, a.cadence, a.power, a.temperature = a.heartRate[:0], a.cadence[:0], a.power[:0], a.temperature[:0]
}

// named is the array for a <SimpleArrayData>'s name, nil when it is of no interest.
func (a *kmlSensors) named(name []byte) *[]int16 {
	switch string(bytes.ToLower(name)) {
	case "heartrate", "heart_rate", "hr":
		return &a.heartRate
	case "cadence", "cad":
		return &a.cadence
	case "power":
		return &a.power
	case "temperature", "temp", "atemp":
		return &a.temperature
	}
	return nil
}

// give sets the i-th values at a point.
func (a *kmlSensors) give(p *track.Point, i int) {
	if i < len(a.heartRate) {
		p.HeartRate = a.heartRate[i]
	}
	if i < len(a.cadence) {
		p.Cadence = a.cadence[i]
	}
	if i < len(a.power) {
		p.Power = a.power[i]
	}
	if i < len(a.temperature) && a.temperature[i] != noReading {
		p.Temperature = int8(a.temperature[i])
	}
}

// noReading stands in the temperature array where a point has none.
const noReading = math.MinInt16

// extendedData reads the <SimpleArrayData> within an <ExtendedData>.
func (k *kmlReader) extendedData() {
	s := k.s
	for depth := s.depth; s.depth >= depth; {
		switch s.next() {
		case eventStart:
			if string(s.name) != "SimpleArrayData" {
				continue
			}
			if to := k.sensors.named(s.attr("name")); to != nil {
				k.array(to)
			}
		case eventStop:
			return
		}
	}
}

// array reads the <value> elements of a <SimpleArrayData>.
func (k *kmlReader) array(to *[]int16) {
	s := k.s
	for depth := s.depth; s.child(depth); {
		if string(s.name) != "value" {
			continue
		}
		if len(*to) == k.lim.MaxPoints {
			s.err = tooManyPoints(s.format, k.lim)
			return
		}
		*to = append(*to, k.reading(to))
	}
}

// reading is the current element as a value of the array.
func (k *kmlReader) reading(of *[]int16) int16 {
	if of != &k.sensors.temperature {
		return k.s.count()
	}
	if f, ok := parseFloat(k.s.text()); ok {
		if t, ok := toTemperature(f); ok {
			return int16(t)
		}
	}
	return noReading
}
