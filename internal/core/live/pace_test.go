package live

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// tellings plays arrivals, in milliseconds, and gives when they are told.
func tellings(arrivals []int) (told []int) {
	var p pace
	start := time.Unix(1_700_000_000, 0)
	waits := false
	next := 0
	for now := 0; next < len(arrivals) || waits; now++ {
		for ; next < len(arrivals) && arrivals[next] <= now; next++ {
			waits = true
		}
		at := start.Add(time.Duration(now) * time.Millisecond)
		if waits && !p.due().After(at) {
			p.tell(at)
			told = append(told, now)
			waits = false
		}
	}
	return told
}

// However things come, they are told once a second at most, and within a second.
func TestPaceIsOnceASecond(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := 0
		var arrivals []int
		for range rapid.IntRange(1, 40).Draw(t, "count") {
			at += rapid.SampledFrom([]int{1, 20, 333, 499, 500, 900, 1000, 1001, 1400, 2000, 3100}).Draw(t, "pause")
			arrivals = append(arrivals, at)
		}
		told := tellings(arrivals)
		for i := range told {
			for j := i + 1; j < len(told); j++ {
				if apart := told[j] - told[i]; (j-i-1)*1000 >= apart || apart < 500 {
					t.Fatalf("%d are told within %d ms: %v of %v", j-i+1, apart, told, arrivals)
				}
			}
		}
		next := 0
		for _, a := range arrivals {
			for told[next] < a {
				next++
			}
			if told[next]-a > 1000 {
				t.Fatalf("what came at %d is told at %d", a, told[next])
			}
		}
	})
}

// What comes once a second, more or less, is told when it comes.
func TestPaceFollowsWhatIsRegular(t *testing.T) {
	arrivals := []int{3, 1203, 1803, 3003, 4303, 5003, 9100, 10_050, 11_150}
	told := tellings(arrivals)
	for i := range arrivals {
		if told[i] != arrivals[i] {
			t.Fatalf("told at %v, came at %v", told, arrivals)
		}
	}
}

// What was held up is told when it comes, and what comes regularly after that is so again.
func TestPaceIsItselfAgainAfterAStall(t *testing.T) {
	for late := 100; late < 3000; late += 50 {
		var arrivals []int
		for i := range 12 {
			at := 1000 * i
			if i >= 4 {
				at = max(at, 4000+late)
			}
			arrivals = append(arrivals, at)
		}
		told := tellings(arrivals)
		for _, a := range arrivals[8:] {
			if !slices.Contains(told, a) {
				t.Errorf("%d ms late, and then told at %v", late, told)
				break
			}
		}
	}
}
