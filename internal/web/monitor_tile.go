package web

import (
	"math"

	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
	"palestra/internal/web/format"
)

// liveColumn is a number of the live board.
type liveColumn struct {
	key, label string
	// unit is "" for counts.
	unit func(who reader) string
	// of is what it shows; the scene is that of nobody while nothing is heard of the athlete.
	of func(who reader, r *monitor.Result, at *live.Scene) string
}

func unitless(reader) string { return "" }

// liveColumns are those after the name, in their order.
var liveColumns = []liveColumn{
	{"heart", "monitor.heart", func(who reader) string { return who.print.HeartRateUnit() }, func(who reader, _ *monitor.Result, at *live.Scene) string { return known64(who, at.HeartRate, 0) }},
	{"speed", "number.speed", func(who reader) string { return who.print.SpeedUnit() }, func(who reader, _ *monitor.Result, at *live.Scene) string {
		if math.IsNaN(at.Speed) {
			return format.Dash
		}
		return who.print.Speed(at.Speed).Value
	}},
	{"max", "monitor.top", func(who reader) string { return who.print.SpeedUnit() }, func(who reader, r *monitor.Result, _ *live.Scene) string { return who.print.Speed(r.MaxSpeed).Value }},
	{"distance", "number.distance", func(who reader) string { return who.print.DistanceUnit() }, func(who reader, r *monitor.Result, _ *live.Scene) string {
		return who.print.Number(r.TotalDistance/who.print.MetersPerDistanceUnit(), 2)
	}},
	{"sprints", "monitor.sprints", unitless, func(who reader, r *monitor.Result, _ *live.Scene) string { return who.print.Count(len(runs(r.Sprint))) }},
	{"accelerations", "monitor.acc", unitless, func(who reader, r *monitor.Result, _ *live.Scene) string {
		return who.print.Count(countOf(r.Accelerations))
	}},
	{"decelerations", "monitor.dec", unitless, func(who reader, r *monitor.Result, _ *live.Scene) string {
		return who.print.Count(countOf(r.Decelerations))
	}},
	{"load", "monitor.load", unitless, func(who reader, r *monitor.Result, _ *live.Scene) string { return known64(who, loadOf(r), 0) }},
}

func known64(who reader, v float64, decimals int) string {
	if math.IsNaN(v) {
		return format.Dash
	}
	return who.print.Number(v, decimals)
}

// nowhere is the scene of somebody of whom nothing is heard.
func nowhere() live.Scene {
	nan := math.NaN()
	return live.Scene{Lat: nan, Lon: nan, Speed: nan, HeartRate: nan}
}

// liveTile is what the script is told of a time frame: texts by the keys of the columns, and what it draws.
type liveTile struct {
	ID    int64             `json:"id"`
	Cells map[string]string `json:"cells"`
	// Values are what columns are sorted by.
	Values map[string]float64 `json:"values"`
	Zone   int                `json:"zone"`
	// Shade is the class of the zone's colour, "" without one.
	Shade string `json:"shade"`
	// At is the moment of the newest sample in milliseconds, 0 for none. Place is latitude and longitude, nil for none.
	At    int64     `json:"at"`
	Place []float64 `json:"place,omitempty"`
	// Slot is the number of the first of the values that follow, of two seconds each: speed in the reader's unit and heart
	// rate, null for none.
	Slot   int64      `json:"slot"`
	Speeds []*float64 `json:"speeds,omitempty"`
	Hearts []*float64 `json:"hearts,omitempty"`
}

// tileOf writes a tile for the reader; of the history it has what comes from a slot on.
func tileOf(who reader, t *live.Tile, from int64) liveTile {
	zones := len(t.Result.Explain.Params.HRZones) - 1
	out := liveTile{ID: t.TimeFrame, Cells: liveCells(who, t.Result, &t.Scene), Zone: t.Scene.Zone, At: t.Scene.At}
	if out.Zone > 0 {
		out.Shade = shade("zone-", out.Zone-1, max(zones, 1), zoneColours)
	}
	if !math.IsNaN(t.Scene.Lat) {
		out.Place = []float64{round(t.Scene.Lat, 1e7), round(t.Scene.Lon, 1e7)}
	}
	out.Values = map[string]float64{
		"heart": finite(t.Scene.HeartRate), "speed": finite(t.Scene.Speed), "max": t.Result.MaxSpeed, "distance": t.Result.TotalDistance,
		"sprints": float64(len(runs(t.Result.Sprint))), "accelerations": float64(countOf(t.Result.Accelerations)),
		"decelerations": float64(countOf(t.Result.Decelerations)), "load": finite(loadOf(t.Result)),
	}
	_, unit := inSpeed(who)
	for _, slot := range t.Scene.History {
		if slot.Number < from {
			continue
		}
		if out.Slot == 0 {
			out.Slot = slot.Number
		}
		for out.Slot+int64(len(out.Speeds)) < slot.Number {
			out.Speeds, out.Hearts = append(out.Speeds, nil), append(out.Hearts, nil)
		}
		out.Speeds, out.Hearts = append(out.Speeds, some(float64(slot.Speed)/unit, 10)), append(out.Hearts, some(float64(slot.HeartRate), 1))
	}
	return out
}

// liveCells are the texts of all columns.
func liveCells(who reader, r *monitor.Result, at *live.Scene) map[string]string {
	cells := make(map[string]string, len(liveColumns))
	for i := range liveColumns {
		cells[liveColumns[i].key] = liveColumns[i].of(who, r, at)
	}
	return cells
}

func round(v, unit float64) float64 { return math.Round(v*unit) / unit }

// some is a number for JSON, nil for none.
func some(v, unit float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	v = round(v, unit)
	return &v
}

// finite puts what isn't known below everything.
func finite(v float64) float64 {
	if math.IsNaN(v) {
		return -1
	}
	return v
}
