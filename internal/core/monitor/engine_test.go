package monitor_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"palestra/internal/core/monitor"
)

// kickoff is a moment in milliseconds.
const kickoff = int64(1_700_000_000_000)

// hour is a frame of one hour from kickoff.
func hour() monitor.Frame {
	return monitor.Frame{From: kickoff, Until: kickoff + 3_600_000, Params: monitor.Defaults()}
}

// speeds is a device that measures these speeds in m/s, every so many milliseconds, and nothing else.
func speeds(every int64, v ...float64) *monitor.Samples {
	s := &monitor.Samples{}
	for i, v := range v {
		s.Time = append(s.Time, kickoff+int64(i)*every)
		s.Speed = append(s.Speed, int32(math.Round(v*1e4)))
	}
	return s
}

func measure(t testing.TB, f monitor.Frame, s *monitor.Samples) monitor.Result {
	t.Helper()
	r, err := monitor.Measure(f, fromDevice(s))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near(t testing.TB, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*max(1, math.Abs(want))) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// steady repeats a speed.
func steady(n int, v float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func join(parts ...[]float64) []float64 {
	var out []float64
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func TestASteadyRunIsSpeedByTime(t *testing.T) {
	r := measure(t, hour(), speeds(100, steady(601, 3)...))
	near(t, "distance", r.TotalDistance, 180)
	near(t, "average", r.AverageSpeed, 3)
	near(t, "maximum", r.MaxSpeed, 3)
	near(t, "time at 8 to 13 km/h", r.TimePerSpeedRange[3].Duration, 60)
	near(t, "its share", r.DistancePerSpeedRange[3].Ratio, 1)
	if r.FirstTimestamp != kickoff || r.LastTimestamp != kickoff+60_000 || r.Explain.Source != monitor.SourceDevice {
		t.Errorf("%+v", r)
	}
	if got := r.TimePerSpeedRange; got[0].ThresholdLow != 0 || *got[0].ThresholdHigh != 0.2777777777777778 ||
		*got[1].ThresholdHigh != 1.1111111111111112 || got[6].ThresholdHigh != nil || len(got) != 7 {
		t.Errorf("ranges are %+v", got)
	}
}

// Positions to the north, 1e-5 degrees a step, are the way between them; standing still they are not.
func TestPositionsOfADeviceAreMeasuredOverGround(t *testing.T) {
	const meters = 1.1131949079327358 // 1e-5 degrees of latitude
	for _, c := range []struct {
		speed int32
		want  float64
	}{{30_000, 10 * meters}, {1_999, 0}, {2_000, 10 * meters}} {
		s := &monitor.Samples{}
		for i := range int32(11) {
			s.Time = append(s.Time, kickoff+int64(i)*100)
			s.Lat, s.Lon, s.Speed = append(s.Lat, 450_000_000+100*i), append(s.Lon, 50_000_000), append(s.Speed, c.speed)
		}
		near(t, "distance", measure(t, hour(), s).TotalDistance, c.want)
	}
}

func TestAnAccelerationIsListedOnceUnderItsHighestThreshold(t *testing.T) {
	// From standing to 4 m/s in one second (4 m/s²), on at 4, and back to 1 in 1.2 s (2.5 m/s²).
	v := join(steady(20, 0), []float64{.4, .8, 1.2, 1.6, 2, 2.4, 2.8, 3.2, 3.6, 4}, steady(20, 4),
		[]float64{3.75, 3.5, 3.25, 3, 2.75, 2.5, 2.25, 2, 1.75, 1.5, 1.25, 1}, steady(20, 1))
	r := measure(t, hour(), speeds(100, v...))
	if len(r.Accelerations[0].Values) != 0 || len(r.Accelerations[1].Values) != 1 {
		t.Fatalf("accelerations are %+v", r.Accelerations)
	}
	a := r.Accelerations[1].Values[0]
	near(t, "peak", a.MaxValue, 4)
	near(t, "initial speed", a.InitialSpeed, 0)
	near(t, "end speed", a.EndSpeed, 4)
	near(t, "duration", a.Duration, 1.2) // the window sees it 0.2 s before and 0.2 s after
	if a.StartTime != kickoff+1800 {
		t.Errorf("it starts at %d", a.StartTime-kickoff)
	}
	if len(r.Decelerations[0].Values) != 1 || len(r.Decelerations[1].Values) != 0 {
		t.Fatalf("decelerations are %+v", r.Decelerations)
	}
	d := r.Decelerations[0].Values[0]
	near(t, "lowest", d.MaxValue, -2.5)
	near(t, "initial speed", d.InitialSpeed, 4)
	near(t, "end speed", d.EndSpeed, 1)
}

func TestAShortJerkIsNoAcceleration(t *testing.T) {
	r := measure(t, hour(), speeds(100, join(steady(20, 1), []float64{2}, steady(20, 1))...))
	if len(r.Accelerations[0].Values)+len(r.Accelerations[1].Values) != 0 {
		t.Errorf("%+v", r.Accelerations)
	}
}

func TestOnceASecondTheAccelerationIsTheCentralDifference(t *testing.T) {
	r := measure(t, hour(), speeds(1000, 0, 0, 0, 3, 6, 6, 6))
	if len(r.Accelerations[1].Values) != 1 {
		t.Fatalf("%+v", r.Accelerations)
	}
	a := r.Accelerations[1].Values[0]
	near(t, "peak", a.MaxValue, 3)
	near(t, "duration", a.Duration, 2)
}

func TestRunsAtSpeedAreListedUnderEveryThreshold(t *testing.T) {
	r := measure(t, hour(), speeds(100, join(steady(10, 3), steady(11, 4.5), steady(6, 5), steady(4, 4), steady(10, 3), []float64{6}, steady(5, 2))...))
	hid, sprint := r.HID, r.Sprint
	if len(hid[0].Values) != 2 || len(hid[1].Values) != 2 || len(sprint[0].Values) != 2 {
		t.Fatalf("%+v\n%+v", hid, sprint)
	}
	near(t, "duration above 4", hid[0].Values[0].Duration, 2)
	near(t, "peak above 4", hid[0].Values[0].MaxValue, 5)
	near(t, "distance above 4", hid[0].Values[0].Distance, 4.5+0.475+2.5+0.45+1.2)
	near(t, "duration above 5", hid[1].Values[0].Duration, 0.5)
	near(t, "a single sample's duration", hid[1].Values[1].Duration, 0)
	near(t, "a single sample's peak", sprint[0].Values[1].MaxValue, 6)
	if diff := cmp.Diff(hid[1].Values, sprint[0].Values); diff != "" {
		t.Error(diff)
	}
}

func TestNothingCrossesALongGap(t *testing.T) {
	s := speeds(1000, steady(5, 6)...)
	for i := 2; i < 5; i++ {
		s.Time[i] += 9_001
	}
	r := measure(t, hour(), s)
	near(t, "distance", r.TotalDistance, 18)
	near(t, "time", r.Explain.CoveredTime, 3)
	if len(r.Sprint[0].Values) != 2 || r.Explain.Gaps != 1 {
		t.Errorf("%+v, %d gaps", r.Sprint, r.Explain.Gaps)
	}
	near(t, "gap", r.Explain.GapTime, 10.001)
	for i := 2; i < 5; i++ {
		s.Time[i]--
	}
	r = measure(t, hour(), s)
	near(t, "distance over ten seconds", r.TotalDistance, 78)
	if len(r.Sprint[0].Values) != 1 || r.Explain.Gaps != 0 {
		t.Errorf("%+v, %d gaps", r.Sprint, r.Explain.Gaps)
	}
}

func TestSpeedFromPositionsIsSmoothed(t *testing.T) {
	s := &monitor.Samples{}
	lat := int32(450_000_000)
	for i := range 20 {
		s.Time, s.Lat, s.Lon = append(s.Time, kickoff+int64(i)*1000), append(s.Lat, lat), append(s.Lon, 50_000_000)
		lat += 300
		if i == 9 {
			lat += 300 // one leap
		}
	}
	const meters = 1.1131949079327358e-2 // 1e-7 degrees
	r := measure(t, hour(), s)
	near(t, "maximum", r.MaxSpeed, 450*meters) // the mean of one step of 6 and one of 3
	near(t, "distance", r.TotalDistance, 20*300*meters)
}

func TestImpossibleSamplesAreCountedAndLeftOut(t *testing.T) {
	const none = monitor.Absent
	s := &monitor.Samples{
		Time:      []int64{kickoff - 1, kickoff, kickoff + 1000, kickoff + 2000, kickoff + 3000, kickoff + 4000, kickoff + 5000, kickoff + 3_600_000},
		Lat:       []int32{0, 0, 900_000_001, 0, 0, none, 0, 0},
		Lon:       []int32{0, 0, 0, -1_800_000_001, 0, none, 0, 0},
		Speed:     []int32{0, 10_000, 10_000, 10_000, 550_001, none, 10_000, 0},
		HeartRate: []int32{90, 19, 90, 90, 90, none, 251, 90},
	}
	r := measure(t, hour(), s)
	want := monitor.Counts{Received: 8, Used: 2, Outside: 2, ImpossiblePosition: 2, ImpossibleSpeed: 1, Empty: 1, ImpossibleHeartRate: 2}
	if diff := cmp.Diff(want, r.Explain.Counts); diff != "" {
		t.Error(diff)
	}
	if r.HRMax != 0 || r.FirstTimestamp != kickoff || r.LastTimestamp != kickoff+5000 {
		t.Errorf("%+v", r)
	}
}

func TestTheHeartHoldsUntilTheNextBeatIsMeasured(t *testing.T) {
	f := hour()
	f.AthleteMaxHR = 200
	s := &monitor.Samples{}
	for _, b := range []struct {
		second int64
		beats  int32
	}{{0, 100}, {4, 180}, {5, 210}, {8, 120}, {30, 60}} {
		s.Time, s.HeartRate = append(s.Time, kickoff+b.second*1000), append(s.HeartRate, b.beats)
	}
	r := measure(t, f, s)
	near(t, "average", r.HRAvg, (4*100+180+3*210)/8.0)
	near(t, "highest", r.HRMax, 210)
	near(t, "lowest", r.HRMin, 60)
	want := map[float64]float64{50: 50, 90: 50} // 180 is at the bound of the last zone
	sum := 0.0
	for _, z := range r.TimePerHRZone {
		near(t, "zone", z.Percentage, want[z.PercentHR[0]])
		near(t, "its bound", z.BPM[1], 2*z.PercentHR[1])
		sum += z.Percentage
	}
	near(t, "all zones", sum, 100)
	if r.HRPlot.Span != 4 || len(r.HRPlot.HR) != 8 || r.HRPlot.HR[3] != nil || *r.HRPlot.HR[1] != 195 {
		t.Errorf("the plot is %+v", r.HRPlot)
	}
}

func TestIntensityIsTheDistanceOfEachSlice(t *testing.T) {
	f := hour()
	f.Params.IntensitySpan = 10
	r := measure(t, f, speeds(4000, steady(6, 2)...))
	if diff := cmp.Diff(monitor.Intensity{Distance: []float64{20, 20, 0}, StartTime: f.From, Span: 10, EndTime: f.Until}, r.Intensity); diff != "" {
		t.Error(diff)
	}
}

func TestAFrameWithoutSamplesIsZerosAndEmptyLists(t *testing.T) {
	r, err := monitor.Measure(hour())
	if err != nil {
		t.Fatal(err)
	}
	r.Explain = monitor.Explain{}
	for i := range r.TimePerSpeedRange {
		r.TimePerSpeedRange[i].ThresholdHigh, r.DistancePerSpeedRange[i].ThresholdHigh = nil, nil
		r.TimePerSpeedRange[i].ThresholdLow, r.DistancePerSpeedRange[i].ThresholdLow = 0, 0
		if r.TimePerSpeedRange[i] != (monitor.TimeRange{}) || r.DistancePerSpeedRange[i] != (monitor.DistanceRange{}) {
			t.Errorf("range %d has something", i)
		}
	}
	r.TimePerSpeedRange, r.DistancePerSpeedRange = nil, nil
	none := func(thresholds ...float64) (out []monitor.Efforts) {
		for _, v := range thresholds {
			out = append(out, monitor.Efforts{Threshold: v, Values: []monitor.Effort{}})
		}
		return out
	}
	want := monitor.Result{
		Accelerations: none(2, 3), Decelerations: none(2, 3), Sprint: none(5), HID: none(4, 5), TimePerHRZone: []monitor.HRZone{},
		Intensity: monitor.Intensity{Distance: []float64{}, StartTime: kickoff, Span: 300, EndTime: kickoff + 3_600_000},
	}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Error(diff)
	}
}

func TestASnapshotMarksWhatGoesOn(t *testing.T) {
	e := monitor.NewEngine(hour())
	e.AddSamples(speeds(100, join(steady(10, 1), []float64{1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6})...))
	live, final := e.Snapshot(), e.Result()
	if a := live.Accelerations[1].Values; len(a) != 1 || !a[0].Open {
		t.Errorf("accelerations are %+v", live.Accelerations)
	}
	if v := live.HID[1].Values; len(v) != 1 || !v[0].Open {
		t.Errorf("high intensity is %+v", live.HID)
	}
	for _, list := range [][]monitor.Efforts{final.Accelerations, final.Sprint, final.HID} {
		for _, efforts := range list {
			for _, v := range efforts.Values {
				if v.Open {
					t.Errorf("the final result has an open effort: %+v", v)
				}
			}
		}
	}
}

func TestAResultComesBackFromItsStoredForm(t *testing.T) {
	want := measure(t, hour(), match(1, 600))
	document, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got monitor.Result
	if err := json.Unmarshal(document, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLateSamplesAreReported(t *testing.T) {
	e := monitor.NewEngine(hour())
	s := speeds(100, steady(20, 2)...)
	e.AddSamples(s.Slice(0, 10))
	if late := e.AddSamples(s.Slice(5, 20)); late != 4 {
		t.Errorf("%d late samples, want 4", late)
	}
	c := e.Result().Explain.Counts
	if c.Used != 20 || c.Late != 4 || c.Duplicate != 1 || c.Received != 25 {
		t.Errorf("%+v", c)
	}
}

// A strap that speaks after the positions of the same second is not late.
func TestHeartRatesAndPositionsHaveTheirOwnOrder(t *testing.T) {
	e := monitor.NewEngine(hour())
	e.AddSamples(speeds(100, steady(20, 2)...))
	if late := e.AddSamples(&monitor.Samples{Time: []int64{kickoff + 150, kickoff + 1150}, HeartRate: []int32{120, 130}}); late != 0 {
		t.Errorf("%d are late", late)
	}
	r := e.Result()
	near(t, "average", r.HRAvg, 120)
	near(t, "distance", r.TotalDistance, 3.8)
}
