package sport_test

import (
	"strings"
	"testing"

	"palestra/internal/core/sport"
)

// reference is the list that clients know: their icons hang on the labels, their requests on the numbers.
var reference = []struct {
	label     string
	threshold float64
}{
	{"Cycling (Sport)", 1}, {"Cycling (Transport)", 1}, {"Hiking", 0.1}, {"Mountain Biking", 1}, {"Running", 1}, {"Walking", 0.1},
	{"Mountain Biking (Electric)", 1}, {"Trail", 0.1}, {"Skiing (Alpine)", 1}, {"Skiing (Cross Country)", 0.1}, {"Rowing", 1},
	{"Snowshoes", 0.1}, {"Cycling (Virtual)", 1}, {"Mountaineering", 0.1}, {"Paragliding", 0.1}, {"Open Water Swimming", 0.1},
	{"Cycling (Trekking)", 1}, {"Swimrun", 0.1}, {"Kayaking", 1}, {"Canoeing", 1}, {"Halfbike", 1}, {"Windsurfing", 1},
	{"Standup Paddleboarding", 1}, {"Tennis (Outdoor)", 0.1}, {"Padel (Outdoor)", 0.1}, {"Canoeing (Whitewater)", 1},
	{"Kayaking (Whitewater)", 1}, {"Ice Skating", 1}, {"Inline Skating", 1},
}

func TestReferenceListHasItsNumbersLabelsAndThresholds(t *testing.T) {
	for i, want := range reference {
		got, ok := sport.ByID(sport.ID(i + 1))
		if !ok || got.Label != want.label || got.StoppedSpeed != want.threshold {
			t.Errorf("sport %d is %q with threshold %v, want %q with %v", i+1, got.Label, got.StoppedSpeed, want.label, want.threshold)
		}
	}
}

func TestReferenceListSaysWhereElevationPaceStepsAndPowerCount(t *testing.T) {
	has := func(labels string, label string) bool { return strings.Contains(labels, "|"+label+"|") }
	const (
		level   = "|Ice Skating|Padel (Outdoor)|Tennis (Outdoor)|Canoeing|Kayaking|Open Water Swimming|Rowing|Standup Paddleboarding|"
		steps   = "|Hiking|Mountaineering|Snowshoes|Running|Trail|Walking|"
		pace    = "|Hiking|Running|Trail|Walking|"
		powered = "|Cycling (Sport)|Cycling (Trekking)|Cycling (Transport)|Cycling (Virtual)|Halfbike|Mountain Biking|Mountain Biking (Electric)|"
	)
	for _, s := range sport.All()[:len(reference)] {
		if s.Elevation == has(level, s.Label) || s.Steps != has(steps, s.Label) || s.Pace != has(pace, s.Label) || s.Power != has(powered, s.Label) {
			t.Errorf("%s: elevation %t, steps %t, pace %t, power %t", s.Label, s.Elevation, s.Steps, s.Pace, s.Power)
		}
	}
}

func TestEverySportIsWholeAndUnique(t *testing.T) {
	ids, keys, labels := map[sport.ID]bool{}, map[string]bool{}, map[string]bool{}
	last := sport.ID(0)
	for _, s := range sport.All() {
		if ids[s.ID] || keys[s.Key] || labels[s.Label] {
			t.Errorf("%s appears twice by number, key or label", s.Label)
		}
		ids[s.ID], keys[s.Key], labels[s.Label] = true, true, true
		if s.ID <= last || s.ID > 255 || (s.ID > 29 && s.ID < 100) {
			t.Errorf("%s has the number %d after %d", s.Label, s.ID, last)
		}
		last = s.ID
		if s.Key == "" || strings.Trim(s.Key, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("%s has the key %q", s.Label, s.Key)
		}
		if s.Family == "" || s.StoppedSpeed <= 0 {
			t.Errorf("%s lacks a family or a threshold", s.Label)
		}
		if (s.Elevation || s.Pace) && !s.Distance {
			t.Errorf("%s has elevation or pace without distance", s.Label)
		}
		if byID, ok := sport.ByID(s.ID); !ok || byID != s {
			t.Errorf("ByID(%d) gives %+v", s.ID, byID)
		}
		if byKey, ok := sport.ByKey(s.Key); !ok || byKey != s {
			t.Errorf("ByKey(%q) gives %+v", s.Key, byKey)
		}
	}
}

func TestUnknownNumbersAndKeysAreNoSport(t *testing.T) {
	for _, id := range []sport.ID{-1, 0, 30, 99, 255, 256, 1 << 40} {
		if s, ok := sport.ByID(id); ok {
			t.Errorf("ByID(%d) gives %s", id, s.Label)
		}
	}
	if s, ok := sport.ByKey("quidditch"); ok {
		t.Errorf("ByKey gives %s", s.Label)
	}
}

func TestCallersCannotChangeTheCatalogue(t *testing.T) {
	sport.All()[0].Label = "changed"
	if s, _ := sport.ByID(sport.CyclingSport); s.Label != "Cycling (Sport)" {
		t.Errorf("the catalogue now says %q", s.Label)
	}
}
