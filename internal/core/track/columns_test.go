package track_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"palestra/internal/core/fault"
	"palestra/internal/core/track"
)

// ride is a recording once a second with what a watch measures: noise in the position of some decimeters, hills, a heart.
func ride(n int) *track.Track {
	r := rand.New(rand.NewPCG(1, 2))
	points := make([]track.Point, n)
	lat, lon, ele, heading, heart := 45.0, 5.0, 300.0, 0.0, 120.0
	for i := range points {
		heading += r.NormFloat64() * 0.05
		lat += (math.Cos(heading)*7 + r.NormFloat64()*0.4) / 111320
		lon += (math.Sin(heading)*7 + r.NormFloat64()*0.4) / 78700
		ele += math.Sin(float64(i)/200)*0.3 + r.NormFloat64()*0.1
		heart += (140-heart)*0.01 + r.NormFloat64()
		p := track.NewPoint()
		p.Time, p.Lat, p.Lon, p.Ele = 1_700_000_000_000_000+int64(i)*1_000_000, lat, lon, math.Round(ele*5)/5
		p.HeartRate, p.Cadence = int16(heart), int16(85+r.NormFloat64()*3)
		points[i] = p
	}
	return &track.Track{Segments: []track.Segment{{Points: points}}}
}

func encode(t testing.TB, c *track.Columns) []byte {
	t.Helper()
	blob, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return blob
}

func TestAPointTakesTwelveBytesAtMost(t *testing.T) {
	c := track.Quantise(ride(3600))
	perPoint := float64(len(encode(t, c))) / float64(c.Points())
	t.Logf("%.2f bytes a point", perPoint)
	if perPoint > 12 {
		t.Errorf("time, position, altitude, heart rate and cadence take %.1f bytes a point", perPoint)
	}
}

func TestRestoredPointsAreWithinTheStoredPrecision(t *testing.T) {
	want := ride(500)
	c, err := track.Decode(encode(t, track.Quantise(want)))
	if err != nil {
		t.Fatal(err)
	}
	for i, got := range c.Segments[0].Restore() {
		p := want.Segments[0].Points[i]
		if got.Time != p.Time || got.HeartRate != p.HeartRate || got.Cadence != p.Cadence || got.Power != track.None || got.Temperature != track.NoTemperature {
			t.Fatalf("point %d is %+v, want %+v", i, got, p)
		}
		if math.Abs(got.Lat-p.Lat) > 0.51e-7 || math.Abs(got.Lon-p.Lon) > 0.51e-7 || math.Abs(got.Ele-p.Ele) > 0.0051 {
			t.Fatalf("point %d is at %v %v %v, want %v %v %v", i, got.Lat, got.Lon, got.Ele, p.Lat, p.Lon, p.Ele)
		}
	}
}

func TestCoordinatesOfSevenDecimalsComeBackAsTheyWere(t *testing.T) {
	p := track.NewPoint()
	p.Lat, p.Lon, p.Ele = 44.6809512, -6.0736701, 998.37
	c := track.Quantise(&track.Track{Segments: []track.Segment{{Points: []track.Point{p}}}})
	if got := c.Segments[0].Restore()[0]; got.Lat != p.Lat || got.Lon != p.Lon || got.Ele != p.Ele {
		t.Errorf("%v %v %v, want %v %v %v", got.Lat, got.Lon, got.Ele, p.Lat, p.Lon, p.Ele)
	}
}

func TestAbsentValuesStayAbsent(t *testing.T) {
	a, b := track.NewPoint(), track.NewPoint()
	b.Time, b.Lat, b.Lon, b.Ele, b.HeartRate, b.Power, b.Temperature = 1_500_000_000_123_456, 1, 2, 3, 60, 0, -5
	for name, points := range map[string][]track.Point{"first": {a, b, b}, "middle": {b, a, b}, "last": {b, b, a}, "all": {a, a}} {
		c, err := track.Decode(encode(t, track.Quantise(&track.Track{Segments: []track.Segment{{Points: points}}})))
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range c.Segments[0].Restore() {
			want := points[i]
			if want.Time != track.NoTime {
				want.Time = 1_500_000_000_123_000
			}
			if !sameFloat(got.Lat, want.Lat) || !sameFloat(got.Lon, want.Lon) || !sameFloat(got.Ele, want.Ele) || got.Time != want.Time ||
				got.HeartRate != want.HeartRate || got.Power != want.Power || got.Temperature != want.Temperature || got.Cadence != track.None {
				t.Errorf("%s: point %d is %+v, want %+v", name, i, got, want)
			}
		}
		if name == "all" && (c.Segments[0].Lat != nil || c.Segments[0].HeartRate != nil) {
			t.Error("columns without any value are kept")
		}
	}
}

