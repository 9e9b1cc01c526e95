package trackfile

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
	"github.com/muktihari/fit/proto"

	"palestra/internal/core/track"
)

// strapMessages are beats of a strap whose clock stood at zero, in ticks of 1/1024 s, at the ride's start.
func strapMessages(zero uint32, ticks []uint64, rates []uint8) []proto.Message {
	first := mesgdef.NewHr(nil).SetTimestamp(at(0)).SetEventTimestamp([]uint32{zero}).SetFilteredBpm([]uint8{60}).ToMesg(nil)
	var packed []byte
	for i := 0; i+1 < len(ticks); i += 2 {
		a, b := (uint64(zero)+ticks[i])&0xFFF, (uint64(zero)+ticks[i+1])&0xFFF
		packed = append(packed, byte(a), byte(a>>8)|byte(b<<4), byte(b>>4))
	}
	return []proto.Message{first, mesgdef.NewHr(nil).SetEventTimestamp12(packed).SetFilteredBpm(rates).ToMesg(nil)}
}

func TestFITBeatsOfAStrap(t *testing.T) {
	messages := []proto.Message{fileID()}
	for s := range 14 {
		r := mesgdef.NewRecord(nil).SetTimestamp(at(s)).SetDistanceScaled(float64(s))
		if s == 3 {
			r.SetHeartRate(99)
		}
		messages = append(messages, r.ToMesg(nil))
	}
	messages = append(messages, sessionOf(typedef.SportSwimming, 0, 13))
	// 1.5 s, 2.5 s, 5 s and 6 s after the first; a clock far from zero rolls over in 12 bits.
	strap := strapMessages(5_000_000, []uint64{1536, 2560, 5120, 6144}, []uint8{61, 62, 255, 64})
	filled := []int16{60, 61, 62, 99, 62, 62, 64, 64, 64, 64, 64, 64, track.None, track.None}
	const none = track.None
	for name, c := range map[string]struct {
		file []byte
		want []int16
	}{
		"in the same file": {encodeFIT(t, append(messages, strap...)...), filled},
		"in a file chained to it": {
			append(encodeFIT(t, messages...), encodeFIT(t, append([]proto.Message{fileID()}, strap...)...)...), filled,
		},
		"before the records": {encodeFIT(t, append(append([]proto.Message{fileID()}, strap...), messages[1:]...)...), filled},
		"without the strap's clock": {
			encodeFIT(t, append(messages, strap[1])...),
			[]int16{none, none, none, 99, none, none, none, none, none, none, none, none, none, none},
		},
	} {
		tracks := readFile(t, c.file)
		var got []int16
		for _, p := range tracks[0].Segments[0].Points {
			got = append(got, p.HeartRate)
		}
		if len(tracks) != 1 || fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %d tracks, heart rates %v, want %v", name, len(tracks), got, c.want)
		}
	}
}

// The device computed the numbers of its laps, and the maximum, from the same beats. Only the laps that were swum count:
// while resting it noted the last rate only.
func TestFITBeatsOfARealSwim(t *testing.T) {
	got := readPath(t, filepath.Join(fitModule(t), "from_official_sdk", "activity_poolswim_with_hr.fit"))[0]
	points := got.Segments[0].Points
	highest := slices.MaxFunc(points, func(a, b track.Point) int { return int(a.HeartRate) - int(b.HeartRate) })
	if off := got.Totals.MaxHeartRate - highest.HeartRate; off < 0 || off > 1 { // two beats may fall into one second
		t.Errorf("the highest beat is %d, the device says %d", highest.HeartRate, got.Totals.MaxHeartRate)
	}
	for _, lap := range []track.Lap{got.Laps[0], got.Laps[2]} {
		from := firstFrom(points, lap.Start, func(p track.Point) int64 { return p.Time })
		to := firstFrom(points, lap.Start+int64(lap.Elapsed*1e6), func(p track.Point) int64 { return p.Time })
		mean := average(points[from:to], func(p *track.Point) int16 { return p.HeartRate })
		if math.Abs(mean-float64(lap.AvgHeartRate)) > 1 {
			t.Errorf("the beats of the lap average %.1f, the device says %d", mean, lap.AvgHeartRate)
		}
	}
}
