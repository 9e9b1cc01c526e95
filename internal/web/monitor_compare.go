package web

import (
	"math"
	"time"

	"palestra/internal/core/monitor"
	"palestra/internal/web/format"
)

// quantity is a number by which athletes are compared.
type quantity struct {
	key, label string
	// of is NaN where there is none.
	of    func(r *monitor.Result) float64
	write func(who reader, v float64) format.Quantity
}

func counted(who reader, v float64) format.Quantity { return plain(who.print.Count(int(v))) }
func averaged(who reader, v float64) format.Quantity {
	return plain(who.print.Number(v, 0))
}
func lasting(who reader, v float64) format.Quantity {
	return plain(who.print.Duration(time.Duration(v) * time.Second))
}
func far(who reader, v float64) format.Quantity    { return who.print.Distance(v) }
func near(who reader, v float64) format.Quantity   { return who.print.Elevation(v) }
func quick(who reader, v float64) format.Quantity  { return who.print.Speed(v) }
func pulsed(who reader, v float64) format.Quantity { return who.print.HeartRate(v) }

// perMinute is a speed over a match as coaches read it: meters or yards a minute.
func perMinute(who reader, v float64) format.Quantity {
	if who.print.Units == format.Imperial {
		return format.Quantity{Value: who.print.Number(v*60/0.9144, 0), Unit: "yd/min"}
	}
	return format.Quantity{Value: who.print.Number(v*60, 0), Unit: "m/min"}
}

// quantities are the columns of the comparison, in their order.
var quantities = []quantity{
	{key: "time", label: "monitor.measured", of: (*monitor.Result).Measured, write: lasting},
	{key: "distance", label: "number.distance", of: func(r *monitor.Result) float64 { return r.TotalDistance }, write: far},
	{key: "tempo", label: "monitor.tempo", of: func(r *monitor.Result) float64 { return r.AverageSpeed }, write: perMinute},
	{key: "max", label: "monitor.max_speed", of: func(r *monitor.Result) float64 { return r.MaxSpeed }, write: quick},
	{key: "fast", label: "monitor.fast", of: func(r *monitor.Result) float64 { return wayOf(r.HID) }, write: near},
	{key: "sprints", label: "monitor.sprints", of: func(r *monitor.Result) float64 { return float64(len(runs(r.Sprint))) }, write: counted},
	{key: "sprinted", label: "monitor.sprinted", of: func(r *monitor.Result) float64 { return wayOf(r.Sprint) }, write: near},
	{key: "accelerations", label: "monitor.accelerations", of: func(r *monitor.Result) float64 { return float64(countOf(r.Accelerations)) }, write: counted},
	{key: "decelerations", label: "monitor.decelerations", of: func(r *monitor.Result) float64 { return float64(countOf(r.Decelerations)) }, write: counted},
	{key: "heart", label: "monitor.heart_mean", of: func(r *monitor.Result) float64 { return someHeart(r.HRAvg) }, write: pulsed},
	{key: "peak", label: "monitor.heart_peak", of: func(r *monitor.Result) float64 { return someHeart(r.HRMax) }, write: pulsed},
	{key: "load", label: "monitor.load", of: loadOf, write: averaged},
}

// runs are those of the lowest threshold, which has all.
func runs(all []monitor.Efforts) []monitor.Effort {
	if len(all) == 0 {
		return nil
	}
	return all[0].Values
}

func wayOf(all []monitor.Efforts) (meters float64) {
	for _, e := range runs(all) {
		meters += e.Distance
	}
	return meters
}

// countOf is how many there are under all thresholds, each of which has its own.
func countOf(all []monitor.Efforts) (n int) {
	for i := range all {
		n += len(all[i].Values)
	}
	return n
}

func someHeart(v float64) float64 {
	if v <= 0 {
		return math.NaN()
	}
	return v
}

func loadOf(r *monitor.Result) float64 {
	if points, ok := r.HeartLoad(); ok {
		return points
	}
	return math.NaN()
}

// valueOf is a quantity of a time frame, NaN while nothing is known.
func (q *quantity) valueOf(m *measuredFrame) float64 {
	if m.Result == nil || m.Result.Explain.Counts.Used == 0 {
		return math.NaN()
	}
	return q.of(m.Result)
}

// text is a value for a cell.
func (q *quantity) text(who reader, v float64) format.Quantity {
	if math.IsNaN(v) {
		return plain(format.Dash)
	}
	return q.write(who, v)
}

// mean of those that are known.
func (q *quantity) mean(all []measuredFrame) float64 {
	sum, n := 0.0, 0
	for i := range all {
		if v := q.valueOf(&all[i]); !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}