func sameFloat(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

func TestPositionsOffTheGlobeAreAbsent(t *testing.T) {
	for _, at := range [][2]float64{{91, 0}, {0, 181}, {math.Inf(1), 0}, {math.NaN(), 5}, {5, math.NaN()}} {
		p := track.NewPoint()
		p.Lat, p.Lon = at[0], at[1]
		if c := track.Quantise(&track.Track{Segments: []track.Segment{{Points: []track.Point{p}}}}); c.Segments[0].HasPosition(0) {
			t.Errorf("%v is kept as %d %d", at, c.Segments[0].Lat[0], c.Segments[0].Lon[0])
		}
	}
}

func TestElevationsThatNoPlaceHasAreAbsent(t *testing.T) {
	for ele, want := range map[float64]bool{9999.99: true, -9999.99: true, 10000: false, -10000: false, math.Inf(1): false} {
		p := track.NewPoint()
		p.Ele = ele
		c := track.Quantise(&track.Track{Segments: []track.Segment{{Points: []track.Point{p}}}})
		if got := c.Segments[0].Altitude != nil; got != want {
			t.Errorf("%v is kept: %t, want %t", ele, got, want)
		}
	}
}

func TestTheDistanceOfTheDeviceIsKeptOnlyWithoutPositions(t *testing.T) {
	p := track.NewPoint()
	p.Distance = 12.345
	indoor := track.Quantise(&track.Track{Segments: []track.Segment{{Points: []track.Point{p}}}})
	if d := indoor.Segments[0].Distance; len(d) != 1 || d[0] != 1235 {
		t.Errorf("indoors the distance is %v", d)
	}
	p.Lat, p.Lon = 1, 1
	if c := track.Quantise(&track.Track{Segments: []track.Segment{{Points: []track.Point{p}}}}); c.Segments[0].Distance != nil {
		t.Error("outdoors the distance is kept beside the positions")
	}
}

// anyColumns are columns with everything that can be in them: jumps from end to end of the range, gaps, no values at all.
func anyColumns(t *rapid.T) *track.Columns {
	c := &track.Columns{Segments: make([]track.ColumnSegment, rapid.IntRange(0, 3).Draw(t, "segments"))}
	for i := range c.Segments {
		s := &c.Segments[i]
		n := rapid.IntRange(0, 30).Draw(t, "points")
		ints := func(name string) []int32 {
			if rapid.Bool().Draw(t, "no "+name) || n == 0 {
				return nil
			}
			values := rapid.Int32()
			if rapid.Bool().Draw(t, "narrow") {
				values = rapid.Int32Range(-100, 100)
			}
			return rapid.SliceOfN(values, n, n).Draw(t, name)
		}
		s.Time = rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(-1<<52, 1<<52), rapid.Just(int64(track.AbsentTime))), n, n).Draw(t, "times")
		if s.Lat = ints("lat"); s.Lat != nil {
			s.Lon = rapid.SliceOfN(rapid.Int32(), n, n).Draw(t, "lon")
		}
		s.Altitude, s.Distance, s.Speed = ints("altitude"), ints("distance"), ints("speed")
		s.HeartRate, s.Cadence, s.Power, s.Temperature = ints("heart"), ints("cadence"), ints("power"), ints("temperature")
		for range rapid.IntRange(0, 3).Draw(t, "pauses") {
			s.Pauses = append(s.Pauses, track.Pause{From: rapid.Int64().Draw(t, "from"), To: rapid.Int64().Draw(t, "to")})
		}
	}
	return c
}

func TestDecodingGivesWhatWasEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyColumns(t)
		blob, err := want.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := track.Decode(blob)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		again, err := got.Encode()
		if err != nil || !bytes.Equal(again, blob) {
			t.Fatalf("encoding twice differs (%v)", err)
		}
	})
}

func TestColumnsOfDifferentLengthAreAMistake(t *testing.T) {
	c := &track.Columns{Segments: []track.ColumnSegment{{Time: []int64{1, 2}, Speed: []int32{1}}}}
	if _, err := c.Encode(); !fault.Is(err, fault.Internal) {
		t.Errorf("got %v", err)
	}
}

func TestTooManySegmentsAreRefused(t *testing.T) {
	c := &track.Columns{Segments: make([]track.ColumnSegment, 1<<16+1)}
	if _, err := c.Encode(); !fault.Is(err, fault.TooLarge) {
		t.Errorf("got %v", err)
	}
}

func TestDamagedBlobsAreRefused(t *testing.T) {
	blob := encode(t, track.Quantise(ride(100)))
	for name, b := range map[string][]byte{
		"empty": nil, "version": append([]byte{9}, blob[1:]...), "no frame": blob[:1], "half": blob[:len(blob)/2],
		"one bit": flip(blob, len(blob)/2), "garbage": []byte("\x01hello"),
	} {
		if c, err := track.Decode(b); fault.CodeOf(err) != "track.damaged" {
			t.Errorf("%s: %v, %v", name, c, err)
		}
	}
}

func flip(b []byte, at int) []byte {
	b = bytes.Clone(b)
	b[at] ^= 1
	return b
}

func BenchmarkEncode(b *testing.B) {
	t := ride(3600)
	size := 0
	for b.Loop() {
		blob, err := track.Quantise(t).Encode()
		if err != nil {
			b.Fatal(err)
		}
		size = len(blob)
	}
	b.ReportMetric(float64(size)/3600, "bytes/point")
}

func BenchmarkDecode(b *testing.B) {
	blob := encode(b, track.Quantise(ride(3600)))
	for b.Loop() {
		if _, err := track.Decode(blob); err != nil {
			b.Fatal(err)
		}
	}
}
