package monitor_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"palestra/internal/core/monitor"
)

// Who keeps what a stream tells has every effort in the end: later news of a start replaces what was told of it.
func TestNewsAddUpToTheResult(t *testing.T) {
	s := match(7, 3000)
	rapid.Check(t, func(t *rapid.T) {
		e, seen := monitor.NewEngine(hour()), monitor.Result{}
		kept, told := map[int64]monitor.Effort{}, 0
		for at := 0; at < s.Len(); {
			to := min(at+rapid.IntRange(10, 600).Draw(t, "batch"), s.Len())
			e.AddSamples(s.Slice(at, to))
			at = to
			now := e.Snapshot()
			for _, effort := range monitor.News(&seen, &now).HID[0].Values {
				kept[effort.StartTime] = effort
				told++
			}
			seen = now
		}
		final := e.Result().HID[0].Values
		for i := range final {
			got := kept[final[i].StartTime]
			got.Open = false
			if diff := cmp.Diff(final[i], got); diff != "" {
				t.Fatal(diff)
			}
		}
		if len(kept) != len(final) || len(final) < 5 || told > 2*len(final)+len(kept) {
			t.Fatalf("%d were told %d times, there are %d", len(kept), told, len(final))
		}
	})
}

func TestWhatIsKnownIsNotToldAgain(t *testing.T) {
	r := measure(t, hour(), match(7, 3000))
	n := monitor.News(&r, &r)
	for _, list := range [][]monitor.Efforts{n.Accelerations, n.Decelerations, n.Sprint, n.HID} {
		for _, efforts := range list {
			if len(efforts.Values) > 0 {
				t.Errorf("%+v", efforts)
			}
		}
	}
	if n.TotalDistance != r.TotalDistance || len(r.HID[0].Values) == 0 {
		t.Errorf("%+v", n)
	}
}
