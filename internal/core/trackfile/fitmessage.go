package trackfile

import (
	"math"

	"github.com/muktihari/fit/profile/basetype"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
	"github.com/muktihari/fit/profile/untyped/mesgnum"
	"github.com/muktihari/fit/proto"

	"palestra/internal/core/track"
)

// OnMesg takes one message from the decoder; its fields are only valid within.
func (f *fitReader) OnMesg(m proto.Message) {
	if f.stop != nil {
		return
	}
	switch m.Num {
	case mesgnum.Record:
		f.record(m.Fields, m.DeveloperFields)
	case mesgnum.Hr:
		f.beats(mesgdef.NewHr(&m))
	case mesgnum.Session:
		f.session(mesgdef.NewSession(&m))
	case mesgnum.Lap:
		f.lap(mesgdef.NewLap(&m))
	case mesgnum.Event:
		f.event(mesgdef.NewEvent(&m))
	case mesgnum.Sport:
		s := mesgdef.NewSport(&m)
		f.sport = fitSport(s.Sport, s.SubSport)
	case mesgnum.FileId:
		f.device.fileID(mesgdef.NewFileId(&m))
	case mesgnum.DeviceInfo:
		f.device.info(mesgdef.NewDeviceInfo(&m))
	case mesgnum.FieldDescription:
		f.description(mesgdef.NewFieldDescription(&m))
	}
}

// room counts another of the things and reports whether it may be kept; it stops decoding when not.
func (f *fitReader) room(n *int, most int, things string) bool {
	if *n++; *n <= most {
		return true
	}
	f.stop = refuse(CodeInvalid, FIT, "the fit file has more than %d %s", most, things)
	return false
}

// timerEvent is a moment at which the timer started or stopped.
type timerEvent struct {
	at      int64
	started bool
}

// event keeps those of the timer.
func (f *fitReader) event(m *mesgdef.Event) {
	at := fitTime(m.Timestamp)
	if m.Event != typedef.EventTimer || at == track.NoTime || !f.room(&f.kept.events, f.lim.MaxSummaries, "timer events") {
		return
	}
	switch m.EventType {
	case typedef.EventTypeStart:
		f.events = append(f.events, timerEvent{at, true})
	case typedef.EventTypeStop, typedef.EventTypeStopAll, typedef.EventTypeStopDisable, typedef.EventTypeStopDisableAll:
		f.events = append(f.events, timerEvent{at, false})
	}
}

// fitSession is a session's track so far and when it ended by its own account, track.NoTime when it doesn't say.
type fitSession struct {
	t   *track.Track
	end int64
}

// session begins a track with what the device totalled.
func (f *fitReader) session(m *mesgdef.Session) {
	if !f.room(&f.kept.sessions, maxTracks, "sessions") {
		return
	}
	t := &track.Track{Sport: fitSport(m.Sport, m.SubSport), Totals: track.NewTotals()}
	sum := &t.Totals
	sum.Start = fitTime(m.StartTime)
	sum.Elapsed, sum.Timer = m.TotalElapsedTimeScaled(), m.TotalTimerTimeScaled()
	sum.Distance, sum.MaxSpeed = m.TotalDistanceScaled(), either(m.EnhancedMaxSpeedScaled(), m.MaxSpeedScaled())
	sum.Ascent, sum.Descent = fitMeters(m.TotalAscent), fitMeters(m.TotalDescent)
	sum.Calories = fitCalories(m.TotalCalories)
	sum.AvgHeartRate, sum.MaxHeartRate = fitByte(m.AvgHeartRate), fitByte(m.MaxHeartRate)
	sum.AvgCadence, sum.MaxCadence = fitByte(m.AvgCadence), fitByte(m.MaxCadence)
	sum.AvgPower, sum.MaxPower = fitWord(m.AvgPower), fitWord(m.MaxPower)
	end := fitTime(m.Timestamp)
	if sum.Start == track.NoTime && end != track.NoTime && sum.Elapsed == sum.Elapsed {
		sum.Start = end - int64(sum.Elapsed*1e6)
	}
	f.sessions = append(f.sessions, fitSession{t, end})
}

// lap keeps a lap; tracks gives it to its session.
func (f *fitReader) lap(m *mesgdef.Lap) {
	if !f.room(&f.kept.laps, f.lim.MaxSummaries, "laps") {
		return
	}
	lap := track.NewLap()
	lap.Start = fitTime(m.StartTime)
	lap.Elapsed, lap.Timer = m.TotalElapsedTimeScaled(), m.TotalTimerTimeScaled()
	lap.Distance, lap.MaxSpeed = m.TotalDistanceScaled(), either(m.EnhancedMaxSpeedScaled(), m.MaxSpeedScaled())
	lap.Ascent, lap.Descent = fitMeters(m.TotalAscent), fitMeters(m.TotalDescent)
	lap.Calories = fitCalories(m.TotalCalories)
	lap.AvgHeartRate, lap.MaxHeartRate = fitByte(m.AvgHeartRate), fitByte(m.MaxHeartRate)
	lap.AvgCadence, lap.MaxCadence = fitByte(m.AvgCadence), fitByte(m.MaxCadence)
	lap.AvgPower, lap.MaxPower = fitWord(m.AvgPower), fitWord(m.MaxPower)
	lap.Trigger = fitTrigger(m.LapTrigger)
	if lap.Start == track.NoTime {
		return
	}
	f.laps = append(f.laps, lap)
}

// fitTrigger is a lap's trigger in the words of track.Lap.
func fitTrigger(l typedef.LapTrigger) string {
	switch l {
	case typedef.LapTriggerManual, typedef.LapTriggerTime, typedef.LapTriggerDistance, typedef.LapTriggerSessionEnd:
		return l.String()
	case typedef.LapTriggerPositionStart, typedef.LapTriggerPositionLap, typedef.LapTriggerPositionWaypoint,
		typedef.LapTriggerPositionMarked:
		return "location"
	}
	return ""
}

// fitSport is "running", or "running/trail" with a sub-sport that says more; "" when unknown.
func fitSport(s typedef.Sport, sub typedef.SubSport) string {
	switch {
	case s == typedef.SportInvalid:
		return ""
	case sub == typedef.SubSportInvalid, sub == typedef.SubSportGeneric:
		return s.String()
	}
	return s.String() + "/" + sub.String()
}

// either is a, or b when a is not a number.
func either(a, b float64) float64 {
	if a != a {
		return b
	}
	return a
}

// fitMeters, fitCalories, fitByte and fitWord turn the values that mean "none" in FIT into ours.
func fitMeters(v uint16) float64 {
	if v == basetype.Uint16Invalid {
		return math.NaN()
	}
	return float64(v)
}

func fitCalories(v uint16) int {
	if v == basetype.Uint16Invalid {
		return track.None
	}
	return int(v)
}

func fitByte(v uint8) int16 {
	if v == basetype.Uint8Invalid {
		return track.None
	}
	return int16(v)
}

func fitWord(v uint16) int16 {
	if v > math.MaxInt16 {
		return track.None
	}
	return int16(v)
}
