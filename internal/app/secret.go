package app

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"palestra/internal/config"
	"palestra/internal/core/auth"
)

// secretFile keeps the server's key in the data folder.
const secretFile = "secret.key"

// keys derives the keys from the setting, or from the file in the data folder, which is made at the first start.
func keys(c config.Storage) (*auth.Keys, error) {
	if c.SecretKey != "" {
		return auth.NewKeys([]byte(c.SecretKey))
	}
	path := filepath.Join(c.Data, secretFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = makeSecret(path)
	}
	if err != nil {
		return nil, fmt.Errorf("secret key: %w", err)
	}
	k, err := auth.NewKeys([]byte(strings.TrimSpace(string(text))))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}

// makeSecret writes a new key in full before it gets its name, so that neither a crash nor a second process starting at the
// same time leaves half of one or two of them.
func makeSecret(path string) ([]byte, error) {
	secret := make([]byte, 32)
	rand.Read(secret)
	text := []byte(hex.EncodeToString(secret) + "\n")
	f, err := os.CreateTemp(filepath.Dir(path), secretFile+".*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return nil, err
	}
	if err := os.Link(f.Name(), path); errors.Is(err, fs.ErrExist) {
		return os.ReadFile(path)
	} else if err != nil {
		return nil, err
	}
	return text, nil
}
