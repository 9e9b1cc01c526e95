package web

import (
	"fmt"
	"math"
	"strings"
	"time"

	"palestra/internal/core/monitor"
)

// columnChart is the distance in each slice of time, in shares of the height.
type columnChart struct {
	Title, Text, Alt string
	Columns          []chartColumn
	Most             string
}

// chartColumn is a slice.
type chartColumn struct{ Title, X, Y, Width, Height, Label, Middle string }

// maxColumns is how many slices are drawn; a narrower choice of slices makes a chart of lines that nobody reads.
const maxColumns = 240

// intensityChart draws the way in each slice.
func intensityChart(who reader, r *monitor.Result) columnChart {
	in := &r.Intensity
	n := min(len(in.Distance), maxColumns)
	c := columnChart{Title: who.words.T("monitor.intensity"), Text: who.words.T("monitor.intensity_text", lasting(who, float64(in.Span)).Value)}
	most := 0.0
	for _, v := range in.Distance[:n] {
		most = max(most, v)
	}
	if n < 2 || most == 0 {
		return c
	}
	var words []string
	every := (n + 11) / 12
	for i, v := range in.Distance[:n] {
		at := time.UnixMilli(in.StartTime).Add(time.Duration(i*in.Span) * time.Second)
		text := who.print.Clock(at) + ": " + who.print.Elevation(v).String()
		words = append(words, text)
		column := chartColumn{
			Title: text, X: percent((float64(i) + 0.08) / float64(n)), Width: percent(0.84 / float64(n)), Y: percent(1 - v/most), Height: percent(v / most),
			Middle: percent((float64(i) + 0.5) / float64(n)),
		}
		if i%every == 0 {
			column.Label = who.print.Clock(at)
		}
		c.Columns = append(c.Columns, column)
	}
	c.Alt, c.Most = strings.Join(words, ", "), who.print.Elevation(most).String()
	return c
}

// heartChart is the heart rate over time. Its drawing is heartWide by heartHigh units, which the browser stretches.
type heartChart struct {
	Path  string
	Bands []heartBand
	Ticks []tick
	// Low and High are the bounds of the scale in words.
	Low, High, Alt string
}

// heartBand is a zone behind the curve.
type heartBand struct{ Class, Y, Height string }

const heartWide, heartHigh = 1000, 200

// heartCurve draws the means of slices; it has no path when there is no heart rate.
func heartCurve(who reader, r *monitor.Result) heartChart {
	var c heartChart
	if r.HRPlot == nil || len(r.HRPlot.HR) < 2 || r.LastTimestamp <= r.FirstTimestamp {
		return c
	}
	low, high := math.Floor((r.HRMin-5)/10)*10, math.Ceil((r.HRMax+5)/10)*10
	first, last := r.FirstTimestamp, r.LastTimestamp
	y := func(beats float64) float64 { return (1 - (beats-low)/(high-low)) * heartHigh }
	var path strings.Builder
	open := false
	for i, mean := range r.HRPlot.HR {
		at := r.HRPlot.StartTime + int64(i*r.HRPlot.Span)*1000 + int64(r.HRPlot.Span)*500
		if mean == nil {
			open = false
			continue
		}
		x := min(max(float64(at-first)/float64(last-first), 0), 1) * heartWide
		command := "M"
		if open {
			command = "L"
		}
		fmt.Fprintf(&path, "%s%.1f %.1f", command, x, y(*mean))
		open = true
	}
	for i, z := range r.TimePerHRZone {
		bottom, top := max(z.BPM[0], low), min(z.BPM[1], high)
		if top > bottom {
			c.Bands = append(c.Bands, heartBand{shade("zone-", i, len(r.TimePerHRZone), zoneColours), percent(y(top) / heartHigh), percent((top - bottom) / (high - low))})
		}
	}
	c.Path, c.Ticks = path.String(), ticks(who, first, last)
	c.Low, c.High = who.print.Number(low, 0), who.print.Number(high, 0)
	c.Alt = who.words.T("monitor.heart_alt", who.print.Number(r.HRMin, 0), who.print.Number(r.HRMax, 0), who.print.Number(r.HRAvg, 0))
	return c
}
