package trackfile

import (
	"io"

	"palestra/internal/core/track"
)

// readTCX reads the activities of a Training Center database, each into a track of its own with one segment.
func readTCX(r io.Reader, lim Limits) ([]*track.Track, error) {
	text, err := utf8Reader(r, TCX)
	if err != nil {
		return nil, err
	}
	x := tcxReader{s: newScanner(text, TCX, lim.MaxDepth), lim: lim, points: newCollector(lim)}
	defer x.points.release()
	return x.document()
}

// tcxReader is the state of one TCX document.
type tcxReader struct {
	s      *scanner
	lim    Limits
	points collector
	tracks []*track.Track
	// activities counts those with and without content, laps those of all; refused is why the first activity without
	// content was left out.
	activities int
	laps       int
	refused    error
	// t is the activity being read, breaks where its <Track> elements end and begin again.
	t      *track.Track
	breaks []trackBreak
}

// document reads the whole file.
func (x *tcxReader) document() ([]*track.Track, error) {
	s := x.s
	author := ""
	if s.root("TrainingCenterDatabase") {
		for s.child(1) {
			switch string(s.name) {
			case "Activities":
				x.activitiesOf()
			case "Author":
				author = s.childText("Name")
			}
		}
	}
	err := s.finish()
	switch {
	case err != nil:
		return nil, err
	case x.activities == 0:
		return nil, refuse(CodeNoTracks, TCX, "no activities in tcx file")
	case len(x.tracks) == 0:
		return nil, x.refused
	}
	for _, t := range x.tracks {
		t.Software = author
	}
	return x.tracks, nil
}

// activitiesOf reads every <Activity> within the current element; those of a <MultiSportSession> lie deeper.
func (x *tcxReader) activitiesOf() {
	s := x.s
	for depth := s.depth; s.depth >= depth; {
		switch s.next() {
		case eventStart:
			if string(s.name) == "Activity" {
				x.activity()
			}
		case eventStop:
			return
		}
	}
}

// activity reads an <Activity> and keeps it when it has points or a duration.
func (x *tcxReader) activity() {
	s := x.s
	if x.activities++; x.activities > maxTracks {
		s.invalid("more than %d activities", maxTracks)
		return
	}
	x.t, x.breaks = &track.Track{Totals: track.NewTotals(), Sport: cleanText(s.attr("Sport"))}, x.breaks[:0]
	for depth := s.depth; s.child(depth); {
		switch string(s.name) {
		case "Lap":
			x.lap()
		case "Notes":
			x.t.Description = cleanText(s.text())
		case "Creator":
			x.t.Device = s.childText("Name")
		}
	}
	x.keep()
}

// keep ends the activity.
func (x *tcxReader) keep() {
	t := x.t
	points := x.points.take()
	tcxTotals(t, points)
	switch {
	case len(t.Laps) == 0:
		x.refuse(CodeNoLaps, "no laps in an activity of the tcx file")
		return
	case len(points) == 0 && !(t.Totals.Timer > 0):
		x.refuse(CodeNoCoordinates, "the laps of the tcx file have neither points nor a duration")
		return
	case len(points) > 0:
		t.Segments = []track.Segment{{Points: points, Pauses: tcxPauses(t.Laps, x.breaks)}}
	}
	x.tracks = append(x.tracks, t)
}

// refuse notes why an activity is left out.
func (x *tcxReader) refuse(code, sentence string) {
	if x.refused == nil {
		x.refused = refuse(code, TCX, "%s", sentence)
	}
}
