package monitor_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"palestra/internal/core/metric"
	"palestra/internal/core/monitor"
	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
)

// always is a frame that holds any recording, of a few days each.
func always(from int64) monitor.Frame {
	return monitor.Frame{From: from, Until: from + 10*86_400_000, Params: monitor.Defaults()}
}

// recordings are those of real devices that the parsers are tested with.
func recordings(t *testing.T) map[string]*track.Track {
	t.Helper()
	names, err := filepath.Glob("../trackfile/testdata/recordings/*.*")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*track.Track{}
	for _, name := range names {
		format, gz, ok := trackfile.FormatOf(name)
		if !ok {
			continue
		}
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		tracks, err := trackfile.Read(file, format, gz, trackfile.DefaultLimits())
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, tr := range tracks {
			out[fmt.Sprintf("%s #%d", filepath.Base(name), i)] = tr
		}
	}
	return out
}

// The bridge: what was uploaded is as long here as there.
func TestRecordedActivitiesAreAsLongAsTheirSummarySays(t *testing.T) {
	measured := 0
	for name, tr := range recordings(t) {
		summary := metric.Summarize(tr, metric.Options{})
		if summary.Bounds == nil || summary.Distance == 0 {
			continue
		}
		measured++
		r, err := monitor.Measure(always(summary.Start/1000), fromDevice(), monitor.GPX(""),
			monitor.Recorded(monitor.Recording{Activity: 5, Columns: metric.Columns(tr)}))
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(r.TotalDistance-summary.Distance) > 0.001*summary.Distance+1 {
			t.Errorf("%s: %v m, the summary says %v", name, r.TotalDistance, summary.Distance)
		}
		if r.Explain.Source != monitor.SourceRecorded || len(r.Explain.Activities) != 1 || r.Explain.Activities[0] != 5 {
			t.Errorf("%s: %+v", name, r.Explain)
		}
	}
	if measured < 5 {
		t.Errorf("only %d recordings have a way", measured)
	}
}

// gpx writes points at 45° N, a second apart unless said otherwise, with an elevation.
func gpx(steps []float64, seconds []int, heart int) string {
	var b strings.Builder
	b.WriteString(`<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>`)
	lat, second := 45.0, 0
	for i, step := range steps {
		lat += step
		second += seconds[i]
		fmt.Fprintf(&b, `<trkpt lat="%.9f" lon="5"><ele>%d</ele><time>2023-11-14T22:%02d:%02dZ</time>`, lat, 100+i%3, 13+second/60, second%60)
		fmt.Fprintf(&b, `<extensions><hr>%d</hr></extensions></trkpt>`, heart)
	}
	b.WriteString(`</trkseg></trk></gpx>`)
	return b.String()
}

// With the full precision of a document the distance is that of core/metric, gaps and standing still included.
func TestADocumentIsAsLongAsItsSummarySays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(t, "points")
		steps := rapid.SliceOfN(rapid.Float64Range(-1e-4, 1e-4), n, n).Draw(t, "steps")
		seconds := rapid.SliceOfN(rapid.SampledFrom([]int{0, 1, 1, 1, 2, 11, 40}), n, n).Draw(t, "seconds")
		document := gpx(steps, seconds, 120)
		tracks, err := trackfile.Read(strings.NewReader(document), trackfile.GPX, false, trackfile.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		want := metric.Summarize(tracks[0], metric.Options{})
		r, err := monitor.Measure(always(kickoff-86_400_000), monitor.GPX(document))
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(r.TotalDistance-want.Distance) > 0.5+1e-9 { // the summary is in whole meters
			t.Fatalf("%v m, the summary says %v", r.TotalDistance, want.Distance)
		}
		sum, sliced := 0.0, 0.0
		for _, d := range r.DistancePerSpeedRange {
			sum += d.Distance
		}
		for _, d := range r.Intensity.Distance {
			sliced += d
		}
		same(t, "ranges", sum, r.TotalDistance)
		same(t, "slices", sliced, r.TotalDistance)
		if r.HRAvg != 120 || r.Explain.CoveredTime > float64(want.Duration) {
			t.Fatalf("%+v", r)
		}
	})
}

