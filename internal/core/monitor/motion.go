package monitor

import "slices"

// standstill in m/s: below it a device's positions wander about without anybody moving.
const standstill = 0.2

// minEffort in milliseconds: the shortest acceleration or deceleration.
const minEffort = 500

// motion adds up the moments that the path hands over, in order.
type motion struct {
	// recorded data counts all of its steps, as core/metric does; a device's drift at standstill is left out.
	recorded bool

	before  moment
	started bool

	total, fastest float64
	ranges         speedRanges
	slices         slicing

	accelerating, decelerating changes
	sprints, hids              []run
}

func newMotion(f *Frame) motion {
	m := motion{ranges: newSpeedRanges(f.Params.SpeedRanges), slices: slicing{from: f.From, span: max(int64(f.Params.IntensitySpan), 1) * 1000}}
	m.accelerating = newChanges(f.Params.Accelerations, 1)
	m.decelerating = newChanges(f.Params.Decelerations, -1)
	m.sprints, m.hids = newRuns(f.Params.Sprint), newRuns(f.Params.HID)
	return m
}

// take counts the step to m and lets efforts go on, begin or end.
func (s *motion) take(m *moment) {
	step := 0.0
	if s.started {
		step = s.step(m)
	}
	s.slices.reach(m.time)
	s.before, s.started = *m, true
	if m.speed > s.fastest {
		s.fastest = m.speed
	}
	if !m.joined {
		s.endRuns()
	}
	s.accelerating.take(m, step)
	s.decelerating.take(m, step)
	for i := range s.sprints {
		s.sprints[i].take(m, step)
	}
	for i := range s.hids {
		s.hids[i].take(m, step)
	}
}

// step counts the way and the time from the moment before, which belong to the speed that was held there.
func (s *motion) step(m *moment) float64 {
	time, step, speed := m.time-s.before.time, m.step, s.before.speed
	switch {
	case !m.joined: // only files have a way over a gap: at its own mean speed
		if step == 0 {
			return 0
		}
		speed = step / (float64(time) / 1000)
		s.ranges.add(speed, 0, step)
	case !s.recorded && speed < standstill:
		step = 0
		fallthrough
	default:
		s.ranges.add(speed, time, step)
	}
	s.total += step
	s.slices.add(s.before.time, m.time, step)
	return step
}

// leave counts a way that no moment follows.
func (s *motion) leave(distance float64) {
	if distance > 0 && s.started {
		s.total += distance
		s.ranges.add(s.before.speed, 0, distance)
		s.slices.add(s.before.time, s.before.time, distance)
	}
}

func (s *motion) endRuns() {
	s.accelerating.end()
	s.decelerating.end()
	for i := range s.sprints {
		s.sprints[i].end()
	}
	for i := range s.hids {
		s.hids[i].end()
	}
}

// clone is a copy that can be added to without changing s.
func (s *motion) clone() motion {
	c := *s
	c.ranges.time, c.ranges.distance = slices.Clone(c.ranges.time), slices.Clone(c.ranges.distance)
	c.slices.distance = slices.Clone(c.slices.distance)
	c.accelerating, c.decelerating = c.accelerating.clone(), c.decelerating.clone()
	c.sprints, c.hids = cloneRuns(c.sprints), cloneRuns(c.hids)
	return c
}
