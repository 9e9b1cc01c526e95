package wger_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"testing"

	"palestra/internal/core/fault"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
	"palestra/internal/store"
)

// memory keeps files by the hash of their content.
type memory map[string][]byte

type openFile struct{ *bytes.Reader }

func (openFile) Close() error { return nil }

// Keep keeps data once commit has stored who uses it.
func (m memory) Keep(_ context.Context, data []byte, commit func(hash string) error) error {
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	if err := commit(hash); err != nil {
		return err
	}
	m[hash] = data
	return nil
}

// Open reads kept bytes.
func (m memory) Open(hash string) (io.ReadSeekCloser, error) {
	data, ok := m[hash]
	if !ok {
		return nil, fault.Missing("blob")
	}
	return openFile{bytes.NewReader(data)}, nil
}

// Forget removes kept bytes.
func (m memory) Forget(_ context.Context, hashes []string) error {
	for _, hash := range hashes {
		delete(m, hash)
	}
	return nil
}

// illustrate gives the bread a picture.
func illustrate(t testing.TB, s *store.Store, files memory) {
	data, err := picture("24x16.png")
	must(t, err)
	_, err = nutrition.NewCatalogue(s).Illustrate(context.Background(), files, nutrition.Image{
		UUID: uuidOf("11a6e000", 1), Ingredient: 2, CreatedAt: when, UpdatedAt: when,
		Credit: reference.Credit{License: 2, Title: "Rye bread", Author: "somebody", AuthorURL: "https://example.org/somebody"},
	}, data)
	must(t, err)
}
