package trackfile

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/fault"
)

// repeated is head, then body n times, then tail, made while it is read.
func repeated(head, body, tail string, n int) io.Reader {
	return io.MultiReader(strings.NewReader(head), &repeater{body: body, n: n}, strings.NewReader(tail))
}

type repeater struct {
	body   string
	n, pos int
}

func (r *repeater) Read(p []byte) (int, error) {
	total := 0
	for total < len(p) && r.n > 0 {
		c := copy(p[total:], r.body[r.pos:])
		total += c
		if r.pos += c; r.pos == len(r.body) {
			r.pos = 0
			r.n--
		}
	}
	if total == 0 {
		return 0, io.EOF
	}
	return total, nil
}

// peakHeap is the most bytes the heap grew to while f ran, sampled.
func peakHeap(f func()) uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before, peak := stats.HeapAlloc, stats.HeapAlloc
	done, sampled := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(sampled)
		for {
			runtime.ReadMemStats(&stats)
			peak = max(peak, stats.HeapAlloc)
			select {
			case <-done:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	f()
	close(done)
	<-sampled
	return peak - before
}

// Every one of these would take hundreds of megabytes or more if it were believed.
func TestHostileFilesAreRefusedWithinBoundedMemory(t *testing.T) {
	const point = `<trkpt lat="1" lon="2"><time>2020-01-01T10:00:00Z</time></trkpt>`
	const second = `<Trackpoint><Time>2020-01-01T10:00:00Z</Time></Trackpoint>`
	laughs := `<!DOCTYPE l [<!ENTITY a "ha">`
	for c := 'b'; c <= 'z'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	bomb := gzipOf(t, bytes.Repeat([]byte(" "), 32<<20))
	small := Limits{MaxPoints: 100_000, MaxBytes: 16 << 20}
	for name, c := range map[string]struct {
		f    Format
		r    io.Reader
		code string
	}{
		"billion laughs":       {GPX, strings.NewReader(laughs + "]><gpx>&z;</gpx>"), CodeInvalid},
		"ten million points":   {GPX, repeated("<gpx><trk><trkseg>", point, "</trkseg></trk></gpx>", 10_000_000), CodeTooManyPoints},
		"ten million segments": {GPX, repeated("<gpx><trk>", "<trkseg>"+point+point+"</trkseg>", "</trk></gpx>", 5_000_000), CodeTooManyPoints},
		"points in TCX": {TCX, repeated(`<TrainingCenterDatabase><Activities><Activity><Lap StartTime="2020-01-01T10:00:00Z"><Track>`,
			second, "", 10_000_000), CodeTooManyPoints},
		"tracks in TCX": {TCX, repeated(`<TrainingCenterDatabase><Activities><Activity><Lap StartTime="2020-01-01T10:00:00Z">`,
			"<Track>"+second+"</Track>", "", 10_000_000), CodeTooManyPoints},
		"times in KML":  {KML, repeated("<kml><Placemark><Track>", "<when>2020-01-01T10:00:00Z</when>", "", 10_000_000), CodeTooManyPoints},
		"values in KML": {KML, repeated(`<kml><Placemark><Track><ExtendedData><SimpleArrayData name="hr">`, "<value>1</value>", "", 10_000_000), CodeTooManyPoints},
		"records in FIT": {FIT, io.MultiReader(bytes.NewReader(append(rawFIT(nil)[:12],
			0x40, 0, 0, 20, 0, 1, 253, 4, 0x86)), &repeater{body: "\x00\x00\x00\x00\x40", n: 10_000_000}), CodeTooManyPoints},
		"one endless name":      {GPX, repeated("<gpx><trk><name>", "Matterhorn ", "</name></trk></gpx>", 100_000_000), CodeTooLarge},
		"one endless attribute": {GPX, repeated(`<gpx creator="`, "Matterhorn ", "", 100_000_000), CodeInvalid},
		"one endless tag":       {GPX, repeated(`<`, "gpx", "", 100_000_000), CodeInvalid},
		"one endless comment":   {GPX, repeated(`<!--`, "gpx", "", 100_000_000), CodeTooLarge},
		"nested forever":        {GPX, repeated("<gpx>", "<a>", "", 100_000_000), CodeInvalid},
		"gzip bomb":             {GPX, bytes.NewReader(bomb), CodeTooLarge},
		"gzip bomb as KMZ":      {KMZ, bytes.NewReader(bomb), CodeTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			grown := peakHeap(func() { _, err = Read(c.r, c.f, false, small) })
			wantRefusal(t, err, c.code)
			if kind := fault.KindOf(err); (kind == fault.TooLarge) != (c.code != CodeInvalid) {
				t.Errorf("kind %v for code %s", kind, c.code)
			}
			// 100,000 points are 5.6 MB, and a slice that grows leaves its old selves behind; a KMZ is held as it is.
			const most = 40 << 20
			if grown > most {
				t.Errorf("the heap grew by %d MB, more than %d", grown>>20, most>>20)
			}
		})
	}
}

func TestZipBombIsRefusedWithinBoundedMemory(t *testing.T) {
	file := zipOf(t, "a.gpx", strings.Repeat(" ", 20<<20))
	var err error
	grown := peakHeap(func() { _, err = openArchive(file, ArchiveLimits{}) })
	wantRefusal(t, err, CodeArchiveMemberTooLarge, "times its compressed size")
	if grown > 4<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
}

func TestLimitsAreExact(t *testing.T) {
	doc := gpxOf(t, ride(100))
	for _, c := range []struct {
		lim  Limits
		code string
	}{
		{Limits{MaxPoints: 100}, ""},
		{Limits{MaxPoints: 99}, CodeTooManyPoints},
		{Limits{MaxBytes: int64(len(doc))}, ""},
		{Limits{MaxBytes: int64(len(doc)) - 1}, CodeTooLarge},
		{Limits{MaxDepth: 7}, ""},
		{Limits{MaxDepth: 6}, CodeInvalid},
	} {
		if _, err := Read(bytes.NewReader(doc), GPX, false, c.lim); fault.CodeOf(err) != c.code {
			t.Errorf("%+v: got %v, want code %q", c.lim, err, c.code)
		}
	}
}

// Apart from the points themselves, a file costs the same few allocations however long it is.
func TestPointsCostNoAllocationsOfTheirOwn(t *testing.T) {
	allocations := func(f Format, file []byte) float64 {
		return testing.AllocsPerRun(3, func() {
			if _, err := Read(bytes.NewReader(file), f, false, DefaultLimits()); err != nil {
				t.Fatal(err)
			}
		})
	}
	short, long := ride(100), ride(10_000)
	for f, files := range map[Format][2][]byte{
		GPX: {gpxOf(t, short), gpxOf(t, long)}, TCX: {tcxOf(short), tcxOf(long)}, FIT: {fitOf(t, short), fitOf(t, long)},
	} {
		few, many := allocations(f, files[0]), allocations(f, files[1])
		if many > few+60 {
			t.Errorf("%s: %v allocations for 100 points, %v for 10,000", f, few, many)
		}
	}
}
