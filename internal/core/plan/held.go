package plan

import (
	"math"

	"palestra/internal/core/metric"
	"palestra/internal/core/track"
)

// StepScore is one step held against what was recorded in its time.
type StepScore struct {
	Step Step
	// Reached is false for steps that the recording has nothing of, because it ended before or the step has no end of its own.
	Reached bool
	// Seconds and Meters are what was done of it.
	Seconds, Meters float64
	// Low and High are the target's bounds and Average what was held, in the target's unit (relative targets made absolute);
	// NaN when there is no target or nothing to hold against it.
	Low, High, Average float64
	// Below, Within and Above are shares of the time, together 1, when Measured. More effort is above: for a pace, the faster.
	Below, Within, Above float64
	Measured             bool
}

// held is the share of time in range from which a step counts as held.
const held = 0.8

// Held reports whether most of the step was in range.
func (s *StepScore) Held() bool { return s.Measured && s.Within >= held }

// slack widens a target of one value to a range, since nobody holds a figure exactly: 5 % to either side.
const slack = 0.05

// moment is a recorded point as steps need it. seconds is time on the timer; rates are NaN when not known.
type moment struct {
	seconds, meters, lasts       float64
	speed, heart, power, cadence float64
	at                           int64 // milliseconds since 1970
}

// ScoreSteps holds leaves against a recording. Where there are as many laps as steps, one lap is one step; otherwise steps follow
// each other by their own lengths, and one without an end lasts until the lap does, or the recording if it is the last. Time
// while the timer stood still doesn't count. heart is the athlete's maximal heart rate, 0 when not known.
func ScoreSteps(steps []Step, recorded *track.Columns, laps []track.Lap, heart int64) []StepScore {
	all := moments(recorded)
	cuts := cutsOf(laps, all)
	scores := make([]StepScore, len(steps))
	at, lost := 0, len(all) == 0
	for i := range steps {
		nan := math.NaN()
		s := StepScore{Step: steps[i], Low: nan, High: nan, Average: nan}
		end := at
		if !lost && at < len(all) {
			end, lost = endOf(&steps[i], all, at, i, len(steps), cuts)
			s.Reached = end > at
		}
		if s.Reached {
			s.Meters = all[min(end, len(all)-1)].meters - all[at].meters
			s.measure(all[at:end], heart)
			s.Reached = s.Seconds > 0
		}
		scores[i], at = s, end
	}
	return scores
}

// endOf is the index after the last moment of a step; lost when nobody can say where it ends.
func endOf(s *Step, all []moment, at, i, n int, cuts []int) (end int, lost bool) {
	if len(cuts) == n && n > 1 {
		return max(cuts[i], at), false
	}
	from := &all[at]
	switch s.Ends {
	case DurationTime:
		for end = at; end < len(all) && all[end].seconds-from.seconds < s.Seconds(); {
			end++
		}
		return end, false
	case DurationDistance:
		for end = at; end < len(all) && all[end].meters-from.meters < s.Meters(); {
			end++
		}
		return end, false
	}
	if i == n-1 {
		return len(all), false
	}
	for _, cut := range cuts {
		if cut > at {
			return cut, false
		}
	}
	return at, true
}

// cutsOf are the indices at which laps end.
func cutsOf(laps []track.Lap, all []moment) []int {
	cuts := make([]int, 0, len(laps))
	at := 0
	for i := range laps {
		for at < len(all) && (i == len(laps)-1 || all[at].at*1000 < laps[i+1].Start) {
			at++
		}
		cuts = append(cuts, at)
	}
	return cuts
}

// moments are the points in order, with the time on the timer and the distance so far.
func moments(c *track.Columns) []moment {
	all := make([]moment, 0, c.Points())
	var seconds, meters float64
	for i := range c.Segments {
		s := &c.Segments[i]
		pauses := s.Pauses
		for j := range s.Time {
			if s.Time[j] == track.AbsentTime {
				continue
			}
			m := moment{
				at: s.Time[j], speed: column(s.Speed, j) / 360, heart: column(s.HeartRate, j), power: column(s.Power, j), cadence: column(s.Cadence, j),
			}
			if j > 0 && len(all) > 0 && s.Time[j-1] != track.AbsentTime {
				dt := float64(s.Time[j]-s.Time[j-1])/1000 - paused(pauses, s.Time[j-1], s.Time[j])
				last, covered := &all[len(all)-1], between(s, j)
				last.lasts = max(dt, 0)
				if math.IsNaN(last.speed) && dt > 0 {
					last.speed = covered / dt
				}
				seconds, meters = seconds+max(dt, 0), meters+covered
			}
			m.seconds, m.meters = seconds, meters
			all = append(all, m)
		}
	}
	return all
}

