// Package metric is what can be computed from a track: pure functions from points to numbers, with no state between calls.
//
//	r := metric.Summarize(t, metric.Options{StoppedSpeed: 1})
//	r.Distance, r.Moving, r.Ascent // m, s, m
//	c := metric.Columns(t)         // what is stored: the points and their chart speed
//	metric.Chart(c.Segments)       // km and seconds from the start, point by point
//
// The rules are those of gpxpy 1.6.2 (Apache-2.0), number for number, because clients compare our numbers with those they
// have: products are rounded before they are added (float64(x*x)), so that no machine fuses the two into another result.
//
// To add a metric: one file with the function and its source, one row in catalog.go.
package metric

// Version counts changes of these formulas. Stored numbers carry the one they were made with.
const Version = 1
