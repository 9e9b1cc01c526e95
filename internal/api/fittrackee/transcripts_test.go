package fittrackee_test

import (
	"testing"

	"palestra/internal/api/transcript"
)

func TestTranscripts(t *testing.T) {
	transcript.Dir(t, "testdata/*.txtar", func(t *testing.T) *transcript.Runner {
		return newWorld(t, openSQLite(t), usual()).runner()
	})
}
