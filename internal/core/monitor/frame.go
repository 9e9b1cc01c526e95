package monitor

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"palestra/internal/core/fault"
)

// RawFrame is what a device sent in one piece, usually a second.
type RawFrame struct {
	// Samples in order of time.
	Samples *Samples
	// Extra holds the members that Samples have no column for, as an object of JSON; nil without any.
	Extra json.RawMessage
	// Time is the frame's latest, in milliseconds.
	Time int64
	// JSON is the frame as it came.
	JSON json.RawMessage
}

// What one request may hold.
const (
	// MaxFrameSamples is what one array of a frame may have.
	MaxFrameSamples = 1000
	// MaxFrames is the most frames: an hour of one a second.
	MaxFrames = 3600
	// MaxSent is the most samples: an hour at 20 Hz.
	MaxSent = 72_000
	// MaxAhead is how far a device's clock may run ahead.
	MaxAhead = 5 * time.Minute
)

// DecodeFrames reads one frame or an array of frames, as devices send them:
//
//	{"gnss": {"timestamp": [ms, …], "longitude": […], "latitude": […], "speed": […], "altitude": […]},
//	 "ecg": {"timestamp": ms, "hr": 140}, "device": {…}}
//
// Arrays of a group are as long as its timestamps, null is an absent value, and a scalar is an array of one. What is
// impossible to be true but a number is accepted and left to the measuring.
//
// Refusals are fault.Invalid with the field "frame" and a message that says which frame and what is wrong: codes
// "frame.json", "frame.length", "frame.no_time", "frame.time", "frame.ahead" and "frame.position"; or fault.TooLarge, code
// "frame.too_many". Then nothing of the request counts.
func DecodeFrames(body []byte, now time.Time) ([]RawFrame, error) {
	body = bytes.TrimSpace(body)
	single := len(body) > 0 && body[0] == '{'
	var raw []json.RawMessage
	if single {
		raw = []json.RawMessage{body}
	} else if err := json.Unmarshal(body, &raw); err != nil {
		return nil, badFrame("frame.json", "expected a frame or an array of frames: %v", err)
	}
	if len(raw) > MaxFrames {
		return nil, tooMany("%d frames are more than the %d of one request", len(raw), MaxFrames)
	}
	frames := make([]RawFrame, len(raw))
	total := 0
	for i, document := range raw {
		d := frameDecoder{number: i + 1, ahead: now.Add(MaxAhead).UnixMilli()}
		f, err := d.decode(document)
		if err != nil {
			return nil, err
		}
		if total += f.Samples.Len(); total > MaxSent {
			return nil, tooMany("more than %d samples in one request", MaxSent)
		}
		frames[i] = f
	}
	return frames, nil
}

func badFrame(code, format string, args ...any) *fault.Error {
	e := fault.InvalidField("frame", code, fmt.Sprintf(format, args...))
	e.Args = args
	return e
}

func tooMany(format string, args ...any) *fault.Error {
	return fault.New(fault.TooLarge, "frame.too_many", fmt.Sprintf(format, args...))
}

// frameDecoder reads one frame.
type frameDecoder struct {
	number int   // from 1, for messages
	ahead  int64 // the first time that is refused
	latest int64
	timed  bool
}

func (d *frameDecoder) bad(code, format string, args ...any) error {
	return badFrame(code, "frame %d: "+format, append([]any{d.number}, args...)...)
}

func (d *frameDecoder) decode(document json.RawMessage) (RawFrame, error) {
	var groups map[string]json.RawMessage
	if err := json.Unmarshal(document, &groups); err != nil || groups == nil {
		return RawFrame{}, d.bad("frame.json", "is no object")
	}
	extra := map[string]json.RawMessage{}
	s := &Samples{}
	for _, g := range []group{gnss, ecg} {
		rest, err := d.group(g, groups[g.name], s)
		if err != nil {
			return RawFrame{}, err
		}
		delete(groups, g.name)
		if rest != nil {
			extra[g.name] = rest
		}
	}
	for name, document := range groups {
		if err := d.other(name, document); err != nil {
			return RawFrame{}, err
		}
		extra[name] = document
	}
	if !d.timed {
		return RawFrame{}, d.bad("frame.no_time", "has no timestamp")
	}
	s.drop()
	f := RawFrame{Samples: Sorted(s), Time: d.latest, JSON: document}
	if len(extra) > 0 {
		var err error
		if f.Extra, err = json.Marshal(extra); err != nil {
			return RawFrame{}, d.bad("frame.json", "%v", err)
		}
	}
	return f, nil
}

// group is a member of a frame that becomes samples: its quantities, each with its column.
type group struct {
	name  string
	reads []quantity
}

type quantity struct {
	name   string
	column func(*Samples) *[]int32
	unit   float64
}

