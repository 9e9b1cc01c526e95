// Package newfile makes files that are made once, whole or not at all, whoever else tries at the same time.
//
//	err := newfile.Create("data/secret.key", func(w io.Writer) error { … })
//	if errors.Is(err, fs.ErrExist) { … } // somebody was faster: read theirs
package newfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Create makes a file with what write writes, readable by its owner alone. It has all of its content, on the disk, when it
// gets its name, so that neither a crash nor another process sees half of it. When path is there already the error is
// fs.ErrExist, and path is left as it is. Safe to call at once, from several processes, too.
func Create(path string, write func(io.Writer) error) error {
	return maker{link: os.Link, patience: 5 * time.Second}.create(path, write)
}

// maker is how a file gets its name.
type maker struct {
	// link gives a file a second name, and fails when that is taken.
	link func(from, to string) error
	// patience is how long another process may take to name its file.
	patience time.Duration
}

func (m maker) create(path string, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil {
		return exists(path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = write(f)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if err := m.link(f.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return m.rename(f.Name(), path)
}

// rename is for file systems that know no second names, as those of memory cards and of some networks. A rename would
// replace a file that is there, so whoever renames holds a claim from before it looked until afterwards. A claim that a
// crash left behind is not taken over: nobody could tell it from one that is held.
func (m maker) rename(from, path string) (err error) {
	claim := path + ".claim"
	for begin := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		f, err := os.OpenFile(claim, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			if err = f.Close(); err != nil {
				return errors.Join(err, os.Remove(claim))
			}
			break
		}
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		if _, err := os.Lstat(path); err == nil {
			return exists(path)
		}
		if time.Since(begin) >= m.patience {
			return fmt.Errorf("%s is in the way: another process is making %s, or one ended while it did; remove it when none runs", claim, path)
		}
	}
	defer func() { err = errors.Join(err, os.Remove(claim)) }()
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = exists(path)
		}
		return err
	}
	return os.Rename(from, path)
}

func exists(path string) error { return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist} }
