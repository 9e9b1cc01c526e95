package newfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// makers are the ways to name a file: on a file system that links, and on one that doesn't.
var makers = map[string]maker{
	"links":    {link: os.Link, patience: time.Minute},
	"no links": {link: func(string, string) error { return errors.ErrUnsupported }, patience: time.Minute},
}

func onEach(t *testing.T, fn func(t *testing.T, m maker, folder string)) {
	for name, m := range makers {
		t.Run(name, func(t *testing.T) { fn(t, m, t.TempDir()) })
	}
}

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// holds wants a folder with these files alone, "name: content".
func holds(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e.Name()+": "+string(text))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func TestAFileIsMadeOnce(t *testing.T) {
	onEach(t, func(t *testing.T, m maker, folder string) {
		path := filepath.Join(folder, "key")
		if err := m.create(path, says("first")); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		if err := m.create(path, says("second")); !errors.Is(err, fs.ErrExist) {
			t.Errorf("again: %v", err)
		}
		holds(t, folder, "key: first")
	})
}

// TestOneOfManyMakesIt: all see the same content, whole, at once.
func TestOneOfManyMakesIt(t *testing.T) {
	onEach(t, func(t *testing.T, m maker, folder string) {
		path := filepath.Join(folder, "key")
		var made atomic.Int64
		var all sync.WaitGroup
		for i := range 30 {
			all.Go(func() {
				text := strings.Repeat(fmt.Sprintf("%02d", i), 5000)
				switch err := m.create(path, says(text)); {
				case err == nil:
					made.Add(1)
				case !errors.Is(err, fs.ErrExist):
					t.Error(err)
				}
				got, err := os.ReadFile(path)
				if err != nil || len(got) != len(text) || string(got) != strings.Repeat(string(got[:2]), 5000) {
					t.Errorf("%d bytes, %v", len(got), err)
				}
			})
		}
		all.Wait()
		if made.Load() != 1 {
			t.Errorf("made %d times", made.Load())
		}
		if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
			t.Errorf("left behind: %v, %v", entries, err)
		}
	})
}

// TestSomebodyWasFaster: the file appears after it was looked for and before it gets its name.
func TestSomebodyWasFaster(t *testing.T) {
	onEach(t, func(t *testing.T, m maker, folder string) {
		path := filepath.Join(folder, "key")
		err := m.create(path, func(io.Writer) error { return os.WriteFile(path, []byte("theirs"), 0o600) })
		if !errors.Is(err, fs.ErrExist) {
			t.Error(err)
		}
		holds(t, folder, "key: theirs")
	})
}

func TestNothingIsLeftOfAFailure(t *testing.T) {
	onEach(t, func(t *testing.T, m maker, folder string) {
		full := errors.New("disk full")
		err := m.create(filepath.Join(folder, "key"), func(w io.Writer) error { return errors.Join(says("half")(w), full) })
		if !errors.Is(err, full) {
			t.Error(err)
		}
		holds(t, folder)
		if err := m.create(filepath.Join(folder, "none", "key"), says("x")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("without a folder: %v", err)
		}
	})
}

// TestAClaimThatStaysIsNamed: a process that crashed holds its claim for ever, and nobody takes the file from under it.
func TestAClaimThatStaysIsNamed(t *testing.T) {
	folder := t.TempDir()
	claim := filepath.Join(folder, "key.claim")
	if err := os.WriteFile(claim, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	m := makers["no links"]
	m.patience = 0
	if err := m.create(filepath.Join(folder, "key"), says("x")); err == nil || !strings.Contains(err.Error(), claim+" is in the way") {
		t.Error(err)
	}
	holds(t, folder, "key.claim: ")
}
