package browsertest

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/google/uuid"

	"palestra/internal/blob"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/trackfile"
	"palestra/internal/store/storetest"
	"palestra/internal/web"
)

// plainMap stands in for the map: squares of one colour.
type plainMap struct{}

func (plainMap) Picture(context.Context, string) ([]byte, error) {
	return square(400, 225, color.RGBA{0xf2, 0xee, 0xe5, 0xff})
}

func (plainMap) Tile(_ context.Context, dark bool, _, _, _, scale int) ([]byte, error) {
	if dark {
		return square(256*scale, 256*scale, color.RGBA{0x24, 0x2a, 0x2e, 0xff})
	}
	return square(256*scale, 256*scale, color.RGBA{0xf4, 0xf3, 0xee, 0xff})
}

func square(width, height int, c color.Color) ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// newServer serves the pages over real services and an empty database.
func newServer(t *testing.T) *httptest.Server {
	t.Helper()
	db := storetest.SQLite(t)
	files, err := blob.Open(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := auth.NewKeys([]byte("a secret for tests, long enough to be taken"))
	if err != nil {
		t.Fatal(err)
	}
	signing, err := auth.New(db, auth.Options{
		Keys: keys, Registering: auth.Open, TimeZone: "UTC", Now: time.Now, NewUUID: uuid.NewString,
		PasswordParams: &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	})
	if err != nil {
		t.Fatal(err)
	}
	activities := activity.New(db, files, activity.Options{
		Limits: trackfile.DefaultLimits(), ArchiveLimits: trackfile.DefaultArchiveLimits(), MaxFileSize: 50 << 20, MaxArchiveSize: 500 << 20,
		Now: time.Now, NewUUID: uuid.NewString, NewMapID: func() string { return strings.ReplaceAll(uuid.NewString(), "-", "") },
	})
	site, err := web.New(web.Deps{
		Auth: signing, Activities: activities, Pictures: plainMap{}, Tiles: plainMap{}, MaxFileSize: 50 << 20, MaxArchiveSize: 500 << 20,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	return server
}
