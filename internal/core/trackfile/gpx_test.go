package trackfile

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/track"
)

// trkpt is a complete point, second seconds after noon, with more inside.
func trkpt(second int, inside string) string {
	return fmt.Sprintf(`<trkpt lat="44.68%03d" lon="6.07367"><time>2018-03-13T12:%02d:%02dZ</time>%s</trkpt>`,
		second, second/60, second%60, inside)
}

// gpxDoc wraps segments into a document.
func gpxDoc(segments ...string) string {
	return `<gpx version="1.1" creator="tests"><trk><trkseg>` + strings.Join(segments, "</trkseg><trkseg>") + `</trkseg></trk></gpx>`
}

func TestGPXKeepsWhatTheFileSays(t *testing.T) {
	got := readOne(t, GPX, `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="Garmin &amp; Co">
 <metadata><name>not this</name><time>2018-01-01T00:00:00Z</time></metadata>
 <wpt lat="1" lon="2"><name>nor this</name></wpt>
 <trk>
  <name><![CDATA[Col d'<Izoard>]]></name>
  <desc> two
lines </desc>
  <src>Edge 530</src><type>cycling</type>
  <trkseg>
   <trkpt lat="44.68095" lon="6.07367"><ele>998.5</ele><time>2018-03-13T12:44:45Z</time></trkpt>
   <trkpt lat="44.68091" lon="-6.07367"><time>2018-03-13T13:44:50.25+01:00</time></trkpt>
  </trkseg>
 </trk>
</gpx>
`)
	if got.Name != "Col d'<Izoard>" || got.Description != "two\nlines" || got.Device != "Edge 530" ||
		got.Software != "Garmin & Co" || got.Sport != "cycling" {
		t.Errorf("got name %q, description %q, device %q, software %q, sport %q",
			got.Name, got.Description, got.Device, got.Software, got.Sport)
	}
	p := got.Segments[0].Points
	if p[0].Lat != 44.68095 || p[0].Lon != 6.07367 || p[0].Ele != 998.5 || p[1].Lon != -6.07367 || p[1].HasEle() {
		t.Errorf("got points %+v", p)
	}
	if want := time.Date(2018, 3, 13, 12, 44, 50, 250_000_000, time.UTC); !p[1].At().Equal(want) {
		t.Errorf("got time %v, want %v", p[1].At(), want)
	}
	if p[0].HeartRate != track.None || p[0].Cadence != track.None || p[0].Power != track.None ||
		p[0].Temperature != track.NoTemperature || p[0].Speed == p[0].Speed || p[0].Distance == p[0].Distance {
		t.Errorf("values out of nothing: %+v", p[0])
	}
}

