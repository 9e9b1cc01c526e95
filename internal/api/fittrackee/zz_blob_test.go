package fittrackee_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"sync"
	"testing"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

type memBlobs struct {
	mu sync.Mutex
	m  map[string][]byte
}

func openBlobs(t testing.TB) activity.Blobs { return &memBlobs{m: map[string][]byte{}} }

type memStaged struct {
	*bytes.Reader
	data []byte
	b    *memBlobs
	hash string
}

func (s *memStaged) Hash() string { return s.hash }
func (s *memStaged) Keep() error {
	s.b.mu.Lock()
	defer s.b.mu.Unlock()
	s.b.m[s.hash] = s.data
	return nil
}
func (s *memStaged) Discard() {}

func (b *memBlobs) Stage(r io.Reader, limit int64) (activity.Staged, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		e := fault.New(fault.TooLarge, "upload.too_large", "too large")
		e.Args = []any{int64(len(data)), limit}
		return nil, e
	}
	sum := sha256.Sum256(data)
	return &memStaged{bytes.NewReader(data), data, b, hex.EncodeToString(sum[:])}, nil
}

type memBlob struct{ *bytes.Reader }

func (memBlob) Close() error { return nil }

func (b *memBlobs) Open(hash string) (activity.Blob, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	d, ok := b.m[hash]
	if !ok {
		return nil, fault.New(fault.NotFound, "blob.not_found", "gone")
	}
	return memBlob{bytes.NewReader(d)}, nil
}
func (b *memBlobs) Remove(hash string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.m, hash)
	return nil
}
