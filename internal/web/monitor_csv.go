package web

import (
	"bytes"
	"encoding/csv"
	"math"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/monitor"
)

// csvColumn is a column of the export. Names carry the unit, so that a program can rely on them in every language.
type csvColumn struct {
	name string
	// of is NaN for an empty cell.
	of       func(r *monitor.Result) float64
	decimals int
}

// csvColumns come after those that tell whose and of when a row is.
var csvColumns = []csvColumn{
	{"measured_s", (*monitor.Result).Measured, 1},
	{"distance_m", func(r *monitor.Result) float64 { return r.TotalDistance }, 1},
	{"distance_per_minute_m", func(r *monitor.Result) float64 { return r.AverageSpeed * 60 }, 1},
	{"max_speed_km_h", func(r *monitor.Result) float64 { return r.MaxSpeed * 3.6 }, 2},
	{"fast_distance_m", func(r *monitor.Result) float64 { return wayOf(r.HID) }, 1},
	{"sprints_count", func(r *monitor.Result) float64 { return float64(len(runs(r.Sprint))) }, 0},
	{"sprint_distance_m", func(r *monitor.Result) float64 { return wayOf(r.Sprint) }, 1},
	{"accelerations_count", func(r *monitor.Result) float64 { return float64(countOf(r.Accelerations)) }, 0},
	{"decelerations_count", func(r *monitor.Result) float64 { return float64(countOf(r.Decelerations)) }, 0},
	{"heart_rate_mean_bpm", func(r *monitor.Result) float64 { return someHeart(r.HRAvg) }, 1},
	{"heart_rate_max_bpm", func(r *monitor.Result) float64 { return someHeart(r.HRMax) }, 0},
	{"heart_load_points", loadOf, 1},
}

// reportCSV serves GET /monitoring/{id}/report.csv: a row for each time frame, by RFC 4180, numbers with a point and without
// signs between thousands, times by RFC 3339 in the reader's zone.
func (s *Site) reportCSV(w http.ResponseWriter, r *http.Request, who reader) error {
	o, err := s.occasionOf(r, who)
	if err != nil {
		return err
	}
	frames, err := s.squadFrames(r, who, o.ID)
	if err != nil {
		return err
	}
	all, err := s.measuredFrames(r, who, frames)
	if err != nil {
		return err
	}
	sorting{key: "name"}.sort(all)
	content, err := writeReport(who, all)
	if err != nil {
		return err
	}
	name := o.Name + ".csv"
	if from, _ := bounds(frames); !from.IsZero() {
		name = o.Name + " " + from.In(who.print.Zone).Format(time.DateOnly) + ".csv"
	}
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8; header=present")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Cookie")
	return respond(w, r, http.StatusOK, content)
}

// speedRange is a band that some athlete is measured by, in m/s; High is 0 for no end.
type speedRange struct{ low, high float64 }

// writeReport makes the file. The bands of speed are columns of all that anybody has.
func writeReport(who reader, all []measuredFrame) ([]byte, error) {
	bands := speedRangesOf(all)
	zones := 0
	for i := range all {
		if r := all[i].Result; r != nil {
			zones = max(zones, len(r.TimePerHRZone))
		}
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	head := []string{"athlete", "username", "part", "from", "until", "device", "source"}
	for _, c := range csvColumns {
		head = append(head, c.name)
	}
	for _, band := range bands {
		head = append(head, "distance_"+band.name()+"_m")
	}
	for i := range zones {
		head = append(head, "heart_zone_"+itoa(int64(i+1))+"_s")
	}
	if err := out.Write(head); err != nil {
		return nil, err
	}
	for i := range all {
		if err := out.Write(csvRow(who, &all[i], bands, zones)); err != nil {
			return nil, err
		}
	}
	out.Flush()
	return b.Bytes(), out.Error()
}

func csvRow(who reader, m *measuredFrame, bands []speedRange, zones int) []string {
	r := m.Result
	row := []string{harmless(m.Name), harmless(m.Username), harmless(m.Part), who.print.Machine(m.From), who.print.Machine(m.Until), harmless(m.DeviceName), ""}
	if r == nil || r.Explain.Counts.Used == 0 {
		return append(row, make([]string, len(csvColumns)+len(bands)+zones)...)
	}
	row[len(row)-1] = string(r.Explain.Source)
	for _, c := range csvColumns {
		row = append(row, decimal(c.of(r), c.decimals))
	}
	for _, band := range bands {
		row = append(row, decimal(band.distance(r), 1))
	}
	for i := range zones {
		v := math.NaN()
		if i < len(r.TimePerHRZone) {
			v = r.TimePerHRZone[i].Percentage / 100 * r.Explain.HeartTime
		}
		row = append(row, decimal(v, 1))
	}
	return row
}

// speedRangesOf are all bands by their lower and then their upper bound.
func speedRangesOf(all []measuredFrame) []speedRange {
	var bands []speedRange
	seen := map[string]bool{}
	for i := range all {
		if all[i].Result == nil {
			continue
		}
		for _, d := range all[i].Result.DistancePerSpeedRange {
			band := speedRange{low: d.ThresholdLow}
			if d.ThresholdHigh != nil {
				band.high = *d.ThresholdHigh
			}
			if !seen[band.name()] {
				seen[band.name()] = true
				bands = append(bands, band)
			}
		}
	}
	return bands
}

// name is that of a column: "4_8_km_h", "from_24_km_h".
func (b speedRange) name() string {
	bound := func(v float64) string { return strconv.FormatFloat(math.Round(v*3.6*100)/100, 'f', -1, 64) }
	if b.high == 0 {
		return "from_" + bound(b.low) + "_km_h"
	}
	return bound(b.low) + "_" + bound(b.high) + "_km_h"
}

// distance in this band, NaN for an athlete who isn't measured by it.
func (b speedRange) distance(r *monitor.Result) float64 {
	for _, d := range r.DistancePerSpeedRange {
		other := speedRange{low: d.ThresholdLow}
		if d.ThresholdHigh != nil {
			other.high = *d.ThresholdHigh
		}
		if other.name() == b.name() {
			return d.Distance
		}
	}
	return math.NaN()
}

func decimal(v float64, decimals int) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

// harmless is a text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it, as
// OWASP advises against CSV injection. Signs that a spreadsheet skips don't hide such a beginning.
func harmless(text string) string {
	first := strings.TrimLeft(text, " \u00a0\t\r\n\ufeff")
	if first == "" {
		return ""
	}
	if strings.ContainsAny(first[:1], "=+-@|%") || strings.ContainsAny(text[:1], "\t\r\n") || strings.HasPrefix(first, "＝") || strings.HasPrefix(first, "＋") ||
		strings.HasPrefix(first, "－") || strings.HasPrefix(first, "＠") {
		return "'" + text
	}
	return text
}
