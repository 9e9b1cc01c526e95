package blob

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// Stage reads r to its end into a temporary file, at most limit bytes. More is fault.TooLarge, code "upload.too_large",
// Args: bytes seen, limit; to tell how large an upload was, its rest is read and thrown away up to countedBeyond.
func (d *Dir) Stage(r io.Reader, limit int64) (activity.Staged, error) {
	f, err := os.CreateTemp(d.staging, "upload-*")
	if err != nil {
		return nil, err
	}
	s := &staged{dir: d, file: f}
	h := sha256.New()
	if s.size, err = copyTo(io.MultiWriter(f, h), io.LimitReader(r, limit)); err == nil {
		err = exceeds(r, s.size, limit)
	}
	if err != nil {
		s.Discard()
		return nil, err
	}
	s.hash = hex.EncodeToString(h.Sum(nil))
	return s, nil
}

// buffers collect what arrives in small pieces, as multipart bodies do, so that it is written and hashed in large ones.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 256<<10) }}

func copyTo(w io.Writer, r io.Reader) (int64, error) {
	b := buffers.Get().(*bufio.Writer)
	defer buffers.Put(b)
	b.Reset(w)
	n, err := io.Copy(b, r)
	if err != nil {
		return n, err
	}
	return n, b.Flush()
}

// countedBeyond bounds what is read of an upload that is too large already.
const countedBeyond = 64 << 20

// exceeds looks whether anything follows the bytes that fit.
func exceeds(r io.Reader, size, limit int64) error {
	if size < limit {
		return nil
	}
	beyond, err := io.CopyN(io.Discard, r, countedBeyond)
	if beyond == 0 && errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil && !errors.Is(err, io.EOF) && beyond == 0 {
		return err
	}
	e := fault.New(fault.TooLarge, "upload.too_large", "the upload is too large")
	e.Args = []any{size + beyond, limit}
	return e
}

// staged is an upload in its temporary file.
type staged struct {
	dir  *Dir
	file *os.File
	size int64
	hash string
	kept bool
}

// ReadAt reads the upload, before Discard.
func (s *staged) ReadAt(p []byte, off int64) (int, error) { return s.file.ReadAt(p, off) }

// Size is the number of bytes.
func (s *staged) Size() int64 { return s.size }

// Hash is the SHA-256 in hex.
func (s *staged) Hash() string { return s.hash }

// Keep puts the bytes under their hash and returns when a power cut can't take them away any more: the file and the folder
// that names it are on the disk. Bytes that are kept already stay as they are and count as new.
func (s *staged) Keep() error {
	if s.kept {
		return nil
	}
	path, err := s.dir.path(s.hash)
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	made, err := makeFolder(folder)
	if err != nil {
		return err
	}
	if err := s.file.Sync(); err != nil {
		return err
	}
	if err := os.Rename(s.file.Name(), path); err != nil {
		return err
	}
	s.kept = true
	if made {
		if err := syncFolder(s.dir.objects); err != nil {
			return err
		}
	}
	return syncFolder(folder)
}

// makeFolder reports whether the folder is new.
func makeFolder(path string) (bool, error) {
	err := os.Mkdir(path, 0o700)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	return err == nil, err
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Discard removes the temporary file; after Keep it only closes it. Safe to call twice.
func (s *staged) Discard() {
	// Closing a file that was only read since its last Sync loses nothing.
	_ = s.file.Close()
	if !s.kept {
		// What can't be removed is swept out later.
		_ = remove(s.file.Name())
	}
}
