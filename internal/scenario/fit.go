package scenario

import (
	"bytes"
	"math"
	"strings"
	"time"

	"github.com/muktihari/fit/encoder"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
	"github.com/muktihari/fit/proto"

	"palestra/internal/core/track"
)

// FIT is the track as a FIT activity file: records, timer events around pauses, laps, one session.
func FIT(t *track.Track) ([]byte, error) {
	start, end := fitTime(t.Totals.Start), fitTime(t.Totals.Start+int64(t.Totals.Elapsed*1e6))
	file := fitFile{}
	id := mesgdef.NewFileId(nil)
	id.Type, id.TimeCreated, id.ProductName = typedef.FileActivity, start, t.Device
	file.add(id)
	file.timer(start, typedef.EventTypeStart)
	for i := range t.Segments {
		file.segment(&t.Segments[i])
	}
	file.timer(end, typedef.EventTypeStopAll)
	for i := range t.Laps {
		file.lap(&t.Laps[i])
	}
	file.session(t, start, end)
	whole := mesgdef.NewActivity(nil).SetTimestamp(end).SetTotalTimerTimeScaled(t.Totals.Timer).SetNumSessions(1)
	whole.Type, whole.Event, whole.EventType = typedef.ActivityManual, typedef.EventActivity, typedef.EventTypeStop
	file.add(whole)

	var b bytes.Buffer
	err := encoder.New(&b).Encode(&proto.FIT{Messages: file.messages})
	return b.Bytes(), err
}

// fitFile gathers messages in the order of the file.
type fitFile struct{ messages []proto.Message }

func (f *fitFile) add(m interface {
	ToMesg(*mesgdef.Options) proto.Message
}) {
	f.messages = append(f.messages, m.ToMesg(nil))
}

func (f *fitFile) timer(at time.Time, what typedef.EventType) {
	e := mesgdef.NewEvent(nil)
	e.Timestamp, e.Event, e.EventType = at, typedef.EventTimer, what
	f.add(e)
}

// segment writes points, and the timer's stops where they belong.
func (f *fitFile) segment(s *track.Segment) {
	pauses := s.Pauses
	for i := range s.Points {
		f.record(&s.Points[i])
		if len(pauses) > 0 && s.Points[i].Time >= pauses[0].From {
			f.timer(fitTime(pauses[0].From), typedef.EventTypeStopAll)
			f.timer(fitTime(pauses[0].To), typedef.EventTypeStart)
			pauses = pauses[1:]
		}
	}
}

func (f *fitFile) record(p *track.Point) {
	m := mesgdef.NewRecord(nil).SetTimestamp(fitTime(p.Time)).SetDistanceScaled(p.Distance).SetEnhancedSpeedScaled(float64(p.Speed))
	if p.HasPosition() {
		m.SetPositionLatDegrees(p.Lat).SetPositionLongDegrees(p.Lon)
	}
	if p.HasEle() {
		m.SetEnhancedAltitudeScaled(p.Ele)
	}
	if p.HeartRate != track.None {
		m.SetHeartRate(uint8(p.HeartRate))
	}
	if p.Cadence != track.None {
		m.SetCadence(uint8(p.Cadence))
	}
	if p.Power != track.None {
		m.SetPower(uint16(p.Power))
	}
	if p.Temperature != track.NoTemperature {
		m.SetTemperature(p.Temperature)
	}
	f.add(m)
}

var fitTriggers = map[string]typedef.LapTrigger{
	"manual": typedef.LapTriggerManual, "distance": typedef.LapTriggerDistance, "session_end": typedef.LapTriggerSessionEnd,
}

func (f *fitFile) lap(l *track.Lap) {
	m := mesgdef.NewLap(nil).SetStartTime(fitTime(l.Start)).SetTimestamp(fitTime(l.Start + int64(l.Elapsed*1e6))).
		SetTotalElapsedTimeScaled(l.Elapsed).SetTotalTimerTimeScaled(l.Timer).SetTotalDistanceScaled(l.Distance).
		SetEnhancedMaxSpeedScaled(l.MaxSpeed).SetAvgHeartRate(uint8(l.AvgHeartRate)).SetMaxHeartRate(uint8(l.MaxHeartRate))
	m.Event, m.EventType, m.LapTrigger = typedef.EventLap, typedef.EventTypeStop, fitTriggers[l.Trigger]
	if !math.IsNaN(l.Ascent) {
		m.SetTotalAscent(uint16(l.Ascent)).SetTotalDescent(uint16(l.Descent))
	}
	if l.AvgCadence != track.None {
		m.SetAvgCadence(uint8(l.AvgCadence)).SetMaxCadence(uint8(l.MaxCadence))
	}
	if l.AvgPower != track.None {
		m.SetAvgPower(uint16(l.AvgPower)).SetMaxPower(uint16(l.MaxPower))
	}
	f.add(m)
}

func (f *fitFile) session(t *track.Track, start, end time.Time) {
	n := &t.Totals
	m := mesgdef.NewSession(nil).SetStartTime(start).SetTimestamp(end).SetTotalElapsedTimeScaled(n.Elapsed).
		SetTotalTimerTimeScaled(n.Timer).SetTotalDistanceScaled(n.Distance).SetEnhancedMaxSpeedScaled(n.MaxSpeed).
		SetTotalCalories(uint16(n.Calories)).SetAvgHeartRate(uint8(n.AvgHeartRate)).SetMaxHeartRate(uint8(n.MaxHeartRate)).
		SetNumLaps(uint16(len(t.Laps)))
	m.Event, m.EventType = typedef.EventSession, typedef.EventTypeStop
	sport, subSport, _ := strings.Cut(t.Sport, "/")
	m.Sport, m.SubSport = typedef.SportFromString(sport), typedef.SubSportFromString(subSport)
	if !math.IsNaN(n.Ascent) {
		m.SetTotalAscent(uint16(n.Ascent)).SetTotalDescent(uint16(n.Descent))
	}
	if n.AvgCadence != track.None {
		m.SetAvgCadence(uint8(n.AvgCadence)).SetMaxCadence(uint8(n.MaxCadence))
	}
	if n.AvgPower != track.None {
		m.SetAvgPower(uint16(n.AvgPower)).SetMaxPower(uint16(n.MaxPower))
	}
	if subSport == "lap_swimming" {
		m.SetPoolLengthScaled(poolLength).SetNumLengths(uint16(n.Distance / poolLength))
	}
	f.add(m)
}

func fitTime(micros int64) time.Time { return time.UnixMicro(micros).UTC() }