// between is the distance from the point before, in meters.
func between(s *track.ColumnSegment, j int) float64 {
	if s.HasPosition(j) && s.HasPosition(j-1) {
		lat1, lon1 := s.Position(j - 1)
		lat2, lon2 := s.Position(j)
		return metric.Distance(&track.Point{Lat: lat1, Lon: lon1}, &track.Point{Lat: lat2, Lon: lon2})
	}
	if d := column(s.Distance, j) - column(s.Distance, j-1); d > 0 {
		return d / 100
	}
	return 0
}

func column(values []int32, i int) float64 {
	if values == nil || values[i] == track.Absent {
		return math.NaN()
	}
	return float64(values[i])
}

// paused is how many seconds between two moments in milliseconds the timer stood still.
func paused(pauses []track.Pause, from, to int64) float64 {
	var sum int64
	for _, p := range pauses {
		if overlap := min(p.To, to*1000) - max(p.From, from*1000); overlap > 0 {
			sum += overlap
		}
	}
	return float64(sum) / 1e6
}

// measure holds the target against the moments of a step.
func (s *StepScore) measure(all []moment, heart int64) {
	for i := range all {
		s.Seconds += all[i].lasts
	}
	low, high, ok := s.Step.bounds(heart)
	if !ok {
		return
	}
	s.Low, s.High = low, high
	var sum, below, within, above float64
	for i := range all {
		value := s.Step.Target.of(&all[i])
		if math.IsNaN(value) || all[i].lasts == 0 {
			continue
		}
		lasts := all[i].lasts
		sum += value * lasts
		switch {
		case value < low:
			below += lasts
		case value > high:
			above += lasts
		default:
			within += lasts
		}
	}
	known := below + within + above
	if known == 0 {
		return
	}
	s.Measured, s.Average = true, sum/known
	if s.Step.Target.average() {
		below, within, above = place(s.Average, low, high)
		known = 1
	}
	s.Below, s.Within, s.Above = below/known, within/known, above/known
	if s.Step.Target == TargetPace {
		s.Low, s.High, s.Average = 1000/high, 1000/low, 1000/s.Average
	}
}

// place is 1 in the one of three where a value lies.
func place(value, low, high float64) (below, within, above float64) {
	switch {
	case value < low:
		return 1, 0, 0
	case value > high:
		return 0, 0, 1
	}
	return 0, 1, 0
}

// of is the quantity of a moment that the target is about; paces are compared as speeds.
func (t TargetType) of(m *moment) float64 {
	switch t {
	case TargetSpeed, TargetSpeedLap, TargetPace:
		return m.speed
	case TargetHeartRate, TargetHeartRateLap:
		return m.heart
	case TargetPower, TargetPowerLap:
		return m.power
	case TargetCadence:
		return m.cadence
	}
	return math.NaN()
}

// average reports whether the target is about the step's average.
func (t TargetType) average() bool {
	return t == TargetSpeedLap || t == TargetHeartRateLap || t == TargetPowerLap
}

// bounds are the target's, widened if it is one value, with paces as speeds in m/s. False without a target, and for one that is
// relative to something not known.
func (s *Step) bounds(heart int64) (low, high float64, ok bool) {
	low, high, ok = s.Range()
	if !ok || high <= 0 {
		return 0, 0, false
	}
	if s.Target == TargetPace {
		if low <= 0 {
			return 0, 0, false
		}
		low, high = 1000/high, 1000/low
	}
	if low == high {
		low, high = low*(1-slack), high*(1+slack)
	}
	if s.ValueType != Percent {
		return low, high, true
	}
	if heart <= 0 || s.Target != TargetHeartRate && s.Target != TargetHeartRateLap {
		return 0, 0, false
	}
	return low * float64(heart) / 100, high * float64(heart) / 100, true
}