func TestGPXSensors(t *testing.T) {
	type values struct {
		hr, cad, power int16
		temp           int8
	}
	const none, noTemp = track.None, track.NoTemperature
	for name, c := range map[string]struct {
		inside string
		want   values
	}{
		"Garmin v1": {
			`<extensions><gpxtpx:TrackPointExtension><gpxtpx:atemp>21.6</gpxtpx:atemp><gpxtpx:hr>92</gpxtpx:hr><gpxtpx:cad>57</gpxtpx:cad></gpxtpx:TrackPointExtension></extensions>`,
			values{92, 57, none, 22},
		},
		"Garmin v2 under another prefix": {
			`<extensions><ns3:TrackPointExtension><ns3:hr>92</ns3:hr><ns3:speed>3.5</ns3:speed></ns3:TrackPointExtension></extensions>`,
			values{92, none, none, noTemp},
		},
		"Garmin power": {
			`<extensions><gpxpx:PowerExtension><gpxpx:PowerInWatts>305</gpxpx:PowerInWatts></gpxpx:PowerExtension></extensions>`,
			values{none, none, 305, noTemp},
		},
		"Strava": {
			`<extensions><power>326</power><gpxtpx:TrackPointExtension><gpxtpx:hr>85</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions>`,
			values{85, none, 326, noTemp},
		},
		"OpenTracks": {
			`<extensions><pwr:PowerInWatts>200</pwr:PowerInWatts><gpxtpx:TrackPointExtension><gpxtpx:hr>120</gpxtpx:hr><gpxtpx:cad>80.5</gpxtpx:cad></gpxtpx:TrackPointExtension><opentracks:gain>1.5</opentracks:gain><opentracks:loss>0</opentracks:loss><opentracks:distance>12.3</opentracks:distance></extensions>`,
			values{120, 80, 200, noTemp},
		},
		"cluetrust": {
			`<extensions><gpxdata:hr>140</gpxdata:hr><gpxdata:cadence>88</gpxdata:cadence><gpxdata:temp>-7</gpxdata:temp><gpxdata:power>250</gpxdata:power></extensions>`,
			values{140, 88, 250, -7},
		},
		"GPX 1.0, directly in the point": {`<hr>77</hr>`, values{77, none, none, noTemp}},
		"zeros are values":               {`<extensions><hr>0</hr><cad>0</cad><power>0</power><atemp>0</atemp></extensions>`, values{0, 0, 0, 0}},
		"nonsense is absent":             {`<extensions><hr>x</hr><cad>-1</cad><power>99999</power><atemp>500</atemp></extensions>`, values{none, none, none, noTemp}},
		"empty":                          {`<extensions/>`, values{none, none, none, noTemp}},
	} {
		p := readOne(t, GPX, gpxDoc(trkpt(0, c.inside)+trkpt(1, ""))).Segments[0].Points[0]
		if got := (values{p.HeartRate, p.Cadence, p.Power, p.Temperature}); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}

func TestGPXSpeedOfTheDevice(t *testing.T) {
	for _, inside := range []string{`<speed>3.5</speed>`, `<extensions><e:x><e:speed>3.5</e:speed></e:x></extensions>`} {
		p := readOne(t, GPX, gpxDoc(trkpt(0, inside)+trkpt(1, `<speed>-3</speed>`))).Segments[0].Points
		if p[0].Speed != 3.5 || p[1].Speed == p[1].Speed {
			t.Errorf("%s: got speeds %v and %v, want 3.5 and none", inside, p[0].Speed, p[1].Speed)
		}
	}
}

func TestGPXExtensionsDoNotStandForTheFormatsOwnElements(t *testing.T) {
	got := readOne(t, GPX, `<gpx><trk><extensions><name>wrong</name></extensions><name>right</name><trkseg>`+
		trkpt(0, `<extensions><ele>1</ele><time>1999-01-01T00:00:00Z</time></extensions>`)+trkpt(1, "")+
		`</trkseg></trk></gpx>`)
	p := got.Segments[0].Points[0]
	if got.Name != "right" || p.HasEle() || p.At().Year() != 2018 {
		t.Errorf("got name %q, elevation %v, time %v", got.Name, p.Ele, p.At())
	}
}

func TestGPXCalories(t *testing.T) {
	const head = `<gpx><trk><extensions><gpxtrkx:TrackStatsExtension><gpxtrkx:Calories>`
	tail := `</gpxtrkx:Calories></gpxtrkx:TrackStatsExtension></extensions><trkseg>` + trkpt(0, "") + trkpt(1, "") + `</trkseg></trk></gpx>`
	for text, want := range map[string]int{"86": 86, "86.9": 86, "x": track.None, "-5": track.None} {
		if got := readOne(t, GPX, head+text+tail).Totals.Calories; got != want {
			t.Errorf("calories %q: got %d, want %d", text, got, want)
		}
	}
}

func TestGPXSegments(t *testing.T) {
	two, one, none := trkpt(0, "")+trkpt(1, ""), trkpt(9, ""), ""
	for name, c := range map[string]struct {
		doc  string
		want []int
	}{
		"two segments":              {gpxDoc(two, two+one), []int{2, 3}},
		"empty, then good":          {gpxDoc(none, two), []int{2}},
		"good, then empty":          {gpxDoc(two, none), []int{2}},
		"good, then a single point": {gpxDoc(two, one), []int{2}},
		"second track only": {
			`<gpx><trk><trkseg>` + one + `</trkseg></trk><trk/><trk><trkseg>` + two + `</trkseg></trk></gpx>`, []int{2},
		},
		"first of two tracks": {
			`<gpx><trk><trkseg>` + two + `</trkseg></trk><trk><trkseg>` + two + one + `</trkseg></trk></gpx>`, []int{2},
		},
	} {
		got := readOne(t, GPX, c.doc)
		var lengths []int
		for _, s := range got.Segments {
			lengths = append(lengths, len(s.Points))
		}
		if fmt.Sprint(lengths) != fmt.Sprint(c.want) {
			t.Errorf("%s: got segments of %v points, want %v", name, lengths, c.want)
		}
	}
}

func TestGPXNameComesFromTheTrackThatIsUsed(t *testing.T) {
	got := readOne(t, GPX, `<gpx><trk><name>empty</name></trk><trk><name>used</name><trkseg>`+trkpt(0, "")+trkpt(1, "")+
		`</trkseg></trk><trk><name>later</name></trk></gpx>`)
	if got.Name != "used" {
		t.Errorf("got name %q, want used", got.Name)
	}
}

func TestGPXKeepsTimesThatFallOrRepeat(t *testing.T) {
	p := readOne(t, GPX, gpxDoc(trkpt(5, "")+trkpt(5, "")+trkpt(3, ""))).Segments[0].Points
	if p[0].Time != p[1].Time || p[2].Time != p[0].Time-2_000_000 {
		t.Errorf("got times %d %d %d", p[0].Time, p[1].Time, p[2].Time)
	}
}

func TestGPXElevations(t *testing.T) {
	for text, want := range map[string]float64{
		"998.25": 998.25, " -5 ": -5, "0": 0, "9999.99": 9999.99,
		"100000": math.NaN(), "-10000": math.NaN(), "1e999": math.NaN(), "": math.NaN(), "  ": math.NaN(),
	} {
		got := readOne(t, GPX, gpxDoc(trkpt(0, "<ele>"+text+"</ele>")+trkpt(1, ""))).Segments[0].Points[0].Ele
		if got != want && !(got != got && want != want) {
			t.Errorf("<ele>%s</ele>: got %v, want %v", text, got, want)
		}
	}
}

func TestGPXRefusals(t *testing.T) {
	good := trkpt(0, "") + trkpt(1, "")
	point := func(lat, lon, inside string) string {
		return gpxDoc(good + "\n" + `<trkpt lat="` + lat + `" lon="` + lon + `"><time>2018-03-13T12:44:45Z</time>` + inside + `</trkpt>`)
	}
	for name, c := range map[string]struct {
		doc, code string
		words     []string
	}{
		"empty":                {"", CodeInvalid, []string{"no XML element"}},
		"not XML":              {"lat;lon;time", CodeInvalid, []string{"outside"}},
		"another kind":         {"<kml/>", CodeInvalid, []string{"<kml>", "<gpx>"}},
		"cut off":              {gpxDoc(good)[:200], CodeInvalid, []string{"line 1"}},
		"cut off at the end":   {strings.TrimSuffix(gpxDoc(good), "</gpx>"), CodeInvalid, []string{"ends within <gpx>"}},
		"latitude":             {point("abc", "6", ""), CodeInvalid, []string{"line 2", `latitude "abc" is not a number`}},
		"longitude":            {point("44", "", ""), CodeInvalid, []string{`longitude "" is not a number`}},
		"no latitude":          {gpxDoc(`<trkpt lon="6"/>`), CodeInvalid, []string{"latitude"}},
		"latitude NaN":         {point("NaN", "6", ""), CodeInvalid, []string{"latitude"}},
		"latitude infinite":    {point("1e999", "6", ""), CodeInvalid, []string{"latitude"}},
		"latitude beyond":      {point("90.0001", "6", ""), CodeInvalid, []string{"between -90 and 90"}},
		"longitude beyond":     {point("44", "-180.5", ""), CodeInvalid, []string{"between -180 and 180"}},
		"elevation":            {point("44", "6", "<ele>high</ele>"), CodeInvalid, []string{`elevation "high" is not a number`}},
		"elevation NaN":        {point("44", "6", "<ele>NaN</ele>"), CodeInvalid, []string{"elevation"}},
		"year 0001":            {strings.Replace(gpxDoc(good), "2018", "0001", 1), CodeInvalid, []string{"1970 to 2099"}},
		"year 9999":            {strings.Replace(gpxDoc(good), "2018", "9999", 1), CodeInvalid, []string{"1970 to 2099"}},
		"no track":             {`<gpx></gpx>`, CodeNoTracks, []string{"no tracks in gpx file"}},
		"route only":           {`<gpx><rte><rtept lat="1" lon="2"/></rte></gpx>`, CodeNoTracks, nil},
		"empty track":          {`<gpx><trk/></gpx>`, CodeNoPoints, nil},
		"one point":            {gpxDoc(trkpt(0, "")), CodeNoPoints, nil},
		"one point a segment":  {gpxDoc(trkpt(0, ""), trkpt(1, "")), CodeNoPoints, nil},
		"no times":             {gpxDoc("\n" + `<trkpt lat="1" lon="2"/><trkpt lat="1" lon="2"/>`), CodeNoTime, []string{"line 2", "<time>"}},
		"last without time":    {gpxDoc(good + "\n" + `<trkpt lat="1" lon="2"></trkpt>`), CodeNoTime, []string{"line 2"}},
		"time that is none":    {gpxDoc(good + "\n" + `<trkpt lat="1" lon="2"><time>noon</time></trkpt>`), CodeNoTime, []string{"line 2", `"noon"`}},
		"DOCTYPE":              {`<!DOCTYPE gpx>` + gpxDoc(good), CodeInvalid, []string{"DOCTYPE"}},
		"external entity":      {`<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + gpxDoc(good), CodeInvalid, []string{"DOCTYPE"}},
		"unknown entity":       {`<gpx><trk><name>&nbsp;</name></trk></gpx>`, CodeInvalid, []string{"&nbsp;"}},
		"unsupported encoding": {`<?xml version="1.0" encoding="EBCDIC-CP-US"?>` + gpxDoc(good), CodeInvalid, []string{"ebcdic-cp-us"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(GPX, c.doc)
			wantRefusal(t, err, c.code, c.words...)
		})
	}
}

// A track that is skipped need not have times, but the file around it has to be whole.
func TestGPXDamageAfterTheTrackIsSeen(t *testing.T) {
	good := gpxDoc(trkpt(0, "") + trkpt(1, ""))
	_, err := readAll(GPX, strings.TrimSuffix(good, "</gpx>")+"<trk><trkseg></trk></gpx>")
	wantRefusal(t, err, CodeInvalid, "</trk> does not end <trkseg>")
}

func TestGPXPrefixes(t *testing.T) {
	doc := gpxDoc(trkpt(0, "<ele>5</ele>") + trkpt(1, ""))
	for _, name := range []string{"gpx", "trk", "trkseg", "trkpt", "ele", "time"} {
		doc = strings.ReplaceAll(doc, "<"+name+">", "<g:"+name+">")
		doc = strings.ReplaceAll(doc, "<"+name+" ", "<g:"+name+" ")
		doc = strings.ReplaceAll(doc, "</"+name+">", "</g:"+name+">")
	}
	if p := readOne(t, GPX, doc).Segments[0].Points; len(p) != 2 || p[0].Ele != 5 {
		t.Errorf("got points %+v", p)
	}
}
