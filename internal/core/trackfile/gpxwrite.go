package trackfile

import (
	"bufio"
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"time"

	"palestra/internal/core/track"
)

const (
	gpxHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<gpx xmlns="http://www.topografix.com/GPX/1/1"`
	// gpxSpaces are the namespaces of the sensor values: Garmin's TrackPointExtension has no power, a schema of its own
	// does.
	gpxSpaces = ` xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"` +
		` xmlns:gpxpx="http://www.garmin.com/xmlschemas/PowerExtension/v1"`
)

// WriteGPX writes a track as GPX 1.1: name, description, device, sport, and of each point position, elevation, time,
// heart rate, cadence, temperature and power. Points without a position are left out, since the format can't have them.
// Reading it again gives the same values. Errors are those of w.
func WriteGPX(w io.Writer, t *track.Track, creator string) error {
	g := newGPXWriter(w)
	g.print(gpxHead, gpxSpaces, ` version="1.1" creator="`)
	g.escape(creator)
	g.print("\">\n<trk>\n")
	g.element("name", t.Name)
	g.element("desc", t.Description)
	g.element("src", t.Device)
	g.element("type", t.Sport)
	if t.Totals.Calories != track.None {
		g.print(`<extensions><gpxtrkx:TrackStatsExtension xmlns:gpxtrkx="http://www.garmin.com/xmlschemas/TrackStatsExtension/v1">`)
		g.integer("gpxtrkx:Calories", t.Totals.Calories)
		g.print("</gpxtrkx:TrackStatsExtension></extensions>\n")
	}
	for i := range t.Segments {
		g.print("<trkseg>\n")
		for j := range t.Segments[i].Points {
			g.point(&t.Segments[i].Points[j], true)
		}
		g.print("</trkseg>\n")
	}
	g.print("</trk>\n</gpx>\n")
	return g.w.Flush()
}

// WriteSegmentGPX writes one segment as GPX 1.1 with position and elevation only.
func WriteSegmentGPX(w io.Writer, s *track.Segment, creator string) error {
	g := newGPXWriter(w)
	g.print(gpxHead, ` version="1.1" creator="`)
	g.escape(creator)
	g.print("\"><trk><trkseg>\n")
	for i := range s.Points {
		g.point(&s.Points[i], false)
	}
	g.print("</trkseg></trk></gpx>")
	return g.w.Flush()
}

// gpxWriter prints without looking at errors: the buffer keeps the first one for Flush.
type gpxWriter struct {
	w *bufio.Writer
	n []byte
}

func newGPXWriter(w io.Writer) gpxWriter {
	return gpxWriter{w: bufio.NewWriterSize(w, 16<<10), n: make([]byte, 0, 64)}
}

func (g *gpxWriter) print(parts ...string) {
	for _, s := range parts {
		_, _ = g.w.WriteString(s)
	}
}

// escape prints text with what XML reserves replaced, and what it forbids too.
func (g *gpxWriter) escape(text string) { _ = xml.EscapeText(g.w, []byte(text)) }

// element prints <name>text</name>, nothing when there is no text.
func (g *gpxWriter) element(name, text string) {
	if text == "" {
		return
	}
	g.print("<", name, ">")
	g.escape(text)
	g.print("</", name, ">\n")
}

// integer prints <name>n</name>.
func (g *gpxWriter) integer(name string, n int) {
	g.print("<", name, ">")
	g.n = strconv.AppendInt(g.n[:0], int64(n), 10)
	_, _ = g.w.Write(g.n)
	g.print("</", name, ">")
}

// float prints the shortest decimal number that reads back as f.
func (g *gpxWriter) float(f float64) {
	g.n = strconv.AppendFloat(g.n[:0], f, 'f', -1, 64)
	_, _ = g.w.Write(g.n)
}

// point prints a <trkpt>; with all, its time and sensors too.
func (g *gpxWriter) point(p *track.Point, all bool) {
	if !p.HasPosition() {
		return
	}
	g.print(`<trkpt lat="`)
	g.float(p.Lat)
	g.print(`" lon="`)
	g.float(p.Lon)
	g.print(`">`)
	if p.HasEle() {
		g.print("<ele>")
		g.float(p.Ele)
		if p.Ele == math.Trunc(p.Ele) {
			g.print(".0")
		}
		g.print("</ele>")
	}
	if all && p.Time != track.NoTime {
		g.print("<time>")
		g.n = p.At().AppendFormat(g.n[:0], time.RFC3339Nano)
		_, _ = g.w.Write(g.n)
		g.print("</time>")
	}
	if all {
		g.sensors(p)
	}
	g.print("</trkpt>\n")
}

// sensors prints a point's <extensions> in the order that the schema asks for.
func (g *gpxWriter) sensors(p *track.Point) {
	inExtension := p.Temperature != track.NoTemperature || p.HeartRate != track.None || p.Cadence != track.None
	if !inExtension && p.Power == track.None {
		return
	}
	g.print("<extensions>")
	if p.Power != track.None {
		g.integer("gpxpx:PowerInWatts", int(p.Power))
	}
	if inExtension {
		g.print("<gpxtpx:TrackPointExtension>")
		if p.Temperature != track.NoTemperature {
			g.integer("gpxtpx:atemp", int(p.Temperature))
		}
		if p.HeartRate != track.None {
			g.integer("gpxtpx:hr", int(p.HeartRate))
		}
		if p.Cadence != track.None {
			g.integer("gpxtpx:cad", int(p.Cadence))
		}
		g.print("</gpxtpx:TrackPointExtension>")
	}
	g.print("</extensions>")
}
