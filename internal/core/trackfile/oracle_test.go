package trackfile

import (
	"encoding/csv"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"palestra/internal/core/track"
)

// readPath parses a file.
func readPath(t *testing.T, path string) []*track.Track {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	f, gz, _ := FormatOf(path)
	tracks, err := Read(file, f, gz, DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	return tracks
}

// The devices' own totals and the points agree as far as two ways of counting can.
func TestPointsAgreeWithTheDevicesTotals(t *testing.T) {
	for _, name := range []string{
		"garmin-run.tcx", "cross-country-skiing.tcx", "garmin-edge810-vector-ride.fit", "garmin-fenix5-run.fit", "wahoo-elemnt-ride.fit",
		"garmin-fr935.fit", "indoor-trainer.fit", "compressed-speed-distance.fit",
	} {
		got := readPath(t, filepath.Join("testdata", "recordings", name))[0]
		sum, segment := got.Totals, got.Segments[0]
		paused := 0.0
		for _, p := range segment.Pauses {
			paused += seconds(p.To - p.From)
		}
		if d := sum.Elapsed - sum.Timer - paused; math.Abs(d) > 5 {
			t.Errorf("%s: timer %.0f s and pauses %.0f s miss the elapsed %.0f s", name, sum.Timer, paused, sum.Elapsed)
		}
		if distance := placeToPlace(segment.Points); distance > 0 && math.Abs(distance/sum.Distance-1) > 0.05 {
			t.Errorf("%s: %.0f m from place to place, the device says %.0f", name, distance, sum.Distance)
		}
		if last := lastDistance(segment.Points); last > 0 && math.Abs(last/sum.Distance-1) > 0.01 {
			t.Errorf("%s: the last point is at %.0f m, the device says %.0f", name, last, sum.Distance)
		}
		hr := average(segment.Points, func(p *track.Point) int16 { return p.HeartRate })
		// Devices that record when something changes don't weigh their points with time, so this is no exact science.
		if math.Abs(hr-float64(sum.AvgHeartRate)) > 6 {
			t.Errorf("%s: the heart rates average %.1f, the device says %d", name, hr, sum.AvgHeartRate)
		}
		if power := average(segment.Points, func(p *track.Point) int16 { return p.Power }); sum.AvgPower != track.None &&
			math.Abs(power-float64(sum.AvgPower)) > 5 {
			t.Errorf("%s: the watts average %.1f, the device says %d", name, power, sum.AvgPower)
		}
	}
}

// placeToPlace is the length of the line through all places in meters, on a plane that is good enough here.
func placeToPlace(points []track.Point) float64 {
	const metersADegree = 111_195
	sum, last := 0.0, track.NewPoint()
	for _, p := range points {
		if !p.HasPosition() {
			continue
		}
		if last.HasPosition() {
			sum += metersADegree * math.Hypot(p.Lat-last.Lat, (p.Lon-last.Lon)*math.Cos(p.Lat*math.Pi/180))
		}
		last = p
	}
	return sum
}

// lastDistance is the largest distance that a point states.
func lastDistance(points []track.Point) float64 {
	last := 0.0
	for _, p := range points {
		if p.Distance > last {
			last = p.Distance
		}
	}
	return last
}

// average of the values that points have.
func average(points []track.Point, value func(*track.Point) int16) float64 {
	sum, n := 0.0, 0.0
	for i := range points {
		if v := value(&points[i]); v != track.None {
			sum, n = sum+float64(v), n+1
		}
	}
	return sum / n
}

// The FIT module has most of its recordings as tables too, with every field of every message. Point by point, what is
// read has to be what stands there.
func TestFITAgreesWithTheModulesTables(t *testing.T) {
	dir := fitModule(t)
	tables, err := filepath.Glob(filepath.Join(dir, "*", "*.csv"))
	if err != nil || len(tables) < 10 {
		t.Fatalf("found %d tables, error %v", len(tables), err)
	}
	compared := 0
	for _, table := range tables {
		records, laps := tableRecords(t, table)
		if len(records) == 0 {
			continue
		}
		name := filepath.Base(table)
		var points []track.Point
		found := 0
		for _, x := range readPath(t, strings.TrimSuffix(table, ".csv")+".fit") {
			found += len(x.Laps)
			for _, s := range x.Segments {
				points = append(points, s.Points...)
			}
		}
		if len(points) != len(records) || found != laps {
			t.Errorf("%s: got %d points and %d laps, want %d and %d", name, len(points), found, len(records), laps)
			continue
		}
		for i := range points {
			compareRecord(t, name, &points[i], records[i])
		}
		compared += len(points)
	}
	if compared < 10_000 {
		t.Errorf("compared %d points only", compared)
	}
}

// tableRecords are the records of a table, each by the names of its fields, and the number of laps.
func tableRecords(t *testing.T, path string) (records []map[string]string, laps int) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	for {
		row, err := r.Read()
		if err == io.EOF {
			return records, laps
		}
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case row[0] == "Data" && row[2] == "lap":
			laps++
		case row[0] == "Data" && row[2] == "record":
			fields := map[string]string{}
			for i := 3; i+1 < len(row); i += 3 {
				if _, ok := fields[row[i]]; !ok {
					fields[row[i]] = row[i+1]
				}
			}
			if fields["timestamp"] != "" {
				records = append(records, fields)
			}
		}
	}
}

// compareRecord holds a point against a table's row.
func compareRecord(t *testing.T, name string, p *track.Point, row map[string]string) {
	t.Helper()
	// Tables have some values that mean "none" as they are.
	field := func(key string) float64 {
		f, err := strconv.ParseFloat(row[key], 64)
		if err != nil || f == math.MaxInt32 || key == "heart_rate" && f == math.MaxUint8 {
			return math.NaN()
		}
		return f
	}
	count := func(n int16) float64 {
		if n == track.None {
			return math.NaN()
		}
		return float64(n)
	}
	got := map[string]float64{
		"timestamp":    float64(p.Time/1e6 - fitEpoch),
		"position_lat": p.Lat * (1 << 31) / 180, "position_long": p.Lon * (1 << 31) / 180,
		"enhanced_altitude": p.Ele, "distance": p.Distance, "enhanced_speed": float64(p.Speed),
		"cadence": count(p.Cadence), "power": count(p.Power), "heart_rate": count(p.HeartRate),
	}
	if row["heart_rate"] == "" {
		delete(got, "heart_rate") // the strap may have filled it
	}
	for key, g := range got {
		w := field(key)
		if math.Abs(g-w) > 1e-6*math.Max(1, math.Abs(w)) || math.IsNaN(g) != math.IsNaN(w) {
			t.Errorf("%s at %s: got %s %v, want %v", name, row["timestamp"], key, g, w)
		}
	}
}
