package fittrackee_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"testing"

	"palestra/internal/api/fittrackee"
	"palestra/internal/api/transcript"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

func TestTranscripts(t *testing.T) { replay(t, "testdata/*.txtar", usual()) }

func TestTranscriptsUnderSmallLimits(t *testing.T) {
	opt := usual()
	opt.maxFile, opt.maxArchive, opt.maxMembers = 2<<10, 30<<10, 10
	replay(t, "testdata/limits/*.txtar", opt)
}

func TestTranscriptsWithRegistrationClosed(t *testing.T) {
	opt := usual()
	opt.registering = auth.Closed
	replay(t, "testdata/closed/*.txtar", opt)
}

func TestTranscriptsWithMail(t *testing.T) {
	opt := usual()
	opt.mailer = waiting{}
	replay(t, "testdata/mail/*.txtar", opt)
}

func TestTranscriptsWithATileServer(t *testing.T) {
	opt := usual()
	opt.tiles = tiles{}
	replay(t, "testdata/tiles/*.txtar", opt)
}

// tiles has every tile but one, can't be reached for another, and takes too long for a third.
type tiles struct{}

func (tiles) Tile(_ context.Context, _ string, zoom, x, _ int) (fittrackee.Tile, error) {
	switch {
	case zoom == 1:
		return fittrackee.Tile{Status: http.StatusNotFound, ContentType: "text/plain", Body: []byte("no such tile\n")}, nil
	case zoom == 3:
		return fittrackee.Tile{}, fmt.Errorf("tile: %w", context.DeadlineExceeded)
	case x == 0:
		return fittrackee.Tile{}, fault.New(fault.Unavailable, "tile.unavailable", "no answer")
	}
	return fittrackee.Tile{Status: http.StatusOK, ContentType: "image/png", Body: []byte("\x89PNG\r\n\x1a\n")}, nil
}

// replay runs transcripts on every database that is there.
func replay(t *testing.T, pattern string, opt setup) {
	for name, open := range map[string]func(testing.TB) *store.Store{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			if name == "postgres" && os.Getenv(storetest.PostgresURL) == "" {
				t.Skip("PostgreSQL is left out: " + storetest.PostgresURL + " is not set")
			}
			storetest.KeepTemplate(t)
			transcript.Dir(t, pattern, func(t *testing.T) *transcript.Runner { return newWorld(t, open(t), opt).runner() })
		})
	}
}
