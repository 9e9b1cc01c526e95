package web

import (
	"math"
	"time"
)

// timeline shows when athletes sprinted, over the time of the occasion.
type timeline struct {
	Rows  []timelineRow
	Ticks []tick
}

// timelineRow is an athlete: each mark is a sprint, as high as it was fast.
type timelineRow struct {
	Name, Href, Value string
	Marks             []timelineMark
}

// timelineMark is a sprint, in shares of the width and of the height.
type timelineMark struct{ Title, X, Y, Width, Height string }

// thinnest is the least width of a mark, as a share.
const thinnest = 0.002

// tick is a time along the lower edge.
type tick struct {
	Label string
	X     string
}

// timelineOf draws all from the first sample of anybody to the last.
func (s *Site) timelineOf(who reader, all []measuredFrame) timeline {
	var line timeline
	first, last, fastest, sprints := int64(math.MaxInt64), int64(0), 1.0, 0
	for i := range all {
		r := all[i].Result
		first, last, fastest = min(first, r.FirstTimestamp), max(last, r.LastTimestamp), max(fastest, r.MaxSpeed)
		sprints += len(runs(r.Sprint))
	}
	span := float64(last - first)
	if sprints == 0 || span <= 0 {
		return line
	}
	for i := range all {
		m := &all[i]
		row := timelineRow{Name: m.label(), Href: s.frameHref(m), Value: who.print.Count(len(runs(m.Result.Sprint)))}
		for _, e := range runs(m.Result.Sprint) {
			height := e.MaxValue / fastest
			row.Marks = append(row.Marks, timelineMark{
				Title: who.print.Clock(time.UnixMilli(e.StartTime)) + ", " + who.print.Speed(e.MaxValue).String() + ", " + who.print.Elevation(e.Distance).String(),
				X:     percent(float64(e.StartTime-first) / span), Width: percent(max(e.Duration*1000/span, thinnest)),
				Y: percent(1 - height), Height: percent(height),
			})
		}
		line.Rows = append(line.Rows, row)
	}
	line.Ticks = ticks(who, first, last)
	return line
}

// ticks are full minutes between two moments, at most about six, with their place in %.
func ticks(who reader, first, last int64) []tick {
	step := int64(60_000)
	for _, minutes := range []int64{1, 2, 5, 10, 15, 30, 60, 120, 240} {
		if step = minutes * 60_000; (last-first)/step <= 6 {
			break
		}
	}
	var all []tick
	for at := (first + step - 1) / step * step; at <= last; at += step {
		all = append(all, tick{who.print.Clock(time.UnixMilli(at)), percent(float64(at-first) / float64(last-first))})
	}
	return all
}
