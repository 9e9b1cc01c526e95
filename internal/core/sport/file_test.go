package sport_test

import (
	"strings"
	"testing"

	"github.com/muktihari/fit/profile/typedef"

	"palestra/internal/core/sport"
)

func TestWordsOfFilesFindTheirSport(t *testing.T) {
	for word, want := range map[string]sport.ID{
		"Biking": sport.CyclingSport, "Running": sport.Running, "Other": sport.Other, // TCX
		"running": sport.Running, "running/generic": sport.Running, "running/trail": sport.Trail, "running/treadmill": sport.RunningTreadmill, // FIT
		"running/track": sport.RunningTrack, "cycling/indoor_cycling": sport.CyclingIndoor, "cycling/road": sport.CyclingSport,
		"cycling/mountain": sport.MountainBiking, "cycling/e_bike_mountain": sport.MountainBikingElectric,
		"cycling/virtual_activity": sport.CyclingVirtual, "running/virtual_activity": sport.RunningVirtual,
		"fitness_equipment/indoor_rowing": sport.RowingIndoor, "fitness_equipment/treadmill": sport.RunningTreadmill,
		"fitness_equipment/generic": sport.CardioTraining, "training/strength_training": sport.StrengthTraining, "training/yoga": sport.Yoga,
		"swimming/open_water": sport.OpenWaterSwimming, "swimming/lap_swimming": sport.PoolSwimming, "generic/generic": sport.Other,
		"alpine_skiing/backcountry": sport.SkiTouring, "snowboarding/backcountry": sport.Snowboarding,
		"cross_country_skiing/skate_skiing": sport.SkateSkiing, "racket/padel": sport.PadelOutdoor, "tennis/match": sport.TennisOutdoor,
		"flying/fly_paraglide": sport.Paragliding, "flying/generic": sport.Other, "soccer/match": sport.Football, "rock_climbing/bouldering": sport.Climbing,
		"transition/swim_to_bike_transition": sport.Transition, "cycling/SubSportInvalid(200)": sport.CyclingSport,
		"hiking/track": sport.Hiking, "walking/indoor_walking": sport.WalkingIndoor, "cycling/spin": sport.CyclingIndoor,
		"Ride": sport.CyclingSport, "VirtualRide": sport.CyclingVirtual, "E-Bike Ride": sport.CyclingElectric, "Trail Run": sport.Trail, // Strava
		"1": sport.CyclingSport, "9": sport.Running, "4": sport.Hiking, "10": sport.Walking,
		"trail_running": sport.Trail, "mountain_biking": sport.MountainBiking, "cross_country_skiing_ws": 0, // Garmin Connect
		"LAP_SWIMMING": sport.PoolSwimming, "STRENGTH_TRAINING": sport.StrengthTraining, "triathlon": sport.Triathlon, "biking": sport.CyclingSport,
		"soccer": sport.Football, "swimming": sport.PoolSwimming, "trailrunning": sport.Trail,
		"": 0, "/": 0, "quidditch": 0, "quidditch/trail": sport.Trail, "7777": 0, strings.Repeat("running", 100): 0,
	} {
		id, ok := sport.FromFile(word)
		if id != want || ok != (want != 0) {
			t.Errorf("FromFile(%q) = %d, %t; want %d", word, id, ok, want)
		}
	}
}

func TestASportIsFoundByItsOwnNames(t *testing.T) {
	for _, s := range sport.All() {
		for _, name := range []string{s.Key, s.Label, strings.ToUpper(s.Label), strings.ReplaceAll(s.Key, "-", "_")} {
			if id, ok := sport.FromFile(name); !ok || id != s.ID {
				t.Errorf("%q gives %d, want %d (%s)", name, id, s.ID, s.Label)
			}
		}
	}
}

// Every sport a watch can record has a place here; "all" only exists for goals.
func TestEverySportOfTheFITProfileIsMapped(t *testing.T) {
	known := 0
	for _, s := range typedef.ListSport() {
		if s == typedef.SportAll || s == typedef.SportInvalid {
			continue
		}
		known++
		id, ok := sport.FromFile(s.String())
		if !ok {
			t.Errorf("%s has no sport", s)
		}
		for _, sub := range typedef.ListSubSport() {
			got, ok := sport.FromFile(s.String() + "/" + sub.String())
			if _, real := sport.ByID(got); !ok || !real {
				t.Errorf("%s/%s has no sport although %s is %d", s, sub, s, id)
			}
		}
	}
	if known < 50 {
		t.Errorf("the profile lists %d sports only", known)
	}
}

func FuzzFromFile(f *testing.F) {
	f.Add("running/trail")
	f.Add("//")
	f.Fuzz(func(t *testing.T, word string) {
		id, ok := sport.FromFile(word)
		if _, real := sport.ByID(id); real != ok {
			t.Errorf("FromFile(%q) = %d, %t", word, id, ok)
		}
	})
}
