package clienttest

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
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

// plainMap draws nothing.
type plainMap struct{}

func (plainMap) Picture(context.Context, string) ([]byte, error) { return blank(400, 225) }

func (plainMap) Tile(context.Context, string, int, int, int) (fittrackee.Tile, error) {
	tile, err := blank(256, 256)
	return fittrackee.Tile{Status: http.StatusOK, ContentType: "image/png", Body: tile}, err
}

func blank(width, height int) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
	return b.Bytes(), err
}

// server is the released client in front of the dialect.
type server struct {
	*httptest.Server
	mu sync.Mutex
	// calls counts the operations that were asked for; refused are those that were not answered well.
	calls   map[string]int
	refused []string
}

func newServer(t *testing.T, pages fs.FS) *server {
	t.Helper()
	s := &server{calls: map[string]int{}}
	mux := http.NewServeMux()
	mux.Handle("/api/", s.watched(newDialect(t).Handler()))
	mux.Handle("/", served(pages))
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func newDialect(t *testing.T) *fittrackee.Dialect {
	t.Helper()
	ctx, db := t.Context(), storetest.SQLite(t)
	files, err := blob.Open(filepath.Join(t.TempDir(), "files"))
	must(t, err)
	keys, err := auth.NewKeys([]byte(strings.Repeat("secret", 8)))
	must(t, err)
	people, err := auth.New(db, auth.Options{
		Keys: keys, Registering: auth.Open, TimeZone: "UTC", Now: time.Now, NewUUID: uuid.NewString,
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
	return fittrackee.New(fittrackee.Deps{
		Auth: people, Activities: activities, Pictures: plainMap{}, Tiles: plainMap{}, Rules: rules,
		Exports:  export.New(db, people, activities, time.Now, uuid.NewString),
		Settings: fittrackee.Settings{Version: "1.0.0", MaxFileSize: maxFile, MaxArchiveSize: maxArchive},
		Log:      slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// watched notes what is asked for, and what is refused.
func (s *server) watched(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(out, r)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.calls[r.Method+" "+r.URL.Path]++
		if out.status >= http.StatusBadRequest {
			s.refused = append(s.refused, fmt.Sprintf("%d %s %s", out.status, r.Method, r.URL))
		}
	})
}

// asked reports whether an operation was asked for.
func (s *server) asked(operation string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[operation] > 0
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
