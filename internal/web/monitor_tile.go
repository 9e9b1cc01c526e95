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
	// of is NaN while it isn't known; the scene is that of nobody while nothing is heard of the athlete.
	of    func(r *monitor.Result, at *live.Scene) float64
	write func(who reader, v float64) string
}

func unitless(reader) string { return "" }

func speedUnit(who reader) string { return who.print.SpeedUnit() }

func writeSpeed(who reader, v float64) string { return who.print.Speed(v).Value }

func writeWhole(who reader, v float64) string { return who.print.Number(v, 0) }

func writeCount(who reader, v float64) string { return who.print.Count(int(v)) }

// liveColumns are those after the name, in their order.
var liveColumns = []liveColumn{
	{"heart", "monitor.heart", func(who reader) string { return who.print.HeartRateUnit() }, func(_ *monitor.Result, at *live.Scene) float64 { return at.HeartRate }, writeWhole},
	{"speed", "number.speed", speedUnit, func(_ *monitor.Result, at *live.Scene) float64 { return at.Speed }, writeSpeed},
	{"max", "monitor.top", speedUnit, func(r *monitor.Result, _ *live.Scene) float64 { return r.MaxSpeed }, writeSpeed},
	{"distance", "number.distance", func(who reader) string { return who.print.DistanceUnit() }, func(r *monitor.Result, _ *live.Scene) float64 { return r.TotalDistance },
		func(who reader, v float64) string { return who.print.Number(v/who.print.MetersPerDistanceUnit(), 2) }},
	{"sprints", "monitor.sprints", unitless, func(r *monitor.Result, _ *live.Scene) float64 { return float64(len(runs(r.Sprint))) }, writeCount},
	{"accelerations", "monitor.acc", unitless, func(r *monitor.Result, _ *live.Scene) float64 { return float64(countOf(r.Accelerations)) }, writeCount},
	{"decelerations", "monitor.dec", unitless, func(r *monitor.Result, _ *live.Scene) float64 { return float64(countOf(r.Decelerations)) }, writeCount},
	{"load", "monitor.load", unitless, func(r *monitor.Result, _ *live.Scene) float64 { return loadOf(r) }, writeWhole},
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
	out := liveTile{ID: t.TimeFrame, Zone: t.Scene.Zone, At: t.Scene.At}
	out.Cells, out.Values = liveCells(who, t.Result, &t.Scene)
	if out.Zone > 0 {
		out.Shade = shade("zone-", out.Zone-1, max(zones, 1), zoneColours)
	}
	if !math.IsNaN(t.Scene.Lat) {
		out.Place = []float64{round(t.Scene.Lat, 1e7), round(t.Scene.Lon, 1e7)}
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

// liveCells are all columns by their keys: as texts, and as values of which one that isn't known is below all others.
func liveCells(who reader, r *monitor.Result, at *live.Scene) (texts map[string]string, values map[string]float64) {
	texts, values = make(map[string]string, len(liveColumns)), make(map[string]float64, len(liveColumns))
	for i := range liveColumns {
		c := &liveColumns[i]
		v := c.of(r, at)
		if math.IsNaN(v) {
			texts[c.key], values[c.key] = format.Dash, -1
		} else {
			texts[c.key], values[c.key] = c.write(who, v), v
		}
	}
	return texts, values
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
