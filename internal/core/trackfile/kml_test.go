package trackfile

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"palestra/internal/core/track"
)

// kmlTrack is a gx:Track of n points a second apart from a minute on, the times before the places.
func kmlTrack(minute, n int, more string) string {
	var whens, coords strings.Builder
	for i := range n {
		fmt.Fprintf(&whens, "<when>2020-01-01T10:%02d:%02dZ</when>", minute, i)
		fmt.Fprintf(&coords, "<gx:coord>7.25 46.%d 500.5</gx:coord>", 5+i)
	}
	return "<gx:Track>" + whens.String() + coords.String() + more + "</gx:Track>"
}

// kmlDoc wraps a placemark's geometry.
func kmlDoc(inside string) string {
	return `<kml><Document><name>not this</name><Placemark><name>Walk</name><description>by the &lt;b&gt;lake&lt;/b&gt;</description>` +
		inside + `</Placemark></Document></kml>`
}

func TestKMLTrack(t *testing.T) {
	got := readOne(t, KML, kmlDoc(kmlTrack(0, 3, `<ExtendedData><SchemaData schemaUrl="#s">
<gx:SimpleArrayData name="heartrate"><gx:value>90</gx:value><gx:value></gx:value><gx:value>92</gx:value></gx:SimpleArrayData>
<gx:SimpleArrayData name="Cadence"><gx:value>70.5</gx:value></gx:SimpleArrayData>
<gx:SimpleArrayData name="power"><gx:value>200</gx:value></gx:SimpleArrayData>
<gx:SimpleArrayData name="temperature"><gx:value>x</gx:value><gx:value>-3.4</gx:value></gx:SimpleArrayData>
<gx:SimpleArrayData name="moonphase"><gx:value>1</gx:value></gx:SimpleArrayData>
</SchemaData></ExtendedData>`)))
	if got.Name != "Walk" || got.Description != "by the <b>lake</b>" || len(got.Segments) != 1 {
		t.Fatalf("got name %q, description %q, %d segments", got.Name, got.Description, len(got.Segments))
	}
	p := got.Segments[0].Points
	if len(p) != 3 || p[0].Lon != 7.25 || p[0].Lat != 46.5 || p[2].Lat != 46.7 || p[1].Ele != 500.5 || p[1].Time-p[0].Time != 1e6 {
		t.Errorf("got points %+v", p)
	}
	if p[0].HeartRate != 90 || p[1].HeartRate != track.None || p[2].HeartRate != 92 || p[0].Cadence != 70 ||
		p[1].Cadence != track.None || p[0].Power != 200 || p[0].Temperature != track.NoTemperature || p[1].Temperature != -3 {
		t.Errorf("got sensors %+v", p)
	}
}

func TestKMLSegments(t *testing.T) {
	for name, c := range map[string]struct{ doc, want string }{
		"multi-track":        {kmlDoc("<gx:MultiTrack>" + kmlTrack(0, 2, "") + kmlTrack(5, 3, "") + "</gx:MultiTrack>"), "[2 3]"},
		"short ones dropped": {kmlDoc("<MultiTrack>" + kmlTrack(0, 1, "") + kmlTrack(5, 3, "") + "</MultiTrack>"), "[3]"},
		"KML 2.3":            {strings.ReplaceAll(kmlDoc(kmlTrack(0, 2, "")), "gx:", ""), "[2]"},
		"first of two placemarks": {
			`<kml><Document><Folder><Folder><Placemark><Point/></Placemark><Placemark>` + kmlTrack(0, 2, "") +
				`</Placemark></Folder></Folder><Placemark>` + kmlTrack(1, 3, "") + `</Placemark></Document></kml>`, "[2]",
		},
		"times beside places": {kmlDoc(`<gx:Track><when>2020-01-01T10:00:00Z</when><gx:coord>7 46</gx:coord>
<when>2020-01-01T10:00:01Z</when><gx:coord> 7 46 0 </gx:coord></gx:Track>`), "[2]"},
	} {
		var lengths []int
		for _, s := range readOne(t, KML, c.doc).Segments {
			lengths = append(lengths, len(s.Points))
		}
		if fmt.Sprint(lengths) != c.want {
			t.Errorf("%s: got segments of %v points, want %s", name, lengths, c.want)
		}
	}
}

func TestKMLPointWithoutPlace(t *testing.T) {
	p := readOne(t, KML, kmlDoc(`<Track><when>2020-01-01T10:00:00Z</when><when>2020-01-01T10:00:01Z</when><coord/><coord>7 46</coord></Track>`)).
		Segments[0].Points
	if p[0].HasPosition() || !p[1].HasPosition() || p[1].HasEle() {
		t.Errorf("got points %+v", p)
	}
}

func TestKMLRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		doc, code string
		words     []string
	}{
		"empty":             {"", CodeInvalid, nil},
		"another kind":      {"<gpx/>", CodeInvalid, []string{"<kml>"}},
		"cut off":           {kmlDoc(kmlTrack(0, 2, ""))[:200], CodeInvalid, nil},
		"nothing":           {`<kml><Document/></kml>`, CodeNoTracks, []string{"no tracks in kml file"}},
		"a line":            {kmlDoc(`<LineString><coordinates>7,46 8,46</coordinates></LineString>`), CodeUnsupported, []string{"no track with times"}},
		"one point":         {kmlDoc(kmlTrack(0, 1, "")), CodeNoPoints, nil},
		"times missing":     {kmlDoc(strings.Replace(kmlTrack(0, 2, ""), "<when>2020-01-01T10:00:01Z</when>", "", 1)), CodeNoTime, []string{"2 places but 1 times"}},
		"time that is none": {kmlDoc(strings.Replace(kmlTrack(0, 2, ""), "2020-01-01T10:00:01Z", "noon", 1)), CodeNoTime, []string{`"noon"`}},
		"year":              {kmlDoc(strings.Replace(kmlTrack(0, 2, ""), "2020", "0001", 1)), CodeInvalid, []string{"1970 to 2099"}},
		"longitude":         {kmlDoc(strings.Replace(kmlTrack(0, 2, ""), "7.25", "181", 1)), CodeInvalid, []string{"longitude"}},
		"only longitude":    {kmlDoc(`<Track><when>2020-01-01T10:00:00Z</when><coord>7</coord></Track>`), CodeInvalid, []string{"latitude"}},
		"four numbers":      {kmlDoc(`<Track><coord>7 46 5 5</coord></Track>`), CodeInvalid, []string{"three numbers"}},
		"elevation":         {kmlDoc(`<Track><coord>7 46 x</coord></Track>`), CodeInvalid, []string{"elevation"}},
		"DOCTYPE":           {"<!DOCTYPE kml>" + kmlDoc(""), CodeInvalid, []string{"DOCTYPE"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(KML, c.doc)
			wantRefusal(t, err, c.code, c.words...)
		})
	}
}

// zipOf is an archive of names and contents in turn.
func zipOf(tb testing.TB, pairs ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err == nil {
			_, err = w.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestKMZ(t *testing.T) {
	good := kmlDoc(kmlTrack(0, 2, ""))
	for name, file := range map[string][]byte{
		"doc.kml":       zipOf(t, "images/a.png", "x", "other.kml", "<kml/>", "doc.kml", good),
		"another name":  zipOf(t, "images/a.png", "x", "Walk.KML", good),
		"in a folder":   zipOf(t, "files/walk.kml", good),
		"two documents": zipOf(t, "a.kml", good, "b.kml", "<broken"),
	} {
		tracks, err := Read(bytes.NewReader(file), KMZ, false, DefaultLimits())
		if err != nil || tracks[0].Points() != 2 {
			t.Errorf("%s: got %v, error %v", name, tracks, err)
		}
	}
	for name, c := range map[string]struct {
		file []byte
		code string
	}{
		"not a zip":   {[]byte(good), CodeInvalid},
		"empty":       {nil, CodeInvalid},
		"cut off":     {zipOf(t, "doc.kml", good)[:100], CodeInvalid},
		"no document": {zipOf(t, "readme.txt", "x"), CodeNoTracks},
		"no tracks":   {zipOf(t, "doc.kml", "<kml/>"), CodeNoTracks},
		"bad XML":     {zipOf(t, "doc.kml", "<kml>"), CodeInvalid},
	} {
		_, err := Read(bytes.NewReader(c.file), KMZ, false, DefaultLimits())
		t.Run(name, func(t *testing.T) { wantRefusal(t, err, c.code) })
	}
	long := kmlDoc(kmlTrack(0, 60, ""))
	packed := zipOf(t, "doc.kml", long)
	for _, most := range []int{len(packed) - 1, len(long) - 1} {
		_, err := Read(bytes.NewReader(packed), KMZ, false, Limits{MaxBytes: int64(most)})
		wantRefusal(t, err, CodeTooLarge)
	}
}

// A KMZ is held in pieces; reading across their borders gives the same bytes.
func TestHeldFile(t *testing.T) {
	whole := make([]byte, 2*heldPiece+1000)
	for i := range whole {
		whole[i] = byte(i * 7 >> 3)
	}
	var h held
	if err := h.readFrom(bytes.NewReader(whole), int64(len(whole))); err != nil || h.size != int64(len(whole)) {
		t.Fatalf("held %d bytes, error %v", h.size, err)
	}
	if err := iotest.TestReader(io.NewSectionReader(&h, 0, h.size), whole); err != nil {
		t.Error(err)
	}
}
