package scenario_test

import (
	"bytes"
	"math"
	"slices"
	"testing"
	"time"

	"palestra/internal/core/metric"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
	"palestra/internal/scenario"
)

// A Wednesday afternoon in summer and one in winter: some trainings depend on the season.
var summer, winter = time.Date(2025, 7, 16, 15, 4, 5, 0, time.UTC), time.Date(2026, 1, 21, 15, 4, 5, 0, time.UTC)

func TestSameSeedGivesSameBytes(t *testing.T) {
	first, second := scenario.Season(7, summer), scenario.Season(7, summer)
	other := scenario.Season(8, summer)
	if len(first) != len(second) {
		t.Fatalf("%d and %d sessions", len(first), len(second))
	}
	different := 0
	for i := 0; i < len(first); i += 9 {
		a, b, c := file(t, &first[i]), file(t, &second[i]), file(t, &other[i])
		if a.Name != b.Name || !bytes.Equal(a.Data, b.Data) {
			t.Errorf("session %d (%s): the same seed gives other bytes", i, a.Name)
		}
		if !bytes.Equal(a.Data, c.Data) {
			different++
		}
	}
	if different == 0 {
		t.Error("another seed gives the same recordings")
	}
}

// file is a session's recording, empty for one told afterwards.
func file(t *testing.T, s *scenario.Session) *scenario.File {
	t.Helper()
	f, err := s.File()
	if err != nil {
		t.Fatal(err)
	}
	if f == nil {
		return &scenario.File{}
	}
	return f
}

func TestRideHasAsManyPointsAsAskedFor(t *testing.T) {
	for _, n := range []int{1, 300, 3600, 18000} {
		ride := scenario.Ride(1, n)
		if ride.Points() != n {
			t.Errorf("%d points, want %d", ride.Points(), n)
		}
		for i, p := range ride.Segments[0].Points {
			if p.HeartRate == track.None || !p.HasPosition() || !p.HasEle() {
				t.Fatalf("point %d of %d lacks something: %+v", i, n, p)
			}
		}
	}
	if a, b := scenario.GPX(scenario.Ride(3, 600)), scenario.GPX(scenario.Ride(3, 600)); !bytes.Equal(a, b) {
		t.Error("the same ride twice is two rides")
	}
}

func TestSeasonIsCurrentAndVaried(t *testing.T) {
	for _, now := range []time.Time{summer, winter} {
		sessions := scenario.Season(scenario.Seed, now)
		if len(sessions) != 200 {
			t.Errorf("%d sessions, want 200", len(sessions))
		}
		if !slices.IsSortedFunc(sessions, func(a, b scenario.Session) int { return a.Start.Compare(b.Start) }) {
			t.Error("sessions are not in order of time")
		}
		if age := now.Sub(sessions[len(sessions)-1].Start); age < 0 || age > 3*24*time.Hour {
			t.Errorf("the latest session began %s before now", age)
		}
		sports, formats, visibilities := map[sport.ID]int{}, map[trackfile.Format]int{}, map[any]int{}
		for i := range sessions {
			sports[sessions[i].Sport]++
			formats[sessions[i].Format]++
			visibilities[sessions[i].Visibility]++
		}
		if len(sports) < 10 {
			t.Errorf("only these sports: %v", sports)
		}
		if formats[trackfile.GPX] == 0 || formats[trackfile.TCX] == 0 || formats[trackfile.FIT] == 0 || formats[""] == 0 {
			t.Errorf("a way of recording is missing: %v", formats)
		}
		if len(visibilities) != 3 {
			t.Errorf("a visibility is missing: %v", visibilities)
		}
		skis, rollers := sports[sport.SkiingCrossCountry], sports[sport.RollerSkiing]
		if now.Equal(winter) && skis == 0 || rollers == 0 {
			t.Errorf("%s: %d times on skis, %d times on rollers", now.Month(), skis, rollers)
		}
	}
}

func TestFilesSayWhatWasRecorded(t *testing.T) {
	sessions := scenario.Season(scenario.Seed, winter)
	read := map[trackfile.Format]int{}
	for i := range sessions {
		s := &sessions[i]
		if s.Format == "" || read[s.Format] == 6 {
			continue
		}
		read[s.Format]++
		recorded, f := s.Record(), file(t, s)
		tracks, err := trackfile.Read(bytes.NewReader(f.Data), s.Format, false, trackfile.DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if len(tracks) != 1 || len(tracks[0].Warnings) > 0 {
			t.Fatalf("%s: %d tracks, warnings %v", f.Name, len(tracks), tracks[0].Warnings)
		}
		compare(t, f.Name, s.Format, recorded, tracks[0])
	}
}

func TestOneRideIsTheSameInEveryFormat(t *testing.T) {
	ride := scenario.Ride(2, 1800)
	fit, err := scenario.FIT(ride)
	if err != nil {
		t.Fatal(err)
	}
	for format, data := range map[trackfile.Format][]byte{trackfile.GPX: scenario.GPX(ride), trackfile.TCX: scenario.TCX(ride), trackfile.FIT: fit} {
		tracks, err := trackfile.Read(bytes.NewReader(data), format, false, trackfile.DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		compare(t, string(format), format, ride, tracks[0])
	}
}

// compare asks for what a format can keep.
func compare(t *testing.T, name string, format trackfile.Format, want, got *track.Track) {
	t.Helper()
	if got.Points() != want.Points() || got.Device != want.Device {
		t.Errorf("%s: %d points of %q, want %d of %q", name, got.Points(), got.Device, want.Points(), want.Device)
		return
	}
	a, b := metric.Summarize(want, metric.Options{}), metric.Summarize(got, metric.Options{})
	if a.Start != b.Start || a.Duration != b.Duration || a.AveHeartRate != b.AveHeartRate || a.MaxCadence != b.MaxCadence || a.MaxPower != b.MaxPower {
		t.Errorf("%s: %+v\nwas recorded as %+v", name, b.Numbers, a.Numbers)
	}
	if math.Abs(a.Distance-b.Distance) > 1+0.0005*a.Distance {
		t.Errorf("%s: %.0f m, recorded %.0f m", name, b.Distance, a.Distance)
	}
	if format == trackfile.GPX {
		return // it has neither laps nor pauses
	}
	if len(got.Laps) != len(want.Laps) || len(pauses(got)) != len(pauses(want)) {
		t.Errorf("%s: %d laps and %d pauses, want %d and %d", name, len(got.Laps), len(pauses(got)), len(want.Laps), len(pauses(want)))
	}
	// Rounded positions can move a slow step across the threshold of standing still.
	if a.Calories != b.Calories || math.Abs(float64(a.Moving-b.Moving)) > 10 {
		t.Errorf("%s: %d kcal in %d s, recorded %d in %d s", name, b.Calories, b.Moving, a.Calories, a.Moving)
	}
}

func pauses(t *track.Track) []track.Pause { return t.Segments[0].Pauses }
