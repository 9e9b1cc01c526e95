package trackfile

import (
	"slices"

	"palestra/internal/core/track"
)

// tracks puts records, laps and pauses into their sessions by time: a session lasts until the next one starts, and what
// comes before the first belongs to it. Summaries may stand before or after the records, so this is done at the end.
func (f *fitReader) tracks() []*track.Track {
	points := f.points.take()
	sortByTime(points, func(p track.Point) int64 { return p.Time })
	sortByTime(f.laps, func(l track.Lap) int64 { return l.Start })
	sortByTime(f.events, func(e timerEvent) int64 { return e.at })
	sessions := f.orderedSessions(points)

	var tracks []*track.Track
	for i, s := range sessions {
		p, l := len(points), len(f.laps)
		if i+1 < len(sessions) {
			next := sessions[i+1].t.Totals.Start
			p = firstFrom(points, next, func(p track.Point) int64 { return p.Time })
			l = firstFrom(f.laps, next, func(l track.Lap) int64 { return l.Start })
		}
		s.t.Laps = slices.Clip(f.laps[:l])
		if p > 0 {
			own := slices.Clip(points[:p])
			s.t.Segments = []track.Segment{{Points: own, Pauses: f.pauses(s, own)}}
		}
		points, f.laps = points[p:], f.laps[l:]
		if sum := &s.t.Totals; p > 0 || sum.Timer > 0 || sum.Elapsed > 0 || sum.Distance > 0 {
			s.t.Device, s.t.Software = f.device.names()
			tracks = append(tracks, s.t)
		}
	}
	return tracks
}

// orderedSessions are the sessions by start. Of two with the same start the later one in the file counts: some programs
// write a session again when it changes. Records without any session make one.
func (f *fitReader) orderedSessions(points []track.Point) []fitSession {
	if len(f.sessions) == 0 && len(points) > 0 {
		return []fitSession{{&track.Track{
			Sport: f.sport, Totals: track.NewTotals(),
			Warnings: []string{"the fit file has no session, so its device did not close it"},
		}, track.NoTime}}
	}
	slices.Reverse(f.sessions)
	sortByTime(f.sessions, func(s fitSession) int64 { return s.t.Totals.Start })
	return slices.CompactFunc(f.sessions, func(a, b fitSession) bool { return a.t.Totals.Start == b.t.Totals.Start })
}

// pauses are the times between a stop of the timer and its next start, as far as they lie within the session.
func (f *fitReader) pauses(s fitSession, points []track.Point) []track.Pause {
	start, end := points[0].Time, max(points[len(points)-1].Time, s.end)
	if s.t.Totals.Start != track.NoTime {
		start = min(start, s.t.Totals.Start)
	}
	var pauses []track.Pause
	stopped := int64(track.NoTime)
	for _, e := range f.events {
		switch {
		case !e.started && stopped == track.NoTime:
			stopped = e.at
		case e.started && stopped != track.NoTime:
			if from, to := max(stopped, start), min(e.at, end); from < to {
				pauses = append(pauses, track.Pause{From: from, To: to})
			}
			stopped = track.NoTime
		}
	}
	return pauses
}

// sortByTime sorts unless it is sorted, which it nearly always is.
func sortByTime[T any](s []T, at func(T) int64) {
	byTime := func(a, b T) int {
		switch x, y := at(a), at(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	if !slices.IsSortedFunc(s, byTime) {
		slices.SortStableFunc(s, byTime)
	}
}

// firstFrom is the index of the first of s at a time or later.
func firstFrom[T any](s []T, from int64, at func(T) int64) int {
	i, _ := slices.BinarySearchFunc(s, from, func(x T, from int64) int {
		if at(x) < from {
			return -1
		}
		return 1
	})
	return i
}
