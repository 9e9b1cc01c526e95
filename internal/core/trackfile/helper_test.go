package trackfile

import (
	"errors"
	"strings"
	"testing"

	"palestra/internal/core/fault"
	"palestra/internal/core/track"
)

// readAll parses a document with the default limits.
func readAll(f Format, doc string) ([]*track.Track, error) {
	return Read(strings.NewReader(doc), f, false, DefaultLimits())
}

// readOne parses a document that has to give one track.
func readOne(t *testing.T, f Format, doc string) *track.Track {
	t.Helper()
	tracks, err := readAll(f, doc)
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	if len(tracks) != 1 {
		t.Fatalf("got %d tracks, want 1", len(tracks))
	}
	return tracks[0]
}

// wantRefusal checks an error's code and that its sentence has all the words.
func wantRefusal(t *testing.T, err error, code string, words ...string) {
	t.Helper()
	var refusal *fault.Error
	if !errors.As(err, &refusal) {
		t.Fatalf("got error %v, want a refusal with code %s", err, code)
	}
	if refusal.Code != code {
		t.Errorf("got code %s (%s), want %s", refusal.Code, refusal.Message, code)
	}
	for _, w := range words {
		if !strings.Contains(refusal.Message, w) {
			t.Errorf("message %q lacks %q", refusal.Message, w)
		}
	}
	if len(refusal.Args) != 2 || refusal.Args[1] != refusal.Message {
		t.Errorf("arguments %v are not the format and the sentence", refusal.Args)
	}
}
