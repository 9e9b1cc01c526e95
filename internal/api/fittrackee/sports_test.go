package fittrackee

import (
	"testing"

	"palestra/internal/core/sport"
)

// reference is the API's own list, by id from 1.
var reference = []string{
	"Cycling (Sport)", "Cycling (Transport)", "Hiking", "Mountain Biking", "Running", "Walking", "Mountain Biking (Electric)",
	"Trail", "Skiing (Alpine)", "Skiing (Cross Country)", "Rowing", "Snowshoes", "Cycling (Virtual)", "Mountaineering",
	"Paragliding", "Open Water Swimming", "Cycling (Trekking)", "Swimrun", "Kayaking", "Canoeing", "Halfbike", "Windsurfing",
	"Standup Paddleboarding", "Tennis (Outdoor)", "Padel (Outdoor)", "Canoeing (Whitewater)", "Kayaking (Whitewater)",
	"Ice Skating", "Inline Skating",
}

func TestEverySportHasAnAnswer(t *testing.T) {
	for _, s := range sport.All() {
		n := sportID(s.ID)
		if got, ok := sportByID(n); !ok || got.ID != s.ID {
			t.Errorf("%s goes out as %d and comes back as %v, %v", s.Key, n, got.Key, ok)
		}
		switch {
		case n >= 1 && n <= int64(len(reference)):
			if sportLabel(s) != reference[n-1] {
				t.Errorf("sport %d is called %q, want %q", n, sportLabel(s), reference[n-1])
			}
		case n < 100 || n > 255:
			t.Errorf("%s has the number %d, which is not ours or does not fit a byte", s.Key, n)
		}
		if sportLabel(s) == "" {
			t.Errorf("%s has no label", s.Key)
		}
	}
	for i := range reference {
		if _, ok := sportByID(int64(i) + 1); !ok {
			t.Errorf("%s is missing", reference[i])
		}
	}
	for _, n := range []int64{-1, 0, 30, 99, 256, 1 << 40} {
		if s, ok := sportByID(n); ok {
			t.Errorf("%d is %s", n, s.Key)
		}
	}
}
