package web

import (
	"bytes"
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
)

// mapPicture serves GET /activities/{id}/map.png. Its address has the version of the formula, so that it may be kept.
func (s *Site) mapPicture(w http.ResponseWriter, r *http.Request, who reader) error {
	id, err := activityID(r)
	if err != nil {
		return err
	}
	a, err := s.deps.Activities.Get(r.Context(), who.viewer, id)
	if err != nil {
		return err
	}
	if a.MapID == "" {
		return fault.Missing("map")
	}
	png, err := s.deps.Pictures.Picture(r.Context(), a.MapID)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "private, max-age=604800")
	w.Header().Set("Vary", "Cookie")
	w.Header().Set("Content-Length", strconv.Itoa(len(png)))
	_, _ = w.Write(png) // a browser that has left needs no answer
	return nil
}

// tile serves GET /tiles/{theme}/{z}/{x}/{y}.png, and {y}@2x.png for dense screens.
func (s *Site) tile(w http.ResponseWriter, r *http.Request, _ reader) error {
	name, isPNG := strings.CutSuffix(r.PathValue("tile"), ".png")
	name, dense := strings.CutSuffix(name, "@2x")
	z, errZ := strconv.Atoi(r.PathValue("z"))
	x, errX := strconv.Atoi(r.PathValue("x"))
	y, errY := strconv.Atoi(name)
	theme := r.PathValue("theme")
	if !isPNG || errZ != nil || errX != nil || errY != nil || theme != "light" && theme != "dark" {
		return fault.Missing("tile")
	}
	scale := 1
	if dense {
		scale = 2
	}
	png, err := s.deps.Tiles.Tile(r.Context(), theme == "dark", z, x, y, scale)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "public, max-age=604800")
	w.Header().Set("Content-Length", strconv.Itoa(len(png)))
	_, _ = w.Write(png)
	return nil
}

// downloadOriginal serves GET /activities/{id}/original: the uploaded file, byte for byte.
func (s *Site) downloadOriginal(w http.ResponseWriter, r *http.Request, who reader) error {
	id, err := activityID(r)
	if err != nil {
		return err
	}
	blob, a, err := s.deps.Activities.Original(r.Context(), who.viewer, id)
	if err != nil {
		return err
	}
	defer blob.Close()
	attachment(w, a.File.Name, "application/octet-stream")
	http.ServeContent(w, r, "", time.Time{}, blob)
	return nil
}

// downloadGPX serves GET /activities/{id}/gpx. The document is made before the first byte leaves, so that a failure is
// told as one.
func (s *Site) downloadGPX(w http.ResponseWriter, r *http.Request, who reader) error {
	a, err := s.own(r, who)
	if err != nil {
		return err
	}
	var gpx bytes.Buffer
	if err := s.deps.Activities.WriteGPX(r.Context(), who.viewer, a.UUID, &gpx); err != nil {
		return err
	}
	attachment(w, gpxName(a.Title, a.Start), "application/gpx+xml")
	w.Header().Set("Content-Length", strconv.Itoa(gpx.Len()))
	_, _ = w.Write(gpx.Bytes())
	return nil
}

var unsafeInName = regexp.MustCompile(`[^\p{L}\p{N}._-]+`)

// gpxName is a file name that sorts by date and survives every file system.
func gpxName(title string, start time.Time) string {
	name := strings.Trim(unsafeInName.ReplaceAllString(title, "-"), "-.")
	if len(name) > 80 {
		name = strings.ToValidUTF8(name[:80], "")
	}
	return start.Format(time.DateOnly) + "-" + name + ".gpx"
}

// attachment makes the browser save what follows under a name.
func attachment(w http.ResponseWriter, name, mimeType string) {
	h := w.Header()
	h.Set("Content-Type", mimeType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Cache-Control", "private, no-store")
}
