package monitor

import (
	"strings"

	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
)

// SourceKind says where the samples of a result come from.
type SourceKind string

// The kinds, in the order in which they are preferred.
const (
	SourceDevice   SourceKind = "device"   // what a device sent
	SourceGPX      SourceKind = "gpx"      // the document of the occasion
	SourceRecorded SourceKind = "recorded" // the athlete's recorded activities
	SourceNone     SourceKind = "none"     // there was nothing
)

// Source is where samples can come from. Feed is called only when no source before had any in the frame.
type Source struct {
	Kind SourceKind
	Feed func(*Engine) error
}

// GPX is a GPX document, "" for none. One that can't be read makes Measure fail with a fault of package trackfile; one
// without a track is like none.
func GPX(document string) Source {
	return Source{SourceGPX, func(e *Engine) error {
		if document == "" {
			return nil
		}
		tracks, err := trackfile.Read(strings.NewReader(document), trackfile.GPX, false, trackfile.DefaultLimits())
		if err != nil {
			return err
		}
		for _, t := range tracks {
			e.addTrack(t)
		}
		return nil
	}}
}

// Recording is a recorded activity as it is stored.
type Recording struct {
	Activity int64
	Columns  *track.Columns
}

// Recorded is an athlete's activities, in order of their start. Where two overlap, as of a watch and a bicycle computer,
// the later one counts from where the one before ends.
func Recorded(recordings ...Recording) Source {
	return Source{SourceRecorded, func(e *Engine) error {
		for _, r := range recordings {
			before := e.explain.Counts.Used
			e.addTrack(restored(r.Columns))
			if e.explain.Counts.Used > before {
				e.explain.Activities = append(e.explain.Activities, r.Activity)
			}
		}
		return nil
	}}
}

// restored is a track of stored columns.
func restored(c *track.Columns) *track.Track {
	t := &track.Track{Segments: make([]track.Segment, len(c.Segments)), Totals: track.NewTotals()}
	for i := range c.Segments {
		t.Segments[i] = track.Segment{Points: c.Segments[i].Restore(), Pauses: c.Segments[i].Pauses}
	}
	return t
}

// Measure measures a frame from the first source that has a sample in it; without any the result is all zeros and empty
// lists, with SourceNone. Errors are those of the sources.
func Measure(f Frame, sources ...Source) (Result, error) {
	var passed []PassedOver
	for _, s := range sources {
		e := NewEngine(f)
		if err := s.Feed(e); err != nil {
			return Result{}, err
		}
		if e.started {
			r := e.Result()
			r.Explain.Source, r.Explain.PassedOver = s.Kind, passed
			return r, nil
		}
		passed = append(passed, PassedOver{s.Kind, e.explain.Counts})
	}
	r := NewEngine(f).Result()
	r.Explain.PassedOver = passed
	return r, nil
}