var (
	gnss = group{"gnss", []quantity{
		{"latitude", func(s *Samples) *[]int32 { return &s.Lat }, perDegree},
		{"longitude", func(s *Samples) *[]int32 { return &s.Lon }, perDegree},
		{"speed", func(s *Samples) *[]int32 { return &s.Speed }, perMeterPerSecond},
		{"altitude", func(s *Samples) *[]int32 { return &s.Altitude }, perMeter},
	}}
	ecg = group{"ecg", []quantity{{"hr", func(s *Samples) *[]int32 { return &s.HeartRate }, 1}}}
)

// group appends the samples of a group to s and gives back its other members, nil without any.
func (d *frameDecoder) group(g group, document json.RawMessage, s *Samples) (json.RawMessage, error) {
	times, err := d.times(g.name, document)
	if err != nil || times.members == nil {
		return nil, err
	}
	first := len(s.Time)
	s.Time = append(s.Time, times.ms...)
	for _, q := range g.reads {
		values, err := d.values(g.name, q.name, times)
		if err != nil {
			return nil, err
		}
		if !values.set {
			continue
		}
		column := q.column(s)
		reach(column, first-1)
		for i := range times.ms {
			*column = append(*column, quantise(values.at(i), q.unit))
		}
	}
	for _, column := range s.columns() {
		if *column != nil {
			reach(column, len(s.Time)-1)
		}
	}
	if err := d.positions(s); err != nil {
		return nil, err
	}
	if len(times.members) == 0 {
		return nil, nil
	}
	times.members["timestamp"] = times.written
	return json.Marshal(times.members)
}

// other checks a group that is kept as it is. Only the form of pwr and device is known.
func (d *frameDecoder) other(name string, document json.RawMessage) error {
	if name != "pwr" && name != "device" {
		return nil
	}
	t, err := d.times(name, document)
	if err != nil || name == "device" {
		return err
	}
	for quantity, document := range t.members {
		if n, err := readNumbers(document); err == nil && n.set && len(n.values) != len(t.ms) {
			return d.uneven(name, quantity, n, t)
		}
	}
	return nil
}

// positions demands both coordinates or none.
func (d *frameDecoder) positions(s *Samples) error {
	for i := range s.Time {
		if lat, lon := value(s.Lat, i, 1), value(s.Lon, i, 1); (lat == lat) != (lon == lon) {
			return d.bad("frame.position", "gnss has a latitude without a longitude, or a longitude without a latitude")
		}
	}
	return nil
}

// timed is a group: its times in milliseconds, and its members but the timestamp; members is nil when there is no group.
type timed struct {
	ms      []int64
	written json.RawMessage
	members map[string]json.RawMessage
}

// times reads the timestamp of a group. device may do without.
func (d *frameDecoder) times(name string, document json.RawMessage) (timed, error) {
	var t timed
	if json.Unmarshal(document, &t.members) != nil && len(document) > 0 {
		return t, d.bad("frame.json", "%s is no object", name)
	}
	if t.members == nil {
		return t, nil
	}
	t.written = t.members["timestamp"]
	delete(t.members, "timestamp")
	written, err := readNumbers(t.written)
	if err != nil {
		return t, d.bad("frame.time", "%s.timestamp %v", name, err)
	}
	switch {
	case !written.set && name != "device" && len(t.members) > 0:
		return t, d.bad("frame.no_time", "%s has no timestamp", name)
	case len(written.values) > MaxFrameSamples:
		return t, tooMany("frame %d: %s has %d samples, more than %d", d.number, name, len(written.values), MaxFrameSamples)
	}
	for _, v := range written.values {
		if !(v > 0 && v < math.MaxInt64/2) || v != math.Trunc(v) {
			return t, d.bad("frame.time", "%s.timestamp has %v, which is no whole number of milliseconds since 1970", name, v)
		}
		ms := int64(v)
		if ms > d.ahead {
			return t, d.bad("frame.ahead", "%s.timestamp has %d, which is more than %v ahead", name, ms, MaxAhead)
		}
		t.ms = append(t.ms, ms)
		d.latest, d.timed = max(d.latest, ms), true
	}
	return t, nil
}

// values takes a quantity out of a group.
func (d *frameDecoder) values(name, quantity string, t timed) (numbers, error) {
	document := t.members[quantity]
	delete(t.members, quantity)
	n, err := readNumbers(document)
	if err != nil {
		return n, d.bad("frame.json", "%s.%s %v", name, quantity, err)
	}
	if n.set && len(n.values) != len(t.ms) {
		return n, d.uneven(name, quantity, n, t)
	}
	return n, nil
}

func (d *frameDecoder) uneven(name, quantity string, n numbers, t timed) error {
	return d.bad("frame.length", "%s.%s has %d values for %d timestamps", name, quantity, len(n.values), len(t.ms))
}
