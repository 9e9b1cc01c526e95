package browsertest

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/google/uuid"

	"palestra/internal/blob"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/export"
	"palestra/internal/core/job"
	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
	"palestra/internal/core/plan"
	"palestra/internal/core/setting"
	"palestra/internal/core/trackfile"
	"palestra/internal/core/webhook"
	"palestra/internal/store"
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
	return newHouse(t, nil).Server
}

// house is a server with the services behind it.
type house struct {
	*httptest.Server
	auth       *auth.Service
	activities *activity.Service
	exports    *export.Service
	access     *access.Service
	monitor    *monitor.Service
	streams    *live.Service
	db         *store.Store
}

// newHouse is newServer with its services at hand; change may be nil.
func newHouse(t *testing.T, change func(*auth.Options)) *house {
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
	kept := &keptFiles{}
	options := auth.Options{
		Files: kept, Keys: keys, Registering: auth.Open, TimeZone: "UTC", Now: time.Now, NewUUID: uuid.NewString,
		PasswordParams: &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	}
	if change != nil {
		change(&options)
	}
	signing, err := auth.New(db, options)
	if err != nil {
		t.Fatal(err)
	}
	activities := activity.New(db, files, activity.Options{
		Limits: trackfile.DefaultLimits(), ArchiveLimits: trackfile.DefaultArchiveLimits(), MaxFileSize: 50 << 20, MaxArchiveSize: 500 << 20,
		Now: time.Now, NewUUID: uuid.NewString, NewMapID: func() string { return strings.ReplaceAll(uuid.NewString(), "-", "") },
	})
	kept.activities = activities
	exports := export.New(db, signing, activities, time.Now, uuid.NewString)
	rules, err := setting.New(t.Context(), db, setting.Settings{MaxFileSize: 50 << 20, MaxArchiveSize: 500 << 20, MaxArchiveFiles: 500}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	grants := access.New(db, time.Now)
	plans := plan.New(db, plan.Options{Now: time.Now, NewKey: func() string { return strings.ReplaceAll(uuid.NewString(), "-", "")[:24] }, Recordings: activities})
	var streams *live.Service
	watched := monitor.New(db, monitor.Options{
		Now: time.Now, NewUUID: uuid.NewString, Access: grants, Received: func(device int64, r *monitor.RawFrame) { streams.Received(device, r) },
	})
	streams = live.New(watched, time.Now)
	hooks := webhook.New(db, watched, club{}, time.Now)
	site := web.New(web.Deps{
		Exports: exports, Rules: rules, Scopes: []string{"profile:read", "workouts:read", "workouts:write"},
		Auth: signing, Activities: activities, Plans: plans, Access: grants, Monitor: watched, Streams: streams, Jobs: job.NewOverview(db, time.Now), Webhooks: hooks, Pictures: plainMap{}, Tiles: plainMap{}, Credits: manyAuthors{}, MaxFileSize: 50 << 20, MaxArchiveSize: 500 << 20,
		Gym: gymOver(db, kept),
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	return &house{server, signing, activities, exports, grants, watched, streams, db}
}

// recompute does what the reader has asked for, and waits for it.
func (h *house) recompute(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	h.activities.RecomputeInTurn(ctx, func(activity.Recomputed) { stop() })
}

// keptFiles keeps pictures where recordings are kept.
type keptFiles struct{ activities *activity.Service }

func (f *keptFiles) Keep(ctx context.Context, data []byte, commit func(hash string) error) error {
	return f.activities.KeepFile(ctx, bytes.NewReader(data), int64(len(data)), func(hash string, _ int64) error { return commit(hash) })
}

func (f *keptFiles) Open(hash string) (io.ReadSeekCloser, error) { return f.activities.OpenFile(hash) }

func (f *keptFiles) Forget(ctx context.Context, hashes []string) error {
	return f.activities.ForgetFiles(ctx, hashes)
}
