package fittrackee

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// getGPX serves GET /workouts/{id}/gpx: the text of the file inside JSON. Files of other formats come as GPX.
func (d *Dialect) getGPX(w http.ResponseWriter, r *http.Request, v access.Viewer) error {
	uuid, err := workoutID(r)
	if err != nil {
		return err
	}
	text := gpxText(w)
	return text.Finish(d.activities.WriteGPX(r.Context(), v, uuid, text))
}

// getSegmentGPX serves GET /workouts/{id}/gpx/segment/{n}, n from 1: the positions and elevations of one segment.
func (d *Dialect) getSegmentGPX(w http.ResponseWriter, r *http.Request, v access.Viewer) error {
	a, err := d.own(r, v)
	if err != nil {
		return err
	}
	n := chi.URLParam(r, "n")
	text := gpxText(w)
	err = d.activities.WriteSegmentGPX(r.Context(), v, a.UUID, segmentIndex(n), text)
	return text.Finish(segmentError(n, err))
}

func gpxText(w http.ResponseWriter) *wire.TextStream {
	return wire.NewTextStream(w, wire.TypeJSON, `{"data":{"gpx":"`, `"},"message":"","status":"success"}`+"\n")
}

// segmentIndex counts from 0 what paths count from 1; numbers too large for anything stay so.
func segmentIndex(n string) int {
	i, err := strconv.ParseInt(n, 10, 32)
	if err != nil {
		return 1 << 30
	}
	return int(i) - 1
}

// segmentError words the refusal of a segment that is not there: 0 is a mistake, others just are not there.
func segmentError(n string, err error) error {
	if fault.CodeOf(err) != "activity.no_segment" {
		return err
	}
	if segmentIndex(n) < 0 {
		return failed("Incorrect segment id")
	}
	return notFound("No segment with id '" + n + "'")
}

// downloadGPX serves GET /workouts/{id}/gpx/download: the file itself, as it was uploaded, or as GPX when it was of
// another format.
func (d *Dialect) downloadGPX(w http.ResponseWriter, r *http.Request, v access.Viewer) error {
	uuid, err := workoutID(r)
	if err != nil {
		return err
	}
	blob, a, err := d.activities.Original(r.Context(), v, uuid)
	if err != nil {
		return err
	}
	defer blob.Close()
	h := w.Header()
	if a.File.Format == "gpx" && !a.File.Gzipped {
		setFileHeaders(h, a, a.File.Hash[:32])
		http.ServeContent(w, r, "", a.CreatedAt, blob)
		return nil
	}
	if !a.HasTrack() {
		return fault.New(fault.NotFound, "activity.no_track", "no track for this activity")
	}
	// The document has the title and the description in it, which change.
	version := a.CreatedAt
	if a.ModifiedAt.After(version) {
		version = a.ModifiedAt
	}
	tag := fmt.Sprintf("%s-%d-%x", a.File.Hash[:32], a.File.Index, version.UnixMilli())
	if strings.Contains(r.Header.Get("If-None-Match"), `"`+tag+`"`) {
		h.Set("ETag", `"`+tag+`"`)
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	out := &lateWriter{w: w, begin: func() {
		setFileHeaders(h, a, tag)
		h.Set("Last-Modified", formatDate(version))
	}}
	err = d.activities.WriteGPX(r.Context(), v, uuid, out)
	if err != nil && out.begun {
		panic(http.ErrAbortHandler) // half a file is out: cutting the connection says so
	}
	return err
}

func setFileHeaders(h http.Header, a *activity.Activity, tag string) {
	h.Set("Content-Type", "application/gpx+xml; charset=utf-8")
	h.Set("Content-Disposition", "attachment; filename="+storedName(a)+".gpx")
	h.Set("ETag", `"`+tag+`"`)
	h.Set("Cache-Control", "private, no-cache")
}

// storedName is the name the reference gives to files: start, sport and 11 characters, here always the same ones.
func storedName(a *activity.Activity) string {
	sum := sha256.Sum256([]byte(a.UUID))
	return fmt.Sprintf("%s_%d_%s", a.Start.UTC().Format("2006-01-02_15-04-05"), sportID(a.Sport), base64.RawURLEncoding.EncodeToString(sum[:8]))
}

// lateWriter sets headers with the first byte, so that until then an error can still be answered.
type lateWriter struct {
	w     http.ResponseWriter
	begin func()
	begun bool
}

func (l *lateWriter) Write(p []byte) (int, error) {
	if !l.begun {
		l.begun = true
		l.begin()
	}
	return l.w.Write(p)
}
