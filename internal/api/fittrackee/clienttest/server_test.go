package clienttest

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/google/uuid"

	"palestra/internal/api/fittrackee"
	"palestra/internal/blob"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/export"
	"palestra/internal/core/setting"
	"palestra/internal/core/trackfile"
	"palestra/internal/store/storetest"
)

// plainMap draws nothing: grey pictures and tiles.
type plainMap struct{}

func (plainMap) Picture(context.Context, string) ([]byte, error) { return blank(400, 225) }

func (plainMap) Tile(context.Context, string, int, int, int) (fittrackee.Tile, error) {
	tile, err := blank(256, 256)
	return fittrackee.Tile{Status: http.StatusOK, ContentType: "image/png", Body: tile}, err
}

func blank(width, height int) ([]byte, error) {
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for i := range picture.Pix {
		picture.Pix[i] = 0xdd
	}
	var b bytes.Buffer
	err := png.Encode(&b, picture)
	return b.Bytes(), err
}

// newDialect is the dialect over an empty database and real services. What it logs as an error is a complaint.
func newDialect(t *testing.T, f *front) *fittrackee.Dialect {
	t.Helper()
	ctx, db := t.Context(), storetest.SQLite(t)
	files, err := blob.Open(filepath.Join(t.TempDir(), "files"))
	must(t, err)
	keys, err := auth.NewKeys([]byte(strings.Repeat("secret", 8)))
	must(t, err)
	pictures := &kept{}
	people, err := auth.New(db, auth.Options{
		Keys: keys, Files: pictures, Registering: auth.Open, TimeZone: "UTC", Now: time.Now, NewUUID: uuid.NewString,
		PasswordParams: &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	})
	must(t, err)
	const maxFile, maxArchive = 50 << 20, 500 << 20
	rules, err := setting.New(ctx, db, setting.Settings{MaxFileSize: maxFile, MaxArchiveSize: maxArchive, MaxArchiveFiles: 500}, time.Now)
	must(t, err)
	activities := activity.New(db, files, activity.Options{
		Limits: trackfile.DefaultLimits(), ArchiveLimits: trackfile.DefaultArchiveLimits(), MaxFileSize: maxFile, MaxArchiveSize: maxArchive,
		Now: time.Now, NewUUID: uuid.NewString, NewMapID: func() string { return strings.ReplaceAll(uuid.NewString(), "-", "") },
	})
	pictures.activities = activities
	exports := export.New(db, people, activities, time.Now, uuid.NewString)
	work(t, exports)
	return fittrackee.New(fittrackee.Deps{
		Auth: people, Activities: activities, Pictures: plainMap{}, Tiles: plainMap{}, Rules: rules,
		Exports: exports,
		Counts: func(ctx context.Context) (fittrackee.Counts, error) {
			c, err := db.Counts(ctx)
			return fittrackee.Counts{Activities: c.Activities, Sports: c.Sports, People: c.People, UploadBytes: c.FileBytes}, err
		},
		Settings: fittrackee.Settings{Version: "1.0.0", MaxFileSize: maxFile, MaxArchiveSize: maxArchive},
		Log:      slog.New(slog.NewTextHandler(errorsOf{f}, &slog.HandlerOptions{Level: slog.LevelError})),
	})
}

// work makes archives while the test goes on.
func work(t *testing.T, exports *export.Service) {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-ctx.Done():
				return
			case <-exports.Wanted():
				if err := exports.Work(ctx); err != nil && ctx.Err() == nil {
					t.Errorf("export: %v", err)
				}
			}
		}
	}()
	t.Cleanup(func() { stop(); <-done })
}

// kept are people's pictures, which lie among the files of the activities.
type kept struct{ activities *activity.Service }

func (k *kept) Keep(ctx context.Context, data []byte, commit func(hash string) error) error {
	return k.activities.KeepFile(ctx, bytes.NewReader(data), int64(len(data)), func(hash string, _ int64) error { return commit(hash) })
}

func (k *kept) Open(hash string) (io.ReadSeekCloser, error) { return k.activities.OpenFile(hash) }

func (k *kept) Forget(ctx context.Context, hashes []string) error {
	return k.activities.ForgetFiles(ctx, hashes)
}

// errorsOf makes every line of a log a complaint.
type errorsOf struct{ *front }

func (e errorsOf) Write(line []byte) (int, error) {
	e.complain(string(line))
	return len(line), nil
}
