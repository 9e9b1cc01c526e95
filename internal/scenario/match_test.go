package scenario_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/monitor"
	"palestra/internal/scenario"
)

var kickOff = time.Date(2026, 5, 1, 15, 0, 0, 0, time.UTC)

// game measures minutes of a player's match.
func game(t *testing.T, number, minutes int) monitor.Result {
	t.Helper()
	p := scenario.NewPlayer(scenario.Seed, number, 10)
	length := time.Duration(minutes) * time.Minute
	e := monitor.NewEngine(monitor.Frame{From: kickOff.UnixMilli(), Until: kickOff.Add(length).UnixMilli(), Params: monitor.Defaults()})
	for range minutes * 60 {
		frames, err := monitor.DecodeFrames(p.Second(kickOff), kickOff.Add(length))
		if err != nil {
			t.Fatal(err)
		}
		if late := e.AddSamples(frames[0].Samples); late > 0 {
			t.Fatalf("%d samples are late", late)
		}
	}
	return e.Result()
}

func TestMatchesAreBelievable(t *testing.T) {
	for number := range 6 {
		r := game(t, number, 90)
		if r.Explain.Counts.Received != 54_000 || r.Explain.Counts.Used != r.Explain.Counts.Received {
			t.Errorf("player %d: %+v", number, r.Explain.Counts)
		}
		if r.TotalDistance < 7000 || r.TotalDistance > 13_500 || r.MaxSpeed < 6.5 || r.MaxSpeed > 9.5 {
			t.Errorf("player %d: %.0f m, at most %.1f m/s", number, r.TotalDistance, r.MaxSpeed)
		}
		if sprints := len(r.Sprint[0].Values); sprints < 20 || sprints > 300 || len(r.Accelerations[0].Values) == 0 || len(r.Decelerations[0].Values) == 0 {
			t.Errorf("player %d: %d sprints, %d accelerations, %d decelerations", number, sprints, len(r.Accelerations[0].Values), len(r.Decelerations[0].Values))
		}
		if r.HRMin < 85 || r.HRMax > 202 || r.HRAvg < 110 || r.HRAvg > 180 {
			t.Errorf("player %d: heart %.0f to %.0f, %.0f on average", number, r.HRMin, r.HRMax, r.HRAvg)
		}
	}
}

func TestMatchesAreTheSameEachTime(t *testing.T) {
	a, b, other := scenario.NewPlayer(7, 3, 10), scenario.NewPlayer(7, 3, 10), scenario.NewPlayer(7, 4, 10)
	for range 100 {
		first, second := a.Second(kickOff), b.Second(kickOff)
		if !bytes.Equal(first, second) || bytes.Equal(first, other.Second(kickOff)) {
			t.Fatalf("%s\n%s", first, second)
		}
	}
}

func TestAMatchIsTheSameHoweverItComes(t *testing.T) {
	sent, stored := scenario.NewPlayer(7, 3, 10), scenario.NewPlayer(7, 3, 10)
	var want []monitor.RawFrame
	for range 90 {
		frames, err := monitor.DecodeFrames(sent.Second(kickOff), kickOff.Add(time.Hour))
		must(t, err)
		want = append(want, frames...)
	}
	got := stored.Play(kickOff, 90)
	if len(got) != 2 || got[1].Samples.Len() != 300 || !strings.Contains(string(got[1].Extra), `"Bat_lvl":100`) {
		t.Fatalf("%d frames", len(got))
	}
	at := 0
	for _, f := range got {
		for i := range f.Samples.Time {
			w := want[at/10].Samples.Slice(at%10, at%10+1)
			if one := f.Samples.Slice(i, i+1); one.Time[0] != w.Time[0] || one.Lat[0] != w.Lat[0] || one.Lon[0] != w.Lon[0] || one.Speed[0] != w.Speed[0] ||
				one.Altitude[0] != w.Altitude[0] || one.HeartRate[0] != w.HeartRate[0] {
				t.Fatalf("sample %d is %+v, sent as %+v", at, one, w)
			}
			at++
		}
	}
}
