package insiders

import (
	"net/http"
	"strconv"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// computedWire is what a time frame adds up to.
type computedWire struct {
	FirstTimestamp  int64 `json:"first_timestamp"`
	LastTimestamp   int64 `json:"last_timestamp"`
	LastComputation int64 `json:"last_computation"`

	TotalDistance float64 `json:"total_distance"`
	MaxSpeed      float64 `json:"max_speed"`
	AverageSpeed  float64 `json:"average_speed"`

	Accelerations map[string]effortsWire `json:"accelerations"`
	Decelerations map[string]effortsWire `json:"decelerations"`
	Sprint        map[string]runsWire    `json:"sprint"`
	HID           map[string]runsWire    `json:"hid"`

	TimePerSpeedRange     []monitor.TimeRange     `json:"time_per_speed_ranges"`
	DistancePerSpeedRange []monitor.DistanceRange `json:"distance_per_speed_ranges"`
	Intensity             monitor.Intensity       `json:"intensity"`

	HRMax float64 `json:"hr_max"`
	HRMin float64 `json:"hr_min"`
	HRAvg float64 `json:"hr_avg"`
	// HRPlot is 0 without any heart rate.
	HRPlot        any              `json:"hr_plot"`
	AthleteMaxHR  float64          `json:"athlete_max_hr"`
	TimePerHRZone []monitor.HRZone `json:"timePerHrZone"`

	Explain *monitor.Explain `json:"explain,omitempty"`
}

// effortsWire are accelerations or decelerations of one threshold.
type effortsWire struct {
	Threshold float64          `json:"threshold"`
	Values    []monitor.Effort `json:"values"`
}

// runsWire are runs at speed.
type runsWire struct {
	Threshold float64   `json:"threshold"`
	Values    []runWire `json:"values"`
}

type runWire struct {
	StartTime int64   `json:"start_time"`
	Duration  float64 `json:"duration"`
	MaxValue  float64 `json:"max_value"`
	Distance  float64 `json:"distance"`
	Open      bool    `json:"open,omitempty"`
}

// toComputed writes a result that was made at a moment, in milliseconds.
func toComputed(at int64, r *monitor.Result, explain bool) computedWire {
	w := computedWire{
		FirstTimestamp: r.FirstTimestamp, LastTimestamp: r.LastTimestamp, LastComputation: at,
		TotalDistance: r.TotalDistance, MaxSpeed: r.MaxSpeed, AverageSpeed: r.AverageSpeed,
		Accelerations: effortsOf(r.Accelerations), Decelerations: effortsOf(r.Decelerations), Sprint: runsOf(r.Sprint), HID: runsOf(r.HID),
		TimePerSpeedRange: filled(r.TimePerSpeedRange), DistancePerSpeedRange: filled(r.DistancePerSpeedRange), Intensity: r.Intensity,
		HRMax: r.HRMax, HRMin: r.HRMin, HRAvg: r.HRAvg, HRPlot: 0, AthleteMaxHR: r.AthleteMaxHR, TimePerHRZone: filled(r.TimePerHRZone),
	}
	w.Intensity.Distance = filled(w.Intensity.Distance)
	if r.HRPlot != nil {
		w.HRPlot = r.HRPlot
	}
	if explain {
		w.Explain = &r.Explain
	}
	return w
}

// filled is a list that is written as [] when it is empty.
func filled[T any](all []T) []T { return append([]T{}, all...) }

// threshold is the name of one by its place.
func threshold(i int) string { return "threshold_" + strconv.Itoa(i+1) }

func effortsOf(all []monitor.Efforts) map[string]effortsWire {
	out := make(map[string]effortsWire, len(all))
	for i := range all {
		out[threshold(i)] = effortsWire{all[i].Threshold, filled(all[i].Values)}
	}
	return out
}

func runsOf(all []monitor.Efforts) map[string]runsWire {
	out := make(map[string]runsWire, len(all))
	for i := range all {
		values := make([]runWire, len(all[i].Values))
		for k, e := range all[i].Values {
			values[k] = runWire{e.StartTime, e.Duration, e.MaxValue, e.Distance, e.Open}
		}
		out[threshold(i)] = runsWire{all[i].Threshold, values}
	}
	return out
}

// timeFrameComputed serves GET /timeframes/{timeframe}/computed/; ?explain=true tells where the numbers come from.
func (d *Dialect) timeFrameComputed(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, explain, err := computedAsked(r, "timeframe")
	if err != nil {
		return wire.Reply{}, err
	}
	c, err := d.monitor.Computed(r.Context(), v, id)
	if err != nil {
		return wire.Reply{}, err
	}
	return reply(http.StatusOK, toComputed(c.At.UnixMilli(), &c.Result, explain))
}

// activityComputed serves GET /activities/{activity}/computed/: of the time frames that the manager may read.
func (d *Dialect) activityComputed(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, explain, err := computedAsked(r, "activity")
	if err != nil {
		return wire.Reply{}, err
	}
	all, err := d.monitor.OccasionComputed(r.Context(), v, id)
	if err != nil {
		return wire.Reply{}, err
	}
	type row struct {
		TimeFrame int64        `json:"timeframe"`
		Data      computedWire `json:"data"`
	}
	rows := make([]row, len(all))
	for i := range all {
		rows[i] = row{all[i].TimeFrame, toComputed(all[i].At.UnixMilli(), &all[i].Result, explain)}
	}
	return reply(http.StatusOK, rows)
}

// computedAsked is the id of the path, and whether the numbers are to be explained.
func computedAsked(r *http.Request, name string) (id int64, explain bool, err error) {
	q := queryOf(r)
	explain = q.is("explain")
	if err = q.err(); err == nil {
		id, err = pathID(r, name)
	}
	return id, explain, err
}
