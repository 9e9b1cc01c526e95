package monitor_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"palestra/internal/core/monitor"
)

// unordered is what may arrive: few different times, in any order, some quantities.
func unordered(t *rapid.T, name string) *monitor.Samples {
	s := &monitor.Samples{}
	some := func(n string) bool { return rapid.Bool().Draw(t, name+" with "+n) }
	position, speed, heart := some("position"), some("speed"), some("heart")
	for range rapid.IntRange(0, 20).Draw(t, name) {
		s.Time = append(s.Time, kickoff+int64(rapid.IntRange(0, 30).Draw(t, "time")))
		v := rapid.Int32Range(-5, 5)
		if position {
			s.Lat, s.Lon = append(s.Lat, v.Draw(t, "lat")), append(s.Lon, v.Draw(t, "lon"))
		}
		if speed {
			s.Speed = append(s.Speed, v.Draw(t, "speed"))
		}
		if heart {
			s.HeartRate = append(s.HeartRate, rapid.SampledFrom([]int32{monitor.Absent, 90}).Draw(t, "heart"))
		}
	}
	return s
}

func TestWhatIsSentAgainChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stored, sent := monitor.Sorted(unordered(t, "stored")), monitor.Sorted(unordered(t, "sent"))
		once := monitor.Merge(stored, sent)
		if once.Accepted+once.Duplicates != sent.Len() {
			t.Fatalf("%d and %d of %d", once.Accepted, once.Duplicates, sent.Len())
		}
		for _, again := range []*monitor.Samples{sent, stored} {
			twice := monitor.Merge(once.Samples, again)
			if twice.Accepted != 0 || twice.Duplicates != again.Len() {
				t.Fatalf("again %d are accepted", twice.Accepted)
			}
			if diff := cmp.Diff(once.Samples, twice.Samples); diff != "" {
				t.Fatal(diff)
			}
		}
		times := map[int64]bool{}
		for _, s := range []*monitor.Samples{stored, sent} {
			for _, v := range s.Time {
				times[v] = true
			}
		}
		if once.Samples.Len() != len(times) {
			t.Fatalf("%d samples of %d times", once.Samples.Len(), len(times))
		}
	})
}

// Whole samples that are not there yet may arrive in any order and cut in any way.
func TestTheOrderOfArrivalMakesNoDifference(t *testing.T) {
	whole := match(3, 200)
	rapid.Check(t, func(t *rapid.T) {
		var parts []*monitor.Samples
		for at := 0; at < whole.Len(); {
			to := min(at+rapid.IntRange(1, 60).Draw(t, "part"), whole.Len())
			parts = append(parts, whole.Slice(at, to))
			at = to
		}
		got := &monitor.Samples{}
		for _, part := range rapid.Permutation(parts).Draw(t, "order") {
			m := monitor.Merge(got, part)
			if m.Duplicates != 0 || m.Earliest != part.Time[0] {
				t.Fatalf("%d duplicates, from %d", m.Duplicates, m.Earliest)
			}
			got = m.Samples
		}
		if diff := cmp.Diff(whole, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestALaterSampleFillsInWhatIsMissing(t *testing.T) {
	stored := &monitor.Samples{Time: []int64{1, 2}, Speed: []int32{10, monitor.Absent}}
	m := monitor.Merge(stored, &monitor.Samples{Time: []int64{1, 2}, Speed: []int32{99, 20}, HeartRate: []int32{monitor.Absent, 90}})
	want := monitor.Merged{
		Samples:  &monitor.Samples{Time: []int64{1, 2}, Speed: []int32{10, 20}, HeartRate: []int32{monitor.Absent, 90}},
		Accepted: 1, Duplicates: 1, Earliest: 2,
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
}

func TestBetweenTakesAnInterval(t *testing.T) {
	s := speeds(100, 1, 2, 3, 4)
	if got := s.Between(kickoff+100, kickoff+300); got.Len() != 2 || got.Speed[0] != 20_000 {
		t.Errorf("%+v", got)
	}
	if got := s.Between(kickoff+1000, kickoff); got.Len() != 0 {
		t.Errorf("%+v", got)
	}
}
