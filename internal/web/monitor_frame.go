package web

import (
	"net/http"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// framePage is what one athlete's time adds up to, and where the numbers come from.
type framePage struct {
	Up, Name, When string
	Occasion       string
	Avatar         avatar
	Empty          *emptyState
	Computing      bool
	AsOf           string
	Lead, More     []number
	Bands          []bandRow
	BandBar, Zone  []barPart
	Zones          []zoneRow
	Intensity      columnChart
	Heart          heartChart
	Efforts        []effortList
	Explain        explained
}

// bandRow is a range of speeds.
type bandRow struct{ Class, Name, Distance, Time, Share string }

// zoneRow is a zone of heart rates.
type zoneRow struct{ Class, Name, Beats, Time, Share string }

// effortList is one kind of efforts under one threshold, longest list first shown in part.
type effortList struct {
	Title, Count string
	// MaxHead is the head of the column of the peak.
	MaxHead string
	Rows    []effortRow
	// More says that not all are shown, "" otherwise.
	More string
}

// effortRow is one effort.
type effortRow struct{ At, Minute, Duration, Distance, Peak, Speeds string }

// maxEfforts is how many of a kind a page lists.
const maxEfforts = 200

// showFrame serves GET /monitoring/{id}/frames/{frame}.
func (s *Site) showFrame(r *http.Request, who reader) (reply, error) {
	o, err := s.occasionOf(r, who)
	if err != nil {
		return reply{}, err
	}
	id, err := pathNumber(r, "frame", "time_frame")
	if err != nil {
		return reply{}, err
	}
	t, err := s.deps.Monitor.TimeFrame(r.Context(), who.viewer, id, monitor.TimeFrameFilter{Occasion: o.ID})
	if err != nil {
		return reply{}, err
	}
	all, err := s.measuredFrames(r, who, []monitor.TimeFrame{*t})
	if err != nil {
		return reply{}, err
	}
	m := &all[0]
	if !m.Readable {
		return reply{}, fault.Missing("time_frame")
	}
	body := &framePage{
		Up: s.link("/monitoring/" + itoa(o.ID)), Occasion: o.Name, Name: m.label(), Avatar: m.Avatar, When: spanText(who, m.From, m.Until),
		Computing: m.computing(s.deps.Now()),
	}
	switch why := s.why(who, m); {
	case body.Computing:
	case why != "":
		body.Empty = &emptyState{Icon: "clock", Title: why}
		if m.Result != nil {
			body.Explain = s.explained(who, m)
		}
	default:
		s.fillFrame(who, body, m)
	}
	return reply{page: "monitor-frame", shell: shell{Title: m.label(), Nav: "monitoring"}, body: body}, nil
}

func (s *Site) fillFrame(who reader, body *framePage, m *measuredFrame) {
	r := m.Result
	if m.Until.After(s.deps.Now()) {
		body.AsOf = who.words.T("monitor.as_of", who.print.Clock(m.At))
	}
	for i := range quantities {
		q := &quantities[i]
		v := q.valueOf(m)
		if v != v {
			continue
		}
		n := figure(who.words.T(q.label), q.write(who, v))
		switch q.key {
		case "distance", "tempo", "max", "load":
			body.Lead = append(body.Lead, n)
		default:
			body.More = append(body.More, n)
		}
	}
	fillBands(who, body, r)
	fillZones(who, body, r)
	body.Intensity, body.Heart = intensityChart(who, r), heartCurve(who, r)
	t := who.words.T
	speed := func(v float64) string { return who.print.Speed(v).String() }
	change := func(v float64) string { return who.print.Number(v, 2) + "\u00a0m/s²" }
	atLeast := func(all []monitor.Efforts, i int) string { return t("monitor.from_value", speed(all[i].Threshold)) }
	between := func(all []monitor.Efforts, i int) string { return effortBound(who, all, i) }
	for _, kind := range []struct {
		title, peak string
		all         []monitor.Efforts
		write       func(float64) string
		bound       func(all []monitor.Efforts, i int) string
	}{
		{t("monitor.sprints"), t("monitor.top"), r.Sprint, speed, atLeast}, {t("monitor.fast_runs"), t("monitor.top"), r.HID, speed, atLeast},
		{t("monitor.accelerations"), t("monitor.peak"), r.Accelerations, change, between},
		{t("monitor.decelerations"), t("monitor.peak"), r.Decelerations, change, between},
	} {
		for i := range kind.all {
			body.Efforts = append(body.Efforts, effortsOf(who, kind.title+" · "+kind.bound(kind.all, i), kind.peak, kind.all[i].Values, m.From, kind.write))
		}
	}
	body.Explain = s.explained(who, m)
}

func fillBands(who reader, body *framePage, r *monitor.Result) {
	n := len(r.DistancePerSpeedRange)
	values, names := make([]float64, n), make([]string, n)
	for i, b := range r.DistancePerSpeedRange {
		values[i], names[i] = b.Ratio, bandName(who, b.ThresholdLow, b.ThresholdHigh)
		row := bandRow{Class: shade("band-", i, n, bandColours), Name: names[i], Distance: who.print.Elevation(b.Distance).String(), Share: who.print.Number(b.Ratio*100, 1) + "\u00a0%"}
		if i < len(r.TimePerSpeedRange) {
			row.Time = lasting(who, r.TimePerSpeedRange[i].Duration).Value
		}
		body.Bands = append(body.Bands, row)
	}
	body.BandBar = stack(values, 1, func(i int) string { return shade("band-", i, n, bandColours) }, func(i int) string { return names[i] })
}

func fillZones(who reader, body *framePage, r *monitor.Result) {
	n := len(r.TimePerHRZone)
	if r.Explain.HeartTime == 0 {
		return
	}
	values, names := make([]float64, n), make([]string, n)
	for i := range r.TimePerHRZone {
		z := &r.TimePerHRZone[i]
		values[i], names[i] = z.Percentage, zoneName(who, i, z)
		body.Zones = append(body.Zones, zoneRow{
			Class: shade("zone-", i, n, zoneColours), Name: names[i], Beats: who.print.Number(z.BPM[0], 0) + " – " + who.print.Number(z.BPM[1], 0),
			Time: lasting(who, z.Percentage/100*r.Explain.HeartTime).Value, Share: who.print.Number(z.Percentage, 1) + "\u00a0%",
		})
	}
	body.Zone = stack(values, 100, func(i int) string { return shade("zone-", i, n, zoneColours) }, func(i int) string { return names[i] })
}

func effortsOf(who reader, title, peak string, all []monitor.Effort, from time.Time, write func(float64) string) effortList {
	out := effortList{Title: title, Count: who.print.Count(len(all)), MaxHead: peak}
	if len(all) > maxEfforts {
		out.More = who.words.T("monitor.first_of", who.print.Count(maxEfforts), who.print.Count(len(all)))
	}
	for i := range all[:min(len(all), maxEfforts)] {
		e := &all[i]
		at := time.UnixMilli(e.StartTime)
		out.Rows = append(out.Rows, effortRow{
			At: at.In(who.print.Zone).Format(time.TimeOnly), Minute: who.print.Duration(at.Sub(from)), Duration: who.print.Number(e.Duration, 1) + "\u00a0s",
			Distance: who.print.Elevation(e.Distance).String(), Peak: write(e.MaxValue), Speeds: who.print.Speed(e.InitialSpeed).Value + " → " + who.print.Speed(e.EndSpeed).String(),
		})
	}
	return out
}
