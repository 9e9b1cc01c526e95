package app

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"palestra/internal/config"
	"palestra/internal/core/auth"
	"palestra/internal/newfile"
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

// makeSecret writes a new key, or reads that of a process that was faster.
func makeSecret(path string) ([]byte, error) {
	secret := make([]byte, 32)
	rand.Read(secret)
	text := []byte(hex.EncodeToString(secret) + "\n")
	err := newfile.Create(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if errors.Is(err, fs.ErrExist) {
		return os.ReadFile(path)
	}
	return text, err
}
