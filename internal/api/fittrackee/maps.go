package fittrackee

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

var mapName = regexp.MustCompile(`^[0-9a-f]{32}$`)

// getMap serves GET /workouts/map/{map}: the picture of a track, to whoever knows its name.
func (d *Dialect) getMap(w http.ResponseWriter, r *http.Request, _ access.Viewer) error {
	name := chi.URLParam(r, "map")
	if d.pictures == nil || !mapName.MatchString(name) {
		return errNoMap
	}
	picture, err := d.pictures.Picture(r.Context(), name)
	if err != nil {
		return pictureError(err)
	}
	sum := sha256.Sum256(picture)
	h := w.Header()
	h.Set("Content-Type", "image/png")
	h.Set("Content-Disposition", "inline; filename="+name+".png")
	h.Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(picture))
	return nil
}

var errNoMap = notFound("Map does not exist.")

// pictureError tells a picture that never was from one that can't be drawn any more.
func pictureError(err error) error {
	var f *fault.Error
	switch {
	case !errors.As(err, &f) || f.Kind != fault.NotFound:
		return err
	case f.Code == "activity.not_found":
		return errNoMap
	default:
		return notFound("Map file does not exist.")
	}
}

// maxZoom is where the widest used tile schemes end.
const maxZoom = 22

var subdomain = regexp.MustCompile(`^[a-z0-9]{1,8}$`)

// getTile serves GET /workouts/map_tile/{s}/{z}/{x}/{y}.png: what the configured tile server answers. Only tiles that can
// exist are asked for.
func (d *Dialect) getTile(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	s := chi.URLParam(r, "s")
	zoom, ok1 := parseDigits(chi.URLParam(r, "z"), 1, 2)
	x, ok2 := parseDigits(chi.URLParam(r, "x"), 1, 7)
	y, ok3 := parseDigits(chi.URLParam(r, "y"), 1, 7)
	if d.tiles == nil || !ok1 || !ok2 || !ok3 || zoom > maxZoom || x >= 1<<zoom || y >= 1<<zoom || !subdomain.MatchString(s) {
		return wire.Reply{}, errUnknownPath
	}
	tile, err := d.tiles.Tile(r.Context(), s, zoom, x, y)
	if err != nil {
		return wire.Reply{}, err
	}
	reply := wire.Bytes(tile.Status, tile.ContentType, tile.Body)
	if tile.Status == http.StatusOK {
		reply = reply.With("Cache-Control", "public, max-age="+strconv.Itoa(int(tileLife.Seconds())))
	}
	return reply, nil
}

// tileLife is how long a client may keep a tile: a week, as tile servers ask for.
const tileLife = 7 * 24 * time.Hour
