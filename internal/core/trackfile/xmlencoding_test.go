package trackfile

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestEncodings(t *testing.T) {
	body := `<gpx><trk><name>Zürich – Genève “€”</name><trkseg>` + trkpt(0, "") + trkpt(1, "") + `</trkseg></trk></gpx>`
	latin := strings.NewReplacer("–", "-", "“", `"`, "”", `"`, "€", "E").Replace(body)
	utf16 := func(e unicode.Endianness, bom unicode.BOMPolicy) encoding.Encoding { return unicode.UTF16(e, bom) }
	const full, reduced = "Zürich – Genève “€”", `Zürich - Genève "E"`
	for _, c := range []struct {
		name, declared string
		enc            encoding.Encoding
		doc, want      string
	}{
		{"UTF-8", "UTF-8", encoding.Nop, body, full},
		{"no prolog", "", encoding.Nop, body, full},
		{"ISO-8859-1", "ISO-8859-1", charmap.ISO8859_1, latin, reduced},
		{"ISO-8859-15", "iso-8859-15", charmap.ISO8859_15, latin, reduced},
		{"Windows-1252", "Windows-1252", charmap.Windows1252, body, full},
		{"UTF-16LE with mark", "UTF-16", utf16(unicode.LittleEndian, unicode.UseBOM), body, full},
		{"UTF-16BE with mark", "UTF-16", utf16(unicode.BigEndian, unicode.UseBOM), body, full},
		{"UTF-16LE without mark", "UTF-16LE", utf16(unicode.LittleEndian, unicode.IgnoreBOM), body, full},
		{"UTF-16BE without mark", "UTF-16BE", utf16(unicode.BigEndian, unicode.IgnoreBOM), body, full},
		{"UTF-16 declared, UTF-8 written", "utf-16", encoding.Nop, body, full},
		{"US-ASCII", "us-ascii", encoding.Nop, body, full},
	} {
		doc := c.doc
		if c.declared != "" {
			doc = fmt.Sprintf("<?xml version=\"1.0\" encoding='%s'?>\n%s", c.declared, doc)
		}
		raw, err := c.enc.NewEncoder().String(doc)
		if err != nil {
			t.Fatal(err)
		}
		tracks, err := Read(strings.NewReader(raw), GPX, false, DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if tracks[0].Name != c.want || tracks[0].Points() != 2 {
			t.Errorf("%s: got name %q with %d points, want %q", c.name, tracks[0].Name, tracks[0].Points(), c.want)
		}
	}
}

func TestByteOrderMarkOfUTF8(t *testing.T) {
	readOne(t, GPX, "\uFEFF"+gpxDoc(trkpt(0, "")+trkpt(1, "")))
	readOne(t, GPX, "\uFEFF<?xml version='1.0' encoding='utf-8'?>"+gpxDoc(trkpt(0, "")+trkpt(1, "")))
}

func TestNamesBecomeCleanText(t *testing.T) {
	for raw, want := range map[string]string{
		"Genève":             "Genève",
		"bad \xFF byte":      "bad \uFFFD byte",
		" a\r\nb\rc\td ":     "a\nb\nc\td",
		"nul \x00 bell \x07": "nul  bell",
		"&#13;x&#10;":        "x",
	} {
		got := readOne(t, GPX, `<gpx><trk><name>`+raw+`</name><trkseg>`+trkpt(0, "")+trkpt(1, "")+`</trkseg></trk></gpx>`).Name
		if got != want {
			t.Errorf("name %q: got %q, want %q", raw, got, want)
		}
	}
}

func TestTruncatedUTF16(t *testing.T) {
	raw, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(gpxDoc(trkpt(0, "") + trkpt(1, ""))))
	if err != nil {
		t.Fatal(err)
	}
	_, err = Read(bytes.NewReader(raw[:len(raw)-5]), GPX, false, DefaultLimits())
	wantRefusal(t, err, CodeInvalid)
}

func TestDocumentsBecomeUTF8(t *testing.T) {
	utf16 := func(e unicode.Endianness, bom unicode.BOMPolicy) encoding.Encoding { return unicode.UTF16(e, bom) }
	body := "<gpx><name>Genève</name></gpx>" + strings.Repeat(" ", 2*prologBytes)
	for _, c := range []struct {
		name      string
		enc       encoding.Encoding
		doc, want string
	}{
		{"UTF-8", encoding.Nop, `<?xml version="1.0" encoding="utf-8"?>` + body, ""},
		{"UTF-8 with mark", encoding.Nop, "\uFEFF" + body, ""},
		{"UTF-8 without prolog", encoding.Nop, body, ""},
		{"bytes that are none", encoding.Nop, "bad \xFF byte", ""},
		{"nothing", encoding.Nop, "", ""},
		{"unknown", charmap.ISO8859_1, `<?xml encoding="x-mine"?>Gen`, ""},
		{"ISO-8859-1", charmap.ISO8859_1, `<?xml version="1.0" encoding="ISO-8859-1" standalone="yes"?>` + "\n" + body, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + body},
		{"Windows-1252", charmap.Windows1252, ` <?xml version='1.0' encoding = 'Windows-1252' ?>` + body, ` <?xml version='1.0' encoding = 'UTF-8' ?>` + body},
		{"UTF-16LE with mark", utf16(unicode.LittleEndian, unicode.UseBOM), `<?xml version="1.0" encoding="UTF-16"?>` + body, `<?xml version="1.0" encoding="UTF-8"?>` + body},
		{"UTF-16BE with mark", utf16(unicode.BigEndian, unicode.UseBOM), `<?xml version="1.0"?>` + body, `<?xml version="1.0"?>` + body},
		{"UTF-16BE without mark", utf16(unicode.BigEndian, unicode.IgnoreBOM), body, body},
	} {
		raw, err := c.enc.NewEncoder().String(c.doc)
		if err != nil {
			t.Fatal(err)
		}
		if c.want == "" {
			c.want = raw
		}
		// A byte at a time is how a slow disk may give it.
		r, err := UTF8(iotest.OneByteReader(strings.NewReader(raw)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != c.want {
			t.Errorf("%s: %v, got %q, want %q", c.name, err, got, c.want)
		}
	}
	if _, err := UTF8(iotest.ErrReader(io.ErrClosedPipe)); err != io.ErrClosedPipe {
		t.Errorf("a reader that fails: %v", err)
	}
}
