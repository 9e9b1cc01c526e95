package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"palestra/internal/core/track"
	"palestra/internal/scenario"
)

const boundary = "palestra-loadtest"

// formType is the content type of a form.
const formType = "multipart/form-data; boundary=" + boundary

const (
	formHead = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{\"sport_id\":1}\r\n--" + boundary +
		"\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ride.gpx\"\r\nContent-Type: application/gpx+xml\r\n\r\n"
	formTail = "\r\n--" + boundary + "--\r\n"
)

// form is an upload of a GPX file in three pieces; the middle one is the file's name for itself and makes it unlike every
// other, so that no two uploads have the same bytes.
type form struct{ before, name, after string }

func (f form) reader() io.Reader {
	return io.MultiReader(strings.NewReader(f.before), strings.NewReader(f.name), strings.NewReader(f.after))
}

func (f form) size() int64 { return int64(len(f.before) + len(f.name) + len(f.after)) }

// named is the same recording as another file.
func (f form) named(n int) form {
	f.name = fmt.Sprintf("ride %06d", n)
	return f
}

// mark stands where the name goes.
const mark = "name-of-the-ride"

// newForm is the upload of a track whose first point is moved to start.
func newForm(t *track.Track, start time.Time) form {
	moved := *t
	moved.Name = mark
	moved.Segments = make([]track.Segment, len(t.Segments))
	shift := start.UnixMicro() - t.Segments[0].Points[0].Time
	for i, s := range t.Segments {
		s.Points = append([]track.Point(nil), s.Points...)
		for j := range s.Points {
			s.Points[j].Time += shift
		}
		moved.Segments[i] = s
	}
	before, after, _ := bytes.Cut(scenario.GPX(&moved), []byte(mark))
	return form{before: formHead + string(before), after: string(after) + formTail}
}

// oldest is when the first of the loaded activities began; the others follow over ten years, faster when there are many.
var oldest = time.Date(2015, 1, 5, 6, 0, 0, 0, time.UTC)

// began is the start of the n-th activity.
func (s size) began(n int) time.Time {
	const decade = 10 * 365 * 24 * time.Hour
	return oldest.Add(time.Duration(n) * (decade / time.Duration(max(s.activities, usualSize.activities))))
}

// forms makes count uploads of rides with so many points and heart rate, as the peers' figures were got with, one after the
// other in time from the first-th on.
func forms(count, points int, s size, first int) []form {
	made := make([]form, count)
	for i := range made {
		made[i] = newForm(heartRateOnly(scenario.Ride(uint64(i+1), points)), s.began(first+i))
	}
	return made
}

// heartRateOnly takes the other sensors away.
func heartRateOnly(t *track.Track) *track.Track {
	for i := range t.Segments {
		for j := range t.Segments[i].Points {
			p := &t.Segments[i].Points[j]
			p.Cadence, p.Power, p.Temperature = track.None, track.None, track.NoTemperature
		}
	}
	return t
}
