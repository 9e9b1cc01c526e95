package planif

import (
	"testing"

	"palestra/internal/core/sport"
)

func TestEverySportIsFoundByItsName(t *testing.T) {
	for _, s := range sport.All() {
		if id, ok := sportOf(sportName(s)); !ok || id != s.ID {
			t.Errorf("%s: %q means %d (%v)", s.Key, sportName(s), id, ok)
		}
	}
	for word, want := range map[string]sport.ID{"triathlon": sport.Triathlon, "LAP_SWIMMING": sport.PoolSwimming, "Open_Water_Swimming": sport.OpenWaterSwimming} {
		if id, ok := sportOf(word); !ok || id != want {
			t.Errorf("%q means %d (%v)", word, id, ok)
		}
	}
	for _, word := range []string{"", "9", "running/track", "quidditch"} {
		if id, ok := sportOf(word); ok {
			t.Errorf("%q means %d", word, id)
		}
	}
}
