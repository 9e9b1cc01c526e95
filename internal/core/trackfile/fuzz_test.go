package trackfile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"palestra/internal/core/fault"
	"palestra/internal/core/track"
)

// fuzzLimits keep a single input cheap.
var fuzzLimits = Limits{MaxPoints: 5000, MaxBytes: 1 << 20, MaxSummaries: 200}

// fuzzRead parses what a fuzzer made up and checks what holds of every result.
func fuzzRead(t *testing.T, f Format, file []byte) []*track.Track {
	tracks, err := Read(bytes.NewReader(file), f, false, fuzzLimits)
	if err != nil {
		var refusal *fault.Error
		if !errors.As(err, &refusal) || refusal.Code == "" || refusal.Message == "" || !utf8.ValidString(refusal.Message) {
			t.Fatalf("an error that is no refusal: %#v", err)
		}
		return nil
	}
	if len(tracks) == 0 {
		t.Fatal("neither tracks nor an error")
	}
	points := 0
	for _, x := range tracks {
		points += x.Points()
		checkTrack(t, x)
	}
	if points > fuzzLimits.MaxPoints {
		t.Fatalf("%d points", points)
	}
	return tracks
}

// checkTrack fails on values that no reader may let through.
func checkTrack(t *testing.T, x *track.Track) {
	for _, text := range []string{x.Name, x.Description, x.Device, x.Software, x.Sport} {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) || len(text) > 4*maxTextBytes {
			t.Fatalf("text %q", text)
		}
	}
	for _, s := range x.Segments {
		if len(s.Points) == 0 {
			t.Fatal("a segment without points")
		}
		for _, p := range s.Points {
			if p.Time < 0 || p.Time >= latest || p.HasPosition() && (p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180) ||
				p.Lat == p.Lat != (p.Lon == p.Lon) || p.HasEle() && (p.Ele < -maxElevation || p.Ele > maxElevation) ||
				p.Distance < 0 || p.Speed < 0 || p.HeartRate < track.None || p.Cadence < track.None || p.Power < track.None {
				t.Fatalf("point %+v", p)
			}
		}
		for _, p := range s.Pauses {
			if p.From >= p.To {
				t.Fatalf("pause %+v", p)
			}
		}
	}
}

// addRecordings seeds a fuzzer with the beginnings of real files.
func addRecordings(f *testing.F, pattern string) {
	names, err := filepath.Glob(filepath.Join("testdata", "recordings", pattern))
	if err != nil || len(names) == 0 {
		f.Fatalf("no recordings %s: %v", pattern, err)
	}
	for _, name := range names {
		file, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file[:min(len(file), 4000)])
	}
}

func FuzzGPX(f *testing.F) {
	f.Add([]byte(gpxDoc(trkpt(0, "<ele>5.5</ele><extensions><hr>90</hr><power>100</power><atemp>5</atemp></extensions>") + trkpt(1, ""))))
	f.Add(gpxOf(f, ride(3)))
	f.Add([]byte("\xFF\xFE<\x00g\x00p\x00x\x00/\x00>\x00"))
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, x := range fuzzRead(t, GPX, file) {
			first := gpxOf(t, x)
			again, err := Read(bytes.NewReader(first), GPX, false, DefaultLimits())
			if err != nil {
				t.Fatalf("what was written can't be read: %v\n%s", err, first)
			}
			if second := gpxOf(t, again[0]); !bytes.Equal(first, second) {
				t.Fatalf("not stable:\n%s\n%s", first, second)
			}
		}
	})
}

func FuzzTCX(f *testing.F) {
	addRecordings(f, "*.tcx")
	f.Add(tcxOf(ride(3)))
	f.Add([]byte(tcxDoc(tcxLap(0, "30", tcxTrack(0, 10)+tcxTrack(40, 50)))))
	f.Fuzz(func(t *testing.T, file []byte) { fuzzRead(t, TCX, file) })
}

func FuzzKML(f *testing.F) {
	f.Add([]byte(kmlDoc(kmlTrack(0, 3, `<ExtendedData><SimpleArrayData name="hr"><value>1</value></SimpleArrayData></ExtendedData>`))))
	f.Add([]byte(kmlDoc("<MultiTrack>" + kmlTrack(0, 2, "") + kmlTrack(5, 2, "") + "</MultiTrack>")))
	f.Fuzz(func(t *testing.T, file []byte) {
		fuzzRead(t, KML, file)
		fuzzRead(t, KMZ, file)
	})
}

func FuzzFIT(f *testing.F) {
	addRecordings(f, "*.fit")
	f.Add(fitOf(f, ride(3)))
	f.Fuzz(func(t *testing.T, file []byte) { fuzzRead(t, FIT, file) })
}