func TestSourcesAreTakenInOrder(t *testing.T) {
	document := gpx(steady(60, 2e-5), ones(60), 130)
	device := speeds(100, steady(600, 3)...)
	recorded := monitor.Recorded(monitor.Recording{Activity: 9, Columns: columnsOf(t, gpx(steady(60, 3e-5), ones(60), 140))})
	f := hour()
	f.From -= 3_600_000
	for _, c := range []struct {
		name    string
		f       monitor.Frame
		sources []monitor.Source
		want    monitor.SourceKind
		passed  int
	}{
		{"all", f, []monitor.Source{fromDevice(device), monitor.GPX(document), recorded}, monitor.SourceDevice, 0},
		{"a device without data", f, []monitor.Source{fromDevice(), monitor.GPX(document), recorded}, monitor.SourceGPX, 1},
		{"no document", f, []monitor.Source{fromDevice(), monitor.GPX(""), recorded}, monitor.SourceRecorded, 2},
		{"nothing", f, []monitor.Source{fromDevice(), monitor.GPX(""), monitor.Recorded()}, monitor.SourceNone, 3},
		{"another day", always(0), []monitor.Source{fromDevice(device), monitor.GPX(document), recorded}, monitor.SourceNone, 3},
	} {
		r, err := monitor.Measure(c.f, c.sources...)
		if err != nil {
			t.Fatal(err)
		}
		if r.Explain.Source != c.want || len(r.Explain.PassedOver) != c.passed {
			t.Errorf("%s: from %s after %+v", c.name, r.Explain.Source, r.Explain.PassedOver)
		}
	}
	if _, err := monitor.Measure(f, monitor.GPX("<gpx>")); err == nil {
		t.Error("a document that can't be read is taken")
	}
}

// Two devices that record the same ride don't make it twice as long.
func TestOverlappingActivitiesCountOnce(t *testing.T) {
	c := columnsOf(t, gpx(steady(60, 2e-5), ones(60), 130))
	one, err := monitor.Measure(always(kickoff-86_400_000), monitor.Recorded(monitor.Recording{Activity: 1, Columns: c}))
	if err != nil {
		t.Fatal(err)
	}
	two, err := monitor.Measure(always(kickoff-86_400_000), monitor.Recorded(monitor.Recording{Activity: 1, Columns: c}, monitor.Recording{Activity: 2, Columns: c}))
	if err != nil {
		t.Fatal(err)
	}
	if one.TotalDistance == 0 || one.TotalDistance != two.TotalDistance || len(two.Explain.Activities) != 1 || two.Explain.Counts.Duplicate != 60 {
		t.Errorf("%v m and %v m, %+v", one.TotalDistance, two.TotalDistance, two.Explain)
	}
}

// Without positions it is the distance that the device counted.
func TestAnIndoorRecordingIsAsLongAsItsDeviceCounted(t *testing.T) {
	s := track.Segment{}
	for i := range 100 {
		p := track.NewPoint()
		p.Time, p.Distance = kickoff*1000+int64(i)*1_000_000, float64(i)*2.5
		s.Points = append(s.Points, p)
	}
	r, err := monitor.Measure(hour(), monitor.Recorded(monitor.Recording{Activity: 1, Columns: metric.Columns(&track.Track{Segments: []track.Segment{s}})}))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "distance", r.TotalDistance, 247.5)
	near(t, "maximum", r.MaxSpeed, 2.5)
	near(t, "time", r.Explain.CoveredTime, 99)
}

func ones(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

func columnsOf(t *testing.T, document string) *track.Columns {
	t.Helper()
	tracks, err := trackfile.Read(strings.NewReader(document), trackfile.GPX, false, trackfile.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return metric.Columns(tracks[0])
}
