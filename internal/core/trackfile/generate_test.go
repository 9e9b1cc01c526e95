package trackfile

import (
	"bytes"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/muktihari/fit/encoder"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
	"github.com/muktihari/fit/proto"

	"palestra/internal/core/track"
)

// rideStart is when the generated ride begins.
var rideStart = time.Date(2024, 5, 4, 8, 30, 0, 0, time.UTC)

// ride is a track of n points, one a second, with every sensor: an oval climbed and descended.
func ride(n int) *track.Track {
	points := make([]track.Point, n)
	for i := range points {
		angle := float64(i) / 600
		p := track.NewPoint()
		p.Time = rideStart.Add(time.Duration(i) * time.Second).UnixMicro()
		p.Lat = fitDegrees(47.1 + 0.02*math.Sin(angle))
		p.Lon = fitDegrees(8.3 + 0.03*math.Cos(angle))
		p.Ele = math.Round(5*(420+60*math.Sin(angle/3))) / 5
		p.Distance = float64(i*6) + 0.5
		p.Speed = 6
		p.HeartRate, p.Cadence, p.Power, p.Temperature = int16(110+i%60), int16(80+i%11), int16(150+i%90), int8(18+i%5)
		points[i] = p
	}
	return &track.Track{
		Name: "Lake & back", Description: "two laps <slowly>", Device: "Edge 530", Software: "palestra", Sport: "cycling",
		Segments: []track.Segment{{Points: points}}, Totals: track.NewTotals(),
	}
}

// fitDegrees is the nearest place that FIT can express.
func fitDegrees(f float64) float64 { return math.Round(f/180*(1<<31)) * 180 / (1 << 31) }

// gpxOf is t as WriteGPX has it.
func gpxOf(tb testing.TB, t *track.Track) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := WriteGPX(&b, t, t.Software); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// tcxOf is t as Garmin's programs write it.
func tcxOf(t *track.Track) []byte {
	var b bytes.Buffer
	points := t.Segments[0].Points
	start := points[0].At().Format(time.RFC3339)
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">
  <Activities><Activity Sport="Biking"><Id>%s</Id>
    <Lap StartTime="%s"><TotalTimeSeconds>%d</TotalTimeSeconds><DistanceMeters>%g</DistanceMeters><Calories>500</Calories>
    <Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>
    <Track>
`, start, start, len(points)-1, points[len(points)-1].Distance)
	for i := range points {
		p := &points[i]
		fmt.Fprintf(&b, `      <Trackpoint>
        <Time>%s</Time>
        <Position><LatitudeDegrees>%v</LatitudeDegrees><LongitudeDegrees>%v</LongitudeDegrees></Position>
        <AltitudeMeters>%v</AltitudeMeters><DistanceMeters>%v</DistanceMeters>
        <HeartRateBpm><Value>%d</Value></HeartRateBpm><Cadence>%d</Cadence>
        <Extensions><ns3:TPX><ns3:Speed>%v</ns3:Speed><ns3:Watts>%d</ns3:Watts></ns3:TPX></Extensions>
      </Trackpoint>
`, p.At().Format("2006-01-02T15:04:05.000Z"), p.Lat, p.Lon, p.Ele, p.Distance, p.HeartRate, p.Cadence, p.Speed, p.Power)
	}
	b.WriteString(`    </Track></Lap>
    <Creator><Name>Edge 530</Name></Creator></Activity></Activities>
  <Author><Name>palestra</Name></Author>
</TrainingCenterDatabase>
`)
	return b.Bytes()
}

// fitOf is t as an activity file with one session.
func fitOf(tb testing.TB, t *track.Track) []byte {
	tb.Helper()
	points := t.Segments[0].Points
	first, last := points[0].At(), points[len(points)-1].At()
	messages := []proto.Message{
		mesgdef.NewFileId(nil).SetType(typedef.FileActivity).SetManufacturer(typedef.ManufacturerGarmin).
			SetProduct(uint16(typedef.GarminProductEdge530)).SetTimeCreated(first).ToMesg(nil),
		timerMessage(first, typedef.EventTypeStart),
	}
	for i := range points {
		messages = append(messages, recordOf(&points[i]))
	}
	elapsed := last.Sub(first).Seconds()
	messages = append(messages,
		timerMessage(last, typedef.EventTypeStopAll),
		mesgdef.NewLap(nil).SetTimestamp(last).SetStartTime(first).SetTotalElapsedTimeScaled(elapsed).
			SetTotalTimerTimeScaled(elapsed).ToMesg(nil),
		mesgdef.NewSession(nil).SetTimestamp(last).SetStartTime(first).SetSport(typedef.SportCycling).
			SetTotalElapsedTimeScaled(elapsed).SetTotalTimerTimeScaled(elapsed).
			SetTotalDistanceScaled(points[len(points)-1].Distance).ToMesg(nil),
	)
	return encodeFIT(tb, messages...)
}

// encodeFIT is a FIT file of these messages.
func encodeFIT(tb testing.TB, messages ...proto.Message) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := encoder.New(&b, encoder.WithProtocolVersion(proto.V2)).Encode(&proto.FIT{Messages: messages}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// timerMessage is a start or stop of the timer.
func timerMessage(at time.Time, what typedef.EventType) proto.Message {
	return mesgdef.NewEvent(nil).SetTimestamp(at).SetEvent(typedef.EventTimer).SetEventType(what).ToMesg(nil)
}

// recordOf is a point as a record.
func recordOf(p *track.Point) proto.Message {
	r := mesgdef.NewRecord(nil).SetTimestamp(p.At())
	if p.HasPosition() {
		r.SetPositionLatDegrees(p.Lat).SetPositionLongDegrees(p.Lon)
	}
	if p.HasEle() {
		r.SetAltitudeScaled(p.Ele)
	}
	r.SetDistanceScaled(p.Distance).SetSpeedScaled(float64(p.Speed))
	r.SetHeartRate(uint8(p.HeartRate)).SetCadence(uint8(p.Cadence)).SetPower(uint16(p.Power)).SetTemperature(p.Temperature)
	return r.ToMesg(nil)
}
