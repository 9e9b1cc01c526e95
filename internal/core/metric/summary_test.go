package metric_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

func number(s string) float64 {
	if s == "–" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return v
}

// show writes numbers as the examples have them:
// duration moving pauses | km | average maximum km/h | lowest highest | ascent descent.
func show(n metric.Numbers) string {
	clock := func(s int64) string {
		if s == 0 {
			return "–"
		}
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	f := func(v float64) string {
		if math.IsNaN(v) {
			return "–"
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strings.Join([]string{
		clock(n.Duration) + " " + clock(n.Moving) + " " + clock(n.Pauses), f(n.Distance / 1000),
		f(n.AveSpeed) + " " + f(n.MaxSpeed), f(n.MinAlt) + " " + f(n.MaxAlt), f(n.Ascent) + " " + f(n.Descent),
	}, " | ")
}

// backwards is p1 in reverse file order, so that time falls.
func backwards() []track.Point {
	var out []track.Point
	for i := len(p1) - 1; i >= 0; i-- {
		out = append(out, p1[i])
	}
	return out
}

// fractions are p1 and p2 whose seconds have fractions: the gap between them is 14.9 seconds.
func fractions() [][]track.Point {
	a, b := append([]track.Point(nil), p1...), append([]track.Point(nil), p2...)
	for i := range a {
		a[i].Time += 200_000
	}
	for i := range b {
		b[i].Time += 100_000
	}
	return [][]track.Point{a, b}
}

// spike is 20 points a second apart, one a kilometer away, and 20 more where the first ones ended.
func spike() []track.Point {
	steps := append(times(19, 0.00003), 0.00943, -0.0094)
	return line(1, append(steps, times(19, 0.00003)...)...)
}

// waves is 40 points five seconds apart on hills of ten meters.
func waves() []track.Point {
	ps := line(5, times(39, 0.0001)...)
	for i := range ps {
		ps[i].Ele = math.Round((100+10*math.Sin(float64(i)/3))*10) / 10
	}
	return ps
}

// untimed takes the time of the last point away.
func untimed(ps []track.Point) []track.Point {
	ps = append([]track.Point(nil), ps...)
	ps[len(ps)-1].Time = track.NoTime
	return ps
}

func shifted(ps []track.Point, by time.Duration) []track.Point {
	ps = append([]track.Point(nil), ps...)
	for i := range ps {
		ps[i].Time += by.Microseconds()
	}
	return ps
}

func TestSummaryOfKnownTracks(t *testing.T) {
	none := math.NaN()
	slow := metric.Options{StoppedSpeed: 0.1}
	hours := func(h ...int64) []int64 {
		for i := range h {
			h[i] *= 3600 * 1e6
		}
		return h
	}
	ten := hours(10, 11, 12)
	day := hours(0, 10, 26)
	for name, c := range map[string]struct {
		track    *track.Track
		options  metric.Options
		want     string
		segments []string
	}{
		"one segment":              {track: whole(), want: "0:04:10 0:04:10 – | 0.32 | 4.61 5.12 | 975 998 | 0.4 23.4"},
		"two segments":             {track: recording(p1, p2), want: "0:04:10 0:03:55 0:00:15 | 0.3 | 4.59 5.25 | 975 998 | 0.4 23.4", segments: []string{"0:01:30 0:01:30 – | 0.113 | 4.53 5.25 | 987 998 | 0 11", "0:02:25 0:02:25 – | 0.186 | 4.62 5.12 | 975 987 | 0.4 12.4"}},
		"three segments":           {track: recording(s3...), want: "0:02:30 0:00:30 0:02:00 | 0.055 | 6.6 13.83 | 979 998 | 0 6", segments: []string{"0:00:10 0:00:10 – | 0.018 | 6.32 9.43 | 994 998 | 0 4", "0:00:10 0:00:10 – | 0.013 | 4.54 4.84 | 986 987 | 0 1", "0:00:10 0:00:10 – | 0.025 | 8.94 13.83 | 979 980 | 0 1"}},
		"one without elevation":    {track: level(whole()), want: "0:04:10 0:04:10 – | 0.317 | 4.57 5.1 | – – | – –"},
		"two without elevation":    {track: level(recording(p1, p2)), want: "0:04:10 0:03:55 0:00:15 | 0.297 | 4.54 5.11 | – – | – –", segments: []string{"0:01:30 0:01:30 – | 0.112 | 4.48 5.11 | – – | – –", "0:02:25 0:02:25 – | 0.184 | 4.58 5.1 | – – | – –"}},
		"raw maximum":              {track: whole(), options: metric.Options{RawMaxSpeed: true}, want: "0:04:10 0:04:10 – | 0.32 | 4.61 5.25 | 975 998 | 0.4 23.4"},
		"times in another zone":    {track: recording(shifted(append(append([]track.Point(nil), p1...), p2...), -time.Hour)), want: "0:04:10 0:04:10 – | 0.32 | 4.61 5.12 | 975 998 | 0.4 23.4"},
		"fractions of seconds":     {track: recording(fractions()...), want: "0:04:09 0:03:55 0:00:14 | 0.3 | 4.59 5.25 | 975 998 | 0.4 23.4"},
		"first half":               {track: recording(p1), want: "0:01:30 0:01:30 – | 0.113 | 4.53 5.25 | 987 998 | 0 11"},
		"two points":               {track: recording(p1[:2]), want: "0:00:05 0:00:05 – | 0.004 | 3.21 0 | 998 998 | 0 0"},
		"two identical points":     {track: recording(line(10, 0)), want: "0:00:10 – 0:00:10 | 0 | 0 0 | – – | – –"},
		"time falls":               {track: recording(backwards()), want: "– – – | 0 | 0 0 | 987 998 | 11 0"},
		"elevations of zero":       {track: recording(climbing(line(10, 0.0001, 0.0001), 0, 0, 0)), want: "0:00:20 0:00:20 – | 0.022 | 4.01 4.01 | 0 0 | 0 0"},
		"zeros among elevations":   {track: recording(climbing(line(10, times(3, 0.0001)...), 0, 10, 0, 20)), want: "0:00:30 0:00:30 – | 0.033 | 4.01 4.01 | 0 20 | 20 0"},
		"below the sea":            {track: recording(climbing(line(10, times(2, 0.0001)...), -5, -3, -8)), want: "0:00:20 0:00:20 – | 0.024 | 4.23 4.39 | -8 -3 | 0 3"},
		"one elevation missing":    {track: recording(climbing(line(10, times(3, 0.0001)...), 100, none, 120, 110)), want: "0:00:30 0:00:30 – | 0.037 | 4.47 5.39 | 100 120 | 11 1"},
		"standing in between":      {track: recording(line(10, 0.0002, 0.0002, 0, 0.0002, 0, 0.0002, 0, 0.0002, 0.0002)), want: "0:01:30 0:01:00 0:00:30 | 0.134 | 8.02 8.02 | – – | – –"},
		"creeping":                 {track: recording(line(10, times(5, 0.000003)...)), want: "0:00:50 – 0:00:50 | 0.002 | 0 0 | – – | – –"},
		"creeping counts":          {track: recording(line(10, times(5, 0.000003)...)), options: slow, want: "0:00:50 0:00:50 – | 0.002 | 0.12 0.12 | – – | – –"},
		"far apart":                {track: recording([]track.Point{at(45, 5, 100, ten[0]), at(45.5, 5, 500, ten[1]), at(45.5, 6, 100, ten[2])}), want: "2:00:00 2:00:00 – | 133.684 | 66.84 78.02 | 100 500 | 160 160"},
		"a spike":                  {track: recording(spike()), want: "0:00:40 0:00:40 – | 2.223 | 200.07 12.02 | – – | – –"},
		"hills":                    {track: recording(waves()), want: "0:03:15 0:03:15 – | 0.444 | 8.2 8.36 | 90 110 | 42.75 38.55"},
		"segments that overlap":    {track: recording(p1, p1[4:]), want: "0:01:30 0:02:35 – | 0.199 | 4.62 5.25 | 987 998 | 0 18"},
		"a segment of one point":   {track: recording(p1, p2[:1]), want: "0:01:45 0:01:30 0:00:15 | 0.113 | 4.53 5.25 | 987 998 | 0 11"},
		"impossible elevation":     {track: recording(climbing(line(10, times(2, 0.0001)...), 100, 100000, 100)), want: "0:00:20 0:00:20 – | 0.022 | 4.01 4.01 | 100 100 | 0 0"},
		"more than a day":          {track: recording([]track.Point{at(45, 5, none, day[0]), at(45.1, 5, none, day[1]), at(45.2, 5, none, day[2])}), want: "26:00:00 10:00:00 16:00:00 | 22.264 | 2.23 1.11 | – – | – –"},
		"last point without time":  {track: recording(untimed(p1)), want: "0:01:15 0:01:15 – | 0.091 | 4.39 4.72 | 987 998 | 0 11"},
		"no time at all, one file": {track: recording([]track.Point{at(45, 5, none, track.NoTime), at(45.1, 5, none, track.NoTime)}), want: "– – – | 0 | 0 0 | – – | – –"},
	} {
		t.Run(name, func(t *testing.T) {
			r := metric.Summarize(c.track, c.options)
			if got := show(r.Numbers); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if c.segments == nil {
				return
			}
			for i, want := range c.segments {
				if got := show(r.Segments[i]); got != want {
					t.Errorf("segment %d\n got %s\nwant %s", i, got, want)
				}
			}
		})
	}
}
