// Package blob keeps uploaded bytes on disk, addressed by what they are: the SHA-256 of the content is the name.
//
//	d, err := blob.Open("data/files")
//	staged, err := d.Stage(body, 50<<20) // in a temporary place, hashed while it arrives
//	err = staged.Keep()                  // on the disk under its hash, whatever happens next
//	b, err := d.Open(staged.Hash())
//
// The same bytes are kept once, however often they are uploaded. Removing them is up to who knows whether they are still used.
package blob

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// Dir is a folder of blobs. It is safe for concurrent use, by several processes too.
type Dir struct{ objects, staging string }

// abandoned is how old a staged upload must be to have been left behind by a crash.
const abandoned = time.Hour

// Open makes the folder when it is not there, and removes what uploads that never ended left behind.
func Open(path string) (*Dir, error) {
	d := &Dir{objects: filepath.Join(path, "objects"), staging: filepath.Join(path, "staging")}
	for _, folder := range []string{d.objects, d.staging} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, err
		}
	}
	return d, d.sweep(time.Now().Add(-abandoned))
}

// sweep removes staged uploads from before a moment.
func (d *Dir) sweep(before time.Time) error {
	entries, err := os.ReadDir(d.staging)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // its upload ended in the meantime
		}
		if err != nil {
			return err
		}
		if info.ModTime().Before(before) {
			if err := remove(filepath.Join(d.staging, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// path is where the bytes of a hash are kept; a hash that is none is an error, so that no name from outside becomes a path.
func (d *Dir) path(hash string) (string, error) {
	if !validHash(hash) {
		return "", fmt.Errorf("blob: %q is not a SHA-256", hash)
	}
	return filepath.Join(d.objects, hash[:2], hash), nil
}

func validHash(hash string) bool {
	if len(hash) != 64 {
		return false
	}
	for _, c := range hash {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// file is kept bytes being read.
type file struct {
	*os.File
	size int64
}

// Size is the number of bytes.
func (f *file) Size() int64 { return f.size }

// Open reads kept bytes; unknown ones are fault.NotFound, code "blob.not_found".
func (d *Dir) Open(hash string) (activity.Blob, error) {
	path, err := d.path(hash)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Missing("blob")
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &file{f, info.Size()}, nil
}

// Remove forgets kept bytes; unknown ones are no error. An upload of the same bytes that is kept meanwhile may lose them:
// the caller sees to it that none is.
func (d *Dir) Remove(hash string) error {
	path, err := d.path(hash)
	if err != nil {
		return err
	}
	return remove(path)
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Info is what Walk tells of kept bytes.
type Info struct {
	Hash     string
	Size     int64
	Modified time.Time
}

// Walk tells of everything that is kept, by hash, and stops at the first error of fn. Files that are no blobs are left out.
func (d *Dir) Walk(fn func(Info) error) error {
	return filepath.WalkDir(d.objects, func(_ string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if !e.Type().IsRegular() || !validHash(e.Name()) {
			return nil
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // removed in the meantime
		}
		if err != nil {
			return err
		}
		return fn(Info{Hash: e.Name(), Size: info.Size(), Modified: info.ModTime()})
	})
}
