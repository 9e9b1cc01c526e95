package web

import (
	"fmt"
	"strings"

	"palestra/internal/core/monitor"
)

// barChart is a bar for each athlete, made of parts side by side. Places and widths are shares of the whole width, "12.5%".
type barChart struct {
	Title, Text string
	Legend      []legendEntry
	Rows        []barRow
}

// legendEntry explains the colour of a part by a class of the stylesheet.
type legendEntry struct{ Class, Label string }

// barRow is one bar: Alt says all of it in words, Value what it adds up to.
type barRow struct {
	Name, Href, Value, Alt string
	Parts                  []barPart
}

// barPart is a stretch of a bar.
type barPart struct {
	Class, Title string
	X, Width     string
}

// percent is a share as drawings have it.
func percent(share float64) string { return fmt.Sprintf("%.2f%%", share*100) }

// stack puts parts side by side; scale is what fills the whole width.
func stack(values []float64, scale float64, class func(i int) string, title func(i int) string) []barPart {
	var parts []barPart
	x := 0.0
	for i, v := range values {
		if width := v / scale; width > 0 {
			parts = append(parts, barPart{class(i), title(i), percent(x), percent(width)})
			x += width
		}
	}
	return parts
}

// shade is the class of the i-th of n steps of a scale that has so many colours.
func shade(prefix string, i, n, colours int) string {
	if n <= 1 {
		return prefix + "1"
	}
	return prefix + itoa(int64(1+(i*(colours-1)+(n-1)/2)/(n-1)))
}

// The scales of the stylesheet.
const (
	bandColours = 7
	zoneColours = 6
)

func (s *Site) fillCharts(who reader, body *reportPage, all []measuredFrame) {
	kept := all[:0:0]
	for i := range all {
		if m := &all[i]; m.Result != nil && m.Result.Explain.Counts.Used > 0 {
			kept = append(kept, *m)
		}
	}
	if len(kept) == 0 {
		return
	}
	body.Bands, body.Zones, body.Efforts = s.bandChart(who, kept), s.zoneChart(who, kept), s.effortChart(who, kept)
	body.Timeline = s.timelineOf(who, kept)
}

func (s *Site) frameHref(m *measuredFrame) string {
	return s.link("/monitoring/" + itoa(m.Occasion) + "/frames/" + itoa(m.ID))
}

// bandName is a range of speeds: "4 – 8", "from 24".
func bandName(who reader, low float64, high *float64) string {
	_, factor := inSpeed(who)
	if high == nil {
		return who.words.T("monitor.from_speed", inputNumber(who, low/factor), who.print.SpeedUnit())
	}
	return inputNumber(who, low/factor) + " – " + inputNumber(who, *high/factor) + "\u00a0" + who.print.SpeedUnit()
}

// bandChart is the distance of each athlete by speed.
func (s *Site) bandChart(who reader, all []measuredFrame) barChart {
	c := barChart{Title: who.words.T("monitor.bands"), Text: who.words.T("monitor.bands_text")}
	first := all[0].Result.DistancePerSpeedRange
	for i, band := range first {
		c.Legend = append(c.Legend, legendEntry{shade("band-", i, len(first), bandColours), bandName(who, band.ThresholdLow, band.ThresholdHigh)})
	}
	longest := 1.0
	for i := range all {
		longest = max(longest, all[i].Result.TotalDistance)
	}
	for i := range all {
		m := &all[i]
		bands := m.Result.DistancePerSpeedRange
		values, words := make([]float64, len(bands)), make([]string, len(bands))
		for j, b := range bands {
			values[j] = b.Distance
			words[j] = bandName(who, b.ThresholdLow, b.ThresholdHigh) + ": " + who.print.Elevation(b.Distance).String()
		}
		c.Rows = append(c.Rows, barRow{
			Name: m.label(), Href: s.frameHref(m), Value: who.print.Distance(m.Result.TotalDistance).String(), Alt: strings.Join(words, ", "),
			Parts: stack(values, longest, func(j int) string {
				return shade("band-", bandPlace(first, bands[j].ThresholdLow), len(first), bandColours)
			}, func(j int) string { return words[j] }),
		})
	}
	return c
}

// bandPlace is where a speed stands among the bands of the legend, for an athlete who is measured by others.
func bandPlace(bands []monitor.DistanceRange, low float64) int {
	place := 0
	for i := range bands {
		if bands[i].ThresholdLow <= low+1e-9 {
			place = i
		}
	}
	return place
}

