package trackfile

import (
	"bytes"
	"io"
	"math"

	"palestra/internal/core/track"
)

// readKML reads the first <Placemark> with a usable <Track> (KML 2.3, or gx: in 2.2), alone or as the tracks of a
// <MultiTrack>, each of which becomes a segment. f is KML or KMZ, for messages.
func readKML(r io.Reader, f Format, lim Limits) ([]*track.Track, error) {
	text, err := utf8Reader(r, f)
	if err != nil {
		return nil, err
	}
	k := kmlReader{s: newScanner(text, f, lim.MaxDepth), lim: lim, points: newCollector(lim)}
	defer k.points.release()
	return k.document()
}

// kmlReader is the state of one KML document.
type kmlReader struct {
	s      *scanner
	lim    Limits
	points collector
	// t is the placemark being read.
	t *track.Track
	// whens and sensors belong to the <Track> being read.
	whens   []int64
	sensors kmlSensors
	// tracks and shapes count what was found: <Track> elements, and geometry without times.
	tracks, shapes int
}

// document reads the whole file.
func (k *kmlReader) document() ([]*track.Track, error) {
	s := k.s
	var found *track.Track
	if s.root("kml") {
		for found == nil && s.placemark() {
			if k.placemark(); len(k.t.Segments) > 0 {
				found = k.t
			}
		}
	}
	err := s.finish()
	switch {
	case err != nil:
		return nil, err
	case found != nil:
		return []*track.Track{found}, nil
	case k.tracks > 0:
		return nil, refuse(CodeNoPoints, s.format, "no track of the %s file has two points or more", s.format)
	case k.shapes > 0:
		return nil, refuse(CodeUnsupported, s.format, "the %s file has shapes, but no track with times", s.format)
	}
	return nil, refuse(CodeNoTracks, s.format, "no tracks in %s file", s.format)
}

// placemark goes to the next <Placemark> at any depth: folders within folders are common.
func (s *scanner) placemark() bool {
	for {
		switch s.next() {
		case eventStart:
			if string(s.name) == "Placemark" {
				return true
			}
		case eventStop:
			return false
		}
	}
}

// placemark reads a <Placemark> into k.t.
func (k *kmlReader) placemark() {
	s := k.s
	k.t = &track.Track{Totals: track.NewTotals()}
	for depth := s.depth; s.child(depth); {
		switch string(s.name) {
		case "name":
			k.t.Name = cleanText(s.text())
		case "description":
			k.t.Description = cleanText(s.text())
		case "Track":
			k.track()
		case "MultiTrack":
			for within := s.depth; s.child(within); {
				if string(s.name) == "Track" {
					k.track()
				}
			}
		case "Point", "LineString", "LinearRing", "Polygon", "MultiGeometry":
			k.shapes++
		}
	}
}

// track reads a <Track> into a segment.
func (k *kmlReader) track() {
	s := k.s
	k.tracks++
	k.whens = k.whens[:0]
	k.sensors.reset()
	for depth := s.depth; s.child(depth); {
		switch string(s.name) {
		case "when":
			k.when()
		case "coord":
			k.coord()
		case "ExtendedData":
			k.extendedData()
		}
	}
	if s.err != nil {
		return
	}
	points := *k.points.buf
	if len(points) > len(k.whens) {
		s.fail(CodeNoTime, "the track that ends here has %d places but %d times", len(points), len(k.whens))
		return
	}
	for i := range points {
		points[i].Time = k.whens[i]
		k.sensors.give(&points[i], i)
	}
	if len(points) < 2 {
		k.points.drop()
		return
	}
	k.t.Segments = append(k.t.Segments, track.Segment{Points: k.points.take()})
}

// when reads a <when>.
func (k *kmlReader) when() {
	s := k.s
	if len(k.whens) == k.lim.MaxPoints {
		s.err = tooManyPoints(s.format, k.lim)
		return
	}
	text := s.text()
	at, problem := k.s.clock.parse(text)
	switch problem {
	case clockUnreadable:
		s.fail(CodeNoTime, "%s is not a date and time", quoted(text))
	case clockOutOfRange:
		s.invalid("the time %s is outside of the years 1970 to 2099", quoted(text))
	}
	k.whens = append(k.whens, at)
}

// coord reads a <coord>: "longitude latitude elevation". An empty one keeps its time and has no place.
func (k *kmlReader) coord() {
	s := k.s
	p := k.points.add()
	if p == nil {
		s.err = tooManyPoints(s.format, k.lim)
		return
	}
	var parts [3][]byte
	n := 0
	for rest := trimSpace(s.text()); len(rest) > 0; n++ {
		if n == len(parts) {
			s.invalid("a <coord> with more than three numbers")
			return
		}
		end := bytes.IndexAny(rest, " \t\r\n")
		if end < 0 {
			end = len(rest)
		}
		parts[n], rest = rest[:end], trimSpace(rest[end:])
	}
	if n == 0 {
		return
	}
	p.Lon, p.Lat = s.degrees("longitude", parts[0], 180), s.degrees("latitude", parts[1], 90)
	if n == 3 {
		p.Ele = kmlElevation(s, parts[2])
	}
}

// kmlElevation is a third coordinate.
func kmlElevation(s *scanner, text []byte) float64 {
	f, ok := parseFloat(text)
	if !ok {
		s.invalid("elevation %s is not a number", quoted(text))
		return math.NaN()
	}
	return plausibleElevation(f)
}
