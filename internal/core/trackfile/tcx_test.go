package trackfile

import (
	"fmt"
	"strings"
	"testing"

	"palestra/internal/core/track"
)

// tcxDoc wraps what is inside an activity.
func tcxDoc(inside string) string {
	return `<TrainingCenterDatabase><Activities><Activity Sport="Running"><Id>2020-01-01T10:00:00Z</Id>` + inside +
		`</Activity></Activities></TrainingCenterDatabase>`
}

// tcxPoint is a Trackpoint so many seconds after ten.
func tcxPoint(second int, inside string) string {
	return fmt.Sprintf(`<Trackpoint><Time>2020-01-01T10:%02d:%02dZ</Time>%s</Trackpoint>`, second/60, second%60, inside)
}

// tcxTrack is a Track with points at these seconds.
func tcxTrack(seconds ...int) string {
	var b strings.Builder
	for _, s := range seconds {
		b.WriteString(tcxPoint(s, ""))
	}
	return "<Track>" + b.String() + "</Track>"
}

// tcxLap is a Lap from a second on, with the timer's seconds, "" for none.
func tcxLap(start int, timer, inside string) string {
	if timer != "" {
		timer = "<TotalTimeSeconds>" + timer + "</TotalTimeSeconds>"
	}
	return fmt.Sprintf(`<Lap StartTime="2020-01-01T10:%02d:%02dZ">%s%s</Lap>`, start/60, start%60, timer, inside)
}

func TestTCXKeepsWhatTheFileSays(t *testing.T) {
	got := readOne(t, TCX, `<?xml version="1.0"?><TrainingCenterDatabase xmlns:ns3="x"><Activities><Activity Sport="Biking">
<Id>2020-01-01T10:00:00Z</Id>
<Lap StartTime="2020-01-01T10:00:00Z"><TotalTimeSeconds>60.5</TotalTimeSeconds><DistanceMeters>500.25</DistanceMeters>
<MaximumSpeed>9.5</MaximumSpeed><Calories>20</Calories><AverageHeartRateBpm><Value>120</Value></AverageHeartRateBpm>
<MaximumHeartRateBpm><Value>150</Value></MaximumHeartRateBpm><Intensity>Active</Intensity><Cadence>85</Cadence>
<TriggerMethod>Manual</TriggerMethod>
<Track><Trackpoint><Time>2020-01-01T10:00:00.500Z</Time><Position><LatitudeDegrees>46.5</LatitudeDegrees>
<LongitudeDegrees>7.25</LongitudeDegrees></Position><AltitudeMeters>1257.6</AltitudeMeters><DistanceMeters>0.75</DistanceMeters>
<HeartRateBpm><Value>83</Value></HeartRateBpm><Cadence>80</Cadence>
<Extensions><ns3:TPX><ns3:Speed>5.5</ns3:Speed><ns3:Watts>210</ns3:Watts></ns3:TPX></Extensions></Trackpoint>
<Trackpoint><Time>2020-01-01T10:01:01Z</Time><Extensions><TPX xmlns="y"><RunCadence>39</RunCadence></TPX></Extensions></Trackpoint></Track>
<Extensions><ns3:LX><ns3:MaxBikeCadence>99</ns3:MaxBikeCadence><ns3:AvgWatts>200</ns3:AvgWatts><ns3:MaxWatts>310</ns3:MaxWatts></ns3:LX></Extensions>
</Lap>
<Lap StartTime="2020-01-01T10:01:01Z"><TotalTimeSeconds>30</TotalTimeSeconds><Calories>5</Calories>
<AverageHeartRateBpm><Value>160</Value></AverageHeartRateBpm><TriggerMethod>HeartRate</TriggerMethod></Lap>
<Notes>up the hill</Notes><Creator><Name>Edge 530</Name></Creator></Activity></Activities>
<Author><Name>Connect</Name></Author></TrainingCenterDatabase>`)
	if got.Sport != "Biking" || got.Device != "Edge 530" || got.Software != "Connect" || got.Description != "up the hill" {
		t.Errorf("got sport %q, device %q, software %q, description %q", got.Sport, got.Device, got.Software, got.Description)
	}
	p := got.Segments[0].Points
	first := track.Point{
		Time: 1577872800_500_000, Lat: 46.5, Lon: 7.25, Ele: 1257.6, Distance: 0.75, Speed: 5.5,
		HeartRate: 83, Cadence: 80, Power: 210, Temperature: track.NoTemperature,
	}
	if len(p) != 2 || p[0] != first {
		t.Errorf("got points %+v, want first %+v", p, first)
	}
	if p[1].HasPosition() || p[1].Cadence != 39 {
		t.Errorf("got second point %+v", p[1])
	}
	want := track.Lap{
		Start: 1577872800_000_000, Elapsed: 61, Timer: 60.5, Distance: 500.25, MaxSpeed: 9.5, Calories: 20, AvgHeartRate: 120,
		MaxHeartRate: 150, AvgCadence: 85, MaxCadence: 99, AvgPower: 200, MaxPower: 310, Trigger: "manual",
	}
	lap := got.Laps[0]
	lap.Ascent, lap.Descent = 0, 0
	if len(got.Laps) != 2 || lap != want {
		t.Errorf("got laps %+v, want first %+v", got.Laps, want)
	}
	sum := got.Totals
	if sum.Start != want.Start || sum.Timer != 90.5 || sum.Elapsed != 91 || sum.Distance != 500.25 || sum.Calories != 25 ||
		sum.MaxSpeed != 9.5 || sum.MaxHeartRate != 150 || sum.AvgHeartRate != 133 || sum.MaxPower != 310 {
		t.Errorf("got totals %+v", sum)
	}
}

