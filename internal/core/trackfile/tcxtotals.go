package trackfile

import (
	"math"

	"palestra/internal/core/track"
)

// trackBreak is a <Track> element: the lap it belongs to and the times of its first and last point.
type trackBreak struct {
	lap      int
	from, to int64
}

// sameMoment is how far two of a device's times may differ, in microseconds: many are rounded to the second.
const sameMoment = 1_000_000

// tcxPauses finds where the timer stood still. The format has no events; a device ends a <Track> when its timer stops
// and begins the next when it goes on, so the gap between two of them within a lap is a pause, though not beyond what
// the lap took longer than its timer: programs split tracks for other reasons too. Between the last of a lap and the
// first of the next, the gap is a pause only when it accounts for all that the lap's timer leaves open.
func tcxPauses(laps []track.Lap, tracks []trackBreak) []track.Pause {
	var pauses []track.Pause
	stopped := stoppedFor(laps)
	for i := 1; i < len(tracks); i++ {
		before, after := tracks[i-1], tracks[i]
		left := stopped[before.lap]
		gap := min(after.from-before.to, left)
		if gap <= 0 || left < sameMoment || before.lap != after.lap && gap < left-sameMoment {
			continue
		}
		stopped[before.lap] -= gap
		pauses = append(pauses, track.Pause{From: before.to, To: before.to + gap})
	}
	return pauses
}

// stoppedFor is for each lap how many microseconds it took longer than its timer. A lap that doesn't state its duration
// may have stopped for as long as it likes.
func stoppedFor(laps []track.Lap) []int64 {
	stopped := make([]int64, len(laps))
	for i := range laps {
		stopped[i] = math.MaxInt64
		if s := laps[i].Elapsed - laps[i].Timer; s == s {
			stopped[i] = int64(min(s, 1e9) * 1e6)
		}
	}
	return stopped
}

// tcxTotals fills in how long the laps took by the clock, and the activity's totals from its laps.
func tcxTotals(t *track.Track, points []track.Point) {
	for i := range t.Laps {
		lap := &t.Laps[i]
		switch {
		case i+1 < len(t.Laps):
			lap.Elapsed = seconds(t.Laps[i+1].Start - lap.Start)
		case len(points) > 0:
			lap.Elapsed = seconds(points[len(points)-1].Time - lap.Start)
		default:
			lap.Elapsed = lap.Timer
		}
		// Rounded times may leave the clock behind the timer, and so do laps out of order.
		lap.Elapsed = atLeast(lap.Elapsed, lap.Timer)
		addLap(&t.Totals, lap)
	}
	if len(t.Laps) > 0 {
		t.Totals.Start = t.Laps[0].Start
		t.Totals.AvgHeartRate = averageHeartRate(t.Laps)
	}
}

// seconds of microseconds.
func seconds(micros int64) float64 { return float64(micros) / 1e6 }

// atLeast is f, or least when that is known and more.
func atLeast(f, least float64) float64 {
	if f < least || f < 0 {
		return least
	}
	return f
}

// addLap adds what can be added and keeps the largest of what can't.
func addLap(sum *track.Totals, lap *track.Lap) {
	sum.Elapsed = plus(sum.Elapsed, lap.Elapsed)
	sum.Timer = plus(sum.Timer, lap.Timer)
	sum.Distance = plus(sum.Distance, lap.Distance)
	if lap.MaxSpeed > sum.MaxSpeed || sum.MaxSpeed != sum.MaxSpeed {
		sum.MaxSpeed = lap.MaxSpeed
	}
	if lap.Calories != track.None {
		sum.Calories = max(sum.Calories, 0) + lap.Calories
	}
	sum.MaxHeartRate = max(sum.MaxHeartRate, lap.MaxHeartRate)
	sum.MaxCadence = max(sum.MaxCadence, lap.MaxCadence)
	sum.MaxPower = max(sum.MaxPower, lap.MaxPower)
}

// plus is a+b where not a number means unknown.
func plus(a, b float64) float64 {
	switch {
	case a != a:
		return b
	case b != b:
		return a
	}
	return a + b
}

// averageHeartRate weighs the laps' averages with their timers; track.None when no lap states both.
func averageHeartRate(laps []track.Lap) int16 {
	beats, time := 0.0, 0.0
	for i := range laps {
		if laps[i].AvgHeartRate != track.None && laps[i].Timer > 0 {
			beats += float64(laps[i].AvgHeartRate) * laps[i].Timer
			time += laps[i].Timer
		}
	}
	if time == 0 {
		return track.None
	}
	return int16(math.Round(beats / time))
}