// zoneChart is the time of each athlete by heart-rate zone.
func (s *Site) zoneChart(who reader, all []measuredFrame) barChart {
	c := barChart{Title: who.words.T("monitor.zones"), Text: who.words.T("monitor.zones_text")}
	for i := range all {
		m := &all[i]
		zones := m.Result.TimePerHRZone
		if len(zones) == 0 || m.Result.Explain.HeartTime == 0 {
			continue
		}
		if c.Legend == nil {
			for j, z := range zones {
				c.Legend = append(c.Legend, legendEntry{shade("zone-", j, len(zones), zoneColours), zoneName(who, j, &z)})
			}
		}
		values, words := make([]float64, len(zones)), make([]string, len(zones))
		for j, z := range zones {
			values[j] = z.Percentage
			words[j] = zoneName(who, j, &z) + ": " + lasting(who, z.Percentage/100*m.Result.Explain.HeartTime).String() + ", " + who.print.Number(z.Percentage, 0) + "\u00a0%"
		}
		c.Rows = append(c.Rows, barRow{
			Name: m.label(), Href: s.frameHref(m), Value: who.print.HeartRate(m.Result.HRAvg).String(), Alt: strings.Join(words, ", "),
			Parts: stack(values, 100, func(j int) string { return shade("zone-", j, len(zones), zoneColours) }, func(j int) string { return words[j] }),
		})
	}
	return c
}

// zoneName is the number of a zone with its bounds in %.
func zoneName(who reader, i int, z *monitor.HRZone) string {
	return who.words.T("monitor.zone", i+1) + " · " + inputNumber(who, z.PercentHR[0]) + " – " + inputNumber(who, z.PercentHR[1]) + "\u00a0%"
}

// effortChart has decelerations to the left of the middle and accelerations to the right, the harder ones at the outside.
func (s *Site) effortChart(who reader, all []measuredFrame) barChart {
	c := barChart{Title: who.words.T("monitor.efforts"), Text: who.words.T("monitor.efforts_text")}
	most := 1
	for i := range all {
		most = max(most, countOf(all[i].Result.Accelerations), countOf(all[i].Result.Decelerations))
	}
	c.Legend = effortLegend(who, all[0].Result)
	for i := range all {
		m := &all[i]
		up, down := m.Result.Accelerations, m.Result.Decelerations
		words := append(effortWords(who, "monitor.decelerations", down), effortWords(who, "monitor.accelerations", up)...)
		c.Rows = append(c.Rows, barRow{
			Name: m.label(), Href: s.frameHref(m), Alt: strings.Join(words, ", "),
			Value: who.print.Count(countOf(down)) + " / " + who.print.Count(countOf(up)),
			Parts: append(half(who, down, most, "slow-", -1), half(who, up, most, "fast-", 1)...),
		})
	}
	return c
}

// half is one side of a bar, from the middle outwards.
func half(who reader, all []monitor.Efforts, most int, class string, side float64) []barPart {
	var parts []barPart
	x, n := 0.5, len(all)
	for i := range all {
		width := float64(len(all[i].Values)) / float64(most) / 2
		if width == 0 {
			continue
		}
		left := x
		if side < 0 {
			left = x - width
		}
		parts = append(parts, barPart{shade(class, i, n, 3), effortBound(who, all, i) + ": " + who.print.Count(len(all[i].Values)), percent(left), percent(width)})
		x += side * width
	}
	return parts
}

// effortBound is what is listed under a threshold: "2 – 3 m/s²", "from 3 m/s²".
func effortBound(who reader, all []monitor.Efforts, i int) string {
	if i+1 == len(all) {
		return who.words.T("monitor.from_speed", inputNumber(who, all[i].Threshold), "m/s²")
	}
	return inputNumber(who, all[i].Threshold) + " – " + inputNumber(who, all[i+1].Threshold) + "\u00a0m/s²"
}

func effortWords(who reader, key string, all []monitor.Efforts) []string {
	words := make([]string, len(all))
	for i := range all {
		words[i] = who.words.T(key) + " " + effortBound(who, all, i) + ": " + who.print.Count(len(all[i].Values))
	}
	return words
}

func effortLegend(who reader, r *monitor.Result) []legendEntry {
	var all []legendEntry
	for i := range r.Decelerations {
		all = append(all, legendEntry{shade("slow-", i, len(r.Decelerations), 3), who.words.T("monitor.decelerations") + " " + effortBound(who, r.Decelerations, i)})
	}
	for i := range r.Accelerations {
		all = append(all, legendEntry{shade("fast-", i, len(r.Accelerations), 3), who.words.T("monitor.accelerations") + " " + effortBound(who, r.Accelerations, i)})
	}
	return all
}
