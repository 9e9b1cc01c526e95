package trackfile

import (
	"bytes"
	"testing"
)

// The same ride gives the same points from every format, as far as each can say it.
func TestTheSameRideFromEveryFormat(t *testing.T) {
	want := ride(600)
	for f, file := range map[Format][]byte{GPX: gpxOf(t, want), TCX: tcxOf(want), FIT: fitOf(t, want)} {
		tracks, err := Read(bytes.NewReader(file), f, false, DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		got := tracks[0].Segments[0]
		if len(got.Points) != 600 || len(got.Pauses) != 0 {
			t.Errorf("%s: got %d points, %d pauses", f, len(got.Points), len(got.Pauses))
			continue
		}
		for i, g := range got.Points {
			w := want.Segments[0].Points[i]
			if f == GPX {
				w.Distance, w.Speed, g.Distance, g.Speed = 0, 0, 0, 0
			}
			if f == TCX {
				w.Temperature, g.Temperature = 0, 0
			}
			if g != w {
				t.Fatalf("%s: point %d is %+v, want %+v", f, i, g, w)
			}
		}
	}
}
