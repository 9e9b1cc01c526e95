package monitor

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"palestra/internal/core/fault"
)

// What parameters may be. Nobody moves faster or harder, and a frame has at most 24 hours.
const (
	MaxThresholds    = 9
	MaxAcceleration  = 50.0  // m/s²
	MaxSpeed         = 55.0  // m/s; a sample above it is impossible
	MaxRanges        = 50    // speed ranges or heart-rate zones
	MaxHeartRate     = 250.0 // bpm; a sample above it is impossible
	MinHeartRate     = 20.0
	MaxIntensitySpan = 86_400
)

// Params are what a time frame is measured by. Thresholds and bounds ascend.
type Params struct {
	// Accelerations and Decelerations in m/s², Sprint and HID (high-intensity distance) in m/s.
	Accelerations []float64 `json:"accelerations"`
	Decelerations []float64 `json:"decelerations"`
	Sprint        []float64 `json:"sprint"`
	HID           []float64 `json:"hid"`
	// SpeedRanges are the bounds between ranges in m/s; the first range begins at 0, the last has no end.
	SpeedRanges []float64 `json:"speed_ranges"`
	// HRZones are the bounds of zones in % of the highest heart rate, 0 and 100 included.
	HRZones []float64 `json:"hr_zones"`
	// IntensitySpan in seconds.
	IntensitySpan int `json:"intensity_span"`
	// MaxHR is the athlete's highest heart rate, 0 when unknown.
	MaxHR float64 `json:"max_hr"`
}

// Defaults are the parameters where a time frame has none.
func Defaults() Params {
	return Params{
		Accelerations: []float64{2, 3}, Decelerations: []float64{2, 3}, Sprint: []float64{5}, HID: []float64{4, 5},
		SpeedRanges:   kilometersPerHour(1, 4, 8, 13, 18, 24),
		HRZones:       []float64{0, 50, 60, 70, 80, 90, 100},
		IntensitySpan: 300,
	}
}

func kilometersPerHour(bounds ...float64) []float64 {
	for i := range bounds {
		bounds[i] /= 3.6
	}
	return bounds
}

// writtenParams is the form of params in JSON; members that are not listed, such as splitName, are for others.
type writtenParams struct {
	MaxHR         *float64           `json:"max_hr"`
	Accelerations map[string]float64 `json:"accelerations"`
	Decelerations map[string]float64 `json:"decelerations"`
	Sprint        map[string]float64 `json:"sprint"`
	HID           map[string]float64 `json:"hid"`
	SpeedRanges   []float64          `json:"speed_ranges"`
	HRZones       []float64          `json:"hr_zones"`
	IntensitySpan *float64           `json:"intensity_span"`
}

// ParseParams reads the params of a time frame, an object of JSON or nothing, over the defaults.
//
// A threshold that is not given has its default, as long as that still fits between its neighbours: {"threshold_1": 4}
// makes 4 the only one where the default second is 3. Whatever is negative, absurd or out of order is fault.Invalid, code
// "monitor.params", with one field for each mistake, named as in the document.
func ParseParams(document []byte) (Params, error) {
	p := Defaults()
	if len(document) == 0 {
		return p, nil
	}
	var w writtenParams
	if err := json.Unmarshal(document, &w); err != nil {
		return p, badParams(misformed(err))
	}
	var c checker
	p.Accelerations = c.thresholds("accelerations", w.Accelerations, p.Accelerations, MaxAcceleration)
	p.Decelerations = c.thresholds("decelerations", w.Decelerations, p.Decelerations, MaxAcceleration)
	p.Sprint = c.thresholds("sprint", w.Sprint, p.Sprint, MaxSpeed)
	p.HID = c.thresholds("hid", w.HID, p.HID, MaxSpeed)
	if w.SpeedRanges != nil {
		p.SpeedRanges = c.ranges(w.SpeedRanges)
	}
	if w.HRZones != nil {
		p.HRZones = c.zones(w.HRZones)
	}
	if v := w.IntensitySpan; v != nil {
		p.IntensitySpan = int(*v)
		c.demand(*v >= 1 && *v <= MaxIntensitySpan && *v == math.Trunc(*v), "intensity_span", "must be whole seconds from 1 to %d", MaxIntensitySpan)
	}
	if v := w.MaxHR; v != nil {
		p.MaxHR = *v
		c.demand(*v >= 0 && *v <= MaxHeartRate, "max_hr", "must be from 0 (unknown) to %v", MaxHeartRate)
	}
	if len(c) > 0 {
		return Defaults(), badParams(c...)
	}
	return p, nil
}

