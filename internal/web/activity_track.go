package web

import (
	"fmt"
	"math"
	"net/http"

	"palestra/internal/core/activity"
	"palestra/internal/core/metric"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// maxChartPoints bounds what a browser has to draw; longer tracks are thinned evenly. A screen has fewer columns.
const maxChartPoints = 20_000

// column is a series as the script reads it: Delta are differences of the values times Scale, null for none.
// Differences of whole numbers are short, and gzip does the rest.
type column struct {
	Scale float64 `json:"scale"`
	Delta []*int  `json:"delta"`
}

// trackJSON is the track for the map and the charts, in the reader's units: seconds, kilometers or miles, meters or feet,
// km/h or mph. A series that no point has is absent.
type trackJSON struct {
	// Starts are the indexes at which segments begin; lines break there.
	Starts []int `json:"starts"`
	// Every is how many recorded points stand behind one that is sent.
	Every   int                `json:"every"`
	Columns map[string]*column `json:"columns"`
}

// trackData serves GET /activities/{id}/track.json.
func (s *Site) trackData(w http.ResponseWriter, r *http.Request, who reader) error {
	id, err := activityID(r)
	if err != nil {
		return err
	}
	points, err := s.deps.Activities.Samples(r.Context(), who.viewer, id)
	if err != nil {
		return err
	}
	a, h := points.Activity, w.Header()
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Cookie")
	// What the answer depends on; weak, since it may be compressed on its way.
	tag := fmt.Sprintf(`W/"%d-%d-%s"`, a.Formula, a.Sport, who.print.Units)
	h.Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	return writeJSON(w, r, http.StatusOK, trackColumns(who, sportOf(a.Sport), points))
}

func trackColumns(who reader, sp sport.Sport, points activity.Points) trackJSON {
	p, every := thinner{}, 1+(points.Columns.Points()-1)/maxChartPoints
	out := trackJSON{Starts: []int{}, Every: every, Columns: map[string]*column{}}
	segments := points.Columns.Segments
	for i := range segments {
		out.Starts = append(out.Starts, len(p.at))
		p.segment(i, &segments[i], every)
	}
	chart := metric.Chart(segments)
	meters := smooth(chart)
	unit, high := who.print.MetersPerDistanceUnit(), who.print.MetersPerElevationUnit()
	steps := 1.0
	if sp.Steps {
		steps = 2
	}
	put := func(name string, scale float64, value func(at pick) float64) {
		if c := encode(p.at, scale, value); c != nil {
			out.Columns[name] = c
		}
	}
	of := func(get func(*track.ColumnSegment) []int32, factor float64) func(pick) float64 {
		return func(at pick) float64 {
			values := get(&segments[at.segment])
			if values == nil || values[at.index] == track.Absent {
				return math.NaN()
			}
			return float64(values[at.index]) * factor
		}
	}
	put("time", 10, func(at pick) float64 { return float64(chart[at.whole].Duration) / 1000 })
	put("distance", 1000, func(at pick) float64 { return meters[at.whole] / unit })
	put("lat", 1e6, of(func(s *track.ColumnSegment) []int32 { return s.Lat }, 1e-7))
	put("lon", 1e6, of(func(s *track.ColumnSegment) []int32 { return s.Lon }, 1e-7))
	put("elevation", 10, of(func(s *track.ColumnSegment) []int32 { return s.Altitude }, 0.01/high))
	put("speed", 100, of(func(s *track.ColumnSegment) []int32 { return s.Speed }, 0.01*1000/unit))
	put("heart", 1, of(func(s *track.ColumnSegment) []int32 { return s.HeartRate }, 1))
	put("cadence", 1, of(func(s *track.ColumnSegment) []int32 { return s.Cadence }, steps))
	put("power", 1, of(func(s *track.ColumnSegment) []int32 { return s.Power }, 1))
	return out
}

// pick is a point that is sent: its segment and index there, and its index in the whole track.
type pick struct{ segment, index, whole int }

type thinner struct {
	at    []pick
	whole int
}

// segment picks every so-manieth point, and always the last one, so that lines end where they did.
func (p *thinner) segment(i int, s *track.ColumnSegment, every int) {
	for j := range s.Len() {
		if j%every == 0 || j == s.Len()-1 {
			p.at = append(p.at, pick{i, j, p.whole})
		}
		p.whole++
	}
}

// smooth is the meters at each point of a chart, whose figures step by 10 m: points that share a step are spread evenly
// over the way to the next one, so that a cursor glides.
func smooth(chart []metric.ChartPoint) []float64 {
	out := make([]float64, len(chart))
	for from := 0; from < len(chart); {
		to := from + 1
		for to < len(chart) && chart[to].Distance == chart[from].Distance {
			to++
		}
		step := 0.0
		if to < len(chart) {
			step = float64(chart[to].Distance-chart[from].Distance) * 10 / float64(to-from)
		}
		for i := from; i < to; i++ {
			out[i] = float64(chart[i].Distance)*10 + step*float64(i-from)
		}
		from = to
	}
	return out
}

// encode makes a column; nil when no point has a value.
func encode(at []pick, scale float64, value func(pick) float64) *column {
	c := &column{Scale: scale, Delta: make([]*int, len(at))}
	last, some := 0, false
	for i, p := range at {
		v := value(p)
		if math.IsNaN(v) {
			continue
		}
		n := int(math.Round(v * scale))
		d := n - last
		c.Delta[i], last, some = &d, n, true
	}
	if !some {
		return nil
	}
	return c
}
