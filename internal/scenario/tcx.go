package scenario

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"time"

	"palestra/internal/core/track"
)

const tcxHead = `<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"` +
	` xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">
<Activities><Activity Sport="%s">
<Id>%s</Id>
`

// TCX is the track as a Training Center file: laps with their points, a new <Track> after each pause of the timer.
// The format knows no temperature, and of sports only running and biking.
func TCX(t *track.Track) []byte {
	f := tcxFile{running: strings.HasPrefix(t.Sport, "running")}
	sport := "Other"
	switch {
	case f.running:
		sport = "Running"
	case strings.HasPrefix(t.Sport, "cycling"):
		sport = "Biking"
	}
	fmt.Fprintf(&f.b, tcxHead, sport, tcxTime(t.Totals.Start))
	points, pauses := t.Segments[0].Points, t.Segments[0].Pauses
	calories := t.Totals.Calories
	for i := range t.Laps {
		l := &t.Laps[i]
		share := calories / (len(t.Laps) - i)
		calories -= share
		points, pauses = f.lap(l, share, points, pauses, i == len(t.Laps)-1)
	}
	f.b.WriteString(`<Creator xsi:type="Device_t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Name>`)
	_ = xml.EscapeText(&f.b, []byte(t.Device)) // a buffer takes every write
	f.b.WriteString("</Name></Creator>\n</Activity></Activities>\n</TrainingCenterDatabase>\n")
	return f.b.Bytes()
}

// tcxFile is a document being written.
type tcxFile struct {
	b       bytes.Buffer
	running bool
}

// lap writes a lap with its points, and gives back the points and pauses after it.
func (f *tcxFile) lap(l *track.Lap, calories int, points []track.Point, pauses []track.Pause, last bool) ([]track.Point, []track.Pause) {
	fmt.Fprintf(&f.b, "<Lap StartTime=\"%s\"><TotalTimeSeconds>%v</TotalTimeSeconds><DistanceMeters>%v</DistanceMeters>"+
		"<MaximumSpeed>%v</MaximumSpeed><Calories>%d</Calories><AverageHeartRateBpm><Value>%d</Value></AverageHeartRateBpm>"+
		"<MaximumHeartRateBpm><Value>%d</Value></MaximumHeartRateBpm><Intensity>Active</Intensity>",
		tcxTime(l.Start), l.Timer, l.Distance, l.MaxSpeed, calories, l.AvgHeartRate, l.MaxHeartRate)
	if l.AvgCadence != track.None && !f.running {
		fmt.Fprintf(&f.b, "<Cadence>%d</Cadence>", l.AvgCadence)
	}
	trigger := "Manual"
	if l.Trigger == "distance" {
		trigger = "Distance"
	}
	fmt.Fprintf(&f.b, "<TriggerMethod>%s</TriggerMethod>\n<Track>\n", trigger)
	end := l.Start + int64(l.Elapsed*1e6)
	i := 0
	for ; i < len(points) && (last || points[i].Time < end); i++ {
		f.point(&points[i])
		if len(pauses) > 0 && points[i].Time >= pauses[0].From {
			pauses = pauses[1:]
			if i+1 < len(points) && (last || points[i+1].Time < end) {
				f.b.WriteString("</Track>\n<Track>\n")
			}
		}
	}
	f.b.WriteString("</Track>\n")
	f.lapExtension(l)
	f.b.WriteString("</Lap>\n")
	return points[i:], pauses
}

func (f *tcxFile) lapExtension(l *track.Lap) {
	if l.AvgPower == track.None && !(f.running && l.AvgCadence != track.None) {
		return
	}
	f.b.WriteString("<Extensions><ns3:LX>")
	if f.running && l.AvgCadence != track.None {
		fmt.Fprintf(&f.b, "<ns3:AvgRunCadence>%d</ns3:AvgRunCadence><ns3:MaxRunCadence>%d</ns3:MaxRunCadence>", l.AvgCadence, l.MaxCadence)
	}
	if l.AvgPower != track.None {
		fmt.Fprintf(&f.b, "<ns3:AvgWatts>%d</ns3:AvgWatts><ns3:MaxWatts>%d</ns3:MaxWatts>", l.AvgPower, l.MaxPower)
	}
	f.b.WriteString("</ns3:LX></Extensions>\n")
}

func (f *tcxFile) point(p *track.Point) {
	b := &f.b
	fmt.Fprintf(b, "<Trackpoint><Time>%s</Time>", tcxTime(p.Time))
	if p.HasPosition() {
		fmt.Fprintf(b, "<Position><LatitudeDegrees>%v</LatitudeDegrees><LongitudeDegrees>%v</LongitudeDegrees></Position>", p.Lat, p.Lon)
	}
	if p.HasEle() {
		fmt.Fprintf(b, "<AltitudeMeters>%v</AltitudeMeters>", p.Ele)
	}
	fmt.Fprintf(b, "<DistanceMeters>%v</DistanceMeters><HeartRateBpm><Value>%d</Value></HeartRateBpm>", p.Distance, p.HeartRate)
	if p.Cadence != track.None && !f.running {
		fmt.Fprintf(b, "<Cadence>%d</Cadence>", p.Cadence)
	}
	fmt.Fprintf(b, "<Extensions><ns3:TPX><ns3:Speed>%v</ns3:Speed>", math.Round(float64(p.Speed)*1000)/1000)
	if p.Cadence != track.None && f.running {
		fmt.Fprintf(b, "<ns3:RunCadence>%d</ns3:RunCadence>", p.Cadence)
	}
	if p.Power != track.None {
		fmt.Fprintf(b, "<ns3:Watts>%d</ns3:Watts>", p.Power)
	}
	b.WriteString("</ns3:TPX></Extensions></Trackpoint>\n")
}

func tcxTime(micros int64) string {
	return time.UnixMicro(micros).UTC().Format("2006-01-02T15:04:05.000Z")
}