// misformed names what is no number, list or object where one is expected.
func misformed(err error) fault.Field {
	var e *json.UnmarshalTypeError
	if errors.As(err, &e) && e.Field != "" {
		return fault.Field{Name: e.Field, Message: "must not be a " + e.Value}
	}
	return fault.Field{Name: "params", Message: "must be an object of JSON"}
}

func badParams(fields ...fault.Field) *fault.Error {
	return fault.New(fault.Invalid, "monitor.params", "the parameters can't be used", fields...)
}

// checker collects mistakes.
type checker []fault.Field

func (c *checker) demand(ok bool, name, format string, args ...any) bool {
	if !ok {
		*c = append(*c, fault.Field{Name: name, Message: fmt.Sprintf(format, args...)})
	}
	return ok
}

func (c *checker) thresholds(name string, given map[string]float64, defaults []float64, most float64) []float64 {
	if given == nil {
		return defaults
	}
	var out []float64
	seen := 0
	for i := range MaxThresholds {
		key := fmt.Sprintf("threshold_%d", i+1)
		v, set := given[key]
		if set {
			seen++
			c.demand(v > 0 && v <= most, name+"."+key, "must be above 0 and at most %v", most)
			c.demand(len(out) == 0 || v > out[len(out)-1], name+"."+key, "must be above the threshold before it")
		} else if i < len(defaults) && fits(i, defaults[i], out, given) {
			v, set = defaults[i], true
		}
		if set {
			c.demand(len(out) == i, name+"."+key, "comes without the threshold before it")
			out = append(out, v)
		}
	}
	c.demand(seen == len(given), name, "may have threshold_1 to threshold_%d and nothing else", MaxThresholds)
	return out
}

// fits reports whether a default can stand for threshold i between what is before it and what is given after it.
func fits(i int, v float64, before []float64, given map[string]float64) bool {
	if len(before) > 0 && before[len(before)-1] >= v {
		return false
	}
	next, set := given[fmt.Sprintf("threshold_%d", i+2)]
	return !set || v < next
}

func (c *checker) ranges(bounds []float64) []float64 {
	if len(bounds) > 0 && bounds[0] == 0 {
		bounds = bounds[1:]
	}
	c.ascending("speed_ranges", bounds)
	if len(bounds) > 0 {
		c.demand(bounds[0] > 0 && bounds[len(bounds)-1] <= MaxSpeed, "speed_ranges", "must be above 0 and at most %v", MaxSpeed)
	}
	return bounds
}

func (c *checker) zones(bounds []float64) []float64 {
	c.ascending("hr_zones", bounds)
	c.demand(len(bounds) >= 2 && bounds[0] == 0 && bounds[len(bounds)-1] == 100, "hr_zones", "must begin with 0 and end with 100")
	return bounds
}

func (c *checker) ascending(name string, bounds []float64) {
	c.demand(len(bounds) <= MaxRanges, name, "may have at most %d bounds", MaxRanges)
	for i := 1; i < len(bounds); i++ {
		if !c.demand(bounds[i] > bounds[i-1], name, "must ascend") {
			return
		}
	}
}

// HighestHR is the heart rate that zones are shares of: MaxHR where it is set, else 220 less the athlete's age in full years
// at that moment (Fox, Naughton and Haskell 1971), else 0 for unknown. born is zero when the date of birth is not known.
func (p *Params) HighestHR(born, at time.Time) float64 {
	if p.MaxHR > 0 {
		return p.MaxHR
	}
	if born.IsZero() || at.Before(born) {
		return 0
	}
	age := at.Year() - born.Year()
	if at.Month() < born.Month() || at.Month() == born.Month() && at.Day() < born.Day() {
		age--
	}
	return float64(max(220-age, 0))
}

// clone keeps a caller's changes away.
func (p Params) clone() Params {
	for _, list := range []*[]float64{&p.Accelerations, &p.Decelerations, &p.Sprint, &p.HID, &p.SpeedRanges, &p.HRZones} {
		*list = slices.Clone(*list)
	}
	return p
}
