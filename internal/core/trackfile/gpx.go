package trackfile

import (
	"fmt"
	"io"
	"math"

	"palestra/internal/core/track"
)

// readGPX reads GPX 1.0 and 1.1: the first track with a segment of two points or more. Shorter segments are left out.
func readGPX(r io.Reader, lim Limits) ([]*track.Track, error) {
	text, err := utf8Reader(r, GPX)
	if err != nil {
		return nil, err
	}
	g := gpxReader{s: newScanner(text, GPX, lim.MaxDepth), lim: lim, points: newCollector(lim)}
	defer g.points.release()
	return g.document()
}

// gpxReader is the state of one GPX document.
type gpxReader struct {
	s      *scanner
	lim    Limits
	points collector
	// t is the track being read.
	t *track.Track
	// timeless says what is wrong with the time of the track's first point that lacks one, "" when none does.
	timeless string
}

// document reads the whole file.
func (g *gpxReader) document() ([]*track.Track, error) {
	s := g.s
	var found *track.Track
	tracks := 0
	if s.root("gpx") {
		creator := cleanText(s.attr("creator"))
		for s.child(1) {
			if found != nil || string(s.name) != "trk" {
				continue
			}
			tracks++
			if g.track(); len(g.t.Segments) > 0 {
				found = g.t
				found.Software = creator
			}
		}
	}
	err := s.finish()
	switch {
	case err != nil:
		return nil, err
	case tracks == 0:
		return nil, refuse(CodeNoTracks, GPX, "no tracks in gpx file")
	case found == nil:
		return nil, refuse(CodeNoPoints, GPX, "no segment of the gpx file has two points or more")
	}
	return []*track.Track{found}, nil
}

// track reads a <trk> into g.t and refuses it when it is usable but for its times.
func (g *gpxReader) track() {
	s := g.s
	g.t, g.timeless = &track.Track{Totals: track.NewTotals()}, ""
	for s.child(2) {
		switch string(s.name) {
		case "name":
			g.t.Name = cleanText(s.text())
		case "desc":
			g.t.Description = cleanText(s.text())
		case "src":
			g.t.Device = cleanText(s.text())
		case "type":
			g.t.Sport = cleanText(s.text())
		case "extensions":
			g.trackExtensions()
		case "trkseg":
			g.segment()
		}
	}
	if len(g.t.Segments) > 0 && g.timeless != "" && s.err == nil {
		s.err = refuse(CodeNoTime, GPX, "%s", g.timeless)
	}
}

// trackExtensions looks for calories, as Garmin's TrackStatsExtension has them.
func (g *gpxReader) trackExtensions() {
	s := g.s
	for depth := s.depth; s.depth >= depth; {
		switch s.next() {
		case eventStart:
			if string(s.name) == "Calories" {
				if f, ok := parseFloat(s.text()); ok && f >= 0 && f <= math.MaxInt32 {
					g.t.Totals.Calories = int(f)
				}
			}
		case eventStop:
			return
		}
	}
}

// segment reads a <trkseg>.
func (g *gpxReader) segment() {
	s := g.s
	for depth := s.depth; s.child(depth); {
		if string(s.name) == "trkpt" {
			g.point()
		}
	}
	if g.points.len() < 2 {
		g.points.drop()
		return
	}
	g.t.Segments = append(g.t.Segments, track.Segment{Points: g.points.take()})
}

// point reads a <trkpt>.
func (g *gpxReader) point() {
	s := g.s
	p := g.points.add()
	if p == nil {
		s.err = tooManyPoints(GPX, g.lim)
		return
	}
	p.Lat, p.Lon = s.degrees("latitude", s.attr("lat"), 90), s.degrees("longitude", s.attr("lon"), 180)
	for depth := s.depth; s.child(depth); {
		switch string(s.name) {
		case "time":
			g.time(p)
		case "ele":
			p.Ele = s.elevation()
		case "extensions":
			s.sensors(p)
		default:
			s.sensor(p)
		}
	}
	if p.Time == track.NoTime && g.timeless == "" {
		g.timeless = fmt.Sprintf("line %d: the point that ends here has no <time>", s.line())
	}
}

// time reads a point's <time>. One that can't be read counts as missing, which is for track to judge.
func (g *gpxReader) time(p *track.Point) {
	text := g.s.text()
	at, problem := g.s.clock.parse(text)
	switch problem {
	case clockOK:
		p.Time = at
	case clockOutOfRange:
		g.s.invalid("the time %s is outside of the years 1970 to 2099", quoted(text))
	case clockUnreadable:
		if g.timeless == "" {
			g.timeless = fmt.Sprintf("line %d: %s is not a date and time", g.s.line(), quoted(text))
		}
	}
}