func TestTCXPauses(t *testing.T) {
	for name, c := range map[string]struct {
		inside string
		want   string
	}{
		"a gap between tracks":     {tcxLap(0, "40", tcxTrack(0, 20)+tcxTrack(80, 100)), "[20-80]"},
		"lap without a duration":   {tcxLap(0, "", tcxTrack(0, 20)+tcxTrack(80, 100)), "[20-80]"},
		"timer never stopped":      {tcxLap(0, "100", tcxTrack(0, 20)+tcxTrack(80, 100)), "[]"},
		"gap longer than the stop": {tcxLap(0, "43", tcxTrack(0, 20)+tcxTrack(80, 100)), "[20-77]"},
		"one track has none":       {tcxLap(0, "40", tcxTrack(0, 20, 80, 100)), "[]"},
		"two in a lap":             {tcxLap(0, "30", tcxTrack(0, 10)+tcxTrack(40, 50)+tcxTrack(90, 100)), "[10-40 50-90]"},
		"between laps":             {tcxLap(0, "20", tcxTrack(0, 20)) + tcxLap(80, "20", tcxTrack(80, 100)), "[20-80]"},
		"lap pressed while running": {
			tcxLap(0, "21", tcxTrack(0, 20)) + tcxLap(21, "79", tcxTrack(21, 100)), "[]",
		},
		"stopped somewhere in the lap before": {
			tcxLap(0, "60", tcxTrack(0, 30, 95)) + tcxLap(100, "10", tcxTrack(100, 110)), "[]",
		},
		"track split without a gap": {tcxLap(0, "", tcxTrack(0, 20)+tcxTrack(20, 100)), "[]"},
		"tracks out of order":       {tcxLap(0, "", tcxTrack(50, 100)+tcxTrack(0, 20)), "[]"},
		"an empty track between":    {tcxLap(0, "40", tcxTrack(0, 20)+"<Track/>"+tcxTrack(80, 100)), "[20-80]"},
	} {
		got := readOne(t, TCX, tcxDoc(c.inside))
		if len(got.Segments) != 1 {
			t.Fatalf("%s: %d segments, want one for the activity", name, len(got.Segments))
		}
		var pauses []string
		const ten = 1577872800_000_000
		for _, p := range got.Segments[0].Pauses {
			pauses = append(pauses, fmt.Sprintf("%d-%d", (p.From-ten)/1e6, (p.To-ten)/1e6))
		}
		if fmt.Sprint(pauses) != c.want {
			t.Errorf("%s: got pauses %v, want %s", name, pauses, c.want)
		}
	}
}

func TestTCXActivities(t *testing.T) {
	activity := func(sport string) string {
		return `<Activity Sport="` + sport + `">` + tcxLap(0, "10", tcxTrack(0, 10)) + `</Activity>`
	}
	tracks, err := readAll(TCX, `<TrainingCenterDatabase><Activities>`+activity("Running")+
		`<MultiSportSession><Id>x</Id><FirstSport>`+activity("Other")+`</FirstSport><NextSport><Transition StartTime="x"/>`+
		activity("Biking")+`</NextSport></MultiSportSession><Activity Sport="Empty"/></Activities></TrainingCenterDatabase>`)
	if err != nil {
		t.Fatal(err)
	}
	var sports []string
	for _, x := range tracks {
		sports = append(sports, x.Sport)
		if x.Points() != 2 || len(x.Laps) != 1 {
			t.Errorf("%s: got %d points, %d laps", x.Sport, x.Points(), len(x.Laps))
		}
	}
	if fmt.Sprint(sports) != "[Running Other Biking]" {
		t.Errorf("got sports %v", sports)
	}
}

