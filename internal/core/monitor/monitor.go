// Package monitor measures athletes: samples as devices send them, and what a time frame of them adds up to.
//
//	e := monitor.NewEngine(monitor.Frame{From: start, Until: end, Params: monitor.Defaults()})
//	e.AddSamples(batch)  // as they come, in order of time …
//	live := e.Snapshot() // … with what is still going on marked as open
//	final := e.Result()  // the same numbers, however the samples were cut into batches
//
// Measure takes the first of several sources that has data in the frame. The rules are written down in docs/monitoring.md;
// every result says by which version of them, and from what, it was made (Explain).
//
// To add a number: a file with an accumulator that the engine feeds, a field of Result, a row in docs/monitoring.md, and
// a new Version.
package monitor

// Version counts changes of these formulas. Stored results carry the one they were made with.
const Version = 1

// GapLimit in milliseconds: the longest time between two samples that belong together. No event and no time crosses a
// longer one.
const GapLimit = 10_000