func FuzzArchive(f *testing.F) {
	f.Add(zipOf(f, "a.gpx", gpxDoc(trkpt(0, "")+trkpt(1, "")), "b/c.tcx.gz", "x", "d.txt", "x"))
	f.Add(zipOf(f, "doc.kml", "<kml/>"))
	f.Fuzz(func(t *testing.T, file []byte) {
		lim := ArchiveLimits{MaxMembers: 20, MaxMemberSize: 1 << 20}
		members, err := openArchive(file, lim)
		if err != nil {
			if fault.CodeOf(err) == "" {
				t.Fatalf("an error that is no refusal: %v", err)
			}
			return
		}
		for _, m := range members {
			if !utf8.ValidString(m.Name) || m.Size < 0 || m.Size > lim.MaxMemberSize {
				t.Fatalf("member %+v", m)
			}
			rc, err := m.Open()
			if err == nil {
				var n int64
				n, err = io.Copy(io.Discard, rc)
				if n > lim.MaxMemberSize {
					t.Fatalf("unpacked %d bytes", n)
				}
				_ = rc.Close()
			}
			if err != nil && fault.CodeOf(err) == "" {
				t.Fatalf("an error that is no refusal: %v", err)
			}
		}
	})
}

// FuzzScanner holds the scanner against encoding/xml: the same elements, attributes and text, and no document that the
// other one refuses.
func FuzzScanner(f *testing.F) {
	for _, doc := range []string{
		`<a/>`, `<a x="1" y='&lt;'>t<b>u&amp;v</b><!-- c --><bb>w<c>x</c>y</bb></a>`, `<aa>&#65;<b/>&#x42;</aa>`, "<a>\n<bc z = '&quot;'/></a >",
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		if !plainXML(doc) {
			t.Skip("read in another way on purpose")
		}
		want, wantErr := standardOutline(doc)
		got, err := textOutline(newScanner(bytes.NewReader(doc), GPX, 1000))
		switch {
		case err == nil && wantErr != nil:
			t.Fatalf("accepted, but encoding/xml says %v", wantErr)
		case err != nil && wantErr == nil && !stricter(err):
			t.Fatalf("refused with %v, but encoding/xml accepts", err)
		case err == nil && got != want:
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// plainXML leaves out what the scanner lets through on purpose (characters that XML forbids, "]]>" in text), what it
// reads in another way (prefixes, names beyond ASCII) and what it leaves to others (encodings, instructions, DTDs).
func plainXML(doc []byte) bool {
	markup := bytes.Count(doc, []byte("<!"))
	if markup != bytes.Count(doc, []byte("<!--"))+bytes.Count(doc, []byte("<![CDATA[")) {
		return false
	}
	for _, r := range string(doc) {
		if !isXMLChar(r) || r == utf8.RuneError || r == '\r' || r > 0x7F {
			return false
		}
	}
	return utf8.Valid(doc) && !bytes.ContainsAny(doc, ":") && !bytes.Contains(doc, []byte("]]>")) && !bytes.Contains(doc, []byte("<?"))
}

// stricter is true for rules of XML that encoding/xml does not hold to: one element around all, a space between attributes; and
// for ours: no DTD, bounds.
func stricter(err error) bool {
	for _, words := range []string{"outside of", "second element", "no XML element", "DOCTYPE", "nested deeper", "more than 64", "longer than", "unknown reference", "no space before an attribute"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}

// textOutline is outline with the text of every element that has no children.
func textOutline(s *scanner) (string, error) {
	var b strings.Builder
	for {
		switch s.next() {
		case eventStart:
			fmt.Fprintf(&b, "(%s", s.name)
			for _, a := range s.attrs {
				fmt.Fprintf(&b, " %s=%q", a.name, a.value)
			}
			if len(s.name)%2 == 0 { // half of the elements are read through text, children and all
				fmt.Fprintf(&b, " %q)", s.text())
			}
		case eventEnd:
			b.WriteString(")")
		default:
			return b.String(), s.err
		}
	}
}

// standardOutline is textOutline by encoding/xml.
func standardOutline(doc []byte) (string, error) {
	var b strings.Builder
	var text strings.Builder
	dec := xml.NewDecoder(bytes.NewReader(doc))
	within := 0 // depth below an element that is read as text
	for {
		token, err := dec.RawToken()
		if err == io.EOF {
			// RawToken doesn't match tags, Token does.
			return b.String(), matchedTags(doc)
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if within > 0 {
				within++
				continue
			}
			fmt.Fprintf(&b, "(%s", token.Name.Local)
			for _, a := range token.Attr {
				fmt.Fprintf(&b, " %s=%q", a.Name.Local, a.Value)
			}
			if len(token.Name.Local)%2 == 0 {
				within = 1
				text.Reset()
			}
		case xml.EndElement:
			switch within {
			case 0:
				b.WriteString(")")
			case 1:
				fmt.Fprintf(&b, " %q)", text.String())
			}
			within = max(within-1, 0)
		case xml.CharData:
			if within == 1 {
				text.Write(token)
			}
		}
	}
}

// matchedTags is the error of encoding/xml for the whole document.
func matchedTags(doc []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(doc))
	for {
		if _, err := dec.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}