func TestTCXWithoutPositions(t *testing.T) {
	indoor := readOne(t, TCX, tcxDoc(tcxLap(0, "10", "<Track>"+tcxPoint(0, "<HeartRateBpm><Value>99</Value></HeartRateBpm>")+
		tcxPoint(10, "<Position><LatitudeDegrees>5</LatitudeDegrees></Position>")+"</Track>")))
	if indoor.HasPositions() || indoor.Points() != 2 || indoor.Segments[0].Points[0].HeartRate != 99 {
		t.Errorf("got %+v", indoor)
	}
	pool := readOne(t, TCX, tcxDoc(tcxLap(0, "600", "<DistanceMeters>500</DistanceMeters>")))
	if len(pool.Segments) != 0 || pool.Totals.Timer != 600 || pool.Totals.Distance != 500 || pool.Totals.Elapsed != 600 {
		t.Errorf("got %d segments, totals %+v", len(pool.Segments), pool.Totals)
	}
}

func TestTCXRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		doc, code string
		words     []string
	}{
		"empty":              {"", CodeInvalid, nil},
		"another kind":       {"<gpx/>", CodeInvalid, []string{"<gpx>", "<TrainingCenterDatabase>"}},
		"cut off":            {tcxDoc(tcxLap(0, "1", tcxTrack(0)))[:150], CodeInvalid, nil},
		"no activities":      {`<TrainingCenterDatabase><Activities/></TrainingCenterDatabase>`, CodeNoTracks, []string{"no activities"}},
		"a course":           {`<TrainingCenterDatabase><Courses><Course><Name>x</Name></Course></Courses></TrainingCenterDatabase>`, CodeNoTracks, nil},
		"no laps":            {tcxDoc(""), CodeNoLaps, []string{"no laps"}},
		"laps of nothing":    {tcxDoc(tcxLap(0, "0", "<Track/>")), CodeNoCoordinates, nil},
		"point without time": {tcxDoc(tcxLap(0, "1", "<Track>\n<Trackpoint></Trackpoint></Track>")), CodeInvalid, []string{"line 2", "<Time>"}},
		"time":               {tcxDoc(tcxLap(0, "1", "<Track><Trackpoint><Time>x</Time></Trackpoint></Track>")), CodeInvalid, []string{`"x" is not a date`}},
		"year":               {strings.ReplaceAll(tcxDoc(tcxLap(0, "1", tcxTrack(0))), "2020", "2100"), CodeInvalid, []string{"1970 to 2099"}},
		"lap start":          {tcxDoc(`<Lap/>`), CodeInvalid, []string{"StartTime"}},
		"latitude": {tcxDoc(tcxLap(0, "1", "<Track>"+tcxPoint(0, `<Position><LatitudeDegrees>91</LatitudeDegrees></Position>`)+"</Track>")),
			CodeInvalid, []string{"latitude", "between -90 and 90"}},
		"altitude": {tcxDoc(tcxLap(0, "1", "<Track>"+tcxPoint(0, `<AltitudeMeters>x</AltitudeMeters>`)+"</Track>")),
			CodeInvalid, []string{"elevation"}},
		"DOCTYPE": {"<!DOCTYPE x>" + tcxDoc(""), CodeInvalid, []string{"DOCTYPE"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(TCX, c.doc)
			wantRefusal(t, err, c.code, c.words...)
		})
	}
}

func TestTCXBoundsLapsAndActivities(t *testing.T) {
	activities := func(n int, inside string) string {
		return `<TrainingCenterDatabase><Activities>` + strings.Repeat("<Activity>"+inside+"</Activity>", n) +
			`</Activities></TrainingCenterDatabase>`
	}
	_, err := Read(strings.NewReader(activities(2, tcxLap(0, "1", "")+tcxLap(1, "1", ""))), TCX, false, Limits{MaxSummaries: 3})
	wantRefusal(t, err, CodeInvalid, "more than 3 laps")
	_, err = readAll(TCX, activities(maxTracks+1, ""))
	wantRefusal(t, err, CodeInvalid, "more than 1000 activities")
}
