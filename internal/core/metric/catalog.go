package metric

import "slices"

// Entry is a metric as people read about it.
type Entry struct {
	// Name as pages call it, Unit in which it is stored.
	Name, Unit string
	// Rule is how it is computed, Source where the rule comes from, File which has it.
	Rule, Source, File string
	// Since is the formula version in which the rule last changed.
	Since int
}

const gpxpy = "gpxpy 1.6.2 (Apache-2.0)"

var catalog = []Entry{
	{"Distance", "m, whole", "Sum over neighbouring points of a segment: on a plane whose degree of longitude shrinks with the cosine of the later point's " +
		"latitude, beyond 0.2° by the haversine formula; with the climb when both elevations are known and not zero. Steps that take no time don't count. " +
		"The way from one segment to the next doesn't count.", gpxpy + "; Sinnott, Virtues of the Haversine (1984)", "distance.go", 1},
	{"Duration", "s, cut", "Last time less first time of each segment, and the time between segments.", gpxpy, "summary.go", 1},
	{"Moving time", "s, cut", "Time of the steps faster than the sport's threshold. A step through at least half of which the device's timer was stopped is " +
		"standing still.", gpxpy + "; the timer rule is ours", "moving.go", 1},
	{"Pauses", "s, cut", "Duration less moving time, never below zero.", "ours", "summary.go", 1},
	{"Average speed", "km/h, 2 decimals", "Distance by moving time; zero when nothing moved.", gpxpy, "summary.go", 1},
	{"Maximum speed", "km/h, 2 decimals", "Of the steps from the first moving one on whose length is within 1.5 standard deviations (of the population) of the mean, the fastest after the top " +
		"5 % are dropped; the plain maximum for those who prefer that. Of all segments the highest.", gpxpy, "moving.go", 1},
	{"Lowest and highest altitude", "m, 2 decimals", "Over the points that have an elevation within ±9 999.99 m.", gpxpy, "climb.go", 1},
	{"Ascent and descent", "m, 3 decimals", "Sums of the rises and falls of the elevations of a segment, smoothed: each inner one is 0.3 of its neighbours and 0.4 of itself.",
		gpxpy, "climb.go", 1},
	{"Heart rate, cadence, power", "per minute, W; whole", "Average and maximum over the points that have a value, zeros included; what the file states when none has. " +
		"An average cadence of zero is none.", "ours", "sensor.go", 1},
	{"Recordings without positions", "as above", "What the device states of the whole (timer, distance, maximum speed, ascent); where it states nothing, what it wrote with the points.",
		"ours", "stated.go", 1},
	{"Chart speed", "0.01 km/h", "Mean of the speeds from the point before and to the point after, zero elevations included; the one that isn't zero if the other is.",
		gpxpy, "chart.go", 1},
	{"Chart distance", "0.01 km", "As distance, but from the first point of the chart on, with the ways between segments and with steps that take no time.", gpxpy, "chart.go", 1},
	{"Laps", "as above", "Those of the file; what a lap doesn't state is computed from its points. A step belongs to the lap in which it starts.", "ours", "laps.go", 1},
	{"Splits", "m, s", "Stretches of a kilometer or a mile; a step across a border is shared by distance.", "ours", "splits.go", 1},
	{"Rounding", "", "Half away from zero on the shortest decimal form of the number; charts round the binary value, as printing does. " +
		"Seconds are cut, not rounded.", gpxpy + " as stored in a database", "round.go", 1},
}

// Catalog lists all metrics in the order in which they are explained; docs/metrics.md is made of it.
func Catalog() []Entry { return slices.Clone(catalog) }
