package web

import (
	"math"
	"net/http"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/metric"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
	"palestra/internal/web/format"
)

// partsTable is an activity cut up: into equal splits, the laps of the device, or the segments of the file.
type partsTable struct {
	Tabs  []tab
	Heads []sortHead
	Rows  []partRow
	// Caption says what the table shows, for those who don't see the tabs.
	Caption string
}

// partRow is one part; cells that are not known are a dash.
type partRow struct {
	Name  string
	Cells []string
}

// part is what splits, laps and segments have in common: meters, seconds, km/h; unknown numbers are NaN or track.None.
type part struct {
	distance, elapsed, moving, kmh, ascent float64
	heart                                  int
}

// The views of the parts, as the address names them.
const (
	partSplits   = "splits"
	partLaps     = "laps"
	partSegments = "segments"
)

// parts is the table that the address asks for, nil when there is nothing to cut.
func (s *Site) parts(r *http.Request, who reader, a *activity.Activity) (*partsTable, error) {
	splits, err := s.splits(r, who, a)
	if err != nil {
		return nil, err
	}
	byName := map[string][]part{partSplits: splits, partLaps: lapParts(a.Laps), partSegments: segmentParts(a.Segments)}
	var names []string
	for _, name := range []string{partSplits, partLaps, partSegments} {
		// One lap or one segment is the whole activity again.
		if len(byName[name]) > 1 || name == partSplits && len(splits) > 0 {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	chosen := names[0]
	for _, name := range names {
		if r.URL.Query().Get("parts") == name {
			chosen = name
		}
	}
	table := partRows(who, sportOf(a.Sport), byName[chosen])
	table.Caption = partTitle(who, chosen)
	for _, name := range names {
		table.Tabs = append(table.Tabs, tab{partTitle(who, name), "?parts=" + name + "#parts", name == chosen})
	}
	return table, nil
}

func partTitle(who reader, name string) string {
	switch name {
	case partLaps:
		return who.words.T("parts.laps")
	case partSegments:
		return who.words.T("parts.segments")
	}
	return who.words.T("parts.splits", who.print.DistanceUnit())
}

// splits are those of the track, a kilometer or mile each.
func (s *Site) splits(r *http.Request, who reader, a *activity.Activity) ([]part, error) {
	if !a.HasTrack() {
		return nil, nil
	}
	points, err := s.deps.Activities.Samples(r.Context(), who.viewer, a.UUID)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	splits := metric.Splits(points.Columns, who.print.MetersPerDistanceUnit(), metric.Options{StoppedSpeed: a.StoppedSpeed})
	all := make([]part, len(splits))
	for i, sp := range splits {
		all[i] = part{sp.Distance, sp.Elapsed, sp.Moving, kmh(sp.Distance, sp.Moving), sp.Ascent, sp.AveHeartRate}
	}
	return all, nil
}

func lapParts(laps []track.Lap) []part {
	all := make([]part, len(laps))
	for i, l := range laps {
		moving := l.Timer
		if math.IsNaN(moving) {
			moving = l.Elapsed
		}
		all[i] = part{l.Distance, l.Elapsed, moving, kmh(l.Distance, moving), l.Ascent, int(l.AvgHeartRate)}
	}
	return all
}

func segmentParts(segments []activity.Segment) []part {
	all := make([]part, len(segments))
	for i, s := range segments {
		all[i] = part{s.Distance, float64(s.Duration), float64(s.Moving), s.AveSpeed, s.Ascent, s.AveHeartRate}
	}
	return all
}

func kmh(meters, seconds float64) float64 { return meters / seconds * 3.6 }

// partRows leaves out the columns that no part has.
func partRows(who reader, sp sport.Sport, parts []part) *partsTable {
	t, p := who.words.T, who.print
	time := func(s float64) string {
		if math.IsNaN(s) {
			return format.Dash
		}
		return p.Duration(time.Duration(s * float64(time.Second)))
	}
	columns := []struct {
		head  sortHead
		has   func(part) bool
		write func(part) string
	}{
		{sortHead{Label: t("number.distance")}, func(x part) bool { return x.distance > 0 }, func(x part) string { return p.Distance(x.distance).String() }},
		{sortHead{Label: t("number.moving")}, func(x part) bool { return x.moving > 0 }, func(x part) string { return time(x.moving) }},
		{sortHead{Label: speedNumber(who, sp, 0).Label}, func(x part) bool { return x.kmh > 0 && !math.IsInf(x.kmh, 0) }, func(x part) string { return speedOrPace(who, sp, x.kmh).String() }},
		{sortHead{Label: t("number.ascent")}, func(x part) bool { return x.ascent >= 0 }, func(x part) string { return p.Elevation(x.ascent).String() }},
		{sortHead{Label: t("number.heart")}, func(x part) bool { return x.heart > 0 }, func(x part) string { return p.HeartRate(float64(x.heart)).String() }},
	}
	table := &partsTable{Heads: []sortHead{{Label: t("parts.number")}}, Rows: make([]partRow, len(parts))}
	for i := range parts {
		table.Rows[i].Name = p.Count(i + 1)
	}
	for _, c := range columns {
		some := false
		for _, x := range parts {
			some = some || c.has(x)
		}
		if !some {
			continue
		}
		c.head.Numeric = true
		table.Heads = append(table.Heads, c.head)
		for i, x := range parts {
			cell := format.Dash
			if c.has(x) {
				cell = c.write(x)
			}
			table.Rows[i].Cells = append(table.Rows[i].Cells, cell)
		}
	}
	return table
}
